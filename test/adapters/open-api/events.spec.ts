import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import request from "supertest";
import type { EventDraft } from "../../../plugin/contract/index.ts";
import openApi from "../../../adapters/open-api/index.ts";
import { elementsOf } from "../../../adapters/open-api/elements.ts";
import { createJournal } from "../../../plugin/journal/index.ts";
import { systemClock } from "../../../plugin/kit/clock.ts";
import { createStaff } from "../../../plugin/staff/index.ts";
import { openKeysOf, type Store, type Vault } from "../../../plugin/store/index.ts";
import { createWeb } from "../../../plugin/web/index.ts";
import { openPhrases } from "../../../views/phrases.ts";
import fc from "fast-check";
import { describeAdapter } from "../../suites/adapter.ts";
import { forEachStore } from "../../suites/stores.ts";
import { addProperty, NO_METER, PROPERTY, SILENT, STATIONS } from "../../terminals/stage.ts";

const phrases = openPhrases();
/** The example of design §5.3, to the letter. */
const OPENED = {
  type: "pos.check_opened",
  idempotencyKey: "pos-1:881",
  occurredAt: "2026-11-21T07:42:00Z",
  outletId: "coffee-shop",
  pos: {
    checkId: "881",
    table: "12",
    covers: 2,
    status: "open",
    guestLink: { how: "room_charge", room: "1210", confidence: 1 },
  },
};
const stay = (key: string, more: object = {}): object => ({
  type: "stay.checked_in",
  idempotencyKey: key,
  occurredAt: "2026-11-21T15:00:00+08:00",
  stay: { reservationId: "4711", room: "1208", ...more },
});

describe("the open event API", () => {
  forEachStore((place) => {
    let store: Store;
    let post: (body: unknown) => request.Test;
    let drafts: EventDraft[];
    let vault: Vault;
    const folder = mkdtempSync(join(tmpdir(), "keshi-keys-"));
    after(() => rmSync(folder, { recursive: true, force: true }));
    beforeEach(async () => {
      store = await place.open();
      vault = await openKeysOf(store, join(folder, "keshi.key"));
      await addProperty(store);
      const journal = createJournal({
        store,
        property: PROPERTY,
        vault,
        clock: systemClock,
        meter: NO_METER,
      });
      drafts = [];
      const publish = (events: readonly EventDraft[], source = "none"): ReturnType<typeof journal.append> => {
        drafts.push(...events);
        return journal.append(source, events);
      };
      const house = await openHouse(store, publish);
      post = (body) =>
        request(house.app)
          .post("/api/v1/events")
          .set("Authorization", `Bearer ${house.key}`)
          .type("json")
          .send(typeof body === "string" ? body : JSON.stringify(body));
    });
    const rows = async (): Promise<
      { id: string; source: string; type: string; subject: string; raw: Buffer }[]
    > => store.db("journal").orderBy("seq");

    it("answers 202 with ids after the commit, and the same ids on a repeat (INT-08)", async () => {
      const first = await post(OPENED).expect(202);
      const [row] = await rows();
      expect(first.body).to.deep.equal({ ids: [row?.id] });
      expect(row).to.include({ source: "pos-1", type: "pos.check_opened", subject: "check:881" });
      const again = await post(OPENED).expect(202);
      expect(again.body).to.deep.equal(first.body);
      expect(await rows()).to.have.length(1);
    });

    it("takes an array whole, each event with the text it was sent in (INT-08)", async () => {
      const text = `[ ${JSON.stringify(stay("a"))} , {"big":12345678901234567890,${JSON.stringify(stay("b")).slice(1)}]`;
      const answer = await post(text).expect(202);
      expect((answer.body as { ids: string[] }).ids).to.have.length(2);
      const [plain, more] = (await rows()).map(({ raw }) => raw);
      expect(plain?.toString("utf8")).to.equal(JSON.stringify(stay("a")));
      // Nobody knows what a field is that we do not know; it may be a passport's number, so it is kept sealed.
      expect(more?.toString("utf8")).not.to.include("12345678901234567890");
      expect(vault.openBytes(more ?? Buffer.of()).toString("utf8")).to.include("12345678901234567890");
    });

    it("takes all of an array or nothing, naming index and path of what does not fit (INT-08)", async () => {
      const answer = await post([stay("a"), stay("b", { room: 1208 }), { type: "stay.vanished" }]).expect(
        400,
      );
      const { errors } = answer.body as { errors: { index: number; path: string }[] };
      expect(errors.map(({ index, path }) => `${index} ${path}`)).to.deep.equal([
        "1 /1/stay/room",
        "2 /2/type",
      ]);
      expect(await rows()).to.have.length(0);
    });

    it("wants type, key, instant and the body under its own name, and nothing else (INT-08)", async () => {
      const { errors } = (await post({ type: "call.ringing" }).expect(400)).body as {
        errors: { path: string }[];
      };
      expect(errors.map(({ path }) => path)).to.deep.equal(["/idempotencyKey", "/occurredAt", "/call"]);
      const bare = { idempotencyKey: "k", occurredAt: "2020-01-01T00:00:00Z" };
      await post({ ...bare, type: "call.ringing", call: { callId: "17" } }).expect(202);
      await post({ ...bare, idempotencyKey: "l", type: "day.closed" }).expect(202);
      await post({ ...bare, idempotencyKey: "m", type: "day.closed", occurredAt: "yesterday" }).expect(400);
      await post({ ...bare, idempotencyKey: "n", type: "link.up", link: { state: "up" } }).expect(400);
    });

    it("keeps order by what an event is about", async () => {
      const at = { occurredAt: "2026-11-21T07:42:00Z" };
      await post([
        stay("1"),
        { ...at, type: "profile.updated", idempotencyKey: "2", profile: { profileId: "22", guest: {} } },
        { ...at, type: "call.ended", idempotencyKey: "3", call: { callId: "17", direction: "in" } },
        { ...at, type: "desk.document_read", idempotencyKey: "4", desk: { room: "1208" } },
        { ...at, type: "desk.arrival_opened", idempotencyKey: "5", desk: { reservationId: "4711" } },
        { ...at, type: "day.closing", idempotencyKey: "6" },
      ]).expect(202);
      expect((await rows()).map(({ subject }) => subject)).to.deep.equal([
        "reservation:4711",
        "profile:22",
        "call:17",
        "room:1208",
        "reservation:4711",
        "day",
      ]);
      expect(drafts[0]?.occurredAt).to.equal(Date.parse("2026-11-21T07:00:00Z"));
    });

    it("lets a key speak for its own source only", async () => {
      await post({ ...OPENED, source: "pos-1" }).expect(202);
      const refused = await post([OPENED, { ...OPENED, idempotencyKey: "x", source: "pms" }]).expect(403);
      expect(refused.body).to.include({ code: "source-not-yours" });
      expect(await rows()).to.have.length(1);
    });

    it("refuses a wrong key before reading the body, and a body beyond its cap", async () => {
      const wrong = await post(OPENED).set("Authorization", "Bearer ks_wrong").expect(401);
      expect(wrong.body).to.include({ code: "key-unknown" });
      await post(`[${"1,".repeat(1_100_000)}1]`).expect(413);
    });
  });

  it("tells the sender to send again when the commit does not come in time", async () => {
    const { openStore, migrate } = await import("../../../plugin/store/index.ts");
    const store = await openStore({ kind: "sqlite", file: ":memory:" });
    await migrate(store);
    await addProperty(store);
    const house = await openHouse(store, () => new Promise(() => undefined), { commitWithinMs: 100 });
    const answer = await request(house.app)
      .post("/api/v1/events")
      .set("Authorization", `Bearer ${house.key}`)
      .send(OPENED)
      .expect(503);
    expect(answer.body).to.include({ code: "publish-late" });
    expect(answer.headers["retry-after"]).to.equal("5");
    await store.close();
  });

  it("cuts an array into the text of its elements, whatever stands in them", () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue(), { minLength: 1, maxLength: 5 }),
        fc.constantFrom(0, 1, 3),
        (values, indent) => {
          const cut = elementsOf(JSON.stringify(values, undefined, indent));
          expect(cut.map((one) => JSON.parse(one) as unknown)).to.deep.equal(
            JSON.parse(JSON.stringify(values)),
          );
        },
      ),
    );
  });
});

