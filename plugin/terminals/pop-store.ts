// What popped, per station, by rising number; every question here is answered by an index.
import {
  idOf,
  type CheckId,
  type GuestId,
  type PopReason,
  type PropertyId,
  type StayId,
} from "../contract/index.ts";
import { ask, fromJson, toBoolean, toInteger, type Db, type Value } from "../store/index.ts";

/** What popped, without its card: the card is built when it is shown. */
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

/** Where a pop stands at one station. */
export type PopState = "waiting" | "claimed" | "greeted";

/** A pop at one of the stations it is for. */
export interface StationPop {
  readonly station: string;
  readonly quiet: boolean;
  readonly state: PopState;
  /** Who claimed or greeted, by name. */
  readonly by?: string;
  readonly pop: PopRow;
}

interface JoinedRow {
  station: string;
  quiet: unknown;
  state: string;
  number: unknown;
  at: unknown;
  reason: PopReason;
  guest: string;
  stay: string | null;
  check: string | null;
  candidates: unknown;
  person_name?: string | null;
}

const COLUMNS =
  "s.station, s.quiet, s.state, p.number, p.at, p.reason, p.guest, p.stay, p.`check`, p.candidates";

// `cross` keeps SQLite to the order of the tables as they stand here; to MySQL it says nothing.
const BY_STATION = "pop_station s cross join pop p on p.property = s.property and p.number = s.number";
const BY_GUEST = "pop p cross join pop_station s on s.property = p.property and s.number = p.number";

/** The number of the last pop of the house, 0 before the first. */
export async function readLastNumber(db: Db, property: PropertyId): Promise<number> {
  const row = await db("property")
    .where({ id: property })
    .first<{ last_pop: unknown } | undefined>("last_pop");
  return row === undefined ? 0 : toInteger(row.last_pop);
}

/** Pops of some stations after a number (and up to one, if given), in order; at most `limit` rows. */
export async function readSince(
  db: Db,
  asked: { property: PropertyId; stations: readonly string[]; after: number; upTo?: number; limit: number },
): Promise<StationPop[]> {
  const { property, stations, after, upTo = Number.MAX_SAFE_INTEGER, limit } = asked;
  const rows = await joined(
    db,
    `select ${COLUMNS} from ${BY_STATION}
     where s.property = ? and s.station in (${places(stations)}) and s.number > ? and s.number <= ?
     order by s.number limit ?`,
    [property, ...stations, after, upTo, limit],
  );
  return rows.map(stationPopOf);
}

/** The newest pops of one station, newest first, older than `before` where given, with who settled them. */
export async function readNewest(
  db: Db,
  asked: { property: PropertyId; station: string; after?: number; before?: number; limit: number },
): Promise<StationPop[]> {
  const { property, station, after = 0, before = Number.MAX_SAFE_INTEGER, limit } = asked;
  const rows = await joined(
    db,
    `select ${COLUMNS}, who.name as person_name from ${BY_STATION} left join person who on who.id = s.person
     where s.property = ? and s.station = ? and s.number > ? and s.number < ?
     order by s.number desc limit ?`,
    [property, station, after, before, limit],
  );
  return rows.map(stationPopOf);
}

/** The newest pop of each of these guests at each of these stations, none older than `since`. */
export async function readNewestOf(
  db: Db,
  asked: { property: PropertyId; stations: readonly string[]; guests: readonly GuestId[]; since: number },
): Promise<StationPop[]> {
  const { property, stations, guests, since } = asked;
  const rows = await joined(
    db,
    // A worked-on column keeps the databases from walking a whole day's pops instead of these guests' few.
    `select ${COLUMNS} from ${BY_GUEST}
     where p.guest in (${places(guests)}) and p.at + 0 >= ? and p.property = ?
       and s.station in (${places(stations)})
     order by p.number desc limit 1000`,
    [...guests, since, property, ...stations],
  );
  const newest = new Map<string, StationPop>();
  for (const row of rows) {
    const key = `${row.guest} ${row.station}`;
    if (!newest.has(key)) newest.set(key, stationPopOf(row));
  }
  return [...newest.values()].reverse();
}

async function joined(db: Db, sql: string, values: readonly Value[]): Promise<JoinedRow[]> {
  return (await ask(db, sql, values)) as JoinedRow[];
}

function places(values: readonly unknown[]): string {
  return values.map(() => "?").join();
}

function stationPopOf(row: JoinedRow): StationPop {
  const candidates = candidatesOf(row.candidates);
  const by = row.person_name ?? undefined;
  return {
    station: row.station,
    quiet: toBoolean(row.quiet),
    state: row.state === "claimed" || row.state === "greeted" ? row.state : "waiting",
    ...(by === undefined ? {} : { by }),
    pop: {
      number: toInteger(row.number),
      at: toInteger(row.at),
      reason: row.reason,
      guest: idOf(row.guest),
      ...(row.stay === null ? {} : { stay: idOf<"stay">(row.stay) }),
      ...(row.check === null ? {} : { check: idOf<"check">(row.check) }),
      ...(candidates === undefined ? {} : { candidates }),
    },
  };
}

function candidatesOf(stored: unknown): GuestId[] | undefined {
  const value = fromJson(stored);
  if (!Array.isArray(value)) return undefined;
  return value.filter((one): one is string => typeof one === "string").map((one) => idOf<"guest">(one));
}
