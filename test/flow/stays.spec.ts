// What becomes of stays: sharers, moves, check-outs, resync, and events told twice.
import { createHash } from "node:crypto";
import { expect } from "chai";
import { NOON, ZHANG, checkIn, checkOut, event, stayEvent } from "../builders/events.ts";
import { flowHouse, type FlowHouse } from "../builders/flow-house.ts";
import { forEachStore } from "../suites/stores.ts";

const MILLER = {
  role: "primary" as const,
  profileId: "P2",
  names: [{ kind: "primary" as const, family: "Miller", given: "Ann", order: "given_first" as const }],
};

async function stays(hotel: FlowHouse): Promise<Record<string, unknown>[]> {
  return hotel.rows("select reservation, room, status from stay order by reservation");
}

async function reasons(hotel: FlowHouse): Promise<string[]> {
  return (await hotel.pops()).map((pop) => `${pop.reason} ${pop.station}${pop.quiet ? " quiet" : ""}`);
}

async function digest(hotel: FlowHouse): Promise<string> {
  const hash = createHash("sha256");
  for (const table of ["guest", "guest_identifier", "stay", "observation", "caution", "pop", "pop_station"])
    hash.update(JSON.stringify(await hotel.rows(`select * from ${table} order by 1, 2, 3`)));
  return hash.digest("hex");
}

