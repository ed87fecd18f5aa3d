// In what order events are applied, and what a failure of one means to the others.
import { expect } from "chai";
import { KeshiError, type JournalEvent, type Part } from "../../plugin/contract/index.ts";
import { createDispatcher, type Journal } from "../../plugin/journal/index.ts";
import type { Store } from "../../plugin/store/index.ts";
import { until } from "../peers/until.ts";
import { forEachStore } from "../suites/stores.ts";
import { aDraft, aJournal, listeningLog, noMeter } from "./journal-bench.ts";

/** An `apply` that settles what it is given and remembers each batch; `fail` may throw first. */
function listener(
  store: Store,
  journal: Journal,
  fail: (events: readonly JournalEvent[]) => void = () => undefined,
) {
  const batches: string[][] = [];
  let isBusy = false;
  const apply = async (events: readonly JournalEvent[]): Promise<void> => {
    fail(events);
    isBusy = true;
    await store.transaction((trx) =>
      journal.settle(
        trx,
        events.map(({ seq }) => ({ seq, state: "applied" as const })),
      ),
    );
    isBusy = false;
    batches.push(events.map((event) => event.subject));
  };
  return { batches, apply, isBusy: () => isBusy, subjects: () => batches.flat() };
}

describe("The dispatcher", () => {
  forEachStore(({ open }) => {
    let store: Store;
    let running: Part[] = [];
    before(async () => {
      store = await open();
    });
    afterEach(async () => {
      await Promise.all(running.map((part) => part.stop(1000)));
      running = [];
    });

    const set = (fail?: (events: readonly JournalEvent[]) => void) => {
      const { journal, clock, property } = aJournal(store);
      const ear = listener(store, journal, fail);
      const log = listeningLog();
      const dispatcher = createDispatcher({ journal, apply: ear.apply, clock, log, meter: noMeter });
      running.push(dispatcher);
      const start = () => dispatcher.start(new AbortController().signal);
      const drained = () =>
        until("the queue is empty", async () => (await journal.counts()).queued === 0 && !ear.isBusy());
      return { journal, clock, property, ear, log, dispatcher, start, drained };
    };

    it("applies what arrives, and what was left by an earlier run (RT-01)", async () => {
      const { journal, ear, start, drained } = set();
      await journal.append("pms", [aDraft({ subject: "reservation:1" })]);
      await start();
      await drained();
      await journal.append("pms", [aDraft({ subject: "reservation:2" })]);
      await drained();
      expect(ear.subjects()).to.deep.equal(["reservation:1", "reservation:2"]);
    });

    it("lets a live event pass a backlog, but never an older event of its own reservation", async () => {
      const { journal, ear, start, drained } = set();
      const replays = Array.from({ length: 1500 }, (_, place) =>
        aDraft({ subject: `reservation:${place}`, replay: true }),
      );
      await journal.append("pms", replays);
      await journal.append("pms", [aDraft({ subject: "reservation:1400" })]);
      await start();
      await drained();
      expect(ear.batches.slice(0, 2)).to.deep.equal([["reservation:1400"], ["reservation:1400"]]);
      expect(ear.subjects()).to.have.length(1501);
    });

    it("holds a record until its instant, and with it only its own reservation", async () => {
      const { journal, clock, ear, start, drained } = set();
      await start();
      await journal.append("pms", [
        aDraft({ subject: "reservation:1", notBefore: clock.now() + 3000 }),
        aDraft({ subject: "reservation:1", type: "stay.updated" }),
        aDraft({ subject: "reservation:2" }),
      ]);
      await until("the other is applied", () => ear.subjects().length === 1);
      await clock.wind(2999);
      expect(ear.subjects()).to.deep.equal(["reservation:2"]);
      await clock.wind(1);
      await drained();
      expect(ear.subjects()).to.deep.equal(["reservation:2", "reservation:1", "reservation:1"]);
    });

    it("applies a barrier after all before it and before all after it, of its own source", async () => {
      const { journal, ear, start, drained } = set();
      await journal.append("pms", [
        aDraft({ subject: "reservation:1", replay: true }),
        aDraft({ subject: "link", barrier: true }),
        aDraft({ subject: "reservation:2" }),
      ]);
      await journal.append("pos", [aDraft({ subject: "check:1" })]);
      await start();
      await drained();
      const order = ear.subjects();
      expect(order.indexOf("reservation:1")).to.be.below(order.indexOf("link"));
      expect(order.indexOf("link")).to.be.below(order.indexOf("reservation:2"));
      expect(order.indexOf("check:1")).to.be.below(order.indexOf("reservation:1"));
    });

    it("parks what can never be applied with its reason, and applies the rest of its batch (RT-03)", async () => {
      const { journal, ear, log, start, drained } = set((events) => {
        if (events.some((event) => event.subject === "reservation:2"))
          throw new KeshiError("impossible-date", "The departure lies before the arrival");
      });
      await journal.append(
        "pms",
        ["1", "2", "3"].map((number) => aDraft({ subject: `reservation:${number}` })),
      );
      await start();
      await drained();
      expect(ear.subjects().sort()).to.deep.equal(["reservation:1", "reservation:3"]);
      const [parked] = await journal.parked(9);
      expect(parked).to.include({ code: "impossible-date", reason: "The departure lies before the arrival" });
      expect(log.warnings).to.have.length(1);
    });

    it("says of an unknown fault where it was, not what it said, after three tries", async () => {
      let tries = 0;
      const { journal, clock, start } = set(() => {
        tries += 1;
        throw new TypeError("cannot read Chan Tai Man");
      });
      await journal.append("pms", [aDraft()]);
      await start();
      await until("it is parked", async () => {
        await clock.wind(1000);
        return (await journal.counts()).parked === 1;
      });
      expect(tries).to.equal(3);
      const [parked] = await journal.parked(9);
      expect(parked?.reason)
        .to.match(/^TypeError/)
        .and.not.contain("Chan");
    });

    it("tries again what may pass, and lets the others go on meanwhile", async () => {
      let failures = 0;
      const { journal, clock, ear, start, drained } = set((events) => {
        if (failures < 2 && events.some((event) => event.subject === "reservation:1")) {
          if (events.length === 1) failures += 1;
          throw new KeshiError("store-busy", "Deadlock", { errorClass: "transient" });
        }
      });
      await start();
      await journal.append(
        "pms",
        ["1", "2", "1"].map((number) => aDraft({ subject: `reservation:${number}` })),
      );
      await until("the other is applied", () => ear.subjects().length === 1);
      await until("all are applied", async () => {
        await clock.wind(500);
        return ear.subjects().length === 3;
      });
      await drained();
      expect(ear.subjects()).to.deep.equal(["reservation:2", "reservation:1", "reservation:1"]);
    });

    it("pauses while the store is away, says so, and goes on where it was", async () => {
      let isAway = true;
      const { journal, clock, ear, dispatcher, start, drained } = set(() => {
        if (isAway) throw new KeshiError("store-unreachable", "Gone", { errorClass: "transient" });
      });
      await journal.append(
        "pms",
        ["1", "2"].map((number) => aDraft({ subject: `reservation:${number}` })),
      );
      await start();
      await until("it says so", () => dispatcher.state.is === "impaired");
      expect(dispatcher.state).to.include({ code: "store-unreachable" });
      isAway = false;
      await clock.wind(20_000);
      await drained();
      expect(ear.subjects()).to.deep.equal(["reservation:1", "reservation:2"]);
      expect(dispatcher.state.is).to.equal("ready");
    });

    it("applies a parked event again when a person sends it on", async () => {
      let isBad = true;
      const { journal, ear, start, drained } = set(() => {
        if (isBad) throw new KeshiError("no-such-room", "No such room");
      });
      await start();
      await journal.append("pms", [aDraft()]);
      await until("it is parked", async () => (await journal.counts()).parked === 1);
      isBad = false;
      await journal.retry(await journal.queue.lastSeq());
      await drained();
      expect(ear.subjects()).to.deep.equal(["reservation:4711"]);
    });

    it("finds by itself what another process put back into the queue", async () => {
      const { journal, clock, property, ear, start, drained } = set();
      await start();
      await journal.append("pms", [aDraft()]);
      await drained();
      await store.db("journal").where({ property }).update({ state: "queued" });
      await until("it is applied again", async () => {
        await clock.wind(5000);
        return ear.subjects().length === 2;
      });
      await drained();
    });

    it("stops within its deadline, and another run goes on from there", async () => {
      const { journal, ear, dispatcher, start, drained } = set();
      await start();
      const appended = journal.append(
        "pms",
        Array.from({ length: 300 }, (_, place) => aDraft({ subject: `r:${place}` })),
      );
      await until("some are applied", () => ear.batches.length > 0);
      await dispatcher.stop(1000);
      await appended;
      const done = ear.subjects().length;
      expect((await journal.counts()).queued).to.equal(300 - done);
      await start();
      await drained();
      await until("all are applied", () => ear.subjects().length >= 300);
      expect(new Set(ear.subjects()).size).to.equal(300);
      expect(ear.subjects()).to.have.length(300);
    });
  });
});
