// One event's turn: what it is, the rows at hand, and what is true around it.
import type { JournalEvent } from "../contract/index.ts";
import { newId } from "../kit/ulid.ts";
import type { Surroundings, Workspace } from "./workspace.ts";

/** An event of certain types, with the body that goes with them. */
export type EventWith<Body extends string> = Extract<JournalEvent, Readonly<Record<Body, unknown>>>;

/** What every rule of the flow is handed. */
export interface Turn<Event extends JournalEvent = JournalEvent> {
  readonly event: Event;
  readonly ws: Workspace;
  readonly around: Surroundings;
  /** May pop a card. */
  readonly fresh: boolean;
}

/** How an event ended; `code` says why it changed nothing, where it did not. */
export interface Outcome {
  readonly state: "applied" | "rejected";
  readonly code?: string;
}

/** Applied, with all it says. */
export const APPLIED: Outcome = { state: "applied" };
/** A newer event of the same stay or check was applied before. */
export const STALE: Outcome = { state: "applied", code: "stale" };

/** A new id of ours, in the order of time. */
export function idAt(around: Surroundings): string {
  return newId(around.now);
}
