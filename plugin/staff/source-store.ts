// Rows of bearer keys for the systems that post events.
import type { PropertyId } from "../contract/index.ts";
import type { Db } from "../store/index.ts";

interface SourceKeyRow {
  id: string;
  property: string;
  source: string;
  key_hash: string;
  created_at: number;
  revoked_at: number | null;
}

/** Writes a key's digest down. */
export async function insertSourceKey(
  db: Db,
  row: { id: string; property: PropertyId; source: string; digest: string; at: number },
): Promise<void> {
  await db<SourceKeyRow>("source_key").insert({
    id: row.id,
    property: row.property,
    source: row.source,
    key_hash: row.digest,
    created_at: row.at,
    revoked_at: null,
  });
}

/** The source a valid key belongs to. */
export async function readSource(db: Db, property: PropertyId, digest: string): Promise<string | undefined> {
  const row = await db<SourceKeyRow>("source_key")
    .where({ key_hash: digest, property })
    .whereNull("revoked_at")
    .first();
  return row?.source;
}

/** Takes all keys of a source back; answers how many there were. */
export async function revokeSourceKeys(
  db: Db,
  it: { property: PropertyId; source: string; at: number },
): Promise<number> {
  return db<SourceKeyRow>("source_key")
    .where({ property: it.property, source: it.source })
    .whereNull("revoked_at")
    .update({ revoked_at: it.at });
}
