// The file, the card and the notes over HTTP: who reads what, and how a note gets from one terminal to the next.
import { createHash } from "node:crypto";
import { expect } from "chai";
import { LOCALES, STATION_ROLES, type GuestRef } from "../../plugin/contract/index.ts";
import { UNDO_MS } from "../../plugin/guests/observation.ts";
import { NOON, ZHANG, checkIn, checkOut, posEvent, ringing } from "../builders/events.ts";
import { until } from "../peers/until.ts";
import { forEachStore } from "../suites/stores.ts";
import { openHouse, type OpenHouse, type Proof } from "./open-house.ts";

const HOUR_MS = 3_600_000;
const PHONE = { raw: "13800138000", e164: "+8613800138000" };

/** Somebody of whom everything is told. */
const LIN: GuestRef = {
  role: "primary",
  profileId: "P77",
  names: [
    { kind: "primary", full: "林美玲", lang: "zh-TW", script: "Hant", order: "family_first" },
    { kind: "alternate", family: "LIN", given: "MEI-LING", title: "Ms", order: "family_first" },
  ],
  sex: "female",
  birthday: "1984-03-09",
  employer: "台灣茶業股份有限公司",
  residence: "台北市大安區和平東路 12 號",
  nationality: "TW",
  language: "zh-TW",
  vip: { code: "3" },
  documents: [{ type: "passport", number: "312 345 678", country: "TW" }],
  contacts: [
    { type: "phone", value: "138 0013 8000" },
    { type: "email", value: "Lin@Example.TW" },
  ],
  memberships: [{ program: "WEST-LAKE", number: "8812", level: "gold" }],
};
const ALL_OF_IT = checkIn("77", {
  room: "1209",
  guests: [LIN],
  purpose: "展会",
  rate: { minor: "88000", currency: "CNY", exponent: 2 },
  paymentMethod: "VISA",
});

interface FileBody {
  readonly timeline: readonly { readonly at: number; readonly kind: string }[];
  readonly stays: readonly Record<string, unknown>[];
  readonly identifiers?: readonly { readonly kind: string; readonly value: string }[];
}

