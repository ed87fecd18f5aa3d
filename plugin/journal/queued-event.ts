// A journal row and the event in it: what goes into the columns, and the event read back.
import { createHash } from "node:crypto";
import { FRESH_MS, KeshiError, codeOf, idOf } from "../contract/index.ts";
import type { EventDraft, EventId, Instant, JournalEvent, PropertyId } from "../contract/index.ts";
import { toBoolean, toInteger, toText, type Row, type Vault } from "../store/index.ts";
import { holdsIdentity } from "./identity.ts";

/** The three lanes of a source's queue: barriers, what just happened, and what is told again or late, which can wait. */
export const LANES = { barrier: 0, live: 1, replay: 2 } as const;
export type Lane = keyof typeof LANES;

/** A committed event that waits to be applied. */
export interface QueuedEvent {
  readonly event: JournalEvent;
  readonly lane: Lane;
  /** Not to be applied before; 0 where it may be at once. */
  readonly notBefore: Instant;
}

/** Where a new event comes to stand. */
export interface EventPlace {
  readonly seq: number;
  readonly eventId: EventId;
  readonly propertyId: PropertyId;
  readonly source: string;
  readonly receivedAt: Instant;
}

/** What seals and opens the columns of events that identify a person. */
export type Seals = Pick<Vault, "seal" | "sealBytes" | "open">;

/** The columns of one row, as they are inserted. */
export interface JournalRow {
  readonly seq: number;
  readonly id: string;
  readonly property: string;
  readonly source: string;
  readonly idempotency_key: string;
  readonly digest: string | null;
  readonly type: string;
  readonly subject: string;
  readonly state: "queued";
  readonly lane: number;
  readonly resync: string | null;
  readonly received_at: number;
  readonly occurred_at: number;
  readonly not_before: number;
  readonly sealed: boolean;
  readonly event: string;
  readonly raw: Buffer;
  readonly raw_type: string;
}

/** All columns of a new row, in the order they are written. */
export const JOURNAL_COLUMNS = [
  ...(["seq", "id", "property", "source", "idempotency_key", "digest", "type", "subject", "state"] as const),
  ...(["lane", "resync", "received_at", "occurred_at", "not_before", "sealed", "event", "raw"] as const),
  "raw_type",
] as const satisfies readonly (keyof JournalRow)[];

/** Columns a queued event is read from; the raw bytes stay where they are. */
export const QUEUED_COLUMNS = [
  "seq",
  "id",
  "property",
  "source",
  "subject",
  "lane",
  "resync",
  "received_at",
  "occurred_at",
  "not_before",
  "sealed",
  "event",
] as const;

/** Bytes of one raw message; a larger one is refused with `event-too-large`. */
const RAW_BYTES = 4 * 1024 * 1024;
const LIMITS = { subject: 191, sourceEventType: 200, resync: 26 } as const;

/** Row and event of one draft. Throws `event-too-large`. */
export function placeDraft(
  draft: EventDraft,
  place: EventPlace,
  seals: Seals,
): { row: JournalRow; queued: QueuedEvent } {
  refuseOversize(draft);
  const { idempotency, subject, occurredAt, replay, resync, notBefore, barrier, raw, confidence, ...fact } =
    draft;
  const occurredAtAccuracy: JournalEvent["occurredAtAccuracy"] =
    occurredAt === undefined ? "received" : "source";
  const told = { ...fact, replay: replay ?? false, confidence: confidence ?? 1, occurredAtAccuracy };
  const at = occurredAt ?? place.receivedAt;
  const lane = laneOf(barrier, told.replay || place.receivedAt - at > FRESH_MS);
  const event: JournalEvent = {
    ...told,
    ...place,
    subject,
    occurredAt: at,
    ...(resync === undefined ? {} : { resync }),
  };
  const row: JournalRow = {
    seq: place.seq,
    id: place.eventId,
    property: place.propertyId,
    source: place.source,
    idempotency_key: idempotency.by === "key" ? storedKey(idempotency.key) : `~${place.eventId}`,
    digest: idempotency.by === "key" ? null : idempotency.digest,
    type: fact.type,
    subject,
    state: "queued",
    lane: LANES[lane],
    resync: resync ?? null,
    received_at: place.receivedAt,
    occurred_at: at,
    not_before: notBefore ?? 0,
    ...columnsOf(draft, JSON.stringify(told), seals),
    raw_type: raw.mediaType,
  };
  return { row, queued: { event, lane, notBefore: notBefore ?? 0 } };
}

/** The event of a row read by `QUEUED_COLUMNS`; what stands in the row was written by `placeDraft`. */
export function queuedOf(row: Row, seals: Seals): QueuedEvent {
  const event = {
    ...toldIn(row, seals),
    eventId: idOf(toText(row["id"])),
    seq: toInteger(row["seq"]),
    propertyId: idOf(toText(row["property"])),
    source: toText(row["source"]),
    subject: toText(row["subject"]),
    occurredAt: toInteger(row["occurred_at"]),
    receivedAt: toInteger(row["received_at"]),
    ...(row["resync"] === null ? {} : { resync: toText(row["resync"]) }),
  } as JournalEvent;
  return { event, lane: laneAt(toInteger(row["lane"])), notBefore: toInteger(row["not_before"]) };
}

/** Most events name nobody beyond a name: a burst of them pays nothing for the few that do. */
function columnsOf(
  draft: EventDraft,
  told: string,
  seals: Seals,
): Pick<JournalRow, "sealed" | "event" | "raw"> {
  const { bytes } = draft.raw;
  if (holdsIdentity(draft)) return { sealed: true, event: seals.seal(told), raw: seals.sealBytes(bytes) };
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { sealed: false, event: told, raw };
}

/** What no key opens is told as unreadable, so that it is settled as such and holds up no other event. */
function toldIn(row: Row, seals: Seals): object {
  const text = toText(row["event"]);
  if (!toBoolean(row["sealed"])) return JSON.parse(text) as object;
  try {
    return JSON.parse(seals.open(text)) as object;
  } catch (error) {
    const code = codeOf(error);
    return { ...UNOPENED, unreadable: { code } };
  }
}

const UNOPENED = {
  type: "unreadable",
  sourceEventType: "",
  replay: true,
  confidence: 1,
  occurredAtAccuracy: "received",
} as const;

/** A sender's key as it is stored: readable where it is plain, else its digest, since MySQL holds `P1` and `P1 ` equal. */
export function storedKey(key: string): string {
  if (/^[\x21-\x7e]{1,200}$/.test(key)) return `=${key}`;
  return `#${createHash("sha256").update(key).digest("hex")}`;
}

function laneOf(isBarrier: boolean | undefined, canWait: boolean): Lane {
  if (isBarrier === true) return "barrier";
  return canWait ? "replay" : "live";
}

function laneAt(number: number): Lane {
  if (number === LANES.barrier) return "barrier";
  return number === LANES.live ? "live" : "replay";
}

function refuseOversize(draft: EventDraft): void {
  const tooLong =
    draft.subject.length > LIMITS.subject ||
    (draft.resync ?? "").length > LIMITS.resync ||
    draft.sourceEventType.length > LIMITS.sourceEventType ||
    draft.raw.bytes.byteLength > RAW_BYTES;
  if (tooLong) throw new KeshiError("event-too-large", "An event is larger than the journal takes");
}
