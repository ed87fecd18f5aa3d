// Arrivals: who is told, whose file it is, and that telling twice changes nothing.
import { expect } from "chai";
import { checkIn, NOON, stayEvent, ZHANG } from "../builders/events.ts";
import { flowHouse } from "../builders/flow-house.ts";
import { forEachStore } from "../suites/stores.ts";

describe("A check-in", () => {
  forEachStore((store) => {
    it("pops at the desk where it happened, quietly at the other, and on that floor", async () => {
      const hotel = await flowHouse(await store.open());
      await hotel.tell(checkIn("1", { guests: [{ ...ZHANG, vip: { code: "2" } }] }, { workstation: "FO1" }));
      expect((await hotel.pops()).map((pop) => [pop.station, pop.reason, pop.quiet])).to.deep.equal([
        ["desk-1", "checked-in", false],
        ["desk-2", "checked-in", true],
        ["floor-12", "checked-in", false],
      ]);
      expect(await hotel.rows("select printer, chit, state from print_job")).to.deep.equal([
        { printer: "desk-printer", chit: "arrival", state: "queued" },
      ]);
      expect(hotel.committed.at(-1)).to.include({ pops: true, jobs: true });
    });

    it("recognises a guest by the profile id of the PMS, and nobody by name (INT-01)", async () => {
      const hotel = await flowHouse(await store.open());
      await hotel.tell(
        checkIn("1"),
        stayEvent("stay.checked_out", { reservationId: "1" }, { occurredAt: NOON - 30 * 86_400_000 }),
        checkIn("2", { room: "1209" }),
        checkIn("3", { room: "1210", guests: [{ ...ZHANG, profileId: "P2" }] }),
        checkIn("4", { room: "1211", guests: [{ role: "primary", names: ZHANG.names }] }),
      );
      const stays = await hotel.rows("select reservation, guest from stay order by reservation");
      const guests = stays.map((row) => row["guest"]);
      expect(guests[0]).to.equal(guests[1]);
      expect(new Set(guests).size).to.equal(3);
    });
  });
});
