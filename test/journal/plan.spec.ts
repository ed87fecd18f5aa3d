// Each question the journal asks is planned on a filled table, and must go by the index made for it.
import { expect } from "chai";
import { JournalStore } from "../../plugin/journal/journal-store.ts";
import { rowsOf, toInteger, toText, type Store } from "../../plugin/store/index.ts";
import { forEachStore, type StoreUnderTest } from "../suites/stores.ts";
import { aDraft, aJournal } from "./journal-bench.ts";

interface Asked {
  readonly sql: string;
  readonly bindings: readonly (string | number)[];
}

/** What the work asks of the database. */
async function asked(store: Store, work: () => Promise<unknown>): Promise<Asked[]> {
  const heard: Asked[] = [];
  const listen = (query: Asked): void => void heard.push(query);
  store.db.on("query", listen);
  await work();
  store.db.removeListener("query", listen);
  return heard.filter(({ sql }) => /^(select|update)/i.test(sql));
}

/** The indexes a statement is answered by; `none` where it walks the table. */
async function indexesOf(
  kind: StoreUnderTest["kind"],
  store: Store,
  { sql, bindings }: Asked,
): Promise<string[]> {
  const explain = kind === "sqlite" ? "explain query plan" : "explain";
  const answer: unknown = await store.db.raw(`${explain} ${sql}`, [...bindings]);
  if (kind === "mysql") {
    const rows = await rowsOf(Promise.resolve(Array.isArray(answer) ? answer[0] : []));
    return rows.map((row) =>
      toText(row["Extra"]).includes("optimized away") ? "PRIMARY" : toText(row["key"]) || "none",
    );
  }
  const rows = await rowsOf(Promise.resolve(answer));
  return rows
    .map((row) => toText(row["detail"]))
    .filter((detail) => /^(SCAN|SEARCH)/.test(detail))
    .map((detail) => /INDEX (\w+)/.exec(detail)?.[1] ?? (detail.startsWith("SEARCH") ? "PRIMARY" : "none"));
}

const closed = { state: "applied", code: null, reason: null, settled_at: 5 } as const;

describe("Every question to the journal", () => {
  forEachStore(({ kind, open }) => {
    let store: Store;
    let rows: JournalStore;
    let last: number;
    before(async () => {
      store = await open();
      const { journal, property } = aJournal(store);
      const drafts = Array.from({ length: 3000 }, (_, place) =>
        aDraft({ subject: `reservation:${place % 500}`, replay: place % 3 > 0, digest: `${place}` }),
      );
      await journal.append("pms", drafts);
      await journal.append("pos", drafts.slice(0, 1000));
      rows = new JournalStore(store, property);
      last = await journal.queue.lastSeq();
      const half = Array.from({ length: 2000 }, (_, place) => place + 1);
      await store.transaction((trx) => rows.close(trx, half, closed));
      if (kind === "mysql") await store.db.raw("analyze table journal");
    });

    const subjects = ["reservation:1", "reservation:2", "reservation:499"];
    const questions: Record<string, { ask: () => Promise<unknown>; by: readonly string[] }> = {
      "the next of a lane": {
        ask: () => rows.page({ source: "pms", lane: "live", after: 2500, upTo: last, limit: 256 }),
        by: ["journal_queue"],
      },
      "the next barrier": {
        ask: () => rows.page({ source: "pms", lane: "barrier", after: 0, upTo: last, limit: 1 }),
        by: ["journal_queue"],
      },
      "the queued rows of some subjects": {
        ask: () => rows.ofSubjects({ source: "pms", subjects, upTo: last, limit: 256 }),
        by: ["journal_subject"],
      },
      "the sources with something queued": { ask: () => rows.sources(), by: ["journal_queue"] },
      "the last of some subjects": {
        ask: () => rows.lastOfSubjects("pms", subjects),
        by: ["journal_subject", "PRIMARY"],
      },
      "who used a key": { ask: () => rows.idsOfKeys("pms", ["=a", "=b"]), by: ["journal_key"] },
      "how many wait": { ask: () => rows.count("queued"), by: ["journal_queue", "PRIMARY"] },
      "what is parked": { ask: () => rows.parked(20), by: ["journal_queue"] },
      "the highest number": { ask: () => rows.lastSeq(), by: ["PRIMARY"] },
      "settling some": {
        ask: () => store.transaction((trx) => rows.close(trx, [2001, 2002, 2003], closed)),
        by: ["PRIMARY"],
      },
      "what may be deleted": {
        ask: () => rows.purge({ before: 1, upTo: 0, limit: 10 }),
        by: ["journal_settled", "PRIMARY"],
      },
    };
    for (const [name, { ask, by }] of Object.entries(questions))
      it(`finds ${name} by ${by.join(" and ")}`, async () => {
        const statements = await asked(store, ask);
        expect(statements).not.to.have.length(0);
        for (const statement of statements) {
          const used = await indexesOf(kind, store, statement);
          for (const index of used) expect(by, `${statement.sql} uses ${index}`).to.include(index);
        }
      });

    it("reads no more rows than it gives: the pick from a backlog stays a pick", async () => {
      const page = await rows.page({ source: "pos", lane: "replay", after: 0, upTo: last, limit: 64 });
      expect(page).to.have.length(64);
      expect(toInteger(page[63]?.["seq"])).to.be.below(toInteger(page[0]?.["seq"]) + 200);
    });
  });
});
