// All SQL of print jobs. The flow adds jobs in its own transaction; here they are claimed, settled, listed and asked for again.
import type { Knex } from "knex";
import { z } from "zod";
import {
  idOf,
  KeshiError,
  type Document,
  type GuestId,
  type Instant,
  type PrintJobId,
  type PropertyId,
  type StayId,
} from "../contract/index.ts";
import { fromJson, toBoolean, toInteger, toIntegerOrNone, toJson, type Store } from "../store/index.ts";
import type { ChitName } from "./chit-model.ts";
import { documentShape } from "./document-shape.ts";
import { PRINT_STATES, type PrintJob, type PrintState } from "./print-job.ts";

/** What one printer has waiting, and what a person has to look at. */
export interface PrintCounts {
  readonly queued: number;
  readonly unknown: number;
}

/** How a job ended. */
export interface PrintEnd {
  readonly state: "printed" | "refused" | "unknown" | "expired";
  readonly code?: string;
}

/** The jobs of one property. */
export interface PrintJobStore {
  add(job: Omit<PrintJob, "state" | "attempts">): Promise<void>;
  /** The oldest job waiting for that printer; asked by its one lane, so a claim whose answer was lost is among them. */
  nextOf(printer: string): Promise<PrintJob | undefined>;
  /** False where it was called off. */
  claim(id: PrintJobId): Promise<boolean>;
  /** Committed before the first byte leaves; from here on it is never tried again by itself. Throws `print-withdrawn` where it is not claimed any more. */
  noteOnWire(id: PrintJobId, document: Document, now: Instant): Promise<void>;
  /** Certainly nothing on paper: back to the queue, in its old place. */
  requeue(id: PrintJobId, code: string): Promise<void>;
  finish(id: PrintJobId, end: PrintEnd, now: Instant): Promise<void>;
  /** Lists what is too late to be of use as expired; answers how many. */
  expire(now: Instant): Promise<number>;
  /** After a stop of any kind: claimed is queued again, on-wire is unknown. */
  recover(now: Instant): Promise<{ readonly requeued: number; readonly unknown: number }>;
  /** The last chit of that kind that is or may come on paper for this guest's stay. */
  lastOf(asked: { guest: GuestId; chit: ChitName; stay?: StayId }): Promise<PrintJob | undefined>;
  list(printer: string, limit: number): Promise<readonly PrintJob[]>;
  counts(): Promise<ReadonlyMap<string, PrintCounts>>;
  /** How many wait, are under way or are unknown, over all printers; each of these states is told, also at none. */
  standing(): Promise<ReadonlyMap<string, number>>;
  /** The stay a chit asked for by hand is about: in house, else the next due in; `undefined` where there is no such guest. */
  guestAndStay(guest: GuestId): Promise<{ readonly stay?: StayId } | undefined>;
}

const TABLE = "print_job";

/** Opens the print jobs of one property. */
export function createPrintJobStore(store: Store, property: PropertyId): PrintJobStore {
  const jobs = (): Knex.QueryBuilder => store.db(TABLE).where({ property });
  return {
    async add(job) {
      await store.db(TABLE).insert({ property, ...rowOf(job) });
    },
    nextOf: (printer) => first(jobs().where({ printer }).whereIn("state", UNSENT).orderBy("id").limit(1)),
    claim: async (id) =>
      (await jobs().where({ id }).whereIn("state", UNSENT).update({ state: "claimed" })) === 1,
    async noteOnWire(id, document, now) {
      const change = { state: "on-wire", document: toJson(document), on_wire_at: now, code: null };
      if ((await jobs().where({ id, state: "claimed" }).update(change)) !== 1)
        throw new KeshiError("print-withdrawn", "The chit is no longer claimed by its printer");
    },
    async requeue(id, code) {
      await jobs().where({ id }).update({ state: "queued", code, on_wire_at: null }).increment("attempts", 1);
    },
    async finish(id, { state, code }, now) {
      const change = { state, finished_at: now, ...(code === undefined ? {} : { code }) };
      await jobs().where({ id }).update(change);
    },
    expire: async (now) =>
      toInteger(
        await jobs()
          .where({ state: "queued" })
          .where("expires_at", "<=", now)
          .update({ state: "expired", finished_at: now }),
      ),
    recover: (now) => recover(store, property, now),
    lastOf: ({ guest, chit, stay }) =>
      first(
        jobs()
          .where({ guest, chit, ...(stay === undefined ? {} : { stay }) })
          .whereNotIn("state", ["refused", "expired"])
          .orderBy("id", "desc")
          .limit(1),
      ),
    list: async (printer, limit) =>
      decode(await jobs().where({ printer }).orderBy("id", "desc").limit(limit)),
    counts: async () =>
      countsOf(
        await jobs()
          .whereIn("state", WAITING)
          .groupBy("printer", "state")
          .select("printer", "state")
          .count({ jobs: "id" }),
      ),
    standing: async () =>
      standingOf(
        await jobs().whereIn("state", WAITING).groupBy("state").select("state").count({ jobs: "id" }),
      ),
    guestAndStay: (guest) => guestAndStay(store, property, guest),
  };
}

