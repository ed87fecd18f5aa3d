// The card as terminals and chits see it (design §5.4); texts are in the station's locale, what a role may not see is absent.
import type { GuestId } from "./ids.ts";
import type { StationRole } from "./house.ts";
import type { Instant, LocalDate } from "./time.ts";

/** Why a card popped. */
export type PopReason =
  | "checked-in"
  | "room-moved"
  | "checked-out"
  | "table-seated"
  | "check-opened"
  | "room-inquiry"
  | "document"
  | "call"
  | "relayed";

/** A run of a sentence with the reading above it: pinyin, zhuyin or an English respelling. */
export interface SpokenPart {
  readonly text: string;
  readonly reading?: string;
  readonly surname?: boolean;
}

/** One allergy, taboo, medical or faith-based caution. */
export interface CardCaution {
  readonly kind: "allergy" | "taboo" | "medical" | "faith";
  readonly text: string;
  readonly severity: "severe" | "mild";
  /** Who said so and when. */
  readonly why?: string;
}

/** One of at most five ranked lines, with why it is shown. */
export interface CardLine {
  readonly category: string;
  readonly text: string;
  readonly why: string;
  /** 0..1. */
  readonly confidence: number;
  readonly state: "seen" | "established" | "said";
}

/** The profile card: how to greet, what to take care of, what they like, and why we think so. */
export interface Card {
  readonly guestId: GuestId;
  readonly role: StationRole;
  readonly match: "certain" | "doubtful";
  readonly candidates?: readonly {
    readonly guestId: GuestId;
    readonly name: string;
    readonly apart: string;
  }[];
  readonly names: { readonly primary: string; readonly latin?: string; readonly lang?: string };
  /** The sentence to say. */
  readonly say: string;
  /** The same sentence cut for readings above it. */
  readonly spoken?: readonly SpokenPart[];
  /** 张先生, Ms Miller; the full name in its own script where sex is unknown. */
  readonly honorific: string;
  readonly vip?: string;
  readonly class?: string;
  readonly language: string;
  readonly stay?: {
    readonly reservation: string;
    readonly room: string;
    readonly arrival: LocalDate;
    readonly departure: LocalDate;
    /** Which stay of this guest it is, 1 for the first. */
    readonly ordinal: number;
    readonly dayUse?: boolean;
    readonly sharers?: readonly string[];
    readonly table?: string;
    readonly outlet?: string;
  };
  readonly cautions: readonly CardCaution[];
  readonly lines: readonly CardLine[];
  readonly moreLines: number;
  readonly occasions: readonly { readonly kind: string; readonly date: LocalDate; readonly text: string }[];
  readonly promises: readonly { readonly text: string; readonly due: string; readonly by?: string }[];
  readonly visits: {
    readonly stays: number;
    readonly lastStay?: LocalDate;
    readonly firstStay?: LocalDate;
    readonly kinds?: readonly string[];
  };
  readonly question?: { readonly category: string; readonly text: string };
}

/** A card that pops at a station; `number` rises per property. */
export interface Pop {
  readonly number: number;
  readonly at: Instant;
  readonly reason: PopReason;
  readonly quiet?: boolean;
  readonly guestId: GuestId;
  readonly card: Card;
}
