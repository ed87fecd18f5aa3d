// People behind stays: companions, profiles that change, merge and vanish, and events taken back.
import { expect } from "chai";
import type { GuestRef, JournalEvent, ProfileBody, ProfileEventType } from "../../plugin/contract/index.ts";
import { NOON, ZHANG, checkIn, checkOut, event, stayEvent } from "../builders/events.ts";
import { flowHouse, type FlowHouse } from "../builders/flow-house.ts";
import { forEachStore } from "../suites/stores.ts";

const HOUR_MS = 3_600_000;
const LI: GuestRef = {
  role: "accompanying",
  names: [{ kind: "primary", full: "李静", order: "family_first" }],
};

function profile(type: ProfileEventType, body: Partial<ProfileBody> & { profileId: string }): JournalEvent {
  return event({ type, profile: { guest: { role: "primary", names: [] }, ...body } });
}

async function guests(hotel: FlowHouse): Promise<number> {
  return (await hotel.rows("select id from guest")).length;
}

async function reasons(hotel: FlowHouse): Promise<string[]> {
  return (await hotel.pops()).map((pop) => `${pop.reason} ${pop.station}`);
}

describe("People", () => {
  forEachStore((store) => {
    let hotel: FlowHouse;
    beforeEach(async () => {
      hotel = await flowHouse(await store.open());
    });

    it("who comes along has an own file and no card, however often it is told; a booker is no guest (IND-01)", async () => {
      const booker = { ...LI, role: "booker", profileId: "B1" } as const;
      const told = (): JournalEvent => checkIn("1", { guests: [ZHANG, LI, booker] });
      await hotel.tell(told(), told());
      expect(await guests(hotel)).to.equal(2);
      expect(await hotel.rows("select role from stay_companion")).to.deep.equal([{ role: "accompanying" }]);
      const of = new Set((await hotel.pops()).map((pop) => pop.guest));
      expect(of.size).to.equal(1);
    });

    it("a companion with a profile id is the same person when coming again alone", async () => {
      const li = { ...LI, profileId: "P2" };
      await hotel.tell(
        checkIn("1", { guests: [ZHANG, li] }),
        checkOut("1"),
        checkIn("2", { room: "0816", guests: [{ ...li, role: "primary" }] }),
      );
      expect(await guests(hotel)).to.equal(2);
      const [companion] = await hotel.rows("select guest from stay_companion");
      const [stay] = await hotel.rows("select guest from stay where reservation = '2'");
      expect(companion?.["guest"]).to.equal(stay?.["guest"]);
    });

    it("a changed profile changes the file, keeps the old spelling and pops nothing (INT-01)", async () => {
      await hotel.tell(checkIn("1"));
      const popped = await reasons(hotel);
      const names = [{ kind: "primary", full: "张伟强", order: "family_first" }] as const;
      await hotel.tell(
        profile("profile.updated", {
          profileId: "P1",
          guest: { role: "primary", names, employer: "西湖茶业" },
        }),
      );
      const [row] = await hotel.rows("select names, employer, sex from guest");
      expect(row).to.include({ employer: "西湖茶业", sex: "male" });
      const kept = JSON.parse(String(row?.["names"])) as { full: string }[];
      expect(kept.map((name) => name.full)).to.deep.equal(["张伟强", "张伟"]);
      expect(await reasons(hotel)).to.deep.equal(popped);
    });

    it("a profile told before anybody arrives is the file of the arrival", async () => {
      await hotel.tell(
        profile("profile.updated", { profileId: "P1", guest: { ...ZHANG, residence: "杭州" } }),
        checkIn("1"),
      );
      expect(await hotel.rows("select residence from guest")).to.deep.equal([{ residence: "杭州" }]);
    });

    it("a merged profile leads to the same file under both ids", async () => {
      await hotel.tell(
        checkIn("1"),
        profile("profile.merged", { profileId: "P1", mergedInto: "P8" }),
        checkOut("1"),
        checkIn("2", { room: "0816", guests: [{ ...ZHANG, profileId: "P8" }] }),
      );
      expect(await guests(hotel)).to.equal(1);
    });

    it("a forgotten person leaves no name, number or note behind, and the stays stay", async () => {
      const known: GuestRef = {
        ...{ ...ZHANG, birthday: "1980-01-02", employer: "西湖茶业" },
        contacts: [{ type: "phone", value: "13800138000" }],
        documents: [{ type: "passport", number: "E12345678" }],
        preferences: [{ group: "ALLERGY", text: "peanut", scope: "global" }],
      };
      await hotel.tell(
        checkIn("1", { guests: [known], notes: [{ class: "x", text: "常客" }] }),
        checkOut("1"),
      );
      await hotel.tell(profile("profile.anonymized", { profileId: "P1" }));
      const [row] = await hotel.rows("select names, search, sex, birth_date, employer from guest");
      expect(row).to.deep.equal({ names: "[]", search: "", sex: null, birth_date: null, employer: null });
      for (const table of ["guest_identifier", "observation", "caution"])
        expect(await hotel.rows(`select id from ${table}`), table).to.be.empty;
      expect(await hotel.rows("select status, notes from stay")).to.deep.equal([
        { status: "departed", notes: null },
      ]);
      await hotel.tell(checkIn("2"));
      expect(await guests(hotel), "a later stay opens a new file").to.equal(2);
    });

    it("a check-in taken back is no stay and no visit; told again it pops again (IND-09)", async () => {
      await hotel.tell(checkIn("1"), stayEvent("stay.checkin_reversed", { reservationId: "1" }));
      expect(await hotel.rows("select status, checked_in_at from stay")).to.deep.equal([
        { status: "reversed", checked_in_at: null },
      ]);
      await hotel.clock.wind(61_000);
      await hotel.tell(checkIn("1", {}, { occurredAt: NOON + 61_000 }));
      const pops = (await hotel.pops()).filter((pop) => pop.station === "desk-1");
      expect(pops.map((pop) => pop.quiet)).to.deep.equal([true, true]);
      expect(await hotel.rows("select status from stay")).to.deep.equal([{ status: "in-house" }]);
    });

    it("a check-out taken back leaves the guest in house as if nobody had left, and greets nobody", async () => {
      await hotel.tell(checkIn("1"), checkOut("1"));
      const popped = await reasons(hotel);
      await hotel.tell(stayEvent("stay.checkout_reversed", { reservationId: "1" }));
      expect(await hotel.rows("select status, checked_out_at, checked_in_at from stay")).to.deep.equal([
        { status: "in-house", checked_out_at: null, checked_in_at: NOON },
      ]);
      expect(await reasons(hotel)).to.deep.equal(popped);
    });

    it("out and in again within a day is one stay, the next day a second one (IND-09)", async () => {
      const at = (hours: number): { occurredAt: number } => ({ occurredAt: NOON + hours * HOUR_MS });
      await hotel.tell(
        checkIn("1", {}, at(-60)),
        checkOut("1", {}, at(-30)),
        checkIn("2", {}, at(-10)),
        checkOut("2", {}, at(-8)),
        checkIn("3", { room: "0816" }, at(0)),
      );
      const rows = await hotel.rows("select id, reservation, continues from stay order by reservation");
      expect(rows.map((row) => rows.findIndex((it) => it["id"] === row["continues"]))).to.deep.equal([
        -1, 0, 1,
      ]);
    });

    it("day use is told by its dates; rooms of nobody by number and range, longer or shorter ones are rooms", async () => {
      const dayUse = { arrival: "2026-11-21", departure: "2026-11-21" };
      const rooms = ["0000", "9000", "9500", "9999", "1001", "90001", "900", "8999"];
      await hotel.tell(
        checkIn("d", { ...dayUse, room: "1210" }),
        ...rooms.map((room) => checkIn(room, { room, guests: [{ ...ZHANG, profileId: `of ${room}` }] })),
      );
      expect(await hotel.rows("select reservation from stay where day_use = 1")).to.deep.equal([
        { reservation: "d" },
      ]);
      const nobodys = await hotel.rows("select room from stay where not_guest = 1 order by room");
      expect(nobodys.map((row) => row["room"])).to.deep.equal(["0000", "1001", "9000", "9500", "9999"]);
      expect(await guests(hotel)).to.equal(4);
    });
  });
});
