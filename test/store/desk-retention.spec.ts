// How long the desks' records are kept.
import { expect } from "chai";
import { idOf } from "../../plugin/contract/index.ts";
import { createDeskRetention, rowsOf, toText, type Store } from "../../plugin/store/index.ts";
import { until } from "../peers/until.ts";
import { WoundClock } from "../peers/wound-clock.ts";
import { forEachStore } from "../suites/stores.ts";
import { listeningLog, noMeter } from "../journal/journal-bench.ts";

const DAY_MS = 86_400_000;
const NOW = Date.parse("2026-11-21T06:00:00Z");
const property = "WLH";
const counts = { print_job: 9, pop: 252, pop_station: 504, session: 2, pairing: 2 } as const;
const left = { print_job: 5, pop: 2, pop_station: 4, session: 1, pairing: 1 } as const;

describe("The retention of the desks' records", () => {
  forEachStore(({ open, kind }) => {
    let store: Store;
    const clock = new WoundClock(NOW);
    before(async () => {
      store = await open();
      await fill(store);
    });

    const kept = async (): Promise<Record<string, number>> => {
      const found: Record<string, number> = {};
      for (const table of Object.keys(counts)) found[table] = (await rowsOf(store.db(table))).length;
      return found;
    };

    it("deletes what ended a month ago in small steps, and never a chit that waits or what is newer", async () => {
      expect(await kept()).to.deep.equal(counts);
      const asked: { sql: string; bindings: unknown[] }[] = [];
      const listen = (query: { sql: string; bindings: unknown[] }): void => void asked.push(query);
      store.db.on("query", listen);
      const log = listeningLog();
      const part = createDeskRetention({
        store,
        property: { id: idOf(property) },
        clock,
        log,
        meter: noMeter,
      });
      await part.start(new AbortController().signal);
      await until("all is deleted that may be", async () => {
        await clock.wind(100);
        return JSON.stringify(await kept()) === JSON.stringify(left);
      });
      await part.stop(1000);
      store.db.removeListener("query", listen);
      expect(log.warnings).to.deep.equal([]);
      const states: unknown[] = await store.db("print_job").orderBy("id").pluck("state");
      expect(states).to.deep.equal(["queued", "claimed", "on-wire", "printed", "queued"]);
      expect((await store.db("pop").orderBy("number").pluck("number")).map(Number)).to.deep.equal([251, 252]);
      for (const { sql, bindings } of asked.filter((one) => one.sql.startsWith("delete")))
        expect(bindings.length, sql).to.be.below(110);
    });

    it("finds what may go by an index", async () => {
      const asked = {
        print_job_state:
          "select id from print_job where state = 'printed' and property = 'WLH' and finished_at < 5 order by finished_at limit 100",
        session_expires:
          "select token_hash from session where property = 'WLH' and expires_at < 5 order by expires_at limit 100",
        pairing_expires:
          "select code_hash from pairing where property = 'WLH' and expires_at < 5 order by expires_at limit 100",
        pop_at: "select number from pop where property = 'WLH' and at < 5 order by at limit 100",
      };
      for (const [index, sql] of Object.entries(asked)) {
        const answer: unknown = await store.db.raw(
          `${kind === "sqlite" ? "explain query plan" : "explain"} ${sql}`,
        );
        const rows = await rowsOf(
          Promise.resolve(kind === "sqlite" || !Array.isArray(answer) ? answer : answer[0]),
        );
        const plan = rows.map((row) => `${toText(row["detail"])} ${toText(row["possible_keys"])}`).join(" ");
        expect(plan).to.include(index);
      }
    });
  });
});

async function fill({ db }: Store): Promise<void> {
  const old = NOW - 31 * DAY_MS;
  const fresh = NOW - DAY_MS / 2;
  const job = (id: number, state: string, finished: number | null) => ({
    ...{ id: `${id}`, property, printer: "p", station: "s", chit: "arrival", guest: "g", state },
    ...{ created_at: old, finished_at: finished, expires_at: old },
  });
  const ended = ["printed", "refused", "unknown", "expired"].map((state, at) => job(at, state, old));
  const open = ["queued", "claimed", "on-wire"].map((state, at) => job(at + 4, state, null));
  await db("print_job").insert([...ended, ...open, job(7, "printed", fresh), job(8, "queued", null)]);
  const numbers = Array.from({ length: 252 }, (_, at) => at + 1);
  for (const number of numbers) {
    const at = number <= 250 ? old + number : fresh;
    await db("pop").insert({ property, number, at, reason: "call", guest: "g", event_seq: number });
    const row = { property, number, quiet: false, state: "waiting" };
    await db("pop_station").insert([
      { ...row, station: "desk-1" },
      { ...row, station: "gone" },
    ]);
  }
  const signed = { property, person: "p", created_at: old, last_at: old };
  await db("session").insert([
    { ...signed, token_hash: "a", expires_at: old },
    { ...signed, token_hash: "b", expires_at: fresh },
  ]);
  const pairing = { property, station: "s", created_at: old };
  await db("pairing").insert([
    { ...pairing, code_hash: "a", expires_at: old },
    { ...pairing, code_hash: "b", expires_at: fresh },
  ]);
}
