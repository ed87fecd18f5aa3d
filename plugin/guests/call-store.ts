// Telephone calls, as far as they belong to a guest's history: when, where, never the number itself.
import type { Knex } from "knex";
import { ask, places, saveRows, type RowDoor, type TableShape } from "./row-store.ts";

/** One call as stored. */
export interface CallRow {
  id: string;
  property: string;
  source: string;
  call_id: string;
  extension: string | null;
  number_digest: string | null;
  guest: string | null;
  at: number;
  ended_at: number | null;
}

const CALL: TableShape<CallRow> = {
  name: "phone_call",
  key: ["id"],
  columns: ["id", "property", "source", "call_id", "extension", "number_digest", "guest", "at", "ended_at"],
};

/** Reads calls by the switchboard's own ids. */
export async function readCalls(
  db: Knex,
  asked: { property: string; source: string; calls: readonly string[] },
): Promise<CallRow[]> {
  if (asked.calls.length === 0) return [];
  return (await ask(
    db,
    `select * from phone_call where property = ? and source = ? and call_id in (${places(asked.calls)})`,
    [asked.property, asked.source, ...asked.calls],
  )) as CallRow[];
}

/** Reads the newest calls of one guest. */
export async function readCallsOf(db: Knex, guest: string, limit: number): Promise<CallRow[]> {
  return (await ask(db, "select * from phone_call where guest = ? order by at desc limit ?", [
    guest,
    limit,
  ])) as CallRow[];
}

/** Writes calls. */
export async function saveCalls(door: RowDoor, rows: readonly CallRow[]): Promise<void> {
  if (rows.length > 0) await saveRows(door, CALL, rows);
}
