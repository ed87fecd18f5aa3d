import { expect } from "chai";
import { KeshiError } from "../../plugin/contract/index.ts";
import { createHealth } from "../../plugin/host/health.ts";
import { WoundClock } from "../peers/wound-clock.ts";

describe("readiness", () => {
  it("is refused with a code while the store does not answer, and tells of impaired parts without giving up", async () => {
    const clock = new WoundClock();
    const health = createHealth({
      clock,
      checks: [
        { name: "store", ask: () => Promise.reject(new KeshiError("store-unreachable", "away")) },
        { name: "migrations", ask: () => new Promise<void>(() => undefined) },
      ],
      parts: () => [{ name: "pms", state: { is: "impaired", since: 1, code: "ECONNREFUSED" } }],
    });
    const asked = health.ready();
    await clock.wind(2000);
    expect(await asked).to.deep.equal({
      ready: false,
      checks: [
        { name: "store", ok: false, code: "store-unreachable" },
        { name: "migrations", ok: false, code: "late" },
      ],
      parts: [{ name: "pms", state: "impaired", code: "ECONNREFUSED" }],
    });
  });

  it("is given while everything that matters answers, whatever a printer does", async () => {
    const health = createHealth({
      clock: new WoundClock(),
      checks: [{ name: "store", ask: () => Promise.resolve() }],
      parts: () => [{ name: "desk-printer", state: { is: "impaired", since: 1, code: "paper-out" } }],
    });
    expect((await health.ready()).ready).to.equal(true);
  });
});
