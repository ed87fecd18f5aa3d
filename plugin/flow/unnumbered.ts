// Guests a PMS checks in without a reservation number (fias.md §12): room and arrival are their key until the number comes.
import { folded, fullName, hotelTime, isSomebody, namesOf, type StayRow } from "../guests/index.ts";
import { mainGuest } from "./guest-of-stay.ts";
import { newStay } from "./stay-facts.ts";
import type { EventWith, Turn } from "./turn.ts";
import { keyOf, type Surroundings } from "./workspace.ts";

type StayTurn = Turn<EventWith<"stay">>;

/** What the key of a stay without a number begins with. */
export const UNNUMBERED = "room:";
/** More people of one arrival than this sleep in no room. */
const MOST_IN_A_ROOM = 6;

/** The keys a stay without a number can have: `room:326:2019-12-15`, the next of that day `:2`. */
export function unnumberedKeys(event: EventWith<"stay">, around: Surroundings): readonly string[] {
  const { room, arrival } = event.stay;
  if (room === undefined || room === "") return [];
  const day = arrival ?? hotelTime(event.occurredAt, around.house.property.timezone).date;
  const key = `${UNNUMBERED}${room.slice(0, 20)}:${day}`;
  return Array.from({ length: MOST_IN_A_ROOM }, (_, index) => (index === 0 ? key : `${key}:${index + 1}`));
}

/** The stay a record without a number speaks of; a check-in of somebody new in the room makes one. */
export function stayWithoutNumber(turn: StayTurn): StayRow | undefined {
  const { event } = turn;
  const here = ofSource(turn, [event.stay.room, event.stay.previousRoom]);
  const same = here.find((stay) => isSamePerson(turn, stay));
  if (same !== undefined) return same;
  const arrives = event.type === "stay.checked_in";
  const only = here.length === 1 ? here[0] : undefined;
  if (only !== undefined && !tellsPerson(turn)) return only;
  const keyed = here.filter(isUnnumbered);
  const known = keyed.length === 1 ? keyed[0] : undefined;
  if (known !== undefined && (!arrives || known.guest === null)) return known;
  return arrives ? nextOfRoom(turn) : undefined;
}

/** Gives a stay without a number the one a record brings for the same person in that room. */
export function takeOver(turn: StayTurn, reservation: string): StayRow | undefined {
  const { event, ws } = turn;
  if (!turn.around.unnumbered.has(event.source)) return undefined;
  const here = ofSource(turn, [event.stay.room, event.stay.previousRoom]);
  const keyed = here.filter(isUnnumbered);
  const named = keyed.find((stay) => isSamePerson(turn, stay));
  // A check-out names no person: it is the one who alone is known to live there.
  const isAlone = event.type === "stay.checked_out" && here.length === 1 && event.stay.shared !== true;
  const stay = named ?? (isAlone ? keyed[0] : keyed.find((it) => it.guest === null && sameArrival(turn, it)));
  if (stay === undefined) return undefined;
  ws.stays.delete(keyOf(stay.source, stay.reservation));
  stay.reservation = reservation;
  ws.stays.set(keyOf(stay.source, reservation), stay);
  ws.changedStays.add(stay);
  return stay;
}

function nextOfRoom(turn: StayTurn): StayRow | undefined {
  const { event, ws, around } = turn;
  for (const key of unnumberedKeys(event, around)) {
    const stay = ws.stay(event.source, key);
    if (stay === undefined) {
      around.unnumbered.add(event.source);
      return newStay(turn, key);
    }
    if (stay.status !== "in-house" && (isSamePerson(turn, stay) || !tellsPerson(turn))) return stay;
  }
  return undefined;
}

function ofSource(turn: StayTurn, rooms: readonly (string | undefined)[]): readonly StayRow[] {
  return [...new Set(rooms)]
    .flatMap((room) => (room === undefined || room === "" ? [] : turn.ws.everyoneIn(room)))
    .filter((stay) => stay.source === turn.event.source);
}

function isUnnumbered(stay: StayRow): boolean {
  return stay.reservation.startsWith(UNNUMBERED);
}

function tellsPerson(turn: StayTurn): boolean {
  const ref = mainGuest(turn.event.stay.guests);
  return ref !== undefined && isSomebody(ref);
}

/** By profile where both tell one; else by name and arrival. */
function isSamePerson(turn: StayTurn, stay: StayRow): boolean {
  const ref = mainGuest(turn.event.stay.guests);
  const guest = turn.ws.guest(stay.guest);
  if (ref === undefined || guest === undefined) return false;
  if (ref.profileId !== undefined && stay.profile !== null) return ref.profileId === stay.profile;
  const known = new Set(namesOf(guest).map((name) => folded(fullName(name))));
  return sameArrival(turn, stay) && ref.names.some((name) => known.has(folded(fullName(name))));
}

function sameArrival(turn: StayTurn, stay: StayRow): boolean {
  const { arrival } = turn.event.stay;
  return arrival === undefined || stay.arrives_on === null || arrival === stay.arrives_on;
}
