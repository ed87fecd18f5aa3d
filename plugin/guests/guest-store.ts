// The guest's own row: names, sex, language and what else a source told of the person.
import type { Knex } from "knex";
import { ask, places, saveRows, type RowDoor, type TableShape } from "./row-store.ts";

/** One guest's history file as stored; absent facts are null. */
export interface GuestRow {
  id: string;
  property: string;
  created_at: number;
  updated_at: number;
  version: number;
  /** GuestName[] as JSON. */
  names: string;
  search: string;
  sex: string | null;
  title: string | null;
  vip: string | null;
  language: string | null;
  nationality: string | null;
  /** `MM-DD` or `YYYY-MM-DD`. */
  birth_date: string | null;
  employer: string | null;
  residence: string | null;
  merged_into: string | null;
}

const GUEST: TableShape<GuestRow> = {
  name: "guest",
  key: ["id"],
  columns: [
    "id",
    "property",
    "created_at",
    "updated_at",
    "version",
    "names",
    "search",
    "sex",
    "title",
    "vip",
    "language",
    "nationality",
    "birth_date",
    "employer",
    "residence",
    "merged_into",
  ],
};

/** Reads guests by id, in one query. */
export async function readGuests(db: Knex, ids: readonly string[]): Promise<GuestRow[]> {
  if (ids.length === 0) return [];
  return (await ask(db, `select * from guest where id in (${places(ids)})`, ids)) as GuestRow[];
}

/** Writes guests whole, new and changed. */
export async function saveGuests(door: RowDoor, rows: readonly GuestRow[]): Promise<void> {
  if (rows.length > 0) await saveRows(door, GUEST, rows);
}

/** Words of a question that are looked for; more of them tell nobody apart any better. */
const WORDS_ASKED = 5;

/** Finds guests whose folded names hold every word of the folded text; newest first. What only databases read as a sign is no word. */
export async function findGuests(
  db: Knex,
  asked: { property: string; text: string; limit: number },
): Promise<GuestRow[]> {
  const words = asked.text.split(" ").filter((word) => word !== "");
  if (words.length === 0) return [];
  const likes = words.slice(0, WORDS_ASKED).map((word) => `%${word.replaceAll(/[!%_]/g, "!$&")}%`);
  return (await ask(
    db,
    `select * from guest where property = ? and ${likes.map(() => "search like ? escape '!'").join(" and ")}
     and merged_into is null order by updated_at desc limit ?`,
    [asked.property, ...likes, asked.limit],
  )) as GuestRow[];
}
