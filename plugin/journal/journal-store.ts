// All SQL of the journal. Every question goes by an index: the queue lane by lane, a subject's rows, the settled by age.
import type { Knex } from "knex";
import { idOf } from "../contract/index.ts";
import type { EventId, Instant, PropertyId } from "../contract/index.ts";
import {
  ask,
  rowsOf,
  tell,
  toInteger,
  toIntegerOrNone,
  toText,
  toTextOrNone,
  touched,
} from "../store/index.ts";
import type { Db, Row, Store, Value } from "../store/index.ts";
import { pairOf, type LastOfSubject } from "./intake.ts";
import { JOURNAL_COLUMNS, LANES, QUEUED_COLUMNS, type JournalRow } from "./queued-event.ts";
import type { Lane } from "./queued-event.ts";
import type { ClosedColumns } from "./settlement.ts";

/** Rows of one insert: far below SQLite's bound on variables. */
const INSERT_ROWS = 400;
/** Values in one `in (…)`. */
const LIST = 500;

/** A stretch of one source's queue. */
export interface QueueStretch {
  readonly source: string;
  readonly lane: Lane;
  /** Rows after this one, up to and with that one. */
  readonly after: number;
  readonly upTo: number;
  readonly limit: number;
}

/** Some subjects of one source, with all their queued rows. */
export interface SubjectStretch {
  readonly source: string;
  readonly subjects: readonly string[];
  readonly upTo: number;
  readonly limit: number;
}

/** The journal's table for one property. */
export class JournalStore {
  readonly #store: Store;
  readonly #property: PropertyId;

  constructor(store: Store, property: PropertyId) {
    this.#store = store;
    this.#property = property;
  }

  /** The highest number given so far, in the whole table. */
  async lastSeq(): Promise<number> {
    const rows = await rowsOf(this.#store.db("journal").max("seq as seq"));
    return toIntegerOrNone(rows[0]?.["seq"]) ?? 0;
  }

  /** One durable commit. */
  async insert(rows: readonly JournalRow[]): Promise<void> {
    if (rows.length === 0) return;
    if (rows.length <= INSERT_ROWS) await insertInto(this.#store.db, rows);
    else
      await this.#store.transaction(async (trx) => {
        for (const part of partsOf(rows, INSERT_ROWS)) await insertInto(trx, part);
      });
  }

  /** Ids by `pairOf(source, storedKey)`. */
  async idsOfKeys(source: string, keys: readonly string[]): Promise<Map<string, EventId>> {
    const found = new Map<string, EventId>();
    for (const part of partsOf(keys, LIST)) {
      const rows = await rowsOf(
        this.#of({ source }).whereIn("idempotency_key", part).select("id", "idempotency_key").limit(LIST),
      );
      for (const row of rows)
        found.set(pairOf(source, toText(row["idempotency_key"])), idOf(toText(row["id"])));
    }
    return found;
  }

