// The bodies of canonical events: what became known of a person, a stay, a check, a call, a desk, a link (reference/pms-pos-events.md §18).
import type { Money } from "./money.ts";
import type { LocalDate } from "./time.ts";

/** The script a name is written in. */
export type NameScript = "Latn" | "Hans" | "Hant" | "Jpan" | "Kore" | "Cyrl" | "Arab";

/** One way a guest's name is written; parts that the source did not tell are absent. */
export interface GuestName {
  readonly kind: "primary" | "alternate" | "phonetic" | "incognito";
  readonly lang?: string;
  readonly script?: NameScript;
  readonly title?: string;
  readonly given?: string;
  readonly middle?: string;
  readonly family?: string;
  readonly full?: string;
  readonly order: "given_first" | "family_first";
}

/** A person as a source speaks of them. */
export interface GuestRef {
  readonly role: "primary" | "sharer" | "accompanying" | "booker";
  /** The source's profile id (FIAS `G+`); absent where the source has none. */
  readonly profileId?: string;
  readonly names: readonly GuestName[];
  readonly sex?: "male" | "female";
  readonly vip?: { readonly code: string; readonly text?: string };
  readonly memberships?: readonly {
    readonly program: string;
    readonly number: string;
    readonly level?: string;
  }[];
  /** BCP-47. */
  readonly language?: string;
  readonly nationality?: string;
  /** `MM-DD` or a full date. */
  readonly birthday?: string;
  readonly employer?: string;
  readonly residence?: string;
  readonly documents?: readonly {
    readonly type: string;
    readonly number: string;
    readonly country?: string;
  }[];
  readonly contacts?: readonly { readonly type: "phone" | "email"; readonly value: string }[];
  readonly preferences?: readonly {
    readonly group: string;
    readonly code?: string;
    readonly text: string;
    readonly scope: "global" | "property" | "stay";
  }[];
  readonly restricted?: boolean;
  readonly anonymized?: boolean;
}

/** What became known of one reservation or stay; an absent field was not stated and changes nothing. */
export interface StayBody {
  /** FIAS `G#`; absent only where a source speaks of a room as a whole (swap `GO`) or sends it empty. */
  readonly reservationId?: string;
  readonly confirmationNo?: string;
  readonly externalRefs?: readonly { readonly system: string; readonly id: string }[];
  readonly status?:
    "reserved" | "due_in" | "in_house" | "due_out" | "checked_out" | "cancelled" | "no_show" | "waitlist";
  /** Text as sent, leading zeros kept. In a move the new room. */
  readonly room?: string;
  readonly roomType?: string;
  readonly previousRoom?: string;
  readonly arrival?: LocalDate;
  readonly departure?: LocalDate;
  /** Local time `HH:MM`. */
  readonly eta?: string;
  readonly adults?: number;
  readonly children?: number;
  readonly share?: {
    readonly groupId?: string;
    readonly sharers: readonly string[];
    readonly isPrimary?: boolean;
  };
  /** The source says others live in the room (FIAS `GS`); a hint, the set of stays in the room is the truth. */
  readonly shared?: boolean;
  readonly group?: { readonly code?: string; readonly name?: string };
  readonly company?: string;
  readonly travelAgent?: string;
  readonly rate?: Money;
  readonly paymentMethod?: string;
  readonly purpose?: string;
  readonly guests?: readonly GuestRef[];
  readonly notes?: readonly { readonly class: string; readonly text: string }[];
  readonly flags?: {
    readonly noPost?: boolean;
    readonly dnd?: boolean;
    readonly doNotDisclose?: boolean;
    readonly walkIn?: boolean;
  };
  /** Fields the source stated as blank, to be emptied; a blank name never empties a name. */
  readonly cleared?: readonly ("vip" | "title" | "language" | "group" | "company" | "travelAgent")[];
}

/** What became known of one PMS profile. */
export interface ProfileBody {
  readonly profileId: string;
  readonly guest: GuestRef;
  readonly mergedInto?: string;
  readonly changed?: readonly string[];
}

/** One line of a check. `qty` is a decimal as text; voids keep their sign. */
export interface CheckLine {
  readonly id?: string;
  readonly name: string;
  readonly qty: string;
  readonly unit?: Money;
  readonly total?: Money;
  readonly seat?: string;
  readonly modifiers?: readonly string[];
  readonly voided?: boolean;
}

/** Who a check or a table belongs to, as far as the source knows. */
export interface GuestLink {
  readonly reservationId?: string;
  readonly profileId?: string;
  readonly room?: string;
  readonly guestName?: string;
  readonly how: "room_charge" | "seated_party" | "loyalty" | "phone" | "manual";
  readonly confidence: number;
}

/** The state of one check; `items` when present is the whole list, not an addition. */
export interface PosBody {
  readonly checkId: string;
  readonly checkNumber?: string;
  readonly posRef?: string;
  readonly revenueCentre?: { readonly id: string; readonly name?: string };
  readonly table?: string;
  readonly seat?: string;
  readonly covers?: number;
  readonly serviceType?: string;
  readonly employee?: { readonly id?: string; readonly name?: string };
  readonly openedAt?: string;
  readonly closedAt?: string;
  readonly status: "open" | "billed" | "paid" | "closed" | "voided";
  readonly training?: boolean;
  readonly items?: readonly CheckLine[];
  readonly amounts?: {
    readonly [part in "subtotal" | "discount" | "service" | "tax" | "tip" | "total" | "paid" | "due"]?: Money;
  };
  readonly payments?: readonly {
    readonly tender: string;
    readonly amount: Money;
    readonly tip?: Money;
    readonly roomCharge?: {
      readonly room?: string;
      readonly guestName?: string;
      readonly reservationId?: string;
    };
  }[];
  readonly guestLink?: GuestLink;
}

/** One call; a withheld number has no `number`. */
export interface CallBody {
  readonly callId: string;
  readonly line?: string;
  readonly extension?: string;
  readonly direction: "in" | "out";
  readonly number?: { readonly raw: string; readonly e164?: string };
  readonly name?: string;
  readonly presentation: "allowed" | "private" | "unavailable";
  /** The room whose telephone rings in. */
  readonly roomPhone?: string;
}

/** Somebody is being served at a desk: an identity document was read, or an arrival opened (INT-02). */
export interface DeskBody {
  readonly reservationId?: string;
  readonly room?: string;
  readonly guest?: GuestRef;
}

/** A conversation with a source changed. `complete: false` on `resync_ended` means it was cut and proves nobody gone. */
export interface LinkBody {
  readonly state: "up" | "down" | "resync_started" | "resync_ended";
  readonly reason?: string;
  readonly gapFrom?: string;
  readonly complete?: boolean;
}

/** A message nobody could translate; its bytes are kept with it. */
export interface UnreadableBody {
  readonly code: string;
  readonly where?: string;
}
