import { expect } from "chai";
import { codeOf, idOf, type Caller } from "../../plugin/contract/index.ts";
import { systemClock } from "../../plugin/kit/clock.ts";
import { popRoutes, type Settled } from "../../plugin/terminals/index.ts";
import type { Store } from "../../plugin/store/index.ts";
import { forEachStore } from "../suites/stores.ts";
import { addProperty, plainCards, PROPERTY, STATIONS, writePops } from "./stage.ts";

describe("taking a guest", () => {
  forEachStore((place) => {
    let store: Store;
    let settled: Settled[];
    let act: (verb: string, number: number, who: string) => Promise<string>;
    beforeEach(async () => {
      store = await place.open();
      await addProperty(store);
      settled = [];
      const onSettled = (one: Settled): number => settled.push(one);
      const parts = {
        store,
        property: PROPERTY,
        stations: STATIONS,
        cards: plainCards(),
        clock: systemClock,
      };
      const routes = popRoutes({ ...parts, onSettled });
      act = (verb, number, who) => {
        const it = routes.find(({ path }) => path.endsWith(`/${verb}`));
        const asked = {
          params: { number: String(number) },
          query: {},
          body: undefined,
          raw: new Uint8Array(),
        };
        const done =
          it?.handle({ ...asked, caller: callerAt(who) }) ?? Promise.reject(new Error("no such route"));
        return done.then(({ status }) => String(status), codeOf);
      };
    });

    it("gives one guest to one of two desks that take them in the same instant (INT-01)", async () => {
      const both = ["front-desk-1", "front-desk-2"];
      const numbers = await writePops(
        store,
        Array.from({ length: 10 }, () => ({ stations: both })),
      );
      for (const number of numbers) {
        const answers = await Promise.all(both.map((who) => act("claim", number, who)));
        expect(answers.sort()).to.deep.equal(["200", "pop-claimed"]);
      }
      expect(settled).to.have.length(10);
    });

    it("keeps a colleague from greeting the guest another desk took, and bears the same twice (INT-01)", async () => {
      const [first = 0, second = 0] = await writePops(store, [
        { stations: ["front-desk-1", "front-desk-2", "floor-12"] },
        { stations: ["front-desk-1", "front-desk-2"] },
      ]);
      expect(await act("claim", first, "front-desk-1")).to.equal("200");
      expect(await act("claim", first, "front-desk-1")).to.equal("200");
      expect(await act("greeted", first, "front-desk-2")).to.equal("pop-claimed");
      expect(await act("greeted", first, "front-desk-1")).to.equal("200");
      expect(await act("greeted", second, "front-desk-2")).to.equal("200");
      expect(await act("claim", first, "floor-12")).to.equal("200");
      expect(await act("claim", second, "floor-12")).to.equal("pop-unknown");
      expect(await act("claim", 99, "front-desk-1")).to.equal("pop-unknown");
    });
  });
});

function callerAt(name: string): Caller {
  const station = STATIONS.find((one) => one.name === name);
  if (station === undefined) throw new Error(name);
  return {
    terminal: { id: idOf(`T-${name}`), station },
    person: { id: idOf(`P-${name}`), name, role: "front-desk" },
    locale: "zh-CN",
    origin: "test",
  };
}
