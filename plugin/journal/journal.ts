// The durable inbox: what a source tells is committed here before the source is answered (commit 1).
import { KeshiError } from "../contract/index.ts";
import type { Clock, EventDraft, EventId, Instant, Meter, PropertyId } from "../contract/index.ts";
import { createGroupCommit } from "../kit/group-commit.ts";
import { Recent } from "../kit/recent.ts";
import { newId } from "../kit/ulid.ts";
import {
  faultOf,
  isDuplicate,
  toInteger,
  toText,
  type Row,
  type Store,
  type Transaction,
} from "../store/index.ts";
import { pairOf, planIntake, type AppendCall, type Intake, type LastOfSubject } from "./intake.ts";
import { JournalStore, type QueueStretch, type SubjectStretch } from "./journal-store.ts";
import { queuedOf, storedKey, type QueuedEvent, type Seals } from "./queued-event.ts";
import { settleRows, type Settlement } from "./settlement.ts";

/** Drafts in one commit, and drafts that may wait for one; beyond it senders are refused and try again. */
const GROUP_DRAFTS = 1_000;
const WAITING_DRAFTS = 20_000;
/** Subjects whose last digest is remembered; others are looked up. */
const REMEMBERED_SUBJECTS = 20_000;

/** SQLite has one writer at a time: what applies holds up what arrives, and bytes are to be durable within 5 ms. */
const COMMIT_MS = { sqlite: 4, mysql: 25 } as const;

/** An event a person has to look at; it holds up nothing else. */
export interface ParkedEvent {
  readonly seq: number;
  readonly eventId: string;
  readonly source: string;
  readonly subject: string;
  readonly type: string;
  readonly receivedAt: Instant;
  readonly code: string;
  readonly reason: string;
}

/** How much waits, for the meters and the health page. */
export interface JournalCounts {
  readonly queued: number;
  readonly oldestQueuedAt?: Instant;
  readonly parked: number;
}

/** The durable inbox of one property. */
export interface Journal {
  /** Resolves with one id per draft once all are committed; a repeat gets the first one's id. Throws transient when it could not be told, and permanent `event-too-large`. */
  append(source: string, drafts: readonly EventDraft[]): Promise<readonly EventId[]>;
  /** Called after each commit with something new in it. */
  onAppended(wake: () => void): void;
  /** Closes rows inside the commit that applied them; throws transient `journal-not-queued` when one was closed before, so that nothing is applied twice. */
  settle(trx: Transaction, settlements: readonly Settlement[]): Promise<void>;
  counts(): Promise<JournalCounts>;
  /** Newest first, up to `limit`. */
  parked(limit: number): Promise<readonly ParkedEvent[]>;
  /** Puts a parked event back into the queue; false when it was not parked. */
  retry(seq: number): Promise<boolean>;
  /** The dispatcher's side. */
  readonly queue: JournalQueue;
}

/** What the dispatcher hears of; called within the commit's own turn, in the order of commits. */
export interface QueueListener {
  appended(events: readonly QueuedEvent[]): void;
  /** A commit's outcome is unknown: rows may be there that were not told of. */
  unsure(): void;
  /** A parked event is queued again, behind what was read already. */
  recalled(source: string, subject: string): void;
}

/** Reading the queue in bounded stretches, and what the dispatcher writes itself. */
export interface JournalQueue {
  /** How long a commit that applies events may take before new events wait for the disk too long, in milliseconds. */
  readonly commitMs: number;
  listen(listener: QueueListener): void;
  /** The highest number of which everything has been told. */
  lastSeq(): Promise<number>;
  sources(): Promise<readonly string[]>;
  page(stretch: QueueStretch): Promise<readonly QueuedEvent[]>;
  ofSubjects(stretch: SubjectStretch): Promise<readonly QueuedEvent[]>;
  park(seq: number, why: { readonly code: string; readonly reason: string }): Promise<void>;
}

