// What a source may rely on once its event is taken.
import { expect } from "chai";
import { LANES } from "../../plugin/journal/queued-event.ts";
import { createJournal } from "../../plugin/journal/index.ts";
import { rowsOf, toBytes, type Store } from "../../plugin/store/index.ts";
import { forEachStore } from "../suites/stores.ts";
import { aDraft, aJournal, noMeter, vault } from "./journal-bench.ts";

describe("The journal takes events", () => {
  forEachStore(({ open }) => {
    let store: Store;
    before(async () => {
      store = await open();
    });

    it("and gives back each with everything that was told, bytes included (INT-01)", async () => {
      const { journal, property, clock } = aJournal(store);
      const raw = Uint8Array.from([2, 0x47, 0x49, 0xff, 0, 3]);
      const [id] = await journal.append("pms", [
        aDraft({ raw, replay: true, occurredAt: 1_000, room: "0816" }),
      ]);
      const [row] = await rowsOf(store.db("journal").where({ property }));
      expect(toBytes(row?.["raw"])).to.deep.equal(Buffer.from(raw));
      const [queued] = await journal.queue.page({
        source: "pms",
        lane: "replay",
        after: 0,
        upTo: 1e9,
        limit: 9,
      });
      expect(queued?.event).to.deep.include({
        eventId: id,
        source: "pms",
        propertyId: property,
        type: "stay.checked_in",
        stay: { reservationId: "4711", room: "0816" },
        subject: "reservation:4711",
        sourceEventType: "GI",
        occurredAt: 1_000,
        occurredAtAccuracy: "source",
        receivedAt: clock.now(),
        replay: true,
        confidence: 1,
      });
    });

    it("and tells its dispatcher the very same event it would read after a crash", async () => {
      const { journal } = aJournal(store);
      const told: unknown[] = [];
      journal.queue.listen({
        appended: (events) => told.push(...events),
        unsure: () => undefined,
        recalled: () => undefined,
      });
      await journal.append("pms", [aDraft({ notBefore: 99 }), aDraft({ subject: "room:1" })]);
      const read = await journal.queue.page({ source: "pms", lane: "live", after: 0, upTo: 1e9, limit: 9 });
      expect(JSON.parse(JSON.stringify(told))).to.deep.equal(JSON.parse(JSON.stringify(read)));
    });

    it("once per sender's key: a repeat gets the first id, however it comes (RT-03)", async () => {
      const { journal, property } = aJournal(store);
      const [first] = await journal.append("pos", [aDraft({ key: "pos-1:881" })]);
      const again = await Promise.all([
        journal.append("pos", [aDraft({ key: "pos-1:881" }), aDraft({ key: "pos-1:882" })]),
        journal.append("pos", [aDraft({ key: "pos-1:882" })]),
      ]);
      expect(again[0][0]).to.equal(first);
      expect(again[1][0]).to.equal(again[0][1]);
      expect(await store.db("journal").where({ property }).pluck("idempotency_key")).to.have.length(2);
    });

    it("and holds keys apart that differ by case, a trailing blank, or the source", async () => {
      const { journal } = aJournal(store);
      const keys = ["P1", "p1", "P1 ", "𠮷", "😀", "x".repeat(300), "x".repeat(301)];
      const ids = await journal.append(
        "pos",
        keys.map((key) => aDraft({ key })),
      );
      const other = await journal.append("call", [aDraft({ key: "P1" })]);
      expect(new Set([...ids, ...other]).size).to.equal(keys.length + 1);
    });

    it("and knows a record as a repeat only when the last one of its subject was the same (INT-01)", async () => {
      const { journal } = aJournal(store);
      const say = async (digest: string, subject = "reservation:1") =>
        (await journal.append("pms", [aDraft({ subject, digest })]))[0];
      const first = await say("in");
      expect(await say("in")).to.equal(first);
      const out = await say("out");
      const second = await say("in");
      expect(new Set([first, out, second]).size).to.equal(3);
      expect(await say("in", "reservation:2")).not.to.equal(second);
    });

    it("and still knows a record's repeat after a restart, when its memory is empty", async () => {
      const { journal, property, clock } = aJournal(store);
      const [first] = await journal.append("pms", [aDraft({ digest: "in" })]);
      const later = createJournal({ store, property: { id: property }, vault, clock, meter: noMeter });
      const ids = await later.append("pms", [
        aDraft({ digest: "in" }),
        aDraft({ digest: "out" }),
        aDraft({ digest: "in" }),
      ]);
      expect(ids[0]).to.equal(first);
      expect(new Set(ids).size).to.equal(3);
    });

    it("all of a call or none, and a bad call takes no neighbour down", async () => {
      const { journal, property } = aJournal(store);
      const good = () => aDraft({ subject: "check:1" });
      const results = await Promise.allSettled([
        journal.append("a", [good()]),
        journal.append("b", [good(), aDraft({ subject: "x".repeat(200) })]),
        journal.append("c", [good()]),
      ]);
      expect(results.map((result) => result.status)).to.deep.equal(["fulfilled", "rejected", "fulfilled"]);
      expect(await store.db("journal").where({ property }).orderBy("seq").pluck("source")).to.deep.equal([
        "a",
        "c",
      ]);
    });

    it("in the order of the calls, thousands at once", async () => {
      const { journal, property } = aJournal(store);
      const ids = await Promise.all(
        Array.from({ length: 40 }, (_, call) =>
          journal.append(
            "pms",
            Array.from({ length: 60 }, () => aDraft({ subject: `reservation:${call}` })),
          ),
        ),
      );
      const stored = await store.db("journal").where({ property }).orderBy("seq").pluck("id");
      expect(stored).to.deep.equal(ids.flat());
      expect([...ids.flat()].sort()).to.deep.equal(ids.flat());
    });

    it("into lanes: barriers, live ones, and what is told again or so late that nobody waits for it", async () => {
      const { journal, property } = aJournal(store);
      await journal.append("pms", [
        aDraft(),
        aDraft({ replay: true }),
        aDraft({ occurredAt: 1 }),
        aDraft({ barrier: true, replay: true }),
      ]);
      expect(await store.db("journal").where({ property }).orderBy("seq").pluck("lane")).to.deep.equal([
        LANES.live,
        LANES.replay,
        LANES.replay,
        LANES.barrier,
      ]);
    });
  });
});

