// Finding people and the lists of the day, asked over HTTP as the pages ask.
import { expect } from "chai";
import type { GuestRef } from "../../plugin/contract/index.ts";
import { NOON, ZHANG, checkIn, checkOut, stayEvent } from "../builders/events.ts";
import { forEachStore } from "../suites/stores.ts";
import { openHouse, type OpenHouse, type Proof } from "./open-house.ts";

const DAY_MS = 86_400_000;

function person(profileId: string, full: string, latin?: { family: string; given: string }): GuestRef {
  return {
    role: "primary",
    profileId,
    names: [
      { kind: "primary", full, order: "family_first" },
      ...(latin === undefined ? [] : [{ kind: "phonetic", ...latin, order: "family_first" } as const]),
    ],
  };
}

const MILLER: GuestRef = {
  role: "primary",
  profileId: "P9",
  language: "en",
  names: [{ kind: "primary", family: "Miller", given: "Ann", title: "Ms", order: "given_first" }],
};

interface Found {
  readonly name: string;
  readonly room?: string;
  readonly ordinal: number;
  readonly lastStay?: string;
}

interface Listed {
  readonly stays: readonly Record<string, unknown>[];
  readonly counts: unknown;
  readonly next?: string;
}

describe("Finding and listing over HTTP", () => {
  forEachStore((store) => {
    let open: OpenHouse;
    let desk: Proof;
    before(async () => {
      open = await openHouse(await store.open());
      desk = await open.terminal("desk-1");
      const past = { occurredAt: NOON - 30 * DAY_MS };
      await open.tell(
        checkIn("10", { arrival: "2026-10-20", departure: "2026-10-22" }, past),
        checkOut("10", {}, { occurredAt: NOON - 28 * DAY_MS }),
        checkIn("11", { guests: [{ ...ZHANG, vip: { code: "2" } }] }),
        checkIn("12", { room: "0816", guests: [person("P2", "張偉強")], departure: "2026-11-21" }),
        checkIn("13", { room: "1210", guests: [person("P3", "尉迟婉", { family: "Yuchi", given: "Wan" })] }),
        checkIn("14", { room: "0817", guests: [MILLER], arrival: "2026-11-21", departure: "2026-11-21" }),
        checkIn("15", { room: "0818", guests: [person("P5", "欧阳婉")] }),
        checkOut("15", { room: "0818" }),
        stayEvent("reservation.created", {
          ...{ reservationId: "16", room: "1211", arrival: "2026-11-21", departure: "2026-11-25" },
          ...{ eta: "18:30", guests: [person("P6", "单雪")] },
        }),
        stayEvent("reservation.created", {
          ...{ reservationId: "17", arrival: "2026-11-22", departure: "2026-11-25" },
          guests: [person("P7", "明日")],
        }),
        checkIn("18", { room: "9001" }),
      );
    });
    after(() => open.close());

    const search = async (q: string, limit = 10): Promise<readonly Found[]> => {
      const answer = await open.get(`guests?q=${encodeURIComponent(q)}&limit=${limit}`, desk);
      expect(answer.status, JSON.stringify(answer.body)).to.equal(200);
      return (answer.body as { guests: readonly Found[] }).guests;
    };
    const names = async (q: string, limit?: number): Promise<readonly string[]> =>
      (await search(q, limit)).map((guest) => guest.name).sort();
    const list = async (query: string): Promise<Listed> => {
      const answer = await open.get(`stays?${query}`, desk);
      expect(answer.status, JSON.stringify(answer.body)).to.equal(200);
      return answer.body as Listed;
    };
    const rooms = async (query: string): Promise<readonly unknown[]> =>
      (await list(query)).stays.map((stay) => stay["room"]);

    it("finds a name in whichever characters it is typed, in pinyin, by initials and in Latin (IND-02)", async () => {
      expect(await names("张伟")).to.deep.equal(["张伟", "張偉強"]);
      expect(await names("張偉")).to.deep.equal(["张伟", "張偉強"]);
      expect(await names("zhangwei")).to.deep.equal(["张伟", "張偉強"]);
      expect(await names("zhang wei")).to.deep.equal(["张伟", "張偉強"]);
      expect(await names("ZW")).to.deep.equal(["张伟", "張偉強"]);
      expect(await names("yuchiwan")).to.deep.equal(["尉迟婉"]);
      expect(await names("Yuchi Wan")).to.deep.equal(["尉迟婉"]);
      expect(await names("wan yuchi")).to.deep.equal(["尉迟婉"]);
      expect(await names("ouyang")).to.deep.equal(["欧阳婉"]);
      expect(await names("shanxue")).to.deep.equal(["单雪"]);
      expect(await names("婉")).to.deep.equal(["尉迟婉", "欧阳婉"]);
      expect(await names("miller")).to.deep.equal(["Ann Miller"]);
      expect(await names("ann mil")).to.deep.equal(["Ann Miller"]);
      expect(await names("MÍLLER")).to.deep.equal(["Ann Miller"]);
      expect(await names("nobody")).to.deep.equal([]);
    });

    it("finds by room, tells who it is there and never more than asked for", async () => {
      expect(await names("1208")).to.deep.equal(["张伟"]);
      expect(await names("081")).to.deep.equal(["Ann Miller", "張偉強"]);
      expect(await names("张", 1)).to.have.length(1);
      const [zhang] = await search("1208");
      expect(zhang).to.include({ room: "1208", ordinal: 2, lastStay: "2026-10-20" });
    });

    it("takes what databases read as signs for plain text, and refuses an empty question", async () => {
      for (const q of ["%", "_", "100%", "'", "\\", "%张", "a_b"])
        expect(await names(q), q).to.deep.equal([]);
      expect((await open.get("guests?q=", desk)).status).to.equal(400);
      expect((await open.get("guests?q=a&limit=51", desk)).status).to.equal(400);
      expect((await open.get("guests?q=a", {})).status).to.equal(401);
    });

    it("lists who is in house, due in, due out and departed, with how many there are (INT-01)", async () => {
      const inHouse = await list("status=in-house");
      expect(inHouse.stays.map((stay) => stay["room"])).to.deep.equal(["0816", "0817", "1208", "1210"]);
      expect(inHouse.counts).to.deep.equal({ dueIn: 1, inHouse: 4, dueOut: 2 });
      expect(inHouse.stays[2]).to.deep.include({
        ...{ reservation: "11", name: "张伟", honorific: "张先生", vip: "VIP 2", ordinal: 2, floor: "12" },
        ...{ arrival: "2026-11-21", departure: "2026-11-24", dayUse: false, severe: false, cautions: 0 },
      });
      expect(inHouse.stays[1]).to.deep.include({ honorific: "Ms Miller", dayUse: true });
      expect(await rooms("status=due-out")).to.deep.equal(["0816", "0817"]);
      expect(await rooms("status=departed")).to.deep.equal(["0818"]);
      const dueIn = await list("status=due-in");
      expect(dueIn.stays.map((stay) => [stay["reservation"], stay["eta"]])).to.deep.equal([["16", "18:30"]]);
    });

    it("gives a floor, and a long list page by page without losing or repeating anybody", async () => {
      expect(await rooms("status=in-house&floor=08")).to.deep.equal(["0816", "0817"]);
      const seen: unknown[] = [];
      let after = "";
      for (let page = 0; page < 5; page++) {
        const one = await list(`status=in-house&limit=2${after}`);
        seen.push(...one.stays.map((stay) => stay["room"]));
        if (one.next === undefined) break;
        after = `&after=${encodeURIComponent(one.next)}`;
      }
      expect(seen).to.deep.equal(["0816", "0817", "1208", "1210"]);
      expect((await open.get("stays?status=all", desk)).status).to.equal(400);
    });
  });
});
