// Rows of pairing codes and of the browsers paired with them.
import { idOf, type PropertyId, type TerminalId } from "../contract/index.ts";
import { tell, type Db } from "../store/index.ts";

interface PairingRow {
  code_hash: string;
  property: string;
  station: string;
  created_at: number;
  expires_at: number;
  used_at: number | null;
}

interface TerminalRow {
  id: string;
  property: string;
  station: string;
  name: string;
  token_hash: string;
  seen: number | null;
  created_at: number;
  last_seen_at: number | null;
  revoked_at: number | null;
}

/** One paired browser as stored. */
export interface StoredTerminal {
  readonly id: TerminalId;
  readonly station: string;
  readonly name: string;
  /** The last pop it said it has shown; absent on a new terminal. */
  readonly seen?: number;
  readonly revoked: boolean;
  readonly createdAt: number;
  readonly lastSeenAt?: number;
}

/** Writes a pairing code down and sweeps away those that ran out a day ago. */
export async function insertPairing(
  db: Db,
  row: { digest: string; property: PropertyId; station: string; at: number; expiresAt: number },
): Promise<void> {
  await db<PairingRow>("pairing")
    .where("expires_at", "<", row.at - 24 * 3_600_000)
    .delete();
  await db<PairingRow>("pairing").insert({
    code_hash: row.digest,
    property: row.property,
    station: row.station,
    created_at: row.at,
    expires_at: row.expiresAt,
    used_at: null,
  });
}

/** Uses a code up: of two who try at once exactly one gets the station. */
export async function takePairing(
  db: Db,
  it: { digest: string; property: PropertyId; at: number },
): Promise<string | undefined> {
  const mine = { code_hash: it.digest, property: it.property };
  const taken = await db<PairingRow>("pairing")
    .where(mine)
    .whereNull("used_at")
    .where("expires_at", ">", it.at)
    .update({ used_at: it.at });
  if (taken !== 1) return undefined;
  const row = await db<PairingRow>("pairing").where(mine).first();
  return row?.station;
}

/** Adds a paired browser. */
export async function insertTerminal(
  db: Db,
  row: { id: TerminalId; property: PropertyId; station: string; name: string; digest: string; at: number },
): Promise<void> {
  await db<TerminalRow>("terminal").insert({
    id: row.id,
    property: row.property,
    station: row.station,
    name: row.name,
    token_hash: row.digest,
    seen: null,
    created_at: row.at,
    last_seen_at: null,
    revoked_at: null,
  });
}

/** The terminals of some tokens' digests, in one statement; 1,000 browsers may come back in one second. */
export async function readTerminals(
  db: Db,
  property: PropertyId,
  digests: readonly string[],
): Promise<Map<string, StoredTerminal>> {
  const rows = await db<TerminalRow>("terminal")
    .whereIn("token_hash", digests)
    .where({ property })
    .limit(1000);
  return new Map(rows.map((row) => [row.token_hash, terminalOf(row)]));
}

/** All terminals of the house, revoked ones too, newest first; at most 1,000. */
export async function listTerminals(db: Db, property: PropertyId): Promise<StoredTerminal[]> {
  const rows = await db<TerminalRow>("terminal").where({ property }).orderBy("id", "desc").limit(1000);
  return rows.map(terminalOf);
}

/** Revokes a terminal; answers whether it was there and not yet revoked. */
export async function revokeTerminalRow(
  db: Db,
  it: { id: TerminalId; property: PropertyId; at: number },
): Promise<boolean> {
  const changed = await db<TerminalRow>("terminal")
    .where({ id: it.id, property: it.property })
    .whereNull("revoked_at")
    .update({ revoked_at: it.at });
  return changed === 1;
}

/** Which of these terminals are revoked by now. */
export async function readRevoked(db: Db, ids: readonly TerminalId[]): Promise<TerminalId[]> {
  const rows = await db<TerminalRow>("terminal").whereIn("id", ids).whereNotNull("revoked_at").select("id");
  return rows.map(({ id }) => idOf(id));
}

/** Writes for many terminals at once how far each has seen: one statement for all that stand at the same number. */
export async function writeSeen(db: Db, seen: ReadonlyMap<TerminalId, number>, at: number): Promise<void> {
  const standing = new Map<number, TerminalId[]>();
  for (const [id, upTo] of seen) {
    const there = standing.get(upTo);
    if (there === undefined) standing.set(upTo, [id]);
    else there.push(id);
  }
  for (const [upTo, all] of standing)
    for (let from = 0; from < all.length; from += 500) {
      const some = all.slice(from, from + 500);
      const places = some.map(() => "?").join();
      const change = `update terminal set seen = ?, last_seen_at = ? where id in (${places})`;
      await tell(db, change, [upTo, at, ...some]);
    }
}

function terminalOf(row: TerminalRow): StoredTerminal {
  return {
    id: idOf(row.id),
    station: row.station,
    name: row.name,
    ...(row.seen === null ? {} : { seen: row.seen }),
    revoked: row.revoked_at !== null,
    createdAt: row.created_at,
    ...(row.last_seen_at === null ? {} : { lastSeenAt: row.last_seen_at }),
  };
}
