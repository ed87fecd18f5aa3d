// Everything the house knows of one guest, as read for a card or a page.
import type { GuestName, Instant } from "../contract/index.ts";
import type { CautionRow } from "./caution-store.ts";
import type { GuestRow } from "./guest-store.ts";
import type { ObservationRow } from "./observation-store.ts";
import type { PromiseRow } from "./promise-store.ts";
import type { StayRow } from "./stay-store.ts";

/** Somebody who shares the room, with an own reservation. */
export interface Sharer {
  readonly stay: string;
  readonly room: string;
  readonly guest: string;
  readonly names: readonly GuestName[];
  readonly sex: string | null;
  readonly title: string | null;
  readonly language: string | null;
}

/** One guest's file. */
export interface GuestFile {
  /** When it was read. */
  readonly readAt: Instant;
  readonly guest: GuestRow;
  readonly names: readonly GuestName[];
  /** Newest first; stays he came along on are among them. */
  readonly stays: readonly StayRow[];
  readonly observations: readonly ObservationRow[];
  readonly cautions: readonly CautionRow[];
  readonly promises: readonly PromiseRow[];
  /** Outlets with a check of his. */
  readonly outlets: readonly string[];
  /** Others in house in the rooms he is in. */
  readonly sharers: readonly Sharer[];
}
