// A telephone call: kept with the guest it is certainly of, and shown where it rings. A withheld number shows nothing.
import type { CallRow } from "../guests/index.ts";
import { digestOf, e164 } from "./identifiers.ts";
import { believed, ofHolders, ofRoom, type Party } from "./party.ts";
import { plan } from "./popping.ts";
import { APPLIED, idAt, type EventWith, type Outcome, type Turn } from "./turn.ts";
import { keyOf, type Surroundings } from "./workspace.ts";

type CallTurn = Turn<EventWith<"call">>;

/** Keeps a call and shows the caller's card while it rings. */
export function keepCall(turn: CallTurn): Outcome {
  const { event, ws } = turn;
  const key = keyOf(event.source, event.call.callId);
  const party = callerOf(turn);
  const call = ws.calls.get(key) ?? newCall(turn);
  ws.calls.set(key, call);
  if (event.type === "call.ended") call.ended_at ??= event.occurredAt;
  const certain = party.isCertain ? party.members[0] : undefined;
  if (certain !== undefined) {
    call.guest ??= certain.guest.id;
    ws.touchedGuests.add(certain.guest.id);
  }
  ws.changedCalls.add(call);
  if (event.type === "call.ringing" && event.call.direction === "in") popCall(turn, party);
  return APPLIED;
}

/** The digest a shown number is looked up by; none for a withheld one. */
export function callerDigest(event: EventWith<"call">, around: Surroundings): string | undefined {
  const { number, presentation } = event.call;
  if (presentation !== "allowed" || number === undefined) return undefined;
  // Switchboards put spaces and 00 into what they call E.164, or leave it empty.
  const told = number.e164?.trim() === "" ? undefined : number.e164;
  const plain = e164(told ?? number.raw, around.house.property.country);
  return plain === "" ? undefined : digestOf(around.vault, "phone", plain);
}

function callerOf(turn: CallTurn): Party {
  const { event, around } = turn;
  if (event.call.roomPhone !== undefined)
    return believed(ofRoom(turn, event.call.roomPhone), event.confidence);
  const digest = callerDigest(event, around);
  return digest === undefined
    ? { members: [], isCertain: false }
    : believed(ofHolders(turn, digest), event.confidence);
}

function newCall(turn: CallTurn): CallRow {
  const { event, around } = turn;
  return {
    id: idAt(around),
    property: around.house.property.id,
    source: event.source,
    call_id: event.call.callId,
    extension: event.call.extension?.slice(0, 40) ?? null,
    number_digest: callerDigest(event, around) ?? null,
    guest: null,
    at: event.occurredAt,
    ended_at: null,
  };
}

function popCall(turn: CallTurn, party: Party): void {
  const first = party.members[0];
  if (first === undefined) return;
  plan(turn, {
    guest: first.guest,
    stay: party.isCertain ? first.stay : undefined,
    candidates: party.isCertain ? [] : party.members.map((member) => member.guest),
    reason: "call",
    at: { extension: turn.event.call.extension },
  });
}