describe("A guest's file over HTTP", () => {
  forEachStore((store) => {
    let open: OpenHouse;
    let guest: string;
    let clerk: Proof;
    let attendant: Proof;
    let colleague: Proof;
    let floor: Proof;
    before(async () => {
      open = await openHouse(await store.open());
      await open.tell(ALL_OF_IT);
      guest = await open.guestOf("77");
      clerk = await open.person("clerk", "front-desk", "desk-1");
      attendant = await open.person("attendant", "housekeeping", "floor-12");
      colleague = await open.person("colleague", "housekeeping", "floor-12");
      floor = await open.terminal("floor-12");
    });
    after(() => open.close());

    const fileOf = async (as: Proof, id = guest): Promise<FileBody> => {
      const answer = await open.get(`guests/${id}`, as);
      expect(answer.status, JSON.stringify(answer.body)).to.equal(200);
      return answer.body as FileBody;
    };
    const note = (as: Proof, body: object): ReturnType<OpenHouse["post"]> =>
      open.post(`guests/${guest}/observations`, as, body);

    it("holds every field a check-in told, whatever the reader's language (IND-01)", async () => {
      for (const locale of LOCALES) {
        const file = (await open.get(`guests/${guest}`, clerk, locale)).body as FileBody;
        expect(file).to.deep.include({
          ...{ sex: "female", birthDate: "1984-03-09", employer: LIN.employer, residence: LIN.residence },
          ...{ nationality: "TW", language: "zh-TW", vip: "3", names: LIN.names },
        });
        expect(file.stays[0]).to.deep.include({
          ...{ room: "1209", purpose: "展会", paymentMethod: "VISA", checkedInAt: NOON },
          rate: { minor: "88000", currency: "CNY", exponent: 2 },
        });
        expect(file.identifiers?.map(({ kind, value }) => `${kind} ${value}`).sort()).to.deep.equal([
          "document 312345678",
          "email lin@example.tw",
          "membership 8812",
          "phone +8613800138000",
          "pms-profile P77",
        ]);
        expect(JSON.stringify(file)).not.to.include("⟦");
      }
      const honorifics = await Promise.all(
        LOCALES.map(async (locale) => {
          const answer = await open.get(`guests/${guest}`, clerk, locale);
          return (answer.body as { honorific: string }).honorific;
        }),
      );
      expect(Object.fromEntries(LOCALES.map((locale, place) => [locale, honorifics[place]]))).to.deep.equal({
        ...{ "zh-CN": "林女士", "zh-TW": "林女士", en: "Ms Lin" },
      });
    });

    it("leaves out what a role has no need of: absent, not blank (IND-01)", async () => {
      const file = await fileOf(attendant);
      for (const field of ["identifiers", "employer", "residence", "birthDate", "nationality"])
        expect(file, field).not.to.have.property(field);
      for (const field of ["rate", "paymentMethod", "company", "travelAgent"])
        expect(file.stays[0], field).not.to.have.property(field);
      for (const secret of ["312345678", "8613800138000", "88000", "VISA", "1984", "大安區", "茶業"])
        expect(JSON.stringify(file), secret).not.to.include(secret);
      expect(file.stays[0]).to.include({ room: "1209" });
      expect((await open.get(`guests/${guest}`, floor)).body).to.include({ code: "sign-in-needed" });
      expect((await open.get("guests/nobody", clerk)).status).to.equal(404);
    });

    it("learns nothing new from a check-in told twice (INT-01)", async () => {
      const digest = async (): Promise<string> => {
        const hash = createHash("sha256");
        const tables = ["guest", "guest_identifier", "stay", "stay_companion", "observation", "caution"];
        for (const table of [...tables, "pop", "pop_station", "print_job"])
          hash.update(JSON.stringify(await open.hotel.rows(`select * from ${table} order by 1, 2, 3`)));
        return hash.digest("hex");
      };
      const before = await digest();
      await open.tell(ALL_OF_IT);
      await open.tell({ ...ALL_OF_IT, replay: true });
      expect(await digest()).to.equal(before);
    });

    it("gives the card of every role to those of that role, and to nobody else", async () => {
      const manager = await open.person("gm", "general-manager");
      for (const role of STATION_ROLES)
        for (const locale of LOCALES) {
          const answer = await open.get(`guests/${guest}/card?role=${role}&locale=${locale}`, manager);
          const body: unknown = answer.body;
          expect(answer.status).to.equal(200);
          expect(body).to.include({ guestId: guest, role, match: "certain" });
          expect(JSON.stringify(body)).not.to.include("⟦");
          expect(JSON.stringify(body)).not.to.match(/88000|312345678|13800138000|茶業/);
        }
      const own = await open.get(`guests/${guest}/card`, floor);
      expect(own.body).to.include({ role: "housekeeping" });
      expect((await open.get(`guests/${guest}/card?role=front-desk`, floor)).body).to.include({
        ...{ status: 403, code: "not-allowed" },
      });
    });

    it("merges stays, checks, calls, notes and chits in the order of time (REC-02)", async () => {
      const later = (hours: number): { occurredAt: number } => ({ occurredAt: NOON + hours * HOUR_MS });
      const { clock } = open.hotel;
      await clock.wind(HOUR_MS);
      const guestLink = { how: "room_charge", room: "1209", confidence: 1 } as const;
      const total = { minor: "12800", currency: "CNY", exponent: 2 };
      const items = [{ name: "龙井虾仁", qty: "1", total }];
      await open.tell(
        posEvent(
          "pos.check_opened",
          { checkId: "9", table: "12", guestLink, items, amounts: { total } },
          later(1),
        ),
      );
      await clock.wind(HOUR_MS);
      await open.tell(ringing({ callId: "c9", number: PHONE, extension: "8000" }, later(2)));
      await clock.wind(HOUR_MS);
      expect((await note(attendant, { category: "pillow", value: "buckwheat" })).status).to.equal(201);
      await clock.wind(HOUR_MS);
      await open.tell(checkOut("77", { room: "1209" }, later(4)));
      const { timeline } = await fileOf(clerk);
      expect(timeline.map((entry) => `${entry.kind} ${(entry.at - NOON) / HOUR_MS}`)).to.deep.equal([
        "checked-out 4",
        "observation 3",
        "call 2",
        "check 1",
        "checked-in 0",
        "print 0",
      ]);
      expect(timeline.find((entry) => entry.kind === "check")).to.deep.include({
        ...{ outlet: "coffee-shop", table: "12", status: "open" },
        ...{ total, lines: [{ name: "龙井虾仁", qty: "1", voided: false }] },
      });
      expect(timeline.find((entry) => entry.kind === "observation")).to.include({
        text: "荞麦枕",
        how: "seen",
      });
      const seen = (await fileOf(attendant)).timeline;
      expect(seen.map((entry) => entry.kind)).to.include("check");
      expect(JSON.stringify(seen), "what it cost is not the attendant's").not.to.include("12800");
    });

    it("keeps a note sent twice once, and says until when it can be taken back", async () => {
      const body = { category: "tea", value: "longjing", kind: "said", clientId: "tap-1" };
      const first = await note(attendant, body);
      expect(first.status).to.equal(201);
      expect(first.body).to.have.keys(["id", "undoUntil"]);
      expect((first.body as { undoUntil: number }).undoUntil).to.equal(open.hotel.clock.now() + UNDO_MS);
      const again = await note(attendant, body);
      expect(again.status).to.equal(201);
      expect(again.body).to.deep.equal(first.body);
      const kept = await open.hotel.rows("select id from observation where client_id = ?", "tap-1");
      expect(kept).to.have.length(1);
    });

    it("refuses a note of nobody, of an unknown kind of thing, or of another thing's word, saying where", async () => {
      const body = { category: "tea", value: "longjing" };
      expect((await note(floor, body)).body).to.include({ status: 403, code: "sign-in-needed" });
      expect((await note({}, body)).status).to.equal(401);
      const wrong: readonly (readonly [object, string])[] = [
        [{ category: "mood", value: "good" }, "/category"],
        [{ category: "tea", value: "two-buckwheat" }, "/value"],
        [{ category: "tea", value: " " }, "/value"],
        [{ ...body, kind: "guessed" }, "/kind"],
        [{ value: "longjing" }, "/category"],
      ];
      for (const [told, path] of wrong) {
        const answer = await note(attendant, told);
        expect(answer.status, JSON.stringify(told)).to.equal(400);
        const { errors } = answer.body as { errors?: readonly { path: string }[] };
        expect(
          errors?.map((fault) => fault.path),
          JSON.stringify(answer.body),
        ).to.deep.equal([path]);
      }
      expect((await open.post("guests/nobody/observations", attendant, body)).status).to.equal(404);
    });

    it("lets its author take a note back within the time, nobody else and not later", async () => {
      const made = async (): Promise<string> =>
        ((await note(attendant, { category: "allergy", value: "peanut" })).body as { id: string }).id;
      const cautions = async (): Promise<number> => {
        const card = (await open.get(`guests/${guest}/card`, floor)).body as { cautions: readonly unknown[] };
        return card.cautions.length;
      };
      const id = await made();
      expect(await cautions()).to.equal(1);
      expect((await open.remove(`observations/${id}`, colleague)).body).to.include({
        status: 403,
        code: "not-yours",
      });
      await open.hotel.clock.wind(UNDO_MS);
      expect((await open.remove(`observations/${id}`, attendant)).status).to.equal(204);
      expect(await cautions()).to.equal(0);
      expect((await open.remove(`observations/${id}`, attendant)).status, "again is harmless").to.equal(204);
      const late = await made();
      await open.hotel.clock.wind(UNDO_MS + 1);
      expect((await open.remove(`observations/${late}`, attendant)).body).to.include({
        status: 409,
        code: "undo-over",
      });
      expect(await cautions()).to.equal(1);
      expect((await open.remove("observations/nothing", attendant)).status).to.equal(404);
    });
  });
});

