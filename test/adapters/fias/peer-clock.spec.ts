// The clock of the PMS as its link talk tells it (fias.md §13.10).
import { expect } from "chai";
import fc from "fast-check";
import { correctionOf, differs, peerClockOf } from "../../../adapters/fias/peer-clock.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe("the clock of a PMS", () => {
  it("is right within a minute, whatever the way of a message takes", () => {
    fc.assert(
      fc.property(fc.integer({ min: -MINUTE + 1, max: MINUTE - 1 }), (offset) => {
        expect(peerClockOf(offset)).to.deep.equal({ aheadMs: 0, believed: true });
      }),
    );
  });

  it("is corrected by the very quarters of an hour where a zone is mistaken, Nepal's too", () => {
    for (const zone of [-8 * HOUR, 5.75 * HOUR, HOUR, -12.75 * HOUR])
      expect(peerClockOf(zone - 1400).aheadMs).to.equal(zone);
    expect(peerClockOf(-6 * MINUTE - 400).aheadMs).to.equal(-6 * MINUTE - 400);
  });

  it("is not believed beyond two days: a stamp that never changes would make all old news fresh", () => {
    const clock = peerClockOf(-27 * 365 * 24 * HOUR);
    expect(clock.believed).to.equal(false);
    expect(correctionOf(clock)).to.equal(0);
    expect(correctionOf(undefined)).to.equal(0);
  });

  it("is another one only when it moved by a minute", () => {
    expect(differs(undefined, peerClockOf(3000))).to.equal(false);
    expect(differs(peerClockOf(6 * MINUTE), peerClockOf(6 * MINUTE + 900))).to.equal(false);
    expect(differs(peerClockOf(6 * MINUTE), peerClockOf(0))).to.equal(true);
  });
});
