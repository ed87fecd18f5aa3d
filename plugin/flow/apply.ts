// One event, one rule: which noun of the house an event type belongs to.
import { keepCall } from "./call.ts";
import { checkIn, updateStay } from "./check-in.ts";
import { checkOut, reverseCheckIn, reverseCheckOut } from "./check-out.ts";
import { keepCheck } from "./check.ts";
import { readDocument } from "./desk.ts";
import { learnProfile } from "./profile.ts";
import { keepReservation } from "./reservation.ts";
import { endResync } from "./resync.ts";
import { APPLIED, type EventWith, type Outcome, type Turn } from "./turn.ts";

/** Applies one event to the rows at hand; an event applied before changes nothing. */
export function applyEvent(turn: Turn): Outcome {
  const { event } = turn;
  if ("stay" in event) return applyStay({ ...turn, event });
  if ("profile" in event) return learnProfile({ ...turn, event });
  if ("pos" in event) return keepCheck({ ...turn, event });
  if ("call" in event) return keepCall({ ...turn, event });
  if ("desk" in event) return readDocument({ ...turn, event });
  if ("unreadable" in event) return { state: "rejected", code: event.unreadable.code };
  if (event.type === "link.resync_ended") return endResync({ ...turn, event });
  return APPLIED;
}

const STAY_RULES: Readonly<Record<EventWith<"stay">["type"], (turn: Turn<EventWith<"stay">>) => Outcome>> = {
  "reservation.created": keepReservation,
  "reservation.updated": keepReservation,
  "reservation.cancelled": keepReservation,
  "reservation.no_show": keepReservation,
  "stay.checked_in": checkIn,
  "stay.updated": updateStay,
  "stay.room_moved": updateStay,
  "stay.checked_out": checkOut,
  "stay.checkin_reversed": reverseCheckIn,
  "stay.checkout_reversed": reverseCheckOut,
};

function applyStay(turn: Turn<EventWith<"stay">>): Outcome {
  return STAY_RULES[turn.event.type](turn);
}
