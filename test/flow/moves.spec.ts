// A room move that a PMS tells as a check-out and a check-in, over the journal and the dispatcher as they run in service.
import { expect } from "chai";
import { NOON, checkIn, checkOut, stayEvent } from "../builders/events.ts";
import { until } from "../peers/until.ts";
import { forEachStore } from "../suites/stores.ts";
import { runningHouse, type RunningHouse } from "./running-house.ts";

const MOVED = [
  "room-moved desk-1 quiet",
  "room-moved desk-2 quiet",
  "room-moved floor-08 quiet",
  "room-moved floor-12 quiet",
];
const OUT = (): ReturnType<typeof checkOut> => checkOut("1", { room: "1208" });
const INTO = (): ReturnType<typeof checkIn> => checkIn("1", { room: "0816" });

/** What popped after the guest was in: the three cards of the arrival are left out. */
async function sincePopped(hotel: RunningHouse): Promise<string[]> {
  const pops = (await hotel.pops()).slice(3);
  return pops.map((pop) => `${pop.reason} ${pop.station}${pop.quiet ? " quiet" : ""}`);
}

async function stayed(hotel: RunningHouse): Promise<unknown> {
  return hotel.store.db("stay").select("reservation", "room", "status");
}

describe("A room move told as a check-out and a check-in", () => {
  forEachStore(({ open }) => {
    let hotel: RunningHouse;
    beforeEach(async () => {
      hotel = await runningHouse(await open());
      await hotel.hear(checkIn("1"));
      await hotel.idle();
    });
    afterEach(() => hotel.stop());

    const between: Record<string, (it: RunningHouse) => Promise<void>> = {
      "": () => Promise.resolve(),
      ", with a restart in between": (it) => it.restart(),
    };
    for (const [how, pause] of Object.entries(between)) {
      it(`pops on both floors at once where the check-out comes first${how} (INT-01)`, async () => {
        await hotel.hear(OUT());
        await pause(hotel);
        await hotel.hear(INTO());
        await hotel.idle();
        expect(hotel.clock.now(), "nobody waited").to.equal(NOON);
        expect(await sincePopped(hotel)).to.deep.equal(MOVED);
        await hotel.clock.wind(10_000);
        expect(await sincePopped(hotel), "and no farewell later").to.deep.equal(MOVED);
        expect(await stayed(hotel)).to.deep.equal([{ reservation: "1", room: "0816", status: "in-house" }]);
      });

      it(`pops on both floors at once where the check-in comes first${how} (INT-01)`, async () => {
        await hotel.hear(INTO());
        await pause(hotel);
        await hotel.hear(OUT());
        await until("the move is told", async () => (await sincePopped(hotel)).length === MOVED.length);
        expect(hotel.clock.now(), "nobody waited").to.equal(NOON);
        await pause(hotel);
        await hotel.clock.wind(3000);
        await hotel.idle();
        expect(await sincePopped(hotel)).to.deep.equal(MOVED);
        expect(await stayed(hotel)).to.deep.equal([{ reservation: "1", room: "0816", status: "in-house" }]);
      });
    }

    it("is one move where both came in one message, and where both waited for the house to start", async () => {
      await hotel.hear(OUT(), INTO());
      await hotel.idle();
      expect(await sincePopped(hotel)).to.deep.equal(MOVED);
      await hotel.clock.wind(61_000);
      await hotel.stop();
      await hotel.hear(checkOut("1", { room: "0816" }), checkIn("1", { room: "1210" }));
      await hotel.restart();
      await hotel.idle();
      expect((await sincePopped(hotel)).slice(4)).to.deep.equal(MOVED);
    });

    it("a check-out that nothing follows is told after three seconds, not before", async () => {
      await hotel.hear(OUT(), stayEvent("stay.updated", { reservationId: "1", company: "ACME" }));
      await hotel.clock.wind(2999);
      expect(await sincePopped(hotel)).to.deep.equal([]);
      await hotel.clock.wind(1);
      await hotel.idle();
      expect(await sincePopped(hotel)).to.deep.equal(["checked-out floor-12 quiet"]);
    });

    it("another guest's check-in into the room ends no wait", async () => {
      const other = {
        profileId: "P2",
        names: [{ kind: "primary", full: "李静", order: "family_first" }],
      } as const;
      await hotel.hear(OUT(), checkIn("2", { guests: [{ role: "primary", ...other }] }));
      await until("the newcomer is in", async () => (await sincePopped(hotel)).length === 3);
      await hotel.clock.wind(2999);
      expect((await sincePopped(hotel)).map((pop) => pop.split(" ")[0])).to.deep.equal(
        Array.from({ length: 3 }, () => "checked-in"),
      );
      await hotel.clock.wind(1);
      await hotel.idle();
      expect((await sincePopped(hotel)).at(-1)).to.equal("checked-out floor-12 quiet");
    });
  });
});
