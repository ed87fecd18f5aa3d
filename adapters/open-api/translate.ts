// A checked event becomes a draft for the journal; pure.
import type { EventDraft, EventFact, RawMessage, StayBody } from "../../plugin/contract/index.ts";
import type { PostedEvent } from "./event-shape.ts";
import { STAY_STATUS, checkStatus } from "./status-by-type.ts";

/** The draft of a posted event, with the text it was sent in. */
export function translate(event: PostedEvent, raw: RawMessage): EventDraft {
  const outlet = event.outletId ?? ("pos" in event ? event.pos.revenueCentre?.id : undefined);
  return {
    ...factOf(event),
    idempotency: { by: "key", key: event.idempotencyKey },
    subject: subjectOf(event),
    occurredAt: Date.parse(event.occurredAt),
    sourceEventType: event.sourceEventType ?? event.type,
    raw,
    ...(outlet === undefined ? {} : { outletId: outlet }),
    ...(event.workstation === undefined ? {} : { workstation: event.workstation }),
    ...(event.replay === undefined ? {} : { replay: event.replay }),
    ...(event.confidence === undefined ? {} : { confidence: event.confidence }),
  };
}

function factOf(event: PostedEvent): EventFact {
  if ("stay" in event) return { type: event.type, stay: stayOf(event) };
  if ("profile" in event) return { type: event.type, profile: event.profile };
  if ("pos" in event) {
    const status = event.pos.status ?? checkStatus(event.type, event.pos);
    return { type: event.type, pos: { ...event.pos, status } };
  }
  if ("call" in event) return { type: event.type, call: event.call };
  if ("desk" in event) return { type: event.type, desk: event.desk };
  return { type: event.type };
}

function stayOf({ type, stay }: Extract<PostedEvent, { stay: unknown }>): StayBody {
  const status = stay.status ?? STAY_STATUS[type];
  return status === undefined ? stay : { ...stay, status };
}

function subjectOf(event: PostedEvent): string {
  if ("stay" in event) return `reservation:${event.stay.reservationId}`;
  if ("profile" in event) return `profile:${event.profile.profileId}`;
  if ("pos" in event) return `check:${event.pos.checkId}`;
  if ("call" in event) return `call:${event.call.callId}`;
  if ("desk" in event) return deskSubject(event.desk, event.idempotencyKey);
  return "day";
}

/** A desk speaks of a reservation, else of a room, else of a person whom nothing else is about yet. */
function deskSubject(desk: Extract<PostedEvent, { desk: unknown }>["desk"], key: string): string {
  if (desk.reservationId !== undefined) return `reservation:${desk.reservationId}`;
  if (desk.room !== undefined) return `room:${desk.room}`;
  const profile = desk.guest?.profileId;
  return profile === undefined ? `desk:${key.slice(0, 150)}` : `profile:${profile}`;
}