type Publish = Parameters<typeof openApi.create>[1]["publish"];

async function openHouse(
  store: Store,
  publish: Publish,
  settings: object = {},
): Promise<{ app: ReturnType<typeof createWeb>["app"]; key: string }> {
  const staff = createStaff({ store, property: PROPERTY.id, stations: STATIONS, clock: systemClock });
  const adapter = openApi.create(openApi.settings.parse(settings), {
    name: "events",
    property: PROPERTY,
    clock: systemClock,
    log: SILENT,
    meter: NO_METER,
    publish,
    afterUncleanStop: false,
  });
  await adapter.start(new AbortController().signal);
  const { app } = createWeb({
    routes: adapter.routes ?? [],
    staff,
    property: PROPERTY,
    phrases,
    settings: { host: "127.0.0.1", port: 0 },
    version: "0.1.0",
    clock: systemClock,
    log: SILENT,
    meter: NO_METER,
    ready: () => Promise.resolve({ ready: true }),
    metrics: () => Promise.resolve(""),
  });
  return { app, key: (await staff.makeSourceKey("pos-1")).key };
}

describeAdapter("open-api", async (context) => {
  const { openStore, migrate } = await import("../../../plugin/store/index.ts");
  const store = await openStore({ kind: "sqlite", file: ":memory:" });
  await migrate(store);
  await addProperty(store);
  const staff = createStaff({ store, property: PROPERTY.id, stations: STATIONS, clock: systemClock });
  const { key } = await staff.makeSourceKey("pms");
  const adapter = openApi.create(openApi.settings.parse({}), context);
  const { app } = createWeb({
    routes: adapter.routes ?? [],
    staff,
    property: PROPERTY,
    phrases,
    settings: { host: "127.0.0.1", port: 0 },
    version: "0.1.0",
    clock: systemClock,
    log: SILENT,
    meter: NO_METER,
    ready: () => Promise.resolve({ ready: true }),
    metrics: () => Promise.resolve(""),
  });
  const send = (body: string): request.Test =>
    request(app).post("/api/v1/events").set("Authorization", `Bearer ${key}`).type("json").send(body);
  let told = 0;
  return {
    adapter,
    touched: () => false,
    connect: () => Promise.resolve(),
    async tell(subject) {
      told += 1;
      const { status } = await send(JSON.stringify(stay(`told-${told}`, { reservationId: subject })));
      return status === 202;
    },
    async tellNonsense(text) {
      await send(`{"type": ${text}`);
    },
    dispose: () => store.close(),
  };
});
