// Cautions: allergies, taboos and the like; explicit, never decaying.
import type { Knex } from "knex";
import { ask, places, saveRows, type RowDoor, type TableShape } from "./row-store.ts";

/** One caution as stored. */
export interface CautionRow {
  id: string;
  property: string;
  guest: string;
  kind: "allergy" | "taboo" | "medical" | "faith";
  value: string;
  severity: "severe" | "mild";
  /** guest · companion · staff · pms */
  said_by: string;
  note: string | null;
  source: string;
  person: string | null;
  stay: string | null;
  at: number;
  ended_at: number | null;
}

const CAUTION: TableShape<CautionRow> = {
  name: "caution",
  key: ["id"],
  columns: [
    ...(["id", "property", "guest", "kind", "value", "severity", "said_by", "note", "source"] as const),
    ...(["person", "stay", "at", "ended_at"] as const),
  ],
};

/** Reads the standing cautions of some guests. */
export async function readCautions(db: Knex, guests: readonly string[]): Promise<CautionRow[]> {
  if (guests.length === 0) return [];
  return (await ask(
    db,
    `select * from caution where guest in (${places(guests)}) and ended_at is null order by at`,
    guests,
  )) as CautionRow[];
}

/** Writes cautions. */
export async function saveCautions(door: RowDoor, rows: readonly CautionRow[]): Promise<void> {
  if (rows.length > 0) await saveRows(door, CAUTION, rows);
}

/** Ends a caution; the row stays as a trace. */
export async function endCaution(db: Knex, id: string, at: number): Promise<void> {
  await db.raw("update caution set ended_at = ? where id = ? and ended_at is null", [at, id]);
}
