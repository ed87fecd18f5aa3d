// Who is greeted where: two desks in one second, a minute's pops as one, calls, checks and what is worth paper.
import { expect } from "chai";
import type { GuestRef, JournalEvent } from "../../plugin/contract/index.ts";
import { NOON, ZHANG, checkIn, checkOut, event, posEvent, ringing, stayEvent } from "../builders/events.ts";
import { flowHouse, type FlowHouse } from "../builders/flow-house.ts";
import { STATIONS, house, station } from "../builders/house.ts";
import { forEachStore } from "../suites/stores.ts";

const LI: GuestRef = {
  role: "primary",
  profileId: "P2",
  names: [{ kind: "primary", full: "李静", order: "family_first" }],
};
const VIP = { vip: { code: "1" } };
const BY_ROOM = { how: "room_charge", room: "1208", confidence: 1 } as const;

async function told(hotel: FlowHouse, reason?: string): Promise<string[]> {
  const pops = (await hotel.pops()).filter((pop) => reason === undefined || pop.reason === reason);
  return pops.map((pop) => `${pop.number} ${pop.station}${pop.quiet ? " quiet" : ""}`);
}

function money(minor: string, currency: string, exponent: number) {
  return { minor, currency, exponent };
}

describe("Greeting", () => {
  forEachStore((store) => {
    let hotel: FlowHouse;
    beforeEach(async () => {
      hotel = await flowHouse(await store.open());
    });

    it("two guests at two desks in one second: each desk has its own in the large place (RT-01)", async () => {
      await hotel.tellTogether(
        checkIn("1", { guests: [{ ...ZHANG, ...VIP }] }, { workstation: "FO1" }),
        checkIn("2", { room: "0816", guests: [{ ...LI, ...VIP }] }, { workstation: "FO3" }),
      );
      expect(await told(hotel)).to.deep.equal([
        ...["1 desk-1", "1 desk-2 quiet", "1 floor-12"],
        ...["2 desk-1 quiet", "2 desk-2", "2 floor-08"],
      ]);
      expect(new Set((await hotel.pops()).map((pop) => pop.guest)).size).to.equal(2);
    });

    it("where nobody can tell the desk, several desks share quiet rows and a single one has the large place", async () => {
      const vip = { guests: [{ ...ZHANG, ...VIP }] };
      await hotel.tell(checkIn("1", vip));
      expect((await told(hotel)).slice(0, 2)).to.deep.equal(["1 desk-1 quiet", "1 desk-2 quiet"]);
      const small = house({ stations: STATIONS.filter((it) => it.name !== "desk-2") });
      const one = await flowHouse(await store.open(), small);
      await one.tell(checkIn("1", vip));
      expect((await told(one))[0]).to.equal("1 desk-1");
    });

    it("two pops of one kind for one stay within a minute are one, a minute later two", async () => {
      const again = (at: number): JournalEvent[] => [
        stayEvent("stay.checkin_reversed", { reservationId: "1" }, { occurredAt: at }),
        checkIn("1", {}, { occurredAt: at }),
      ];
      await hotel.tell(checkIn("1"));
      await hotel.clock.wind(59_000);
      await hotel.tell(...again(NOON + 59_000));
      expect(new Set((await hotel.pops()).map((pop) => pop.number)).size).to.equal(1);
      await hotel.clock.wind(1000);
      await hotel.tell(...again(NOON + 60_000));
      expect(new Set((await hotel.pops()).map((pop) => pop.number)).size).to.equal(2);
    });

    it("a table seated and then its check opened is one card at that outlet, and the check is the guest's", async () => {
      await hotel.tell(
        checkIn("1"),
        posEvent("pos.table_seated", { checkId: "5", table: "12", guestLink: BY_ROOM }),
        posEvent("pos.check_opened", { checkId: "5", table: "12", guestLink: BY_ROOM }),
      );
      const outlet = (await hotel.pops()).filter((pop) => pop.station === "breakfast");
      expect(outlet.map((pop) => pop.reason)).to.deep.equal(["table-seated"]);
      const [check] = await hotel.rows("select guest, stay from pos_check");
      expect(check?.["guest"]).to.equal(outlet[0]?.guest);
      expect(check?.["stay"]).not.to.equal(null);
    });

    it("a check on a room nobody lives in pops nothing and is not lost (INT-03)", async () => {
      const items = [{ name: "粥", qty: "1", total: money("1800", "CNY", 2) }];
      await hotel.tell(posEvent("pos.check_opened", { checkId: "6", guestLink: BY_ROOM, items }));
      expect(await hotel.pops()).to.be.empty;
      expect(await hotel.rows("select room, guest, status from pos_check")).to.deep.equal([
        { room: "1208", guest: null, status: "open" },
      ]);
      await hotel.tell(
        checkIn("1"),
        posEvent("pos.check_closed", { checkId: "6", status: "closed", guestLink: BY_ROOM }),
      );
      const [check] = await hotel.rows("select guest, status from pos_check");
      expect(check).to.include({ status: "closed" });
      expect(check?.["guest"]).not.to.equal(null);
      expect(await hotel.rows("select name from check_line")).to.deep.equal([{ name: "粥" }]);
    });

    for (const [currency, exponent] of [
      ["CNY", 2],
      ["JPY", 0],
      ["KWD", 3],
    ] as const)
      it(`a check in ${currency} is voided and opened again to the last ${exponent} places (INT-03)`, async () => {
        const amount = (minor: string) => money(minor, currency, exponent);
        const items = [
          { name: "茶", qty: "3", total: amount("3001") },
          { name: "茶", qty: "-1", total: amount("-1000"), voided: true },
        ];
        const body = { checkId: "7", guestLink: BY_ROOM, items, amounts: { total: amount("2001") } };
        const sums = async (): Promise<unknown> => [
          await hotel.rows("select total_minor, currency, exponent, status, guest from pos_check"),
          await hotel.rows("select qty, total_minor, voided from check_line order by position"),
        ];
        await hotel.tell(checkIn("1"), posEvent("pos.check_opened", body));
        const before = await sums();
        const voided = items.map((line) => ({ ...line, voided: true }));
        await hotel.tell(
          posEvent("pos.check_voided", {
            ...body,
            items: voided,
            status: "voided",
            amounts: { total: amount("0") },
          }),
        );
        const [[check]] = (await sums()) as [Record<string, unknown>[]];
        expect(check).to.include({ total_minor: 0, status: "voided" });
        await hotel.tell(posEvent("pos.check_updated", body));
        expect(await sums()).to.deep.equal(before);
      });

    it("a call from a room shows who lives there: one card, or a choice without a name (INT-04)", async () => {
      await hotel.tell(checkIn("1"), ringing({ callId: "1", roomPhone: "1208" }));
      expect((await hotel.pops()).at(-1)).to.include({
        reason: "call",
        station: "switchboard",
        candidates: null,
      });
      await hotel.tell(checkIn("2", { guests: [LI] }), ringing({ callId: "2", roomPhone: "1208" }));
      const choice = (await hotel.pops()).at(-1);
      expect(JSON.parse(choice?.candidates ?? "[]")).to.have.length(2);
      const before = (await hotel.pops()).length;
      await hotel.tell(
        ringing({ callId: "3", roomPhone: "0505" }),
        ringing({ callId: "4", presentation: "private" }),
        ringing({ callId: "5", presentation: "unavailable" }),
      );
      expect(await hotel.pops()).to.have.length(before);
      expect(await hotel.rows("select call_id from phone_call")).to.have.length(5);
    });

    it("somebody with nothing to say about is quiet and on paper only where a station always wants it", async () => {
      const always = STATIONS.map((it) =>
        it.name === "desk-2"
          ? station({ ...it, printer: "p2", print: ["checked-in"], printWhen: "always" })
          : it,
      );
      const busy = await flowHouse(await store.open(), house({ stations: always }));
      const at = (workstation: string) => ({ workstation });
      await busy.tell(checkIn("1", {}, at("FO1")), checkIn("2", { room: "0816", guests: [LI] }, at("FO3")));
      expect((await busy.pops()).every((pop) => pop.quiet)).to.equal(true);
      expect(await busy.rows("select printer from print_job")).to.deep.equal([{ printer: "p2" }]);
      await busy.tell(
        checkOut("1", {}, { occurredAt: NOON }),
        checkIn("3", { room: "1210", guests: [{ ...ZHANG, ...VIP, profileId: "P5" }] }, at("FO1")),
      );
      const jobs = await busy.rows("select printer, stay from print_job order by id");
      expect(jobs.map((job) => job["printer"])).to.deep.equal(["p2", "desk-printer"]);
    });

    it("a window's end spares whose event could not be read (RT-03)", async () => {
      await hotel.tell(checkIn("1"), checkIn("2", { room: "0816", guests: [LI] }));
      const link = (state: "resync_started" | "resync_ended"): JournalEvent =>
        event({ type: `link.${state}`, link: { state, complete: true }, resync: "W" });
      const [started, parked, ended] = [link("resync_started"), checkIn("1"), link("resync_ended")];
      for (const [it, state] of [
        [started, "applied"],
        [parked, "parked"],
      ] as const)
        await hotel.store.db("journal").insert({
          ...{ seq: it.seq, id: it.eventId, property: "WLH", source: "pms", idempotency_key: `k${it.seq}` },
          ...{ type: it.type, subject: it.subject, state, lane: 2, resync: "W" },
          ...{ received_at: it.receivedAt, occurred_at: it.occurredAt, event: "{}" },
          ...{ raw: Buffer.from(""), raw_type: "application/fias" },
        });
      await hotel.tell(started, ended);
      expect(await hotel.rows("select reservation, status from stay order by reservation")).to.deep.equal([
        { reservation: "1", status: "in-house" },
        { reservation: "2", status: "departed" },
      ]);
    });
  });
});
