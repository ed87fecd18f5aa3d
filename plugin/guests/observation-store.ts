// Observations: noted facts about a guest; they are added and retracted, never changed.
import type { Knex } from "knex";
import { addRows, ask, places, type RowDoor, type TableShape } from "./row-store.ts";

/** How a fact came to be known. */
export type ObservationKind = "said" | "asked" | "seen" | "bought";

/** One observation as stored. */
export interface ObservationRow {
  id: string;
  property: string;
  guest: string;
  stay: string | null;
  category: string;
  value: string;
  kind: ObservationKind;
  note: string | null;
  room: string | null;
  /** The role of the station it was noted at, or the source that sent it. */
  source: string;
  person: string | null;
  station: string | null;
  client_id: string | null;
  at: number;
  created_at: number;
  undo_until: number | null;
  retracted_at: number | null;
}

const OBSERVATION: TableShape<ObservationRow> = {
  name: "observation",
  key: ["id"],
  columns: [
    ...(["id", "property", "guest", "stay", "category", "value", "kind", "note", "room"] as const),
    ...(["source", "person", "station", "client_id", "at", "created_at", "undo_until"] as const),
    "retracted_at",
  ],
};

/** A guest with more notes than this is read by the newest so many. */
const NOTES_READ = 2000;

/** Adds observations; one whose `client_id` is known already is left out. */
export async function addObservations(door: RowDoor, rows: readonly ObservationRow[]): Promise<void> {
  if (rows.length > 0) await addRows(door, OBSERVATION, rows);
}

/** Reads the standing observations of some guests, the newest first. */
export async function readObservations(db: Knex, guests: readonly string[]): Promise<ObservationRow[]> {
  if (guests.length === 0) return [];
  return (await ask(
    db,
    `select * from observation where guest in (${places(guests)}) and retracted_at is null order by at desc limit ?`,
    [...guests, NOTES_READ * guests.length],
  )) as ObservationRow[];
}

/** Reads one observation by its id. */
export async function readObservation(db: Knex, id: string): Promise<ObservationRow | undefined> {
  return (await ask(db, "select * from observation where id = ?", [id]))[0] as ObservationRow | undefined;
}

/** Reads the observation a terminal sent under its own id. */
export async function readObservationSent(
  db: Knex,
  property: string,
  clientId: string,
): Promise<ObservationRow | undefined> {
  return (
    await ask(db, "select * from observation where property = ? and client_id = ?", [property, clientId])
  )[0] as ObservationRow | undefined;
}

/** Takes an observation back; the row stays as a trace. */
export async function retractObservation(db: Knex, id: string, at: number): Promise<void> {
  await db.raw("update observation set retracted_at = ? where id = ? and retracted_at is null", [at, id]);
}
