// The source told everything it has: whoever is in house with us and was not named has left, unseen and unsung.
import { APPLIED, type EventWith, type Outcome, type Turn } from "./turn.ts";
import { touch } from "./stay-facts.ts";

/** Ends a resync window. A window that was cut proves nobody gone; a complete one closes the stays it did not name. */
export function endResync(turn: Turn<EventWith<"link">>): Outcome {
  const { event, ws, around } = turn;
  if (event.link.complete !== true) return { state: "applied", code: "resync-incomplete" };
  for (const stay of ws.unnamed.get(event.seq) ?? []) {
    if (stay.status !== "in-house") continue;
    touch(stay, { seq: event.seq, resync: undefined, now: around.now });
    stay.status = "departed";
    stay.checked_out_at = event.occurredAt;
    ws.changedStays.add(stay);
    if (stay.guest !== null) ws.touchedGuests.add(stay.guest);
  }
  return APPLIED;
}