describe("A note", () => {
  forEachStore((store) => {
    it("made at one terminal reaches every entitled one within a second, numbered, and no other (RT-03)", async () => {
      const open = await openHouse(await store.open());
      try {
        const [desk, floor, bar] = [
          await open.socket("desk-1"),
          await open.socket("floor-12"),
          await open.socket("bar"),
        ];
        await open.tell(checkIn("1", { guests: [ZHANG] }));
        await until(
          "the card is on both screens",
          () => desk.numbers().length + floor.numbers().length === 2,
        );
        const guest = await open.guestOf("1");
        const attendant = await open.person("attendant", "housekeeping", "floor-12");
        const startedAt = Date.now();
        const answer = await open.post(`guests/${guest}/observations`, attendant, {
          ...{ category: "pillow", value: "buckwheat", kind: "said" },
        });
        expect(answer.status).to.equal(201);
        await until("both were told", () => desk.of("changed").length + floor.of("changed").length === 2);
        expect(Date.now() - startedAt).to.be.below(1000);
        const [changed] = desk.of("changed");
        expect(changed).to.include({ guestId: guest, number: desk.numbers()[0] });
        expect(JSON.stringify(changed?.["card"])).to.include("荞麦枕");
        expect(floor.of("changed")[0]?.["card"]).to.include({ role: "housekeeping" });
        expect(bar.heard.filter(({ event }) => event === "changed" || event === "pop")).to.deep.equal([]);
      } finally {
        await open.close();
      }
    });
  });
});
