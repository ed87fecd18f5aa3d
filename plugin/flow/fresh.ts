// Whether an event is news, or only changes what we know.
import { FRESH_MS, type Instant, type JournalEvent } from "../contract/index.ts";

/** Whether an event may pop a card: neither old, nor told again, nor inside a resync window. */
export function isFresh(
  event: Pick<JournalEvent, "replay" | "resync" | "occurredAt">,
  now: Instant,
): boolean {
  if (event.replay || event.resync !== undefined) return false;
  return now - event.occurredAt <= FRESH_MS;
}