describe("The journal settles events", () => {
  forEachStore(({ open }) => {
    let store: Store;
    before(async () => {
      store = await open();
    });

    it("once only, inside the commit that applies them (RT-03)", async () => {
      const { journal, property } = aJournal(store);
      await journal.append("pms", [aDraft(), aDraft({ subject: "room:2" })]);
      const seqs = (await store.db("journal").where({ property }).orderBy("seq").pluck("seq")).map(Number);
      const settle = () =>
        store.transaction((trx) =>
          journal.settle(
            trx,
            seqs.map((seq) => ({ seq, state: "applied" as const })),
          ),
        );
      await settle();
      const failure: unknown = await settle().catch((error: unknown) => error);
      expect(failure).to.include({ code: "journal-not-queued", errorClass: "transient" });
      expect(await journal.counts()).to.deep.equal({ queued: 0, parked: 0 });
    });

    it("or parks them with a reason, from where a person sends them on", async () => {
      const { journal, clock } = aJournal(store);
      await journal.append("pms", [aDraft()]);
      expect(await journal.counts()).to.deep.equal({ queued: 1, oldestQueuedAt: clock.now(), parked: 0 });
      const seq = await journal.queue.lastSeq();
      await journal.queue.park(seq, { code: "bad-room", reason: "x".repeat(600) });
      const [parked] = await journal.parked(10);
      expect(parked).to.include({ seq, source: "pms", code: "bad-room", type: "stay.checked_in" });
      expect(parked?.reason).to.have.length(500);
      expect(await journal.retry(seq)).to.equal(true);
      expect(await journal.retry(seq)).to.equal(false);
      expect(await journal.counts()).to.include({ queued: 1, parked: 0 });
    });
  });
});