  /** The last row of each subject that has one, by `pairOf(source, subject)`. */
  async lastOfSubjects(source: string, subjects: readonly string[]): Promise<Map<string, LastOfSubject>> {
    const found = new Map<string, LastOfSubject>();
    for (const part of partsOf(subjects, LIST)) {
      const last = await rowsOf(
        ask(
          this.#store.db,
          `select max(seq) as seq from journal
           where property = ? and source = ? and subject in (${places(part)}) group by subject`,
          [this.#property, source, ...part],
        ),
      );
      // Most subjects are new: then there is nothing more to ask.
      if (last.length === 0) continue;
      const seqs = last.map((row) => toInteger(row["seq"]));
      const rows = await rowsOf(
        ask(
          this.#store.db,
          `select id, subject, digest from journal where seq in (${places(seqs)}) limit ${LIST}`,
          seqs,
        ),
      );
      for (const row of rows)
        found.set(pairOf(source, toText(row["subject"])), {
          id: idOf(toText(row["id"])),
          digest: toTextOrNone(row["digest"]),
        });
    }
    return found;
  }

  /** Sources with something queued, one step in the index each. */
  async sources(): Promise<string[]> {
    const found: string[] = [];
    for (;;) {
      const rows = await rowsOf(
        this.#of({ state: "queued" })
          .where("source", ">", found.at(-1) ?? "")
          .orderBy("source")
          .select("source")
          .limit(1),
      );
      if (rows[0] === undefined) return found;
      found.push(toText(rows[0]["source"]));
    }
  }

  /** Queued rows of one lane, in order. */
  page(stretch: QueueStretch): Promise<readonly Row[]> {
    const { source, lane, after, upTo, limit } = stretch;
    return rowsOf(
      this.#of({ state: "queued", source, lane: LANES[lane] })
        .where("seq", ">", after)
        .where("seq", "<=", upTo)
        .orderBy("seq")
        .select(...QUEUED_COLUMNS)
        .limit(limit),
    );
  }

  /** Queued rows of some subjects in any lane but the barriers', in order. */
  ofSubjects(stretch: SubjectStretch): Promise<readonly Row[]> {
    return rowsOf(
      this.#of({ source: stretch.source })
        .whereIn("subject", stretch.subjects)
        // Worked-on columns keep both planners from walking the whole queue or the whole table instead of these subjects.
        .whereRaw("coalesce(state, '') = 'queued'")
        .whereNot("lane", LANES.barrier)
        .where("seq", "<=", stretch.upTo)
        .orderByRaw("seq + 0")
        .select(...QUEUED_COLUMNS)
        .limit(stretch.limit),
    );
  }

  /** How many rows are in a state, and since when the first of them waits. */
  async count(state: "queued" | "parked"): Promise<{ count: number; oldestAt?: Instant }> {
    const [counted] = await rowsOf(this.#of({ state }).count("* as rows").min("seq as seq"));
    const count = toInteger(counted?.["rows"] ?? 0);
    if (count === 0) return { count };
    const [oldest] = await rowsOf(this.#of({ seq: toInteger(counted?.["seq"]) }).select("received_at"));
    return oldest === undefined ? { count } : { count, oldestAt: toInteger(oldest["received_at"]) };
  }

  /** Parked rows, newest first. */
  parked(limit: number): Promise<readonly Row[]> {
    return rowsOf(
      this.#of({ state: "parked" })
        .orderByRaw("seq + 0 desc")
        .select("seq", "id", "source", "subject", "type", "received_at", "code", "reason")
        .limit(limit),
    );
  }

  /** Puts a parked row back into the queue; gives its source and subject, or nothing when it was not parked. */
  async requeue(seq: number): Promise<{ source: string; subject: string } | undefined> {
    const changed = await touched(
      this.#of({ seq, state: "parked" }).update({
        state: "queued",
        code: null,
        reason: null,
        not_before: 0,
      }),
    );
    if (changed === 0) return undefined;
    const [row] = await rowsOf(this.#of({ seq }).select("source", "subject"));
    return { source: toText(row?.["source"]), subject: toText(row?.["subject"]) };
  }

  /** Takes rows out of the queue inside the caller's commit; says how many were still in it. */
  async close(trx: Knex.Transaction, seqs: readonly number[], outcome: ClosedColumns): Promise<number> {
    const { state, code, reason, settled_at } = outcome;
    let changed = 0;
    for (const part of partsOf(seqs, LIST))
      changed += await tell(
        trx,
        // Worked-on columns keep both planners from walking the queue to find rows whose numbers are given.
        `update journal set state = ?, code = ?, reason = ?, settled_at = ? where seq in (${places(part)})
         and coalesce(property, '') = ? and coalesce(state, '') = 'queued'`,
        [state, code, reason, settled_at, ...part, this.#property],
      );
    return changed;
  }

  /** Deletes up to `limit` settled rows, oldest first, that are older than `before` or numbered up to `upTo`; the newest row of all stays, so that numbers never start over. */
  async purge(what: { before: Instant; upTo: number; limit: number }): Promise<number> {
    const last = await this.lastSeq();
    const aged = await rowsOf(
      this.#of({})
        .where("settled_at", "<", what.before)
        .orderBy("settled_at")
        .select("seq")
        .limit(what.limit),
    );
    const many = await rowsOf(
      this.#of({})
        .where("seq", "<=", Math.min(what.upTo, last - 1))
        .whereNotNull("settled_at")
        .orderBy("seq")
        .select("seq")
        .limit(what.limit),
    );
    const seqs = [...aged, ...many].map((row) => toInteger(row["seq"])).filter((seq) => seq !== last);
    const once = [...new Set(seqs)].slice(0, what.limit);
    if (once.length === 0) return 0;
    return this.#store.db("journal").whereIn("seq", once).delete();
  }

  #of(where: Row, db: Db = this.#store.db): Knex.QueryBuilder {
    return db("journal").where({ property: this.#property, ...where });
  }
}

async function insertInto(db: Db, rows: readonly JournalRow[]): Promise<void> {
  const one = `(${places(JOURNAL_COLUMNS)})`;
  const values: Value[] = [];
  for (const row of rows)
    for (const column of JOURNAL_COLUMNS) {
      const value = row[column];
      values.push(typeof value === "boolean" ? Number(value) : value);
    }
  const all = Array.from(rows, () => one).join();
  await tell(db, `insert into journal (${JOURNAL_COLUMNS.join()}) values ${all}`, values);
}

function places(values: readonly unknown[]): string {
  return values.map(() => "?").join();
}

function partsOf<T>(list: readonly T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let start = 0; start < list.length; start += size) parts.push(list.slice(start, start + size));
  return parts;
}
