// A guest left. A check-out names a reservation; where it names only a room, the room is empty.
import type { StayRow } from "../guests/index.ts";
import { isHalfOfMove } from "./move.ts";
import { plan } from "./popping.ts";
import { learnStay, newStay, touch } from "./stay-facts.ts";
import { takeOver } from "./unnumbered.ts";
import { APPLIED, STALE, type EventWith, type Outcome, type Turn } from "./turn.ts";

type StayTurn = Turn<EventWith<"stay">>;

/** Closes exactly the stay named; the others in the room stay on. */
export function checkOut(turn: StayTurn): Outcome {
  const { event, ws } = turn;
  const id = event.stay.reservationId;
  if (id === undefined || id === "") return emptyRoom(turn);
  const known = ws.stay(event.source, id) ?? takeOver(turn, id);
  const stay = known ?? newStay(turn, id);
  if (event.seq <= stay.last_seq) return STALE;
  if (known !== undefined && isHalfOfMove(turn, stay)) return { state: "applied", code: "half-of-move" };
  const wasIn = stay.status === "in-house";
  // A check-out closes the stay where it is; the room it names moves nobody.
  if (known === undefined) learnStay(turn, stay);
  else touch(stay, { seq: event.seq, resync: event.resync, now: turn.around.now });
  ws.changedStays.add(stay);
  leave(turn, stay);
  if (wasIn) popDeparture(turn, stay);
  return APPLIED;
}

/** A check-in was taken back: it was no stay, and is not counted as one. */
export function reverseCheckIn(turn: StayTurn): Outcome {
  const { event, ws } = turn;
  const stay = ws.stay(event.source, event.stay.reservationId ?? "");
  if (stay === undefined) return { state: "rejected", code: "unknown-stay" };
  if (event.seq <= stay.last_seq) return STALE;
  learnStay(turn, stay);
  stay.status = "reversed";
  stay.checked_in_at = null;
  stay.checked_out_at = null;
  if (stay.guest !== null) ws.touchedGuests.add(stay.guest);
  return APPLIED;
}

/** A check-out was taken back: the guest never left, and no card greets him again. */
export function reverseCheckOut(turn: StayTurn): Outcome {
  const { event, ws } = turn;
  const stay = ws.stay(event.source, event.stay.reservationId ?? "");
  if (stay === undefined) return { state: "rejected", code: "unknown-stay" };
  if (event.seq <= stay.last_seq) return STALE;
  learnStay(turn, stay);
  stay.status = "in-house";
  stay.checked_out_at = null;
  if (stay.guest !== null) ws.touchedGuests.add(stay.guest);
  return APPLIED;
}

/** Nobody is left in a room: those put there by events before this one are gone, a newcomer is not. */
function emptyRoom(turn: StayTurn): Outcome {
  const { event, ws, around } = turn;
  const room = event.stay.room;
  if (room === undefined || room === "") return { state: "rejected", code: "no-reservation" };
  // Somebody stays on in a shared room, and nothing says who left: nobody is put out of it (fias.md §13.2).
  if (event.stay.shared === true && event.resync === undefined)
    return { state: "applied", code: "leaver-unknown" };
  for (const stay of ws.everyoneIn(room)) {
    if (stay.source !== event.source || stay.last_seq >= event.seq) continue;
    touch(stay, { seq: event.seq, resync: event.resync, now: around.now });
    leave(turn, stay);
    ws.changedStays.add(stay);
    popDeparture(turn, stay);
  }
  return APPLIED;
}

function leave(turn: StayTurn, stay: StayRow): void {
  if (stay.status !== "departed") stay.checked_out_at = turn.event.occurredAt;
  stay.status = "departed";
  if (stay.guest !== null) turn.ws.touchedGuests.add(stay.guest);
}

function popDeparture(turn: StayTurn, stay: StayRow): void {
  const guest = turn.ws.guest(stay.guest);
  if (guest === undefined || turn.around.rooms.isNobodys(stay.room ?? "")) return;
  const floors = stay.floor === null ? [] : [stay.floor];
  plan(turn, { guest, stay, reason: "checked-out", at: { floors } });
}