/** What the journal stands on. */
export interface JournalParts {
  readonly store: Store;
  readonly property: { readonly id: PropertyId };
  /** Seals events that tell a document's number, a telephone's or an address. */
  readonly vault: Seals;
  readonly clock: Clock;
  readonly meter: Meter;
}

/** The journal of one property; nothing is asked of the store before the first use. */
export function createJournal(parts: JournalParts): Journal {
  return new StoredJournal(parts);
}

class StoredJournal implements Journal {
  readonly queue: JournalQueue;
  readonly #parts: JournalParts;
  readonly #rows: JournalStore;
  readonly #last = new Recent<string, LastOfSubject>(REMEMBERED_SUBJECTS);
  readonly #wakes: (() => void)[] = [];
  readonly #append: (call: AppendCall) => Promise<readonly EventId[]>;
  #listener: QueueListener | undefined;
  #lastSeq: Promise<number> | undefined;

  constructor(parts: JournalParts) {
    this.#parts = parts;
    this.#rows = new JournalStore(parts.store, parts.property.id);
    this.#append = createGroupCommit({
      commit: (calls) => this.#commit(calls),
      weigh: (call) => call.drafts.length,
      groupWeight: GROUP_DRAFTS,
      waitingWeight: WAITING_DRAFTS,
    });
    this.queue = {
      commitMs: COMMIT_MS[parts.store.kind],
      listen: (listener) => void (this.#listener = listener),
      lastSeq: () => this.#seq(),
      sources: () => this.#rows.sources(),
      page: async (stretch) => this.#read(await this.#rows.page(stretch)),
      ofSubjects: async (stretch) => this.#read(await this.#rows.ofSubjects(stretch)),
      park: (seq, why) =>
        parts.store.transaction((trx) => this.settle(trx, [{ seq, state: "parked", ...why }])),
    };
  }

  append(source: string, drafts: readonly EventDraft[]): Promise<readonly EventId[]> {
    return drafts.length === 0 ? Promise.resolve([]) : this.#append({ source, drafts });
  }

  onAppended(wake: () => void): void {
    this.#wakes.push(wake);
  }

  async settle(trx: Transaction, settlements: readonly Settlement[]): Promise<void> {
    await settleRows(settlements, {
      now: this.#parts.clock.now(),
      close: (seqs, columns) => this.#rows.close(trx, seqs, columns),
    });
  }

  async counts(): Promise<JournalCounts> {
    const queued = await this.#rows.count("queued");
    const parked = await this.#rows.count("parked");
    return {
      queued: queued.count,
      ...(queued.oldestAt === undefined ? {} : { oldestQueuedAt: queued.oldestAt }),
      parked: parked.count,
    };
  }

  async parked(limit: number): Promise<readonly ParkedEvent[]> {
    const rows = await this.#rows.parked(limit);
    return rows.map((row) => ({
      seq: toInteger(row["seq"]),
      eventId: toText(row["id"]),
      source: toText(row["source"]),
      subject: toText(row["subject"]),
      type: toText(row["type"]),
      receivedAt: toInteger(row["received_at"]),
      code: toText(row["code"]),
      reason: toText(row["reason"]),
    }));
  }

  async retry(seq: number): Promise<boolean> {
    const where = await this.#rows.requeue(seq);
    if (where !== undefined) this.#listener?.recalled(where.source, where.subject);
    return where !== undefined;
  }

  #read(rows: readonly Row[]): readonly QueuedEvent[] {
    return rows.map((row) => queuedOf(row, this.#parts.vault));
  }

  async #commit(calls: readonly AppendCall[]): Promise<readonly (readonly EventId[])[]> {
    const { clock, meter } = this.#parts;
    const startedAt = clock.monotonic();
    try {
      const intake = await this.#write(calls);
      this.#tell(intake);
      meter.observe("journal_commit", clock.monotonic() - startedAt);
      this.#count(calls, intake);
      return intake.answers;
    } catch (error) {
      // Whether the rows are there is unknown: what was remembered may be wrong.
      this.#last.clear();
      this.#lastSeq = undefined;
      this.#listener?.unsure();
      throw faultOf(error);
    }
  }

  /** Keys are looked up only when the unique index says that one is there already: repeats are rare. */
  async #write(calls: readonly AppendCall[]): Promise<Intake> {
    for (const keys of [new Map<string, EventId>(), undefined]) {
      const known = { keys: keys ?? (await this.#keysOf(calls)), last: await this.#lastOf(calls) };
      const receivedAt = this.#parts.clock.now();
      const intake = planIntake(calls, known, {
        propertyId: this.#parts.property.id,
        lastSeq: await this.#seq(),
        receivedAt,
        newId: () => newId(receivedAt),
        seals: this.#parts.vault,
      });
      try {
        await this.#rows.insert(intake.rows);
        return intake;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    }
    throw new KeshiError("journal-shared", "Rows were numbered by somebody else", {
      errorClass: "transient",
      remedy: "Only one Keshi may run on a store; stop the other one",
    });
  }

  #tell(intake: Intake): void {
    const lastSeq = intake.rows.at(-1)?.seq;
    if (lastSeq === undefined) return;
    this.#lastSeq = Promise.resolve(lastSeq);
    for (const [subject, last] of intake.last)
      // Senders with keys of their own need no memory, unless they share a subject with one that has none.
      if (last.digest !== undefined || this.#last.get(subject) !== undefined) this.#last.set(subject, last);
    this.#listener?.appended(intake.queued);
    for (const wake of this.#wakes) wake();
  }

  #count(calls: readonly AppendCall[], intake: Intake): void {
    const { meter } = this.#parts;
    const fresh = new Map<string, number>();
    for (const row of intake.rows) fresh.set(row.source, (fresh.get(row.source) ?? 0) + 1);
    for (const [source, count] of fresh) meter.count("journal_events", { source }, count);
    const repeats = calls.reduce((sum, call) => sum + call.drafts.length, 0) - intake.rows.length;
    if (repeats > 0) meter.count("journal_repeats", {}, repeats);
  }

  #seq(): Promise<number> {
    this.#lastSeq ??= this.#rows.lastSeq().catch((error: unknown) => {
      this.#lastSeq = undefined;
      throw faultOf(error);
    });
    return this.#lastSeq;
  }

  async #keysOf(calls: readonly AppendCall[]): Promise<Map<string, EventId>> {
    const wanted = new Map<string, Set<string>>();
    for (const { source, drafts } of calls)
      for (const { idempotency } of drafts)
        if (idempotency.by === "key") setOf(wanted, source).add(storedKey(idempotency.key));
    const found = new Map<string, EventId>();
    for (const [source, keys] of wanted)
      for (const [pair, id] of await this.#rows.idsOfKeys(source, [...keys])) found.set(pair, id);
    return found;
  }

  async #lastOf(calls: readonly AppendCall[]): Promise<Map<string, LastOfSubject>> {
    const found = new Map<string, LastOfSubject>();
    const wanted = new Map<string, Set<string>>();
    for (const { source, drafts } of calls)
      for (const { idempotency, subject } of drafts) {
        if (idempotency.by !== "last-of-subject") continue;
        const last = this.#last.get(pairOf(source, subject));
        if (last === undefined) setOf(wanted, source).add(subject);
        else found.set(pairOf(source, subject), last);
      }
    for (const [source, subjects] of wanted)
      for (const [pair, last] of await this.#rows.lastOfSubjects(source, [...subjects]))
        found.set(pair, last);
    return found;
  }
}

function setOf(sets: Map<string, Set<string>>, key: string): Set<string> {
  const set = sets.get(key) ?? new Set<string>();
  sets.set(key, set);
  return set;
}
