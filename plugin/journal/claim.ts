// One event out for being applied, and what can become of it.
import type { QueuedEvent } from "./queued-event.ts";

/** The first event of a subject's line, or a barrier whose turn has come; exactly one of the three ends it. */
export interface Claim {
  readonly queued: QueuedEvent;
  /** How often it failed before. */
  readonly tries: number;
  /** It is applied or parked: the next of its subject may go. */
  settled(): void;
  /** Back into the queue at once. */
  release(): void;
  /** Back into the queue after a growing delay; it holds up only its own subject. */
  retryLater(): void;
}
