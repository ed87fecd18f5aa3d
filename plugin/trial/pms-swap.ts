// The resync ("swap") as the PMS tells it: every room, occupied or vacant, between DS and DE (fias.md §4).
import type { PmsHouse, PmsReservation } from "./pms-house.ts";
import type { PmsLink } from "./pms-link.ts";

/** How one resync is to go; a test bends it, the trial does not. */
export interface PmsResync {
  /** Without: a bare burst (fias.md §4, protel). */
  readonly envelope?: boolean;
  /** SF in the records; without it they look like live ones (fias.md §4, protel's burst). */
  readonly flagged?: boolean;
  /** Vacant rooms are told too, as GO with RN and GS only (fias.md §4). */
  readonly vacant?: boolean;
  /** The cable is pulled after so many records (fias.md §14 Resync). */
  readonly cutAfter?: number;
  /** DE never comes (fias.md §14 Resync). */
  readonly endless?: boolean;
  /** Called after each record with its number from 1: the place for interleaved live events (fias.md §4). */
  readonly between?: (nth: number) => void;
}

/** What the swap needs to tell a room. */
export interface PmsSwapAround {
  readonly house: PmsHouse;
  readonly link: PmsLink;
  readonly tellOccupied: (reservation: PmsReservation, flagged: boolean) => void;
  readonly tellVacant: (room: string, flagged: boolean) => void;
}

/** So many records go out before it waits for the network to take them. */
const BATCH = 64;

/** Tells the whole house once; ends early where the link is gone. A room is looked at when its turn comes, so the last word is true. */
export async function tellHouse(around: PmsSwapAround, how: PmsResync): Promise<void> {
  const { link, house } = around;
  const envelope = how.envelope ?? true;
  if (envelope) link.say("DS");
  let told = 0;
  for (const room of house.rooms) {
    for (const tell of roomTellings(around, room, how)) {
      if (link.state !== "alive") return;
      tell();
      told++;
      how.between?.(told);
      if (told === how.cutAfter) link.cut();
      if (told % BATCH === 0) await link.drained();
    }
  }
  await link.drained();
  if (envelope && how.endless !== true && link.state === "alive") link.say("DE");
}

function roomTellings(around: PmsSwapAround, room: string, how: PmsResync): readonly (() => void)[] {
  const flagged = how.flagged ?? true;
  const living = around.house.livingIn(room);
  if (living.length > 0) {
    return living.map((reservation) => (): void => around.tellOccupied(reservation, flagged));
  }
  return how.vacant === false ? [] : [(): void => around.tellVacant(room, flagged)];
}