const UNSENT = ["queued", "claimed"];
const WAITING = ["queued", "claimed", "on-wire", "unknown"];

async function recover(
  store: Store,
  property: PropertyId,
  now: Instant,
): Promise<{ requeued: number; unknown: number }> {
  return store.transaction(async (trx) => {
    const unknown = await trx(TABLE)
      .where({ property, state: "on-wire" })
      .update({ state: "unknown", code: "stopped-while-printing", finished_at: now });
    const requeued = await trx(TABLE).where({ property, state: "claimed" }).update({ state: "queued" });
    return { requeued, unknown };
  });
}

async function guestAndStay(
  store: Store,
  property: PropertyId,
  guest: GuestId,
): Promise<{ stay?: StayId } | undefined> {
  const known: unknown = await store.db("guest").where({ property, id: guest }).first("id");
  if (known === undefined) return undefined;
  const rows: unknown = await store
    .db("stay")
    .where({ property, guest, not_guest: false })
    .whereIn("status", ["in-house", "due-in"])
    .orderBy([{ column: "status", order: "desc" }, { column: "arrives_on" }])
    .limit(1)
    .select("id");
  const [stay] = z.array(z.object({ id: z.string() })).parse(rows);
  return stay === undefined ? {} : { stay: idOf<"stay">(stay.id) };
}

const optional = <T extends z.ZodType>(shape: T): z.ZodOptional<z.ZodNullable<T>> =>
  shape.nullable().optional();
const number = z.unknown().transform(toInteger);
const numberOrNone = z.unknown().transform(toIntegerOrNone);
const ROW = z.object({
  id: z.string(),
  printer: z.string(),
  station: z.string(),
  chit: z.enum(["arrival", "table"]),
  guest: z.string(),
  stay: optional(z.string()),
  pop_number: numberOrNone,
  state: z.enum(PRINT_STATES),
  copy: z.unknown().transform(toBoolean),
  copy_of: optional(z.string()),
  attempts: number,
  code: optional(z.string()),
  requested_by: optional(z.string()),
  document: z.unknown().transform(fromJson),
  created_at: number,
  on_wire_at: numberOrNone,
  finished_at: numberOrNone,
  expires_at: number,
});

function decode(rows: unknown): PrintJob[] {
  return z.array(ROW).parse(rows).map(jobOf);
}

function jobOf(row: z.output<typeof ROW>): PrintJob {
  const document = documentShape.safeParse(row.document);
  return {
    id: idOf<"print-job">(row.id),
    printer: row.printer,
    station: row.station,
    chit: row.chit,
    guest: idOf<"guest">(row.guest),
    state: row.state,
    copy: row.copy,
    attempts: row.attempts,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    ...(row.stay == null ? {} : { stay: idOf<"stay">(row.stay) }),
    ...(row.pop_number === undefined ? {} : { popNumber: row.pop_number }),
    ...(row.copy_of == null ? {} : { copyOf: idOf<"print-job">(row.copy_of) }),
    ...(row.code == null ? {} : { code: row.code }),
    ...(row.requested_by == null ? {} : { requestedBy: idOf<"person">(row.requested_by) }),
    ...(document.success ? { document: document.data } : {}),
    ...(row.on_wire_at === undefined ? {} : { onWireAt: row.on_wire_at }),
    ...(row.finished_at === undefined ? {} : { finishedAt: row.finished_at }),
  };
}

function rowOf(job: Omit<PrintJob, "state" | "attempts">): Record<string, unknown> {
  const state: PrintState = "queued";
  return {
    id: job.id,
    printer: job.printer,
    station: job.station,
    chit: job.chit,
    guest: job.guest,
    stay: job.stay ?? null,
    pop_number: job.popNumber ?? null,
    state,
    copy: job.copy,
    copy_of: job.copyOf ?? null,
    requested_by: job.requestedBy ?? null,
    created_at: job.createdAt,
    expires_at: job.expiresAt,
  };
}

async function first(query: Knex.QueryBuilder): Promise<PrintJob | undefined> {
  const rows: unknown = await query;
  return decode(rows)[0];
}

function standingOf(rows: unknown): ReadonlyMap<string, number> {
  const found = z.array(z.object({ state: z.string(), jobs: number })).parse(rows);
  return new Map([
    ...WAITING.map((state) => [state, 0] as const),
    ...found.map((row) => [row.state, row.jobs] as const),
  ]);
}

function countsOf(rows: unknown): ReadonlyMap<string, PrintCounts> {
  const counts = new Map<string, PrintCounts>();
  for (const row of z.array(z.object({ printer: z.string(), state: z.string(), jobs: number })).parse(rows)) {
    const { queued, unknown } = counts.get(row.printer) ?? { queued: 0, unknown: 0 };
    const isUnknown = row.state === "unknown";
    counts.set(row.printer, {
      queued: queued + (isUnknown ? 0 : row.jobs),
      unknown: unknown + (isUnknown ? row.jobs : 0),
    });
  }
  return counts;
}
