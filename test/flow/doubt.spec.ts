// Sources that are not sure: nobody's card is shown as certain, and nothing is booked to a stranger.
import { expect } from "chai";
import { ZHANG, checkIn, checkOut, documentRead, posEvent, ringing } from "../builders/events.ts";
import { flowHouse } from "../builders/flow-house.ts";
import { STATIONS, house, station } from "../builders/house.ts";
import { forEachStore } from "../suites/stores.ts";

const BY_ROOM = { how: "room_charge", room: "1208", confidence: 1 } as const;

describe("What a source is not sure of", () => {
  forEachStore((store) => {
    for (const [told, link, more] of [
      ["the link", { ...BY_ROOM, confidence: 0.1 }, {}],
      ["the event", BY_ROOM, { confidence: 0.1 }],
      ["a link by reservation", { how: "manual", reservationId: "1", confidence: 0.69 }, {}],
    ] as const)
      it(`a check whose guest is unsure by ${told} is a choice and booked to nobody (INT-03)`, async () => {
        const hotel = await flowHouse(await store.open());
        await hotel.tell(
          checkIn("1"),
          posEvent("pos.check_opened", { checkId: "881", guestLink: { room: "1208", ...link } }, more),
        );
        const pop = (await hotel.pops()).find((it) => it.reason === "check-opened");
        expect(JSON.parse(pop?.candidates ?? "[]")).to.deep.equal([pop?.guest]);
        expect(await hotel.rows("select guest, stay, room from pos_check")).to.deep.equal([
          { guest: null, stay: null, room: "1208" },
        ]);
      });

    it("a link its source is sure enough of stays certain (INT-03)", async () => {
      const hotel = await flowHouse(await store.open());
      await hotel.tell(
        checkIn("1"),
        posEvent("pos.check_opened", { checkId: "881", guestLink: { ...BY_ROOM, confidence: 0.7 } }),
      );
      expect((await hotel.pops()).find((it) => it.reason === "check-opened")?.candidates).to.equal(null);
    });

    it("an unsure call and an unsure document are a choice and teach the file nothing (INT-02, INT-04)", async () => {
      const hotel = await flowHouse(await store.open());
      await hotel.tell(
        checkIn("1", { guests: [{ ...ZHANG, contacts: [{ type: "phone", value: "13800138000" }] }] }),
        ringing({ callId: "c1", number: { raw: "13800138000" } }, { confidence: 0.5 }),
        documentRead(
          { reservationId: "1", guest: { role: "primary", names: [], nationality: "JP" } },
          { workstation: "FO3", confidence: 0.5 },
        ),
      );
      const unsure = (await hotel.pops()).filter((it) => it.reason === "call" || it.reason === "document");
      expect(unsure.map((it) => it.candidates === null)).to.deep.equal([false, false]);
      expect(await hotel.rows("select guest from phone_call")).to.deep.equal([{ guest: null }]);
      expect(await hotel.rows("select nationality from guest")).to.deep.equal([{ nationality: null }]);
    });

    it("a number written with spaces or without its plus is the number on file (INT-04)", async () => {
      for (const e164 of ["+86 138-0013-8000", "8613800138000", ""]) {
        const hotel = await flowHouse(await store.open());
        await hotel.tell(
          checkIn("1", { guests: [{ ...ZHANG, contacts: [{ type: "phone", value: "13800138000" }] }] }),
          ringing({ callId: "c1", number: { raw: "138 0013 8000", e164 } }),
        );
        expect(
          (await hotel.pops()).filter((it) => it.reason === "call"),
          e164,
        ).to.have.length(1);
      }
    });

    it("two desks at one printer get one chit of a check-in nobody placed, not two (RT-03)", async () => {
      const paper = { printer: "desk-printer", print: ["checked-in"], printWhen: "always" } as const;
      const two = ["desk-1", "desk-2"].map((name, index) =>
        station({ name, role: "front-desk", workstations: [`FO${index}`], ...paper }),
      );
      const hotel = await flowHouse(await store.open(), house({ stations: [...two, ...STATIONS.slice(2)] }));
      await hotel.tell(checkIn("1"), checkIn("2", { room: "0816" }, { workstation: "FO1" }));
      expect(await hotel.rows("select station from print_job order by pop_number")).to.deep.equal([
        { station: "desk-1" },
        { station: "desk-2" },
      ]);
    });

    it("a check-out of a shared room that names nobody puts nobody out; of the last one it does (INT-01)", async () => {
      const hotel = await flowHouse(await store.open());
      await hotel.tell(checkIn("1"), checkIn("2", { guests: [{ ...ZHANG, profileId: "P2" }] }));
      await hotel.tell(checkOut("", { room: "1208", shared: true }));
      const status = (): Promise<Record<string, unknown>[]> => hotel.rows("select distinct status from stay");
      expect(await status()).to.deep.equal([{ status: "in-house" }]);
      expect(hotel.settled.at(-1)?.code).to.equal("leaver-unknown");
      await hotel.tell(checkOut("", { room: "1208", shared: false }));
      expect(await status()).to.deep.equal([{ status: "departed" }]);
    });
  });
});
