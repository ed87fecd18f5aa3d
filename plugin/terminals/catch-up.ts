// A terminal that was away gets every pop it missed, in order, once; after a long absence the newest of each guest instead.
import {
  KeshiError,
  type Clock,
  type Log,
  type Pop,
  type PropertyId,
  type Station,
} from "../contract/index.ts";
import { breathe } from "../kit/breath.ts";
import type { Store } from "../store/index.ts";
import type { Feed } from "./feed.ts";
import { packetsOf, type PopCards } from "./pops.ts";
import { readNewest, readSince, type StationPop } from "./pop-store.ts";
import type { Session } from "./session.ts";

/** Beyond so many missed pops, or so long, a terminal gets a snapshot. */
export const MOST_MISSED = 500;
const LONG_AWAY_MS = 24 * 3_600_000;
const PAGE = 50;
/** Rows looked through for the newest of each guest. */
const SNAPSHOT_ROWS = 2000;
const TAKES_AT_MOST_MS = 15_000;
const LOOK_AGAIN_MS = 10;

/** What catching up is made of. */
export interface CatchUpParts {
  readonly store: Store;
  readonly property: PropertyId;
  readonly stations: ReadonlyMap<string, Station>;
  readonly cards: PopCards;
  readonly clock: Clock;
  readonly log: Log;
}

/** Where a terminal starts from: what it says rules over what we remember; a new one has missed nothing. */
export function startOf(it: { after: number | undefined; seen: number | undefined; last: number }): {
  position: number;
  /** It knows of pops we do not have (an older copy was restored): what it shows is told anew. */
  isAstray: boolean;
} {
  const position = it.after ?? it.seen ?? it.last;
  return position > it.last ? { position: 0, isAstray: true } : { position, isAstray: false };
}

/** Brings a session to the present and lets it join its station. */
export async function catchUp(
  session: Session,
  feed: Feed,
  it: CatchUpParts & { last: number; isAstray: boolean },
): Promise<void> {
  const station = session.station.name;
  const read = (upTo: number | undefined, limit: number): Promise<StationPop[]> =>
    readSince(it.store.db, {
      property: it.property,
      stations: [station],
      after: session.position,
      limit,
      ...(upTo === undefined ? {} : { upTo }),
    });
  let missed = await read(undefined, MOST_MISSED + 1);
  const oldest = missed[0]?.pop.at ?? it.clock.now();
  if (it.isAstray || missed.length > MOST_MISSED || it.clock.now() - oldest > LONG_AWAY_MS) {
    await sendSnapshot(session, it);
    missed = [];
  }
  for (let from = 0; from < missed.length && session.isOpen(); from += PAGE)
    await sendPage(session, missed.slice(from, from + PAGE), it);
  await feed.admit(station, it.last, async (upTo) => {
    for (;;) {
      const rest = await read(upTo, PAGE);
      if (rest.length > 0) await sendPage(session, rest, it);
      if (rest.length < PAGE || !session.isOpen()) break;
    }
    if (session.isOpen()) session.join();
    return session.position;
  });
}

async function sendPage(session: Session, rows: readonly StationPop[], it: CatchUpParts): Promise<void> {
  for (const { pop } of await packetsOf(rows, it)) session.pop(pop);
  session.position = Math.max(session.position, rows.at(-1)?.pop.number ?? 0);
  await taken(session, it.clock);
}

async function sendSnapshot(session: Session, it: CatchUpParts): Promise<void> {
  const asked = { property: it.property, station: session.station.name, limit: SNAPSHOT_ROWS };
  const rows = await readNewest(it.store.db, { ...asked, after: session.position });
  const newest = new Map<string, StationPop>();
  for (const row of rows) if (!newest.has(row.pop.guest)) newest.set(row.pop.guest, row);
  const shown = [...newest.values()].slice(0, MOST_MISSED).reverse();
  const packets = await packetsOf(shown, it);
  session.snapshot(packets.map(({ pop }): Pop => pop));
  session.position = Math.max(session.position, rows[0]?.pop.number ?? 0);
  await taken(session, it.clock);
}

/** A page is sent when the one before was taken; who does not take it in time is sent away to come back. */
async function taken(session: Session, clock: Clock): Promise<void> {
  if (session.isClear() || !session.isOpen()) return;
  await breathe();
  const deadline = clock.monotonic() + TAKES_AT_MOST_MS;
  while (!session.isClear() && session.isOpen()) {
    if (clock.monotonic() > deadline)
      throw new KeshiError("terminal-lagging", "A terminal does not take what it is sent.", {
        errorClass: "transient",
      });
    await clock.sleep(LOOK_AGAIN_MS);
  }
}
