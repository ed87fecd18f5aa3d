// Numbers that identify a guest stand in clear nowhere in the store, from the moment they are heard.
import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { EventDraft, EventFact, GuestRef } from "../../plugin/contract/index.ts";
import { createJournal, holdsIdentity, type Journal } from "../../plugin/journal/index.ts";
import {
  migrate,
  openStore,
  rowsOf,
  toBytes,
  toText,
  type Store,
  type StoreSettings,
} from "../../plugin/store/index.ts";
import { ZHANG } from "../builders/events.ts";
import { flowHouse, NO_METER, type FlowHouse } from "../builders/flow-house.ts";
import { forEachStore } from "../suites/stores.ts";

const PASSPORT = "EJ4417083";
const PHONE = "+8613901234567";
const LOCAL = "139 0123 4567";
const MAIL = "zhang.wei@example.cn";
/** As told, and as they are written after tidying. */
const SECRETS = [PASSPORT, "EJ 4417083", PHONE, "13901234567", LOCAL, MAIL];

const known: GuestRef = {
  ...ZHANG,
  documents: [{ type: "passport", number: "EJ 4417083", country: "CN" }],
  contacts: [
    { type: "phone", value: LOCAL },
    { type: "email", value: MAIL },
  ],
};
const call = { callId: "17", extension: "8000", direction: "in", presentation: "allowed" } as const;

let told = 0;
/** A draft whose message tells all that the event tells, as those of real sources do. */
const draft = (fact: EventFact, raw: Partial<EventDraft["raw"]> = {}): EventDraft => ({
  ...fact,
  idempotency: { by: "key", key: `k${++told}` },
  subject: `s:${told}`,
  sourceEventType: fact.type,
  raw: { bytes: Buffer.from(JSON.stringify(fact)), mediaType: "application/json", ...raw },
});

const TOLD: readonly EventDraft[] = [
  draft({ type: "stay.checked_in", stay: { reservationId: "1", room: "1208", guests: [known] } }),
  draft({ type: "profile.updated", profile: { profileId: "P1", guest: known } }),
  draft({ type: "desk.document_read", desk: { guest: { ...known, profileId: "P7" } } }),
  draft({ type: "call.ringing", call: { ...call, number: { raw: LOCAL, e164: PHONE } } }),
  draft(
    { type: "unreadable", unreadable: { code: "fias-unknown-record" } },
    { bytes: Buffer.from(`XX|${PASSPORT}|`) },
  ),
  draft(
    { type: "stay.checked_in", stay: { reservationId: "2", room: "1209", guests: [ZHANG] } },
    { bytes: Buffer.from(`GI|RN1209|A3${PASSPORT}|`), mayIdentify: true },
  ),
];

describe("A number that identifies a guest", () => {
  it("is known by the event that tells it; a name, a room or a check is none", () => {
    for (const one of TOLD) expect(holdsIdentity(one), one.type).to.equal(true);
    const check = { checkId: "1", status: "open", guestLink: { how: "phone", confidence: 1 } } as const;
    const plain: readonly EventFact[] = [
      { type: "stay.checked_in", stay: { reservationId: "1", guests: [ZHANG] } },
      { type: "stay.updated", stay: { reservationId: "1", guests: [{ ...ZHANG, documents: [] }] } },
      { type: "profile.updated", profile: { profileId: "P1", guest: ZHANG } },
      { type: "desk.arrival_opened", desk: { reservationId: "1" } },
      { type: "call.ended", call },
      { type: "pos.check_opened", pos: check },
      { type: "day.closed" },
    ];
    for (const fact of plain) expect(holdsIdentity(draft(fact)), fact.type).to.equal(false);
  });

  forEachStore((place) => {
    let settings: StoreSettings;
    let store: Store;
    let hotel: FlowHouse;
    let journal: Journal;
    before(async () => {
      settings = await place.settings();
      store = await openStore(settings);
      await migrate(store);
      hotel = await flowHouse(store);
      const { vault, clock, house } = hotel;
      journal = createJournal({ store, vault, clock, property: house.property, meter: NO_METER });
      await journal.append("pms", TOLD);
    });
    after(() => store.close());

    const page = () => journal.queue.page({ source: "pms", lane: "live", after: 0, upTo: 1e9, limit: 99 });

    it("stands in clear in no table, whatever became of its event", async () => {
      for (const { event } of await page()) await hotel.tell(event);
      const kinds: unknown[] = await store
        .db("guest_identifier")
        .distinct("kind")
        .orderBy("kind")
        .pluck("kind");
      expect(kinds).to.include.members(["document", "phone", "email"]);
      const tables = await dump(store);
      expect(tables.get("stay")).to.include("1209");
      expect(tables.get("phone_call")).to.have.length.above(2);
      for (const [table, text] of tables)
        for (const secret of SECRETS) expect(text.includes(secret), `${secret} in ${table}`).to.equal(false);
    });

    // MariaDB's files are the server's; there the tables are what one can look into.
    if (place.kind === "sqlite")
      it("stands in clear nowhere in the database's own file", () => {
        const bytes = Buffer.concat(["", "-wal"].map((end) => readFileSync(`${fileOf(settings)}${end}`)));
        expect(bytes.includes("1209")).to.equal(true);
        for (const secret of SECRETS) expect(bytes.includes(secret), secret).to.equal(false);
      });

    it("is read back whole with its event and its message", async () => {
      const events = await page();
      expect(events.map(({ event }) => bodyOf(event))).to.deep.equal(TOLD.map(bodyOf));
      const rows = await rowsOf(store.db("journal").orderBy("seq"));
      const raws = rows.map((row) => hotel.vault.openBytes(toBytes(row["raw"])));
      expect(raws.map(String)).to.deep.equal(TOLD.map(({ raw }) => Buffer.from(raw.bytes).toString()));
    });

    it("costs an event its place in no queue when its seal is broken: it is told as unreadable", async () => {
      const [first] = await rowsOf(store.db("journal").orderBy("seq").limit(1));
      const event = toText(first?.["event"]);
      await store
        .db("journal")
        .where({ seq: first?.["seq"] })
        .update({ event: event.slice(0, -4) });
      const [read, next] = await page();
      expect(read?.event).to.deep.include({ type: "unreadable", unreadable: { code: "vault-damaged" } });
      expect(next?.event.type).to.equal("profile.updated");
      await store.db("journal").where({ seq: first?.["seq"] }).update({ event });
    });
  });
});

function bodyOf(event: object): unknown {
  const of = new Map(Object.entries(event));
  return ["type", "stay", "profile", "desk", "call", "unreadable"].map((key): unknown => of.get(key));
}

function fileOf(settings: StoreSettings): string {
  return settings.kind === "sqlite" ? settings.file : "";
}

/** Every table's rows as text, blobs as the bytes they are. */
async function dump(store: Store): Promise<Map<string, string>> {
  const listed =
    store.kind === "sqlite"
      ? store.db("sqlite_master").where({ type: "table" }).select("name")
      : store
          .db("information_schema.tables")
          .whereRaw("table_schema = database()")
          .select("table_name as name");
  const tables = (await rowsOf(listed)).map((row) => toText(row["name"]));
  const found = new Map<string, string>();
  for (const table of tables) {
    const rows = await rowsOf(store.db(table).limit(1000));
    const texts = rows.flatMap((row) =>
      Object.values(row).map((value) =>
        value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : String(value),
      ),
    );
    found.set(table, texts.join("\n"));
  }
  return found;
}
