// What the routes of guests are given.
import type { Clock, GuestId, House, Locale, Phrases } from "../contract/index.ts";
import { KeshiError } from "../contract/index.ts";
import type { Store, Vault } from "../store/index.ts";

/** The house as the routes of guests need it. */
export interface GuestHouse {
  readonly store: Store;
  readonly house: House;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly phrases: (locale: Locale) => Phrases;
  /** Tells the terminals that a card on screen is another now. */
  readonly onChanged: (guests: readonly GuestId[]) => void;
}

/** There is no file of this id. */
export function guestUnknown(): KeshiError {
  return new KeshiError("guest-unknown", "There is no guest's file of this id");
}
