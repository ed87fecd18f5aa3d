// Reservations before arrival: they fill the list of those due in, and pop nothing.
import type { StayStatus } from "../guests/index.ts";
import { learnPeople, stayOf } from "./check-in.ts";
import { learnStay } from "./stay-facts.ts";
import { APPLIED, STALE, type EventWith, type Outcome, type Turn } from "./turn.ts";

const STATUS: Readonly<Record<string, StayStatus>> = {
  "reservation.created": "due-in",
  "reservation.updated": "due-in",
  "reservation.cancelled": "cancelled",
  "reservation.no_show": "no-show",
};

/** Keeps a reservation as a stay to come; one that is lived already is not put back. */
export function keepReservation(turn: Turn<EventWith<"stay">>): Outcome {
  const stay = stayOf(turn);
  if (stay === undefined) return { state: "rejected", code: "no-reservation" };
  if (turn.event.seq <= stay.last_seq) return STALE;
  learnStay(turn, stay);
  learnPeople(turn, stay);
  const isLived = stay.status === "in-house" || stay.status === "departed";
  if (!isLived) stay.status = STATUS[turn.event.type] ?? "due-in";
  return APPLIED;
}
