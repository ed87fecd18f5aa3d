// A PMS that sends G# empty (fias.md §12): the guest is greeted all the same, found again, and numbered when the number comes.
import { expect } from "chai";
import { NOON, ZHANG, checkIn, checkOut, event, stayEvent } from "../builders/events.ts";
import { flowHouse, type FlowHouse } from "../builders/flow-house.ts";
import { forEachStore } from "../suites/stores.ts";
import type { JournalEvent } from "../../plugin/contract/index.ts";

const NAMED = { role: "primary" as const, names: ZHANG.names };
const LI = {
  role: "primary" as const,
  names: [{ kind: "primary" as const, full: "李静", order: "family_first" as const }],
};
const stays = (hotel: FlowHouse): Promise<Record<string, unknown>[]> =>
  hotel.rows("select reservation, room, status from stay order by id");
const inRoom = (guests: readonly (typeof NAMED)[], more: object = {}): JournalEvent =>
  checkIn("", { guests, ...more }, { subject: "room:1208" });

describe("Check-ins without a reservation number", () => {
  forEachStore((store) => {
    it("make a stay and a card, and later records of the room find it (INT-01)", async () => {
      const hotel = await flowHouse(await store.open());
      await hotel.tell(inRoom([NAMED]));
      expect((await hotel.pops()).map((pop) => pop.reason)).to.include("checked-in");
      await hotel.tell(
        inRoom([NAMED], {}),
        stayEvent("stay.updated", { room: "1208", departure: "2026-11-30", guests: [NAMED] }),
        stayEvent("stay.room_moved", { room: "0816", previousRoom: "1208" }),
      );
      expect(await hotel.rows("select reservation, room, departs_on, status from stay")).to.deep.equal([
        {
          reservation: "room:1208:2026-11-21",
          room: "0816",
          departs_on: "2026-11-30",
          status: "in-house",
        },
      ]);
      await hotel.tell(checkOut("", { room: "0816" }));
      expect((await stays(hotel))[0]?.["status"]).to.equal("departed");
    });

    it("keep a sharer apart, and a room's key for who comes back to it (INT-01)", async () => {
      const hotel = await flowHouse(await store.open());
      await hotel.tellTogether(inRoom([NAMED]), inRoom([LI]));
      expect((await stays(hotel)).map((row) => row["reservation"])).to.deep.equal([
        "room:1208:2026-11-21",
        "room:1208:2026-11-21:2",
      ]);
      expect(await hotel.rows("select id from guest")).to.have.length(2);
      await hotel.tell(checkOut("", { room: "1208" }), inRoom([LI]));
      expect((await stays(hotel)).map((row) => row["status"])).to.deep.equal(["departed", "in-house"]);
    });

    it("are found again by a resync, which closes those it does not name (INT-01)", async () => {
      const hotel = await flowHouse(await store.open());
      await hotel.tell(inRoom([NAMED]), checkIn("", { room: "0816", guests: [LI] }));
      const link = (state: "resync_started" | "resync_ended"): JournalEvent =>
        event({ type: `link.${state}`, link: { state, complete: true }, resync: "w1" });
      await hotel.tell(
        link("resync_started"),
        checkIn("", { guests: [NAMED] }, { resync: "w1", replay: true }),
        link("resync_ended"),
      );
      expect((await stays(hotel)).map((row) => row["status"])).to.deep.equal(["in-house", "departed"]);
    });

    it("get the number when a record of the same guest in that room brings it, another guest's does not (INT-01)", async () => {
      const hotel = await flowHouse(await store.open());
      await hotel.tell(inRoom([NAMED]));
      const pops = (await hotel.pops()).length;
      const again = await flowHouse(hotel.store);
      await again.tell(
        checkIn("4710", { guests: [LI] }),
        stayEvent("stay.updated", {
          reservationId: "4711",
          room: "1208",
          arrival: "2026-11-21",
          guests: [ZHANG],
        }),
      );
      expect((await stays(again)).map((row) => row["reservation"])).to.have.members(["4711", "4710"]);
      expect(await again.rows("select id from guest")).to.have.length(2);
      await again.tell(checkIn("4711", { guests: [ZHANG] }, { occurredAt: NOON }));
      const arrivals = (await again.pops()).filter((pop) => pop.reason === "checked-in");
      expect(new Set(arrivals.map((pop) => pop.guest)).size).to.equal(2);
      expect(await again.rows("select id from stay")).to.have.length(2);
      expect(pops).to.be.greaterThan(0);
    });

    it("end with the check-out that names only the number, where nobody else lives there (INT-01)", async () => {
      const hotel = await flowHouse(await store.open());
      await hotel.tell(inRoom([NAMED]), checkOut("4711", { room: "1208" }));
      expect(await stays(hotel)).to.deep.equal([{ reservation: "4711", room: "1208", status: "departed" }]);
    });
  });
});
