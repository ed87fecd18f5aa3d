// Which drafts are new and which are repeats; pure, so that one commit can be planned before it is made.
import type { EventDraft, EventId, PropertyId } from "../contract/index.ts";
import { placeDraft, storedKey, type JournalRow, type QueuedEvent, type Seals } from "./queued-event.ts";

/** One call of `append`. */
export interface AppendCall {
  readonly source: string;
  readonly drafts: readonly EventDraft[];
}

/** The last row of a subject: a draft with the same digest is its repeat. */
export interface LastOfSubject {
  readonly id: EventId;
  readonly digest: string | undefined;
}

/** What is known of earlier rows: by source and key, and by source and subject (`pairOf`). */
export interface Known {
  readonly keys: ReadonlyMap<string, EventId>;
  readonly last: ReadonlyMap<string, LastOfSubject>;
}

/** What one commit will write and answer. */
export interface Intake {
  readonly rows: readonly JournalRow[];
  readonly queued: readonly QueuedEvent[];
  readonly answers: readonly (readonly EventId[])[];
  /** The last row of each subject touched, once committed. */
  readonly last: ReadonlyMap<string, LastOfSubject>;
}

/** Gives every draft its place or the id of what it repeats, in the order of the calls. */
export function planIntake(
  calls: readonly AppendCall[],
  known: Known,
  stamp: { propertyId: PropertyId; lastSeq: number; receivedAt: number; newId: () => EventId; seals: Seals },
): Intake {
  const keys = new Map<string, EventId>();
  const last = new Map<string, LastOfSubject>();
  const rows: JournalRow[] = [];
  const queued: QueuedEvent[] = [];
  const add = (source: string, draft: EventDraft): EventId => {
    const subject = pairOf(source, draft.subject);
    const { idempotency } = draft;
    const before = last.get(subject) ?? known.last.get(subject);
    const key = idempotency.by === "key" ? pairOf(source, storedKey(idempotency.key)) : undefined;
    const first = key === undefined ? undefined : (keys.get(key) ?? known.keys.get(key));
    if (first !== undefined) return first;
    if (idempotency.by === "last-of-subject" && before?.digest === idempotency.digest) return before.id;
    const eventId = stamp.newId();
    const seq = stamp.lastSeq + rows.length + 1;
    const { propertyId, receivedAt } = stamp;
    const placed = placeDraft(draft, { seq, eventId, propertyId, source, receivedAt }, stamp.seals);
    rows.push(placed.row);
    queued.push(placed.queued);
    if (key !== undefined) keys.set(key, eventId);
    last.set(subject, {
      id: eventId,
      digest: idempotency.by === "key" ? undefined : idempotency.digest,
    });
    return eventId;
  };
  const answers = calls.map((call) => call.drafts.map((draft) => add(call.source, draft)));
  return { rows, queued, answers, last };
}

/** A source and something of it as one map key. */
export function pairOf(source: string, part: string): string {
  return `${source}\n${part}`;
}
