// What a desk or restaurant page holds while it is open.
import type { Card, Instant, Light, Person, StayList, StayStatus } from "./wire.ts";
import type { Station } from "./boot.ts";
import type { Stage } from "./desk-state.ts";
import type { Preferences } from "./preferences.ts";

/** The lists beside the card. */
export type Tab = Extract<StayStatus, "due-in" | "in-house" | "due-out">;
/** The lists in the order of their tabs. */
export const TABS: readonly Tab[] = ["due-in", "in-house", "due-out"];

/** A note being written about a guest; kept when a new pop takes the place. */
export interface Draft {
  readonly category: string;
  readonly value: string;
  readonly kind: "said" | "seen";
}

/** What became of the last thing done, said beside the buttons of the guest it was done for. */
export interface Outcome {
  readonly guestId: string;
  readonly kind: "good" | "bad";
  readonly text: string;
}

/** A note that can still be taken back. */
export interface Undo {
  readonly guestId: string;
  readonly id: string;
  readonly text: string;
  readonly until: Instant;
}

/** Everything that is drawn. */
export interface DeskState {
  readonly stage: Stage;
  readonly online: boolean;
  /** When the server was last heard; what stands on screen is as of then. */
  readonly asOf: Instant;
  readonly links: readonly Light[];
  readonly person: Person | null;
  readonly veiled: boolean;
  readonly peeking: boolean;
  readonly tab: Tab;
  readonly list: StayList | undefined;
  readonly help: boolean;
  readonly preferences: Preferences;
  readonly noteFor: string | undefined;
  /** What the note began with when it was opened; what is typed since stands in `drafts`. */
  readonly noteFrom: Draft | undefined;
  readonly noteFault: string | undefined;
  readonly drafts: ReadonlyMap<string, Draft>;
  readonly undo: Undo | undefined;
  readonly outcome: Outcome | undefined;
  readonly signIn: { readonly fault?: string; readonly change?: boolean } | undefined;
  /** The pop whose card has just arrived, for its one short movement. */
  readonly arrived: number | undefined;
  readonly printed: ReadonlySet<string>;
  readonly now: Instant;
}

/** The card, and of which moment, that a page would act on. */
export interface OnStage {
  readonly card: Card;
  readonly number?: number;
}

/** What the parts of the page share: what it holds, and how to change it. */
export interface Desk {
  readonly station: Station;
  readonly state: DeskState;
  set(change: Partial<DeskState>): void;
  /** Remembers without drawing: what somebody types must not redraw the field under their hands. */
  remember(change: Partial<DeskState>): void;
  setStage(stage: Stage): void;
  reconnect(): void;
}
