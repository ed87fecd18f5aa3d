// Tables, telephones and documents: certain where one person fits, a choice otherwise, never a wrong name.
import { expect } from "chai";
import { ZHANG, checkIn, documentRead, posEvent, ringing } from "../builders/events.ts";
import { flowHouse } from "../builders/flow-house.ts";
import { forEachStore } from "../suites/stores.ts";

const LI = {
  role: "primary" as const,
  profileId: "P2",
  names: [{ kind: "primary" as const, full: "李静", order: "family_first" as const }],
};
const CNY = (minor: string): { minor: string; currency: string; exponent: number } => ({
  minor,
  currency: "CNY",
  exponent: 2,
});
const BY_ROOM = { how: "room_charge", room: "1208", confidence: 1 } as const;

describe("Outlets, telephones and documents", () => {
  forEachStore((store) => {
    it("a check opened on a room pops its guest at that outlet, once per check (INT-03)", async () => {
      const hotel = await flowHouse(await store.open());
      await hotel.tell(
        checkIn("1"),
        posEvent("pos.check_opened", { checkId: "881", guestLink: BY_ROOM }),
        posEvent("pos.check_updated", { checkId: "881", guestLink: BY_ROOM }),
      );
      const pops = (await hotel.pops()).filter((pop) => pop.reason === "check-opened");
      expect(pops.map((pop) => pop.station)).to.deep.equal(["breakfast"]);
      expect(pops[0]?.candidates).to.equal(null);
    });

    it("sharers are a choice, and a name chooses only among those in the room", async () => {
      const hotel = await flowHouse(await store.open());
      await hotel.tell(
        checkIn("1"),
        checkIn("2", { guests: [LI] }),
        posEvent("pos.check_opened", { checkId: "1", guestLink: BY_ROOM }),
        posEvent("pos.check_opened", { checkId: "2", guestLink: { ...BY_ROOM, guestName: "Li Jing 李静" } }),
        posEvent("pos.check_opened", { checkId: "3", guestLink: { ...BY_ROOM, guestName: "Miller" } }),
      );
      const checks = await hotel.rows("select check_id, guest from pos_check order by check_id");
      expect(checks.map((row) => row["guest"] !== null)).to.deep.equal([false, true, false]);
      const choices = (await hotel.pops())
        .filter((pop) => pop.reason === "check-opened")
        .map((pop) => pop.candidates !== null);
      expect(choices).to.deep.equal([true, false, true]);
    });

    it("a void and a re-opening reverse exactly, and totals equal the POS's (INT-03)", async () => {
      const hotel = await flowHouse(await store.open());
      const items = [
        { name: "龙井虾仁", qty: "1", total: CNY("12800") },
        { name: "龙井虾仁", qty: "-1", total: CNY("-12800"), voided: true },
        { name: "粥", qty: "2", total: CNY("3600") },
      ];
      const body = { checkId: "7", guestLink: BY_ROOM, items, amounts: { total: CNY("3600") } };
      await hotel.tell(
        checkIn("1"),
        posEvent("pos.check_opened", body),
        posEvent("pos.check_closed", { ...body, status: "closed" }),
        posEvent("pos.check_voided", { checkId: "7", status: "voided" }),
        posEvent("pos.check_updated", { ...body, status: "open" }),
      );
      const sum = await hotel.rows("select status, total_minor, closed_at from pos_check");
      expect(sum).to.deep.equal([{ status: "open", total_minor: 3600, closed_at: null }]);
      const lines = await hotel.rows("select qty, total_minor from check_line order by position");
      expect(lines.map((row) => row["qty"])).to.deep.equal(["1", "-1", "2"]);
      expect(lines.reduce((total, row) => total + Number(row["total_minor"]), 0)).to.equal(3600);
    });

    it("a known number pops the caller, a shared one a choice, a withheld one nothing (INT-04)", async () => {
      const hotel = await flowHouse(await store.open());
      const phone = { contacts: [{ type: "phone" as const, value: "138 0013 8000" }] };
      await hotel.tell(checkIn("1", { guests: [{ ...ZHANG, ...phone }] }));
      const number = { raw: "13800138000", e164: "+8613800138000" };
      await hotel.tell(ringing({ callId: "c1", number }));
      expect((await hotel.pops()).at(-1)).to.include({
        reason: "call",
        station: "switchboard",
        candidates: null,
      });
      await hotel.tell(checkIn("2", { room: "0816", guests: [{ ...LI, ...phone }] }));
      await hotel.clock.wind(61_000);
      await hotel.tell(ringing({ callId: "c2", number }));
      const shared = (await hotel.pops()).at(-1);
      expect(JSON.parse(shared?.candidates ?? "[]")).to.have.length(2);
      const before = (await hotel.pops()).length;
      await hotel.tell(ringing({ callId: "c3", number, presentation: "private" }));
      expect(await hotel.pops()).to.have.length(before);
      const stored = JSON.stringify(await hotel.rows("select * from guest_identifier"));
      expect(stored).not.to.include("13800138000");
    });

    it("a document read names the stay that had no name, before the guest leaves (INT-02)", async () => {
      const hotel = await flowHouse(await store.open());
      await hotel.tell(checkIn("1", { guests: [] }));
      await hotel.tell(
        documentRead(
          {
            reservationId: "1",
            guest: {
              ...{ role: "primary", names: ZHANG.names, sex: "male" },
              documents: [{ type: "passport", number: "E 1234-5678", country: "CN" }],
            },
          },
          { workstation: "FO3" },
        ),
      );
      expect((await hotel.pops()).at(-1)).to.include({ reason: "document", station: "desk-2" });
      expect(await hotel.rows("select sex from guest")).to.deep.equal([{ sex: "male" }]);
      const [row] = await hotel.rows("select sealed, plain from guest_identifier where kind = 'document'");
      expect(row?.["plain"]).to.equal(null);
      expect(hotel.vault.open(String(row?.["sealed"]))).to.equal("E12345678");
    });
  });
});
