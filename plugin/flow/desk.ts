// A document was read, or an arrival opened: the surname and how to say it, before the guest leaves the desk (INT-02).
import type { GuestRow, StayRow } from "../guests/index.ts";
import { digestOf, plainDocument } from "./identifiers.ts";
import { guestOfProfile, learnPerson, openFile } from "./guest-of-stay.ts";
import { SURE_FROM, believed, currentStay, ofReservation, ofRoom, type Party } from "./party.ts";
import { plan } from "./popping.ts";
import { APPLIED, type EventWith, type Outcome, type Turn } from "./turn.ts";
import { keyOf, type Surroundings } from "./workspace.ts";

type DeskTurn = Turn<EventWith<"desk">>;

/** Learns what the document says and shows the card where it was read. */
export function readDocument(turn: DeskTurn): Outcome {
  const party = believed(whoIsServed(turn), turn.event.confidence);
  const first = party.members[0];
  const ref = turn.event.desk.guest;
  if (first === undefined) return { state: "applied", code: "nobody-known" };
  if (party.isCertain && ref !== undefined)
    learnPerson(turn, { guest: first.guest, ref, stay: first.stay?.id ?? null });
  plan(turn, {
    guest: first.guest,
    stay: party.isCertain ? first.stay : undefined,
    candidates: party.isCertain ? [] : party.members.map((member) => member.guest),
    reason: "document",
    at: { workstation: turn.event.workstation },
  });
  return APPLIED;
}

/** The digests of the documents an event shows. */
export function documentDigests(event: EventWith<"desk">, around: Surroundings): readonly string[] {
  const documents = event.desk.guest?.documents ?? [];
  return documents.map((it) => digestOf(around.vault, "document", plainDocument(it.number)));
}

function whoIsServed(turn: DeskTurn): Party {
  const { reservationId, room, guest: ref } = turn.event.desk;
  const byReservation = ofReservation(turn, reservationId);
  if (byReservation.members.length > 0) return byReservation;
  // Who is not sure whose document it is names no stay and opens no file.
  const isSure = turn.event.confidence >= SURE_FROM;
  const unnamed = isSure ? stayWithoutFile(turn) : undefined;
  if (unnamed !== undefined) return nameStay(turn, unnamed);
  const known = knownPerson(turn);
  if (known !== undefined) return one(known, currentStay(turn, known.id));
  if (room !== undefined) return ofRoom(turn, room, ref?.names[0]?.full ?? ref?.names[0]?.family);
  return ref === undefined || ref.names.length === 0 || !isSure ? NOBODY : one(openFile(turn), undefined);
}

const NOBODY: Party = { members: [], isCertain: false };

function one(guest: GuestRow, stay: StayRow | undefined): Party {
  return { members: [{ guest, stay }], isCertain: true };
}

/** A stay the PMS sent without a name has no file yet; the document gives it one. */
function stayWithoutFile(turn: DeskTurn): StayRow | undefined {
  const { reservationId, guest } = turn.event.desk;
  if (reservationId === undefined || guest === undefined) return undefined;
  for (const source of turn.ws.staySources) {
    const stay = turn.ws.stays.get(keyOf(source, reservationId));
    if (stay?.guest === null && stay.not_guest === 0) return stay;
  }
  return undefined;
}

function nameStay(turn: DeskTurn, stay: StayRow): Party {
  const guest = openFile(turn);
  stay.guest = guest.id;
  stay.updated_at = turn.around.now;
  turn.ws.changedStays.add(stay);
  return one(guest, stay);
}

/** By the profile id, else by the document's number: both name one person only. */
function knownPerson(turn: DeskTurn): GuestRow | undefined {
  const ref = turn.event.desk.guest;
  if (ref?.profileId !== undefined) {
    const known = guestOfProfile(turn, ref.profileId);
    if (known !== undefined) return known;
  }
  for (const digest of documentDigests(turn.event, turn.around)) {
    const holders = [...(turn.ws.holders.get(digest) ?? [])];
    if (holders.length === 1) return turn.ws.guest(holders[0] ?? null);
  }
  return undefined;
}
