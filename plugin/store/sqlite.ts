// SQLite through knex: one connection, every commit on the disk before it is answered.
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { Database, Statement } from "better-sqlite3";
import knex, { type Knex } from "knex";
import { keepConnection } from "./statement.ts";

/** How long a query waits for a turn on the one connection, and for another process's lock, in milliseconds. */
const ACQUIRE_MS = 30_000;
const LOCK_MS = 5_000;
/** Prepared statements kept; the hot ones are few, multi-row inserts come in many lengths. */
const STATEMENTS = 256;

/** knex would write to the console by itself. */
const SILENT = { warn: ignore, error: ignore, debug: ignore, deprecate: ignore };

/** A pool of one on the file; the folder is made if it is missing. */
export function openSqlite(file: string): Knex {
  mkdirSync(dirname(file), { recursive: true });
  const db: Knex = knex({
    client: "better-sqlite3",
    connection: { filename: file },
    useNullAsDefault: true,
    // Errors are thrown to whoever asked; with values filled in they would carry guests' names.
    compileSqlOnError: false,
    log: SILENT,
    acquireConnectionTimeout: ACQUIRE_MS,
    pool: {
      min: 1,
      max: 1,
      afterCreate: (connection: Database, done: Created) => {
        prepare(connection, done);
        keepConnection(db, connection);
      },
    },
  });
  return db;
}

type Created = (error: Error | null, connection: Database) => void;

function prepare(connection: Database, done: Created): void {
  try {
    connection.pragma(`busy_timeout = ${LOCK_MS}`);
    connection.pragma("journal_mode = WAL");
    // FULL: with NORMAL a power cut may take commits that were already answered.
    connection.pragma("synchronous = FULL");
    connection.pragma("foreign_keys = ON");
    keepStatements(connection);
    done(null, connection);
  } catch (error) {
    done(error instanceof Error ? error : new Error("pragma failed", { cause: error }), connection);
  }
}

/** knex compiles each statement anew; the same text is kept compiled, the least recently used leaves first. */
function keepStatements(connection: Database): void {
  const compile = connection.prepare.bind(connection);
  const kept = new Map<string, Statement>();
  const prepareOnce = (sql: string): Statement => {
    const statement = kept.get(sql) ?? compile(sql);
    kept.delete(sql);
    kept.set(sql, statement);
    const oldest = kept.size > STATEMENTS ? kept.keys().next().value : undefined;
    if (oldest !== undefined) kept.delete(oldest);
    return statement;
  };
  Object.defineProperty(connection, "prepare", { value: prepareOnce });
}

function ignore(): void {
  // What matters is thrown.
}
