// A guest moved into a room. Others in the room stay as they are: sharers join, they replace nobody.
import type { StayRow } from "../guests/index.ts";
import { settleGuest } from "./guest-of-stay.ts";
import { noteCompanions } from "./companions.ts";
import { popMove } from "./move.ts";
import { plan } from "./popping.ts";
import { learnStay, newStay } from "./stay-facts.ts";
import { stayWithoutNumber, takeOver } from "./unnumbered.ts";
import { noteRemark } from "./wishes.ts";
import { APPLIED, STALE, type EventWith, type Outcome, type Turn } from "./turn.ts";

type StayTurn = Turn<EventWith<"stay">>;

/** Out and in again within this time with one profile is one stay: luggage first, bill first, another room. */
const ONE_STAY_MS = 24 * 60 * 60_000;

/** A guest checked in, or is told again to be in house; in another room than before it is a move. */
export function checkIn(turn: StayTurn): Outcome {
  const stay = stayOf(turn);
  if (stay === undefined) return { state: "rejected", code: "no-reservation" };
  if (turn.event.seq <= stay.last_seq) return STALE;
  const before = { status: stay.status, room: stay.room, notGuest: stay.not_guest };
  learnStay(turn, stay);
  enter(turn, stay);
  learnPeople(turn, stay);
  if (stay.guest === null || turn.around.rooms.isNobodys(stay.room ?? "")) return APPLIED;
  const wasIn = before.status === "in-house" && before.notGuest === 0;
  if (!wasIn) popArrival(turn, stay);
  else if (before.room !== null && before.room !== stay.room) popMove(turn, stay);
  return APPLIED;
}

/** Facts of a stay changed; where the room is another one, the guest moved. */
export function updateStay(turn: StayTurn): Outcome {
  const stay = stayOf(turn);
  if (stay === undefined) return { state: "rejected", code: "no-reservation" };
  if (turn.event.seq <= stay.last_seq) return STALE;
  const before = { status: stay.status, room: stay.room };
  const isNew = stay.last_seq === 0;
  learnStay(turn, stay);
  if (isNew || turn.event.type === "stay.room_moved") becomeInHouse(turn, stay);
  learnPeople(turn, stay);
  const hasMoved = before.room !== null && before.room !== stay.room;
  const isIn = before.status === "in-house" && !turn.around.rooms.isNobodys(stay.room ?? "");
  if (hasMoved && isIn && stay.guest !== null) popMove(turn, stay);
  return APPLIED;
}

/** The stay an event speaks of, made where it is new; none where neither number nor room tell which. */
export function stayOf(turn: StayTurn): StayRow | undefined {
  const { event, ws } = turn;
  const id = event.stay.reservationId;
  if (id === undefined || id === "") return stayWithoutNumber(turn);
  return ws.stay(event.source, id) ?? takeOver(turn, id) ?? newStay(turn, id);
}

/** Learns who lives in the stay and who came along, and keeps the reservation's notes with the guest. */
export function learnPeople(turn: StayTurn, stay: StayRow): void {
  const guest = settleGuest(turn, stay, turn.event.stay.guests);
  if (guest === undefined) return;
  noteCompanions(turn, stay);
  for (const note of turn.event.stay.notes ?? []) noteRemark(turn, { guest, stay: stay.id }, note.text);
  turn.ws.touchedGuests.add(guest.id);
}

function becomeInHouse(turn: StayTurn, stay: StayRow): void {
  const told = turn.event.stay.status;
  if (told === "reserved" || told === "due_in" || told === "waitlist") return;
  if (stay.status === "due-in") stay.status = "in-house";
}

function enter(turn: StayTurn, stay: StayRow): void {
  const { event } = turn;
  stay.status = "in-house";
  stay.checked_out_at = null;
  // A resync tells that somebody is in house, not since when.
  if (stay.checked_in_at === null && event.resync === undefined) stay.checked_in_at = event.occurredAt;
}

function popArrival(turn: StayTurn, stay: StayRow): void {
  const guest = turn.ws.guest(stay.guest);
  if (guest === undefined) return;
  joinStays(turn, stay);
  const floors = stay.floor === null ? [] : [stay.floor];
  plan(turn, { guest, stay, reason: "checked-in", at: { workstation: turn.event.workstation, floors } });
}

function joinStays(turn: StayTurn, stay: StayRow): void {
  if (stay.continues !== null || stay.guest === null || stay.profile === null) return;
  const since = turn.event.occurredAt - ONE_STAY_MS;
  const left = turn.ws
    .background(stay.guest)
    .stays.find((it) => it.id !== stay.id && it.status === "departed" && (it.checked_out_at ?? 0) >= since);
  if (left !== undefined) stay.continues = left.id;
}
