// What tells a guest apart: PMS profile ids in plain, documents, phones and e-mails sealed with a digest to find them by.
import type { Knex } from "knex";
import { addRows, ask, places, type RowDoor, type TableShape } from "./row-store.ts";

/** Kinds of identifiers a file holds. */
export type IdentifierKind = "pms-profile" | "membership" | "document" | "phone" | "email";

/** One identifier of one guest as stored. */
export interface IdentifierRow {
  id: string;
  property: string;
  guest: string;
  kind: string;
  /** The source of a profile id, the programme of a membership, the country of a document. */
  issuer: string;
  digest: string;
  sealed: string | null;
  plain: string | null;
  detail: string | null;
  created_at: number;
}

const IDENTIFIER: TableShape<IdentifierRow> = {
  name: "guest_identifier",
  key: ["id"],
  columns: ["id", "property", "guest", "kind", "issuer", "digest", "sealed", "plain", "detail", "created_at"],
};

/** Reads who has any of these digests of one kind. */
export async function readIdentifiers(
  db: Knex,
  asked: { property: string; kind: IdentifierKind; digests: readonly string[] },
): Promise<IdentifierRow[]> {
  if (asked.digests.length === 0) return [];
  return (await ask(
    db,
    `select * from guest_identifier where property = ? and kind = ? and digest in (${places(asked.digests)})`,
    [asked.property, asked.kind, ...asked.digests],
  )) as IdentifierRow[];
}

/** Reads all identifiers of some guests. */
export async function readIdentifiersOf(db: Knex, guests: readonly string[]): Promise<IdentifierRow[]> {
  if (guests.length === 0) return [];
  return (await ask(
    db,
    `select * from guest_identifier where guest in (${places(guests)}) order by id`,
    guests,
  )) as IdentifierRow[];
}

/** Adds identifiers; one the guest has already stays as it is. */
export async function addIdentifiers(door: RowDoor, rows: readonly IdentifierRow[]): Promise<void> {
  if (rows.length > 0) await addRows(door, IDENTIFIER, rows);
}
