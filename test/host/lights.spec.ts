// The lights of the pages: whoever looks first, everybody is told.
import { expect } from "chai";
import { createLights } from "../../plugin/host/lights.ts";
import type { LinkLight } from "../../plugin/contract/index.ts";
import { systemClock } from "../../plugin/kit/clock.ts";

describe("the lights", () => {
  it("tell every desk that a line went down, even when another page asked about it first (INT-03)", () => {
    let state: LinkLight["state"] = "up";
    let told = 0;
    const source = { name: "pms", kind: "fias", look: () => state };
    const lights = createLights([source], { clock: systemClock, onChanged: () => told++ });
    lights.all();
    const before = told;
    state = "down";
    expect(lights.all().map((light) => light.state)).to.deep.equal(["down"]);
    expect(told).to.equal(before + 1);
    lights.all();
    expect(told).to.equal(before + 1);
  });
});
