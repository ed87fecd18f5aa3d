// Promises colleagues made to guests.
import type { Knex } from "knex";
import { ask, places, saveRows, type RowDoor, type TableShape } from "./row-store.ts";

/** One promise as stored. */
export interface PromiseRow {
  id: string;
  property: string;
  guest: string;
  stay: string | null;
  text: string;
  /** When it is due, as it was said: a date or an instant. */
  due: string;
  person: string | null;
  made_by: string | null;
  at: number;
  kept_at: number | null;
}

const PROMISE: TableShape<PromiseRow> = {
  name: "promise",
  key: ["id"],
  columns: ["id", "property", "guest", "stay", "text", "due", "person", "made_by", "at", "kept_at"],
};

/** Reads the promises to some guests that are not kept yet. */
export async function readOpenPromises(db: Knex, guests: readonly string[]): Promise<PromiseRow[]> {
  if (guests.length === 0) return [];
  return (await ask(
    db,
    `select * from promise where guest in (${places(guests)}) and kept_at is null order by due`,
    guests,
  )) as PromiseRow[];
}

/** Writes promises. */
export async function savePromises(door: RowDoor, rows: readonly PromiseRow[]): Promise<void> {
  if (rows.length > 0) await saveRows(door, PROMISE, rows);
}