describe("Stays", () => {
  forEachStore((store) => {
    it("a sharer joins the room without checking the first guest out (INT-01)", async () => {
      const hotel = await flowHouse(await store.open());
      await hotel.tell(checkIn("1"), checkIn("2", { guests: [MILLER], shared: true }));
      expect(await stays(hotel)).to.deep.equal([
        { reservation: "1", room: "1208", status: "in-house" },
        { reservation: "2", room: "1208", status: "in-house" },
      ]);
      await hotel.tell(checkOut("1", { room: "1208", shared: true }));
      expect((await stays(hotel)).map((row) => row["status"])).to.deep.equal(["departed", "in-house"]);
    });

    it("applying an event twice changes nothing (INT-01)", async () => {
      const hotel = await flowHouse(await store.open());
      const told = checkIn("1", {
        guests: [{ ...ZHANG, preferences: [{ group: "PILLOW", text: "buckwheat", scope: "global" }] }],
      });
      await hotel.tell(told);
      const before = await digest(hotel);
      await hotel.tell(told);
      expect(await digest(hotel)).to.equal(before);
      expect(hotel.settled.at(-1)).to.include({ state: "applied", code: "stale" });
    });

    it("a move told by GI first and GO after pops as one move, on both floors, and checks nobody out", async () => {
      const hotel = await flowHouse(await store.open());
      await hotel.tell(checkIn("1"));
      await hotel.clock.wind(1000);
      await hotel.tell(checkIn("1", { room: "0816" }), checkOut("1", { room: "1208" }));
      expect(await stays(hotel)).to.deep.equal([{ reservation: "1", room: "0816", status: "in-house" }]);
      expect((await reasons(hotel)).slice(3)).to.deep.equal([
        "room-moved desk-1 quiet",
        "room-moved desk-2 quiet",
        "room-moved floor-08 quiet",
        "room-moved floor-12 quiet",
      ]);
    });

    it("a move told by GO first looks ahead into the journal and is the same move", async () => {
      const hotel = await flowHouse(await store.open());
      await hotel.tell(checkIn("1"));
      const out = checkOut("1", { room: "1208" });
      const into = checkIn("1", { room: "0816" });
      await hotel.store.db("journal").insert({
        ...{ seq: into.seq, id: into.eventId, property: "WLH", source: "pms", idempotency_key: "k" },
        ...{ type: into.type, subject: into.subject, state: "queued", lane: 1 },
        ...{ received_at: into.receivedAt, occurred_at: into.occurredAt, event: "{}" },
        ...{ raw: Buffer.from(""), raw_type: "application/fias" },
      });
      await hotel.tell(out, into);
      expect(hotel.settled.at(-2)).to.include({ code: "half-of-move" });
      expect(await stays(hotel)).to.deep.equal([{ reservation: "1", room: "0816", status: "in-house" }]);
      expect((await hotel.pops()).filter((pop) => pop.reason === "checked-out")).to.be.empty;
    });

    it("a check-out without a name closes the right guest and asks that floor what they saw", async () => {
      const hotel = await flowHouse(await store.open());
      await hotel.tell(checkIn("1"), checkOut("1", { room: "1208" }));
      expect((await reasons(hotel)).at(-1)).to.equal("checked-out floor-12 quiet");
    });

    it("an empty room closes those put there before, not a newcomer whose event is younger", async () => {
      const hotel = await flowHouse(await store.open());
      const empty = stayEvent("stay.checked_out", { room: "1208" }, { subject: "room:1208", seq: 5001 });
      await hotel.tell(checkIn("1", {}, { seq: 5000 }), checkIn("2", {}, { seq: 5002 }), empty);
      expect((await stays(hotel)).map((row) => row["status"])).to.deep.equal(["departed", "in-house"]);
    });

    it("a complete resync closes those it did not name, in silence; a cut one closes nobody", async () => {
      const hotel = await flowHouse(await store.open());
      await hotel.tell(checkIn("1"), checkIn("2", { room: "0816", guests: [MILLER] }));
      const popped = (await hotel.pops()).length;
      const link = (
        state: "resync_started" | "resync_ended",
        resync: string,
        complete?: boolean,
      ): ReturnType<typeof event> =>
        event({
          type: `link.${state}`,
          link: { state, ...(complete === undefined ? {} : { complete }) },
          resync,
        });
      await hotel.tell(link("resync_started", "W1"), link("resync_ended", "W1", false));
      expect((await stays(hotel)).map((row) => row["status"])).to.deep.equal(["in-house", "in-house"]);
      await hotel.tell(
        link("resync_started", "W2"),
        checkIn("1", {}, { replay: true, resync: "W2" }),
        link("resync_ended", "W2", true),
      );
      expect((await stays(hotel)).map((row) => row["status"])).to.deep.equal(["in-house", "departed"]);
      expect(await hotel.pops()).to.have.length(popped);
    });

    it("paymaster and house-use rooms make no card, file or visit", async () => {
      const hotel = await flowHouse(await store.open());
      await hotel.tell(checkIn("1", { room: "9001" }), checkIn("2", { room: "1001", guests: [MILLER] }));
      expect(await hotel.rows("select id from guest")).to.be.empty;
      expect(await hotel.pops()).to.be.empty;
    });

    it("what is older than five minutes changes state and pops nothing", async () => {
      const hotel = await flowHouse(await store.open());
      await hotel.tell(checkIn("1", {}, { occurredAt: NOON - 6 * 60_000 }));
      expect(await stays(hotel)).to.deep.equal([{ reservation: "1", room: "1208", status: "in-house" }]);
      expect(await hotel.pops()).to.be.empty;
    });

    it("out and in again with one profile within a day goes on as one stay", async () => {
      const hotel = await flowHouse(await store.open());
      await hotel.tell(
        checkIn("1", {}, { occurredAt: NOON - 3_600_000 }),
        checkOut("1", {}, { occurredAt: NOON - 60_000 }),
        checkIn("2", { room: "0816" }),
      );
      const rows = await hotel.rows("select id, continues from stay order by reservation");
      expect(rows[1]?.["continues"]).to.equal(rows[0]?.["id"]);
    });

    it("a change that names nobody is still said of the guest who lives there (INT-01)", async () => {
      const hotel = await flowHouse(await store.open());
      await hotel.tell(checkIn("1"));
      const change = { role: "primary" as const, names: [], vip: { code: "2" } };
      await hotel.tell(stayEvent("stay.updated", { reservationId: "1", guests: [change] }));
      expect(await hotel.rows("select vip from guest")).to.deep.equal([{ vip: "2" }]);
    });

    it("a stay without a name makes a stay and no file, until a name comes", async () => {
      const hotel = await flowHouse(await store.open());
      await hotel.tell(checkIn("1", { guests: [{ role: "primary", names: [] }] }));
      expect(await hotel.rows("select id from guest")).to.be.empty;
      await hotel.tell(stayEvent("stay.updated", { reservationId: "1", guests: [ZHANG] }));
      expect(await hotel.rows("select id from guest")).to.have.length(1);
    });
  });
});
