// What the server tells terminals, over HTTP and the socket (design §5.3, §5.4), as the pages use it.
import type { ShownLine } from "./paper.ts";
import type {
  Card,
  Instant,
  Locale,
  LocalDate,
  Pop,
  PopReason,
  StaffRole,
  StationRole,
} from "../../plugin/contract/index.ts";

/** Somebody signed in at this terminal. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: StaffRole;
}

/** A line, printer or adapter and how it is. */
export interface Light {
  readonly name: string;
  readonly kind: string;
  readonly state: "up" | "slow" | "down";
  readonly since: Instant;
}

/** `GET terminal`: which station this is, and of which hotel. */
export interface TerminalFacts {
  readonly terminalId: string;
  readonly station: {
    readonly name: string;
    readonly role: StationRole;
    readonly locale: Locale;
    /** Floors a housekeeping station looks after; none named means all. */
    readonly floors: readonly string[];
  };
  readonly property: {
    readonly id: string;
    readonly name: string;
    readonly timezone: string;
    readonly locale: Locale;
  };
  readonly person: Person | null;
  readonly links: readonly Light[];
}

/** A pop with what became of it. */
export interface PopRow extends Pop {
  readonly state: "waiting" | "claimed" | "greeted";
  readonly by?: string;
}

/** `settled`: somebody claimed or greeted. */
export interface Settled {
  readonly number: number;
  readonly station?: string;
  readonly state: PopRow["state"];
  readonly by?: string;
}

/** `changed`: a card on screen is another now. */
export interface Changed {
  readonly number?: number;
  readonly at: Instant;
  readonly guestId: string;
  readonly card: Card;
}

/** One row of `GET stays`. */
export interface StayRow {
  readonly stayId: string;
  readonly guestId: string;
  readonly reservation: string;
  readonly room: string | null;
  readonly floor?: string | null;
  readonly name: string;
  readonly latin?: string | null;
  readonly honorific: string;
  readonly reading?: string | null;
  readonly arrival: LocalDate;
  readonly departure: LocalDate;
  readonly eta?: string | null;
  readonly vip?: string | null;
  readonly ordinal: number;
  readonly severe: boolean;
  readonly cautions: number;
  readonly promises: number;
  readonly language?: string | null;
  readonly dayUse?: boolean;
}

/** Which list of stays. */
export type StayStatus = "in-house" | "due-in" | "due-out" | "departed";

/** `GET stays`. */
export interface StayList {
  readonly stays: readonly StayRow[];
  readonly counts: { readonly dueIn: number; readonly inHouse: number; readonly dueOut: number };
  /** Asks for the following page; absent on the last. */
  readonly next?: string;
}

/** One row of `GET guests`. */
export interface FoundGuest {
  readonly guestId: string;
  readonly name: string;
  readonly latin?: string | null;
  readonly honorific: string;
  readonly room?: string | null;
  readonly ordinal: number;
  readonly lastStay?: LocalDate | null;
  readonly severe: boolean;
}

/** One row of `GET printers/:name/jobs`. */
export interface PrintedJob {
  readonly id: string;
  readonly chit: string;
  readonly state: "queued" | "claimed" | "on-wire" | "printed" | "refused" | "unknown" | "expired";
  readonly copy: boolean;
  readonly createdAt: Instant;
  readonly finishedAt?: Instant | null;
  readonly code?: string | null;
  /** What it says, for who may read it. */
  readonly document?: { readonly locale: Locale } | null;
  /** The same, broken as this printer's paper breaks it. */
  readonly lines?: readonly ShownLine[] | null;
}

export type { Card, Instant, Locale, PopReason, StationRole };
