// One chit on its way to paper, and the states it goes through.
import type { Document, GuestId, Instant, PersonId, PrintJobId, StayId } from "../contract/index.ts";
import type { ChitName } from "./chit-model.ts";

/**
 * queued -> claimed (its printer's lane has it) -> on-wire (bytes may be on paper from here) -> printed, or unknown: a person
 * decides. `refused`: certainly nothing on paper, and trying again changes nothing. `expired`: too late to be of use, listed only.
 */
export const PRINT_STATES = [
  "queued",
  "claimed",
  "on-wire",
  "printed",
  "refused",
  "unknown",
  "expired",
] as const;
export type PrintState = (typeof PRINT_STATES)[number];

/** One job as stored. */
export interface PrintJob {
  readonly id: PrintJobId;
  readonly printer: string;
  readonly station: string;
  readonly chit: ChitName;
  readonly guest: GuestId;
  readonly stay?: StayId;
  /** The pop it belongs to; absent where somebody asked for it. */
  readonly popNumber?: number;
  readonly state: PrintState;
  /** A reprint: 副本 stands at its very top. */
  readonly copy: boolean;
  readonly copyOf?: PrintJobId;
  /** How often the printer refused it so far. */
  readonly attempts: number;
  /** Why it was refused last, or why nobody can tell. */
  readonly code?: string;
  readonly requestedBy?: PersonId;
  readonly document?: Document;
  readonly createdAt: Instant;
  readonly onWireAt?: Instant;
  readonly finishedAt?: Instant;
  readonly expiresAt: Instant;
}

/** How long a chit is worth printing; a later one is only listed (design: an arrival chit two hours late). */
export const CHIT_LIFE_MS = 2 * 60 * 60 * 1000;

/** The short code at the foot of a chit: the last four characters of its job's id. */
export function shortCodeOf(id: PrintJobId): string {
  return id.slice(-4);
}
