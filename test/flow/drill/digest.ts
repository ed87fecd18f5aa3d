// What a day left in the store, without our own ids and instants: two days that went the same way read the same.
import type { Store } from "../../../plugin/store/index.ts";

type Row = Record<string, unknown>;

/** Everything of the day that matters to the hotel, as sorted lines. */
export interface DayLeft {
  readonly stays: readonly string[];
  readonly guests: readonly string[];
  readonly identifiers: readonly string[];
  readonly observations: readonly string[];
  readonly checks: readonly string[];
  readonly calls: readonly string[];
}

/** Reads the day out of the tables. */
export async function readDay(store: Store): Promise<DayLeft> {
  const { db } = store;
  const guests: Row[] = await db("guest").select(
    "id",
    "names",
    "search",
    "sex",
    "vip",
    "language",
    "merged_into",
  );
  const nameOf = new Map(guests.map((row) => [row["id"], String(row["search"])]));
  const stays: Row[] = await db("stay");
  const stayOf = new Map(stays.map((row) => [row["id"], String(row["reservation"])]));
  const linked = (row: Row): Row => ({
    ...row,
    guest: nameOf.get(row["guest"]),
    stay: stayOf.get(row["stay"]),
    continues: stayOf.get(row["continues"]),
  });
  const checks: Row[] = await db("pos_check");
  const checkOf = new Map(checks.map((row) => [row["id"], String(row["check_id"])]));
  const lines: Row[] = await db("check_line");
  return {
    guests: told(guests, ["names", "search", "sex", "vip", "language"]),
    stays: told(stays.map(linked), STAY_COLUMNS),
    identifiers: told((await rows(db("guest_identifier"))).map(linked), [
      "guest",
      "kind",
      "issuer",
      "plain",
      "detail",
    ]),
    observations: told((await rows(db("observation"))).map(linked), [
      "guest",
      "stay",
      "category",
      "value",
      "kind",
      "source",
    ]),
    checks: [
      ...told(checks.map(linked), [
        "check_id",
        "guest",
        "stay",
        "status",
        "table_no",
        "covers",
        "total_minor",
        "currency",
      ]),
      ...told(
        lines.map((row) => ({ ...row, check: checkOf.get(row["check"]) })),
        ["check", "position", "name", "qty", "total_minor", "voided"],
      ),
    ].sort(),
    calls: told((await rows(db("phone_call"))).map(linked), ["call_id", "guest", "extension"]),
  };
}

const STAY_COLUMNS = [
  ...["reservation", "guest", "room", "floor", "previous_room", "status", "arrives_on", "departs_on"],
  ...["day_use", "continues", "not_guest", "vip", "profile"],
];

/** The pops of the day per event and station: exactly one row each. */
export async function readPops(store: Store): Promise<readonly string[]> {
  const found: Row[] = await store
    .db("pop")
    .join("pop_station", "pop_station.number", "pop.number")
    .join("journal", "journal.seq", "pop.event_seq")
    .leftJoin("stay", "stay.id", "pop.stay")
    .select(
      "pop.reason",
      "journal.idempotency_key as event",
      "pop_station.station",
      "pop_station.quiet",
      "stay.reservation",
    );
  return told(found, ["event", "reason", "reservation", "station", "quiet"]);
}

function shown(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

async function rows(query: PromiseLike<Row[]>): Promise<Row[]> {
  return query;
}

function told(list: readonly Row[], columns: readonly string[]): readonly string[] {
  return list.map((row) => columns.map((column) => `${column}=${shown(row[column])}`).join(" ")).sort();
}
