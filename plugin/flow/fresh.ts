// Whether an event is news, or only changes what we know.
import type { Instant, JournalEvent } from "../contract/index.ts";

/** An event older than this changes state and shows nothing: the guest is long past the desk. */
export const FRESH_MS = 5 * 60_000;

/** Whether an event may pop a card: neither old, nor told again, nor inside a resync window. */
export function isFresh(
  event: Pick<JournalEvent, "replay" | "resync" | "occurredAt">,
  now: Instant,
): boolean {
  if (event.replay || event.resync !== undefined) return false;
  return now - event.occurredAt <= FRESH_MS;
}
