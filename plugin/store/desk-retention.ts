// What desks have shown and printed, and who was signed in, is kept for a while and then deleted in small steps.
import {
  codeOf,
  type Cancel,
  type Clock,
  type Log,
  type Meter,
  type Part,
  type PropertyId,
} from "../contract/index.ts";
import { createPart } from "../kit/part.ts";
import { toInteger, toText } from "./codec.ts";
import { rowsOf, touched } from "./row.ts";
import type { Store } from "./store.ts";

/** What retention of the desks' records works with. */
export interface DeskRetentionParts {
  readonly store: Store;
  readonly property: { readonly id: PropertyId };
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
}

/** One step over the rows of one table; says how many it deleted. */
type Step = (it: { store: Store; property: string; before: number }) => Promise<number>;

const DAY_MS = 86_400_000;
const ROUND_MS = 3_600_000;
/** Rows deleted in one commit, and the rest in between: small, so that no new event waits for it. */
const STEP_ROWS = 100;
const STEP_MS = 25;
/** A chit that waits or is on its way is nobody's to delete; it ends as expired or unknown by itself. */
const ENDED = ["printed", "refused", "unknown", "expired"] as const;

/** Days after their end, and how one step goes. Terminals catch up for a day at most, so pops of a month are plenty. */
const TABLES: Readonly<Record<string, { readonly days: number; readonly step: Step }>> = {
  print_job: { days: 30, step: deleteJobs },
  pop: { days: 30, step: deletePops },
  session: { days: 1, step: (it) => deleteRunOut("session", "token_hash", it) },
  pairing: { days: 1, step: (it) => deleteRunOut("pairing", "code_hash", it) },
};

/** The part that deletes old chits, pops, sessions and pairing codes: a round at start and then hourly. */
export function createDeskRetention(parts: DeskRetentionParts): Part {
  const { clock, log } = parts;
  let abort = new AbortController();
  let running: Promise<void> | undefined;
  let cancel: Cancel = () => undefined;
  const begin = (): void => {
    const { signal } = abort;
    running ??= round(parts, signal)
      .catch((error: unknown) => {
        if (!signal.aborted)
          log.warn("old records of the desks could not be deleted", { code: codeOf(error) });
      })
      .finally(() => (running = undefined));
  };
  return createPart("desk-retention", clock, {
    start() {
      abort = new AbortController();
      cancel = clock.every(ROUND_MS, begin);
      begin();
    },
    async stop() {
      cancel();
      abort.abort(new Error("retention stops"));
      await running;
    },
  });
}

async function round(
  { store, property, clock, meter }: DeskRetentionParts,
  signal: AbortSignal,
): Promise<void> {
  for (const [table, { days, step }] of Object.entries(TABLES)) {
    const before = clock.now() - days * DAY_MS;
    while (!signal.aborted) {
      const deleted = await step({ store, property: property.id, before });
      if (deleted === 0) break;
      meter.count("rows_deleted", { table }, deleted);
      await clock.sleep(STEP_MS, signal);
    }
  }
}

async function deleteJobs({ store, property, before }: Parameters<Step>[0]): Promise<number> {
  for (const state of ENDED) {
    const old = await rowsOf(
      store
        .db("print_job")
        .where({ state, property })
        .where("finished_at", "<", before)
        .orderBy("finished_at")
        .select("id")
        .limit(STEP_ROWS),
    );
    const ids = old.map((row) => toText(row["id"]));
    if (ids.length > 0) return touched(store.db("print_job").whereIn("id", ids).delete());
  }
  return 0;
}

/** A pop goes with its rows at the stations, in one commit. */
async function deletePops({ store, property, before }: Parameters<Step>[0]): Promise<number> {
  const old = await rowsOf(
    store
      .db("pop")
      .where({ property })
      .where("at", "<", before)
      .orderBy("at")
      .select("number")
      .limit(STEP_ROWS),
  );
  const numbers = old.map((row) => toInteger(row["number"]));
  if (numbers.length === 0) return 0;
  const stations = await stationsOf(store, property);
  return store.transaction(async (trx) => {
    for (const station of stations)
      await trx("pop_station").where({ property, station }).whereIn("number", numbers).delete();
    return touched(trx("pop").where({ property }).whereIn("number", numbers).delete());
  });
}

/** Stations that ever had a pop, those no longer in the config included; one step in the index each. */
async function stationsOf({ db }: Store, property: string): Promise<string[]> {
  const found: string[] = [];
  for (;;) {
    const [row] = await rowsOf(
      db("pop_station")
        .where({ property })
        .where("station", ">", found.at(-1) ?? "")
        .orderBy("station")
        .select("station")
        .limit(1),
    );
    if (row === undefined) return found;
    found.push(toText(row["station"]));
  }
}

async function deleteRunOut(
  table: "session" | "pairing",
  key: string,
  { store, property, before }: Parameters<Step>[0],
): Promise<number> {
  const old = await rowsOf(
    store
      .db(table)
      .where({ property })
      .where("expires_at", "<", before)
      .orderBy("expires_at")
      .select(key)
      .limit(STEP_ROWS),
  );
  const keys = old.map((row) => toText(row[key]));
  return keys.length === 0 ? 0 : touched(store.db(table).whereIn(key, keys).delete());
}
