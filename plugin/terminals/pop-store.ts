// What popped, per station, by rising number; every question here is answered by an index.
import {
  idOf,
  type CheckId,
  type GuestId,
  type PopReason,
  type PropertyId,
  type StayId,
} from "../contract/index.ts";
import { fromJson, toBoolean, toInteger, type Db } from "../store/index.ts";

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

const COLUMNS = [
  "s.station",
  "s.quiet",
  "s.state",
  "p.number",
  "p.at",
  "p.reason",
  "p.guest",
  "p.stay",
  "p.check",
  "p.candidates",
];

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
  const query = stationPops(db, asked).where("s.number", ">", asked.after);
  if (asked.upTo !== undefined) void query.where("s.number", "<=", asked.upTo);
  const rows = await query.orderBy("s.number").limit(asked.limit).select<JoinedRow[]>(COLUMNS);
  return rows.map(stationPopOf);
}

/** The newest pops of one station, newest first, older than `before` where given, with who settled them. */
export async function readNewest(
  db: Db,
  asked: { property: PropertyId; station: string; after?: number; before?: number; limit: number },
): Promise<StationPop[]> {
  const query = stationPops(db, { property: asked.property, stations: [asked.station] });
  void query.leftJoin("person as who", "who.id", "s.person");
  if (asked.before !== undefined) void query.where("s.number", "<", asked.before);
  if (asked.after !== undefined) void query.where("s.number", ">", asked.after);
  const rows = await query
    .orderBy("s.number", "desc")
    .limit(asked.limit)
    .select<JoinedRow[]>([...COLUMNS, "who.name as person_name"]);
  return rows.map(stationPopOf);
}

/** The newest pop of each of these guests at each of these stations, none older than `since`. */
export async function readNewestOf(
  db: Db,
  asked: { property: PropertyId; stations: readonly string[]; guests: readonly GuestId[]; since: number },
): Promise<StationPop[]> {
  const rows = await stationPops(db, asked)
    .whereIn("p.guest", asked.guests)
    .where("p.at", ">=", asked.since)
    .orderBy("s.number", "desc")
    .limit(1000)
    .select<JoinedRow[]>(COLUMNS);
  const newest = new Map<string, StationPop>();
  for (const row of rows) {
    const key = `${row.guest} ${row.station}`;
    if (!newest.has(key)) newest.set(key, stationPopOf(row));
  }
  return [...newest.values()].reverse();
}

function stationPops(db: Db, asked: { property: PropertyId; stations: readonly string[] }) {
  return db("pop_station as s")
    .join("pop as p", (join) => join.on("p.property", "s.property").andOn("p.number", "s.number"))
    .where("s.property", asked.property)
    .whereIn("s.station", asked.stations);
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
