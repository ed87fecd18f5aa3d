// How the size of batches follows what commits cost.
import { expect } from "chai";
import { BatchSize } from "../../plugin/journal/batch-size.ts";

/** Sizes after many full batches on a disk and with events of such a cost; every tenth commit is one live event. */
function settledSize(fixedMs: number, eachMs: number, targetMs = 4): number {
  const size = new BatchSize(targetMs);
  for (let round = 0; round < 300; round++) {
    const count = round % 10 === 0 ? 1 : size.current;
    size.note(count, fixedMs + eachMs * count);
  }
  return size.current;
}

describe("The size of a batch", () => {
  it("keeps commits short, so that bytes received are durable within 5 ms (RT-03)", () => {
    const size = settledSize(0.8, 0.15);
    expect(0.8 + 0.15 * size).to.be.within(3, 4);
  });

  it("is full when events are cheap", () => {
    expect(settledSize(0.5, 0.02)).to.equal(64);
  });

  it("does not shrink on a slow disk, where small batches would only wait more often", () => {
    expect(settledSize(10, 0.15)).to.equal(64);
  });

  it("never falls below four events, however much each costs", () => {
    expect(settledSize(0.5, 20)).to.equal(4);
  });

  it("follows when events become dear and cheap again", () => {
    const size = new BatchSize(4);
    const run = (eachMs: number): number => {
      for (let round = 0; round < 200; round++) size.note(size.current, 0.5 + eachMs * size.current);
      return size.current;
    };
    expect(run(0.02)).to.equal(64);
    expect(run(0.5)).to.be.below(12);
    expect(run(0.02)).to.equal(64);
  });
});
