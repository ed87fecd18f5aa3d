// Canonical events: what any PMS, POS or switchboard tells us, in the trade's words (reference/pms-pos-events.md §18).
import type {
  CallBody,
  DeskBody,
  LinkBody,
  PosBody,
  ProfileBody,
  StayBody,
  UnreadableBody,
} from "./event-body.ts";
import type { EventId, PropertyId } from "./ids.ts";
import type { RawMessage } from "./raw-message.ts";
import type { Instant } from "./time.ts";

/** Facts about a reservation or a stay, in the past tense. */
export const STAY_EVENTS = [
  "reservation.created",
  "reservation.updated",
  "reservation.cancelled",
  "reservation.no_show",
  "stay.checked_in",
  "stay.updated",
  "stay.room_moved",
  "stay.checked_out",
  "stay.checkin_reversed",
  "stay.checkout_reversed",
] as const;
/** Facts about a PMS profile. */
export const PROFILE_EVENTS = ["profile.updated", "profile.merged", "profile.anonymized"] as const;
/** Facts about a check or a table. `pos.room_inquiry` is a waiter asking who lives in a room. */
export const POS_EVENTS = [
  "pos.table_seated",
  "pos.room_inquiry",
  "pos.check_opened",
  "pos.check_updated",
  "pos.bill_printed",
  "pos.payment",
  "pos.check_closed",
  "pos.check_voided",
] as const;
/** Facts about a telephone call. */
export const CALL_EVENTS = ["call.ringing", "call.answered", "call.ended"] as const;
/** A document read or an arrival opened at a desk (INT-02). */
export const DESK_EVENTS = ["desk.document_read", "desk.arrival_opened"] as const;
/** The hotel's accounting day turning (night audit). */
export const DAY_EVENTS = ["day.closing", "day.closed"] as const;
/** The state of the conversation with a source. */
export const LINK_EVENTS = ["link.up", "link.down", "link.resync_started", "link.resync_ended"] as const;

export type StayEventType = (typeof STAY_EVENTS)[number];
export type ProfileEventType = (typeof PROFILE_EVENTS)[number];
export type PosEventType = (typeof POS_EVENTS)[number];
export type CallEventType = (typeof CALL_EVENTS)[number];
export type DeskEventType = (typeof DESK_EVENTS)[number];
export type DayEventType = (typeof DAY_EVENTS)[number];
export type LinkEventType = (typeof LINK_EVENTS)[number];

/** The fact itself: its type and the body that type carries under its own name. */
export type EventFact =
  | { readonly type: StayEventType; readonly stay: StayBody }
  | { readonly type: ProfileEventType; readonly profile: ProfileBody }
  | { readonly type: PosEventType; readonly pos: PosBody }
  | { readonly type: CallEventType; readonly call: CallBody }
  | { readonly type: DeskEventType; readonly desk: DeskBody }
  | { readonly type: DayEventType }
  | { readonly type: LinkEventType; readonly link: LinkBody }
  | { readonly type: "unreadable"; readonly unreadable: UnreadableBody };

/** How a repeat is told: the sender's own number, or the digest of the raw record, compared with the last of that subject only. */
export type Idempotency =
  { readonly by: "key"; readonly key: string } | { readonly by: "last-of-subject"; readonly digest: string };

/** What an adapter hands to `publish`; the journal adds id, property, source and the instant of receipt. */
export type EventDraft = EventFact & {
  readonly idempotency: Idempotency;
  /** Order is kept among events of one subject: `reservation:4711`, `room:1208`, `check:881`, `call:17`, `profile:22`, `link`. */
  readonly subject: string;
  /** When it happened; absent where the record carries no time, then the instant of receipt counts. */
  readonly occurredAt?: Instant;
  readonly outletId?: string;
  /** The PMS workstation or extension it happened at (FIAS `WS`). */
  readonly workstation?: string;
  readonly sourceEventType: string;
  /** Part of a resync or an old burst: changes state, shows nothing. */
  readonly replay?: boolean;
  /** The resync window it came in, live records between its envelope included. */
  readonly resync?: string;
  /** Not to be applied before this instant: a `GO` that may be half of a room move. */
  readonly notBefore?: Instant;
  /** Applied only after everything earlier of its source, and before everything later. */
  readonly barrier?: boolean;
  readonly confidence?: number;
  readonly raw: RawMessage;
};

/** A committed event, as the flow reads it from the journal. */
export type JournalEvent = EventFact & {
  readonly eventId: EventId;
  /** Its place in the order of commits. */
  readonly seq: number;
  readonly propertyId: PropertyId;
  /** The adapter's or source's name. */
  readonly source: string;
  readonly sourceEventType: string;
  readonly subject: string;
  readonly occurredAt: Instant;
  readonly occurredAtAccuracy: "source" | "received";
  readonly receivedAt: Instant;
  readonly outletId?: string;
  readonly workstation?: string;
  readonly replay: boolean;
  readonly resync?: string;
  readonly confidence: number;
};
