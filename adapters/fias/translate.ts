// Records to canonical events: pure, one record at a time, never throwing and never dropping what it cannot use.
import { createHash } from "node:crypto";
import type { EventDraft, EventFact, Instant } from "../../plugin/contract/index.ts";
import { OTHER_RECORDS, stated } from "./fields.ts";
import type { FiasRecord } from "./record.ts";
import { readMove, readRoom, readStay, StatedFields, type FieldFault, type SiteWords } from "./stay.ts";
import { instantOf, readTime } from "./when.ts";

/** What the site set, as far as translation needs it. */
export interface Site extends SiteWords {
  readonly timezone: string;
  readonly moveHoldMs: number;
  /** The PMS tells room moves by GO and GI of one reservation (§6.1), so a GO may be half of one. */
  readonly movesByOutAndIn: boolean;
}

/** When and inside what a record came. */
export interface Place {
  readonly now: Instant;
  /** Milliseconds the clock of the PMS is ahead of ours; its times are read by that much less. */
  readonly aheadMs?: number;
  /** The resync window it came in. */
  readonly window?: string | undefined;
  /** It tells what is, not what just happened: nothing is to be shown. */
  readonly replay: boolean;
}

/** One record as it came. */
export interface HeardRecord {
  readonly record: FiasRecord;
  readonly raw: Uint8Array;
}

/** What a record became, and which of its fields could not be used. */
export interface Translation {
  readonly drafts: readonly EventDraft[];
  readonly faults: readonly FieldFault[];
}

/** Longest subject the journal keeps; a reservation or room number beyond it is no number. */
const SUBJECT_BOUND = 150;
const NOTHING: Translation = { drafts: [], faults: [] };

/** The events of one record; records of other interfaces give none, unknown ones are kept as `unreadable`. */
export function translate(heard: HeardRecord, place: Place, site: Site): Translation {
  const { record } = heard;
  switch (record.id) {
    case "GI":
    case "GC":
    case "GO":
      return guestRecord(heard, place, site);
    case "NS":
    case "NE":
      return nightAudit(heard, place, site);
    default:
      if (OTHER_RECORDS.has(record.id)) return NOTHING;
      return { drafts: [unreadable("fias-unknown-record", heard.raw, record.id)], faults: [] };
  }
}

/** The draft of bytes that are no record we can read; `where` is the record's id, where it had one. */
export function unreadable(code: string, raw: Uint8Array, where?: string): EventDraft {
  return {
    type: "unreadable",
    unreadable: stated({ code, where }),
    idempotency: { by: "last-of-subject", digest: digestOf(raw) },
    subject: "unreadable",
    sourceEventType: where ?? "",
    raw: rawMessage(raw),
  };
}

/** The draft that opens or closes a resync window; everything earlier of this source is applied before it, everything later after. */
export function windowDraft(
  window: string,
  edge:
    | { readonly opens: true; readonly reason: string }
    | { readonly opens: false; readonly complete: boolean; readonly why: string },
  raw: Uint8Array,
): EventDraft {
  const fact: EventFact = edge.opens
    ? { type: "link.resync_started", link: { state: "resync_started", reason: edge.reason } }
    : {
        type: "link.resync_ended",
        link: { state: "resync_ended", reason: edge.why, complete: edge.complete },
      };
  return {
    ...fact,
    idempotency: { by: "key", key: `${window}:${edge.opens ? "started" : "ended"}` },
    subject: "link",
    sourceEventType: edge.opens ? "DS" : edge.complete ? "DE" : "",
    resync: window,
    barrier: true,
    raw: rawMessage(raw),
  };
}

/** One record being translated: as it came, its fields, when and inside what, and how the site writes. */
interface Reading {
  readonly heard: HeardRecord;
  readonly fields: StatedFields;
  readonly place: Place;
  readonly site: Site;
}

