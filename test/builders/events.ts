// Events as the journal hands them to the flow, with everything a test does not care about filled in.
import {
  idOf,
  type CallBody,
  type DeskBody,
  type EventFact,
  type GuestRef,
  type JournalEvent,
  type PosBody,
  type StayBody,
  type StayEventType,
} from "../../plugin/contract/index.ts";
import { newId } from "../../plugin/kit/ulid.ts";

/** When the tests' day stands still, unless wound on. */
export const NOON = Date.parse("2026-11-21T06:32:00Z");

let lastSeq = 0;

/** An event of the PMS unless said otherwise. */
export function event(fact: EventFact & Partial<JournalEvent>): JournalEvent {
  const seq = fact.seq ?? ++lastSeq;
  lastSeq = Math.max(lastSeq, seq);
  const occurredAt = fact.occurredAt ?? NOON;
  return {
    eventId: newId<"event">(NOON),
    propertyId: idOf<"property">("WLH"),
    source: "pms",
    sourceEventType: fact.type,
    subject: subjectOf(fact),
    occurredAtAccuracy: "source",
    receivedAt: occurredAt,
    replay: false,
    confidence: 1,
    ...fact,
    seq,
    occurredAt,
  };
}

type More = Partial<Omit<JournalEvent, "type">>;

/** Something about a stay. */
export function stayEvent(type: StayEventType, stay: StayBody, more: More = {}): JournalEvent {
  return event({ ...more, type, stay });
}

/** Zhang Wei, whose PMS profile is P1. */
export const ZHANG: GuestRef = {
  role: "primary",
  profileId: "P1",
  names: [{ kind: "primary", full: "张伟", order: "family_first" }],
  sex: "male",
};

/** A check-in of the reservation into 1208 by Zhang, unless said otherwise. */
export function checkIn(reservationId: string, stay: Partial<StayBody> = {}, more: More = {}): JournalEvent {
  return stayEvent(
    "stay.checked_in",
    {
      reservationId,
      room: "1208",
      arrival: "2026-11-21",
      departure: "2026-11-24",
      guests: [ZHANG],
      ...stay,
    },
    more,
  );
}

/** A check-out of the reservation. */
export function checkOut(reservationId: string, stay: Partial<StayBody> = {}, more: More = {}): JournalEvent {
  return stayEvent("stay.checked_out", { reservationId, ...stay }, more);
}

/** Something about a check of the coffee shop. */
export function posEvent(
  type: Extract<JournalEvent, { pos: PosBody }>["type"],
  pos: Partial<PosBody> & Pick<PosBody, "checkId">,
  more: More = {},
): JournalEvent {
  const fact = { type, pos: { status: "open", ...pos } } as EventFact;
  return event({ source: "pos", outletId: "coffee-shop", ...more, ...fact });
}

/** A call that rings in. */
export function ringing(call: Partial<CallBody> & Pick<CallBody, "callId">, more: More = {}): JournalEvent {
  const body: CallBody = { direction: "in", presentation: "allowed", ...call };
  return event({ source: "pbx", ...more, type: "call.ringing", call: body });
}

/** A document read at a desk. */
export function documentRead(desk: DeskBody, more: More = {}): JournalEvent {
  return event({ ...more, type: "desk.document_read", desk });
}

function subjectOf(fact: EventFact): string {
  if ("stay" in fact) return `reservation:${fact.stay.reservationId ?? ""}`;
  if ("pos" in fact) return `check:${fact.pos.checkId}`;
  if ("call" in fact) return `call:${fact.call.callId}`;
  if ("profile" in fact) return `profile:${fact.profile.profileId}`;
  return "link";
}
