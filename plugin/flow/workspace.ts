// The rows one batch of events touches, in memory: rules change them here, one write phase puts them down.
import type { House, Instant } from "../contract/index.ts";
import type {
  CallRow,
  CautionRow,
  CheckLineRow,
  CheckRow,
  CompanionRow,
  GuestRow,
  IdentifierRow,
  ObservationRow,
  StayRow,
} from "../guests/index.ts";
import type { Vault } from "../store/index.ts";
import type { Seat } from "./audience.ts";
import type { RoomBook } from "./rooms.ts";

/** A stay as far as visits need it. */
export type StayGlance = Pick<
  StayRow,
  "id" | "status" | "checked_in_at" | "checked_out_at" | "continues" | "day_use"
> & { readonly guest: string };

/** What is known about a guest that decides whether there is something to say. */
export interface Background {
  cautions: number;
  promises: number;
  readonly stays: StayGlance[];
}

/** A card that is to pop, before it has its number. */
export interface PopPlan {
  readonly reason: string;
  readonly guest: string;
  readonly stay: string | null;
  readonly check: string | null;
  readonly at: Instant;
  readonly eventSeq: number;
  readonly candidates: string | null;
  readonly seats: readonly Seat[];
  readonly chit?: "arrival" | "table";
}

/** A pop that went out before, at one station. */
export interface PopSeen {
  readonly reason: string;
  readonly guest: string;
  readonly stay: string | null;
  readonly check: string | null;
  readonly at: Instant;
  readonly event_seq: number;
  readonly station: string;
}

/** What stays the same for all events of a batch. */
export interface Surroundings {
  readonly house: House;
  readonly rooms: RoomBook;
  readonly vault: Vault;
  readonly now: Instant;
  /** Sources with guests in house whom they gave no reservation number. */
  readonly unnumbered: Set<string>;
}

/** All rows of one batch, found by the ids the sources use; what is marked is written. */
export class Workspace {
  readonly stays = new Map<string, StayRow>();
  readonly guests = new Map<string, GuestRow>();
  /** Profile ids by source, and whose they are. */
  readonly profiles = new Map<string, string>();
  readonly companions = new Map<string, CompanionRow[]>();
  readonly checks = new Map<string, CheckRow>();
  readonly calls = new Map<string, CallRow>();
  /** Who has a telephone number or document of this digest. */
  readonly holders = new Map<string, Set<string>>();
  readonly backgrounds = new Map<string, Background>();
  readonly knownCautions = new Map<string, Set<string>>();
  /** Identifiers among the rows to be written, so that none stands there twice. */
  readonly identifiersKept = new Set<string>();
  readonly popsSeen: PopSeen[] = [];
  /** Check-outs that are the first half of a move, by their seq. */
  readonly halfMoves = new Set<number>();
  /** In-house stays a complete resync window did not name, by the seq of its end. */
  readonly unnamed = new Map<number, readonly StayRow[]>();
  /** Sources that speak of stays; a POS names reservations without saying whose. */
  readonly staySources = new Set<string>();

  readonly changedStays = new Set<StayRow>();
  readonly changedGuests = new Set<GuestRow>();
  readonly changedChecks = new Set<CheckRow>();
  readonly changedCalls = new Set<CallRow>();
  readonly checkLines = new Map<string, readonly CheckLineRow[]>();
  readonly newIdentifiers: IdentifierRow[] = [];
  readonly newCompanions: CompanionRow[] = [];
  readonly newObservations: ObservationRow[] = [];
  readonly newCautions: CautionRow[] = [];
  readonly pops: PopPlan[] = [];
  readonly touchedGuests = new Set<string>();
  /** Files whose person the source has forgotten. */
  readonly forgotten = new Set<string>();

  /** The stay a source knows by this reservation. */
  stay(source: string, reservation: string): StayRow | undefined {
    return this.stays.get(keyOf(source, reservation));
  }

  /** Every stay in house in a room, of guests or not; only of rooms this batch asked about. */
  everyoneIn(room: string): readonly StayRow[] {
    return [...this.stays.values()].filter((stay) => stay.room === room && stay.status === "in-house");
  }

  /** The guests in house in a room, sharers included. */
  guestsIn(room: string): readonly StayRow[] {
    return this.everyoneIn(room).filter((stay) => stay.not_guest === 0 && stay.guest !== null);
  }

  /** What is known about a guest; nothing yet where the file is new. */
  background(guest: string): Background {
    const known = this.backgrounds.get(guest);
    if (known !== undefined) return known;
    const fresh: Background = { cautions: 0, promises: 0, stays: [] };
    this.backgrounds.set(guest, fresh);
    return fresh;
  }

  /** A guest's row by id. */
  guest(id: string | null): GuestRow | undefined {
    return id === null ? undefined : this.guests.get(id);
  }
}

/** Two parts of a key that cannot run into each other. */
export function keyOf(source: string, id: string): string {
  return `${source}\0${id}`;
}
