// Rows become pops as a station shows them: each card built once for a role and a language, whoever asks for it.
import {
  classOf,
  codeOf,
  type Card,
  type Locale,
  type Log,
  type Pop,
  type Station,
  type StationRole,
} from "../contract/index.ts";
import type { PopRow, StationPop } from "./pop-store.ts";

/** What a station's cards look like. */
export interface View {
  readonly role: StationRole;
  readonly locale: Locale;
}

/** Builds the cards of pops; what has no card any more (a file that is gone) is missing from the answer. */
export interface PopCards {
  cardsFor(pops: readonly PopRow[], view: View): Promise<ReadonlyMap<number, Card>>;
}

/** A pop together with the stations that get exactly this. */
export interface Packet {
  readonly stations: readonly string[];
  readonly pop: Pop;
}

/** Groups station rows by what is the same for them, in order of number: one packet per role, language and loudness. */
export async function packetsOf(
  rows: readonly StationPop[],
  it: { stations: ReadonlyMap<string, Station>; cards: PopCards; log: Log },
): Promise<Packet[]> {
  const groups = groupRows(rows, it.stations);
  const views = new Map([...groups.values()].map(({ view }) => [viewKey(view), view]));
  // One list for all views: the files behind it are read once.
  const pops = [...new Map(rows.map(({ pop }) => [pop.number, pop])).values()];
  const cards = new Map<string, ReadonlyMap<number, Card>>();
  for (const [key, view] of views) cards.set(key, await safely(pops, view, it));
  return [...groups.values()].flatMap(({ row, view, stations }) => {
    const card = cards.get(viewKey(view))?.get(row.pop.number);
    return card === undefined ? [] : [{ stations, pop: popOf(row, card) }];
  });
}

/** A pop as it goes over the wire. */
export function popOf({ pop, quiet }: StationPop, card: Card): Pop {
  const { number, at, reason } = pop;
  return { number, at, reason, ...(quiet ? { quiet } : {}), guestId: card.guestId, card };
}

interface Group {
  readonly row: StationPop;
  readonly view: View;
  readonly stations: string[];
}

function groupRows(rows: readonly StationPop[], stations: ReadonlyMap<string, Station>): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const station = stations.get(row.station);
    if (station === undefined) continue;
    const key = `${row.pop.number} ${viewKey(station)} ${row.quiet}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { row, view: station, stations: [row.station] });
    else group.stations.push(row.station);
  }
  return groups;
}

const viewKey = ({ role, locale }: View): string => `${role} ${locale}`;

/** One card that cannot be built must not keep back the others; a store that is away is thrown on. */
async function safely(
  pops: readonly PopRow[],
  view: View,
  it: { cards: PopCards; log: Log },
): Promise<ReadonlyMap<number, Card>> {
  try {
    return await it.cards.cardsFor(pops, view);
  } catch (error) {
    if (classOf(error) === "transient") throw error;
    if (pops.length <= 1) {
      it.log.error("A card could not be built", {
        code: codeOf(error),
        numbers: pops.map(({ number }) => number),
      });
      return new Map();
    }
    const each = [];
    for (const pop of pops) each.push(...(await safely([pop], view, it)));
    return new Map(each);
  }
}
