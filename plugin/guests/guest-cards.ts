// Cards for pops: files read once for all of them, one card per pop and view.
import type {
  Card,
  CheckId,
  Clock,
  GuestId,
  House,
  Locale,
  Phrases,
  PopReason,
  StationRole,
  StayId,
} from "../contract/index.ts";
import type { Store } from "../store/index.ts";
import { buildCard } from "./card.ts";
import { readChecksById, type CheckRow } from "./check-store.ts";
import { loadGuestFiles } from "./file-store.ts";
import type { GuestFile } from "./guest-file.ts";

/** What popped, as far as its card needs it. */
export interface PopRow {
  readonly number: number;
  readonly at: number;
  readonly reason: PopReason;
  readonly guest: GuestId;
  readonly stay?: StayId;
  readonly check?: CheckId;
  /** Guests to choose from, where it is doubtful who it is. */
  readonly candidates?: readonly GuestId[];
}

/** Builds the cards of pops. */
export interface GuestCards {
  /** The cards of some pops by their number; the same list handed in again for another view is not read again. */
  cardsFor(
    pops: readonly PopRow[],
    view: { role: StationRole; locale: Locale },
  ): Promise<ReadonlyMap<number, Card>>;
}

interface Read {
  readonly files: Map<GuestId, GuestFile>;
  readonly checks: Map<string, CheckRow>;
}

/** Opens the maker of cards. */
export function createGuestCards(parts: {
  readonly store: Store;
  readonly house: House;
  readonly phrases: (locale: Locale) => Phrases;
  readonly clock: Clock;
}): GuestCards {
  const reads = new WeakMap<readonly PopRow[], Promise<Read>>();

  async function read(pops: readonly PopRow[]): Promise<Read> {
    const ids = pops.flatMap((pop) => [pop.guest, ...(pop.candidates ?? [])]);
    const files = await loadGuestFiles(parts.store.db, ids, { now: parts.clock.now() });
    const checks = await readChecksById(
      parts.store.db,
      pops.flatMap((pop) => pop.check ?? []),
    );
    return { files, checks: new Map(checks.map((row) => [row.id, row])) };
  }

  async function cardsFor(
    pops: readonly PopRow[],
    view: { role: StationRole; locale: Locale },
  ): Promise<ReadonlyMap<number, Card>> {
    const reading = reads.get(pops) ?? read(pops);
    reads.set(pops, reading);
    const { files, checks } = await reading;
    const cards = new Map<number, Card>();
    for (const pop of pops) {
      const file = files.get(pop.guest);
      if (file === undefined) continue;
      const check = checks.get(pop.check ?? "");
      const candidates = (pop.candidates ?? []).flatMap((id) => files.get(id) ?? []);
      const card = buildCard(file, {
        ...view,
        t: parts.phrases(view.locale),
        now: pop.at,
        property: parts.house.property,
        reason: pop.reason,
        ...(pop.stay === undefined ? {} : { stay: pop.stay }),
        ...(check === undefined ? {} : { check }),
        ...(candidates.length === 0 ? {} : { candidates }),
      });
      cards.set(pop.number, card);
    }
    return cards;
  }

  return { cardsFor };
}
