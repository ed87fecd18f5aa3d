// How long the journal keeps what is done with.
import { expect } from "chai";
import { createRetention, type Journal } from "../../plugin/journal/index.ts";
import type { PropertyId } from "../../plugin/contract/index.ts";
import type { Store } from "../../plugin/store/index.ts";
import type { WoundClock } from "../peers/wound-clock.ts";
import { until } from "../peers/until.ts";
import { forEachStore } from "../suites/stores.ts";
import { aDraft, aJournal, listeningLog, noMeter } from "./journal-bench.ts";

const DAY_MS = 86_400_000;

describe("The journal's retention", () => {
  forEachStore(({ open }) => {
    let store: Store;
    before(async () => {
      store = await open();
    });

    const seqs = async (property: PropertyId) =>
      (await store.db("journal").where({ property }).orderBy("seq").pluck("seq")).map(Number);

    const fill = async (journal: Journal, count: number): Promise<number[]> => {
      const before = await journal.queue.lastSeq();
      await journal.append(
        "pms",
        Array.from({ length: count }, (_, place) => aDraft({ subject: `r:${place}` })),
      );
      return Array.from({ length: count }, (_, place) => before + place + 1);
    };
    const settle = (journal: Journal, of: readonly number[]) =>
      store.transaction((trx) =>
        journal.settle(
          trx,
          of.map((seq) => ({ seq, state: "applied" as const })),
        ),
      );

    const runUntil = async (
      what: { property: PropertyId; clock: WoundClock; keep: { days: number; rows: number } },
      left: number,
    ): Promise<void> => {
      const { property, clock, keep } = what;
      const part = createRetention({
        store,
        property: { id: property },
        keep,
        clock,
        log: listeningLog(),
        meter: noMeter,
      });
      await part.start(new AbortController().signal);
      await until(`${left} rows are left`, async () => {
        await clock.wind(100);
        return (await seqs(property)).length === left;
      });
      await part.stop(1000);
    };

    it("deletes what was settled days ago, and never what waits or is parked", async () => {
      const { journal, property, clock } = aJournal(store);
      const old = await fill(journal, 250);
      await settle(journal, old.slice(2));
      await journal.queue.park(old[1] ?? 0, { code: "x", reason: "y" });
      await clock.wind(31 * DAY_MS);
      const fresh = await fill(journal, 3);
      await settle(journal, fresh);
      await runUntil({ property, clock, keep: { days: 30, rows: 1e6 } }, 5);
      expect(await seqs(property)).to.deep.equal([...old.slice(0, 2), ...fresh]);
    });

    it("deletes the oldest when there are too many", async () => {
      const { journal, property, clock } = aJournal(store);
      const all = await fill(journal, 400);
      await settle(journal, all);
      await runUntil({ property, clock, keep: { days: 30, rows: 50 } }, 50);
      expect(await seqs(property)).to.deep.equal(all.slice(-50));
    });

    it("keeps the last row of all, so that numbers never start over", async () => {
      const { journal, property, clock } = aJournal(store);
      const all = await fill(journal, 20);
      await settle(journal, all);
      await clock.wind(31 * DAY_MS);
      await runUntil({ property, clock, keep: { days: 30, rows: 1e6 } }, 1);
      expect(await seqs(property)).to.deep.equal(all.slice(-1));
    });
  });
});
