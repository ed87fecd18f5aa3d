// What the phone of a floor holds while its page is open.
import type { Card, Instant, Person, PopRow, StayRow } from "./wire.ts";

/** A room that was opened. */
export interface OpenRoom {
  readonly guestId: string;
  readonly room: string;
  readonly honorific: string;
  readonly left: boolean;
  readonly card: Card | undefined;
}

/** What the page holds. */
export interface RoomsState {
  readonly online: boolean;
  readonly asOf: Instant;
  readonly person: Person | null;
  readonly stays: readonly StayRow[] | undefined;
  readonly pops: readonly PopRow[];
  /** Check-outs already looked after. */
  readonly seen: ReadonlySet<number>;
  readonly open: OpenRoom | undefined;
  readonly picked: ReadonlyMap<string, string>;
  readonly undo:
    { readonly id: string; readonly text: string; readonly cue: string; readonly until: Instant } | undefined;
  readonly signIn: { readonly fault?: string; readonly change?: boolean } | undefined;
  readonly fault: string | undefined;
}
