// Checks of the outlets with their lines, kept exactly as the POS has them.
import type { Knex } from "knex";
import { ask, places, saveRows, type RowDoor, type TableShape } from "./row-store.ts";

/** One check as stored. */
export interface CheckRow {
  id: string;
  property: string;
  source: string;
  check_id: string;
  number: string | null;
  outlet: string | null;
  table_no: string | null;
  covers: number | null;
  status: string;
  room: string | null;
  guest: string | null;
  stay: string | null;
  opened_at: number | null;
  closed_at: number | null;
  total_minor: number | null;
  currency: string | null;
  exponent: number | null;
  last_seq: number;
  updated_at: number;
}

/** One line of a check as stored; `qty` keeps its sign and decimals as text. */
export interface CheckLineRow {
  check: string;
  position: number;
  property: string;
  item: string | null;
  name: string;
  qty: string;
  total_minor: number | null;
  currency: string | null;
  seat: string | null;
  modifiers: string | null;
  voided: number;
}

const CHECK: TableShape<CheckRow> = {
  name: "pos_check",
  key: ["id"],
  columns: [
    ...(["id", "property", "source", "check_id", "number", "outlet", "table_no", "covers"] as const),
    ...(["status", "room", "guest", "stay", "opened_at", "closed_at", "total_minor"] as const),
    ...(["currency", "exponent", "last_seq", "updated_at"] as const),
  ],
};

const LINE: TableShape<CheckLineRow> = {
  name: "check_line",
  key: ["check", "position"],
  columns: [
    ...(["check", "position", "property", "item", "name", "qty", "total_minor", "currency"] as const),
    ...(["seat", "modifiers", "voided"] as const),
  ],
};

/** Reads checks by the POS's own ids. */
export async function readChecks(
  db: Knex,
  asked: { property: string; source: string; checks: readonly string[] },
): Promise<CheckRow[]> {
  if (asked.checks.length === 0) return [];
  return (await ask(
    db,
    `select * from pos_check where property = ? and source = ? and check_id in (${places(asked.checks)})`,
    [asked.property, asked.source, ...asked.checks],
  )) as CheckRow[];
}

/** Reads checks by our ids. */
export async function readChecksById(db: Knex, ids: readonly string[]): Promise<CheckRow[]> {
  if (ids.length === 0) return [];
  return (await ask(db, `select * from pos_check where id in (${places(ids)})`, ids)) as CheckRow[];
}

/** Which outlets each guest has checks of; voided checks do not count. */
export async function readOutletsOf(
  db: Knex,
  guests: readonly string[],
): Promise<{ guest: string; outlet: string }[]> {
  if (guests.length === 0) return [];
  return (await ask(
    db,
    `select distinct guest, outlet from pos_check where guest in (${places(guests)}) and status <> 'voided' and outlet is not null order by outlet`,
    guests,
  )) as { guest: string; outlet: string }[];
}

/** Reads the newest checks of one guest. */
export async function readChecksOf(db: Knex, guest: string, limit: number): Promise<CheckRow[]> {
  return (await ask(db, "select * from pos_check where guest = ? order by updated_at desc limit ?", [
    guest,
    limit,
  ])) as CheckRow[];
}

/** Reads the lines of some checks, in the order of the check. */
export async function readCheckLines(db: Knex, checks: readonly string[]): Promise<CheckLineRow[]> {
  if (checks.length === 0) return [];
  return (await ask(
    db,
    `select * from check_line where \`check\` in (${places(checks)}) order by \`check\`, position`,
    checks,
  )) as CheckLineRow[];
}

/** Writes checks whole, and for those whose lines are given exactly these lines. */
export async function saveChecks(
  door: RowDoor,
  checks: readonly CheckRow[],
  lines: ReadonlyMap<string, readonly CheckLineRow[]>,
): Promise<void> {
  if (checks.length > 0) await saveRows(door, CHECK, checks);
  const told = [...lines.keys()];
  if (told.length === 0) return;
  await door.db.raw(`delete from check_line where \`check\` in (${places(told)})`, told);
  await saveRows(door, LINE, [...lines.values()].flat());
}