function guestRecord(heard: HeardRecord, place: Place, site: Site): Translation {
  const fields = new StatedFields(heard.record);
  const reading = { heard, fields, place, site };
  const { id } = heard.record;
  const subject = subjectOf(fields);
  if (subject === undefined)
    return { drafts: [unreadable("fias-no-subject", heard.raw, id)], faults: fields.faults };
  const draft: EventDraft = {
    ...guestFact(id, fields, site),
    ...envelope(reading),
    subject,
    ...(id === "GO" ? holdOf(reading) : {}),
  };
  return { drafts: [draft], faults: fields.faults };
}

function guestFact(id: string, fields: StatedFields, site: Site): EventFact {
  if (id === "GO") return { type: "stay.checked_out", stay: { ...readRoom(fields), status: "checked_out" } };
  const stay = readStay(fields, site);
  if (id === "GI") return { type: "stay.checked_in", stay };
  const previousRoom = readMove(fields);
  return previousRoom === undefined
    ? { type: "stay.updated", stay }
    : { type: "stay.room_moved", stay: { ...stay, previousRoom } };
}

function nightAudit(heard: HeardRecord, place: Place, site: Site): Translation {
  const fields = new StatedFields(heard.record);
  const draft: EventDraft = {
    type: heard.record.id === "NS" ? "day.closing" : "day.closed",
    ...envelope({ heard, fields, place, site }),
    subject: "day",
  };
  return { drafts: [draft], faults: fields.faults };
}

type Envelope = Pick<
  EventDraft,
  "idempotency" | "occurredAt" | "workstation" | "sourceEventType" | "replay" | "resync" | "raw"
>;

function envelope({ heard, fields, place, site }: Reading): Envelope {
  return stated({
    // In a window an unchanged guest is told in the very same bytes as in the window before, and that is no repeat.
    idempotency: { by: "last-of-subject" as const, digest: digestOf(heard.raw, place.window) },
    occurredAt: occurredAt(fields, site, place.aheadMs),
    workstation: fields.filled("WS"),
    sourceEventType: heard.record.id,
    replay: place.replay ? true : undefined,
    resync: place.window,
    raw: { ...rawMessage(heard.raw), ...(hasSiteFields(heard.record) ? { mayIdentify: true } : {}) },
  });
}

function occurredAt(fields: StatedFields, site: Site, aheadMs = 0): Instant | undefined {
  const date = fields.date("DA");
  const ti = fields.filled("TI");
  const time = ti === undefined ? undefined : readTime(ti);
  if (ti !== undefined && time === undefined) fields.faults.push({ field: "TI", code: "fias-bad-time" });
  const told = date === undefined || time === undefined ? undefined : instantOf(date, time, site.timezone);
  return told === undefined ? undefined : told - aheadMs;
}

function holdOf({ fields, place, site }: Reading): Pick<EventDraft, "notBefore"> {
  const mayMove = site.movesByOutAndIn && !place.replay && place.window === undefined;
  return mayMove && fields.reservation !== undefined ? { notBefore: place.now + site.moveHoldMs } : {};
}

function subjectOf(fields: StatedFields): string | undefined {
  const { reservation } = fields;
  const room = fields.filled("RN");
  const subject =
    reservation !== undefined
      ? `reservation:${reservation}`
      : room === undefined
        ? undefined
        : `room:${room}`;
  return subject === undefined || subject.length > SUBJECT_BOUND ? undefined : subject;
}

function digestOf(raw: Uint8Array, window = ""): string {
  return createHash("sha256").update(window).update(raw).digest("hex");
}

/** What a site puts into `A0` to `A9` is told by nobody unless it is mapped: it may be a passport's number. */
function hasSiteFields({ fields }: FiasRecord): boolean {
  return fields.some(({ id, value }) => /^A\d$/.test(id) && value.trim() !== "");
}

function rawMessage(bytes: Uint8Array): EventDraft["raw"] {
  return { bytes, mediaType: "application/fias" };
}
