// Plain SQL with `?` for values, straight to the driver where that is safe: what is asked for every guest at the desk
// needs none of what knex would build around it.
import type { Database } from "better-sqlite3";
import type { Knex } from "knex";

type Db = Knex | Knex.Transaction;

/** What a `?` may stand for. */
export type Value = string | number | null | Uint8Array;

/** The one connection of each SQLite store, by its knex settings, which its transactions share. */
const connections = new WeakMap<object, Database>();

/** Says which connection serves a store; SQLite only, where there is exactly one. */
export function keepConnection(db: Knex, connection: Database): void {
  const client = clientOf(db);
  if (client !== undefined) connections.set(client.config, connection);
}

/** Asks; the rows come back the same from both databases. */
export async function ask(db: Db, sql: string, values: readonly Value[]): Promise<unknown[]> {
  const connection = freeConnection(db, { sql, bindings: values });
  if (connection !== undefined) return connection.prepare<Value[]>(sql).all(...values);
  const answer: unknown = await db.raw(sql, values as readonly Knex.RawBinding[]);
  const rows: unknown[] = Array.isArray(answer) ? answer : [];
  // mysql2 answers [rows, columns], better-sqlite3 the rows.
  const first = rows[0];
  return Array.isArray(first) ? (first as unknown[]) : rows;
}

/** Writes; gives the number of rows it touched. */
export async function tell(db: Db, sql: string, values: readonly Value[]): Promise<number> {
  const connection = freeConnection(db, { sql, bindings: values });
  if (connection !== undefined) return connection.prepare<Value[]>(sql).run(...values).changes;
  const answer: unknown = await db.raw(sql, values as readonly Knex.RawBinding[]);
  const outcome: unknown = Array.isArray(answer) ? answer[0] : answer;
  return numberIn(outcome, "changes") ?? numberIn(outcome, "affectedRows") ?? 0;
}

/**
 * The connection, where a statement may run on it at once: inside one's own transaction, or while nobody has one open.
 * A statement runs to its end before anything else does, so it needs no turn in the pool; else knex waits for one.
 */
function freeConnection(db: Db, asked: { sql: string; bindings: readonly Value[] }): Database | undefined {
  const client = clientOf(db);
  const connection = client === undefined ? undefined : connections.get(client.config);
  if (client === undefined || connection?.open !== true) return undefined;
  const isOurs = "isCompleted" in db && db.isTransaction === true;
  if (isOurs ? !connection.inTransaction || db.isCompleted() : connection.inTransaction) return undefined;
  // Whoever listens to what knex asks hears of this as well.
  client.emit("query", asked);
  return connection;
}

interface Client {
  readonly config: object;
  emit(event: string, asked: object): unknown;
}

function clientOf(db: Db): Client | undefined {
  const client: unknown = db.client;
  return isClient(client) ? client : undefined;
}

function isClient(client: unknown): client is Client {
  return (
    typeof client === "object" &&
    client !== null &&
    "emit" in client &&
    "config" in client &&
    typeof client.config === "object" &&
    client.config !== null
  );
}

function numberIn(outcome: unknown, name: string): number | undefined {
  if (typeof outcome !== "object" || outcome === null) return undefined;
  const number: unknown = Object.getOwnPropertyDescriptor(outcome, name)?.value;
  return typeof number === "number" ? number : undefined;
}
