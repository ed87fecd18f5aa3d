// MySQL or MariaDB through knex: byte-wise comparison, UTC, and a deadline on everything that waits.
import type { Connection } from "mysql2";
import knex, { type Knex } from "knex";
import { KeshiError } from "../contract/index.ts";

const CONNECT_MS = 5_000;
const ACQUIRE_MS = 10_000;
/** A connection silent that long, with or without a question open, is dropped; the pool makes a new one. */
const SILENCE_MS = 60_000;
const CONNECTIONS = 8;

/** The least that makes both databases behave alike: UTC, refusal of what does not fit, no endless lock waits. */
const SESSION =
  "set collation_connection = utf8mb4_bin, time_zone = '+00:00', innodb_lock_wait_timeout = 5, " +
  "sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'";

/** knex would write to the console by itself. */
const SILENT = { warn: ignore, error: ignore, debug: ignore, deprecate: ignore };

/** A pool on the server; nothing is asked of it yet. Throws `store-bad-url`. */
export function openMysql(url: string): Knex {
  return knex({
    client: "mysql2",
    connection: connectionOf(url),
    // Errors are thrown to whoever asked; with values filled in they would carry guests' names.
    compileSqlOnError: false,
    log: SILENT,
    acquireConnectionTimeout: ACQUIRE_MS,
    pool: { min: 0, max: CONNECTIONS, afterCreate: prepare },
  });
}

/** Where a server is and as whom to speak to it. */
export interface MysqlPlace {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly connectTimeout: number;
}

/** Reads `store.url`. Throws `store-bad-url`. */
export function placeOf(url: string): MysqlPlace {
  const at = URL.canParse(url) ? new URL(url) : undefined;
  const database = decodeURIComponent(at?.pathname.slice(1) ?? "");
  if (at === undefined || !["mysql:", "mariadb:"].includes(at.protocol) || database === "")
    throw new KeshiError("store-bad-url", "store.url is not of the form mysql://user:secret@host:3306/name");
  return {
    host: at.hostname,
    port: Number(at.port === "" ? 3306 : at.port),
    user: decodeURIComponent(at.username),
    password: decodeURIComponent(at.password),
    database,
    connectTimeout: CONNECT_MS,
  };
}

function connectionOf(url: string): Knex.MySql2ConnectionConfig {
  return {
    ...placeOf(url),
    charset: "utf8mb4",
    timezone: "Z",
    dateStrings: true,
    supportBigNumbers: true,
    enableKeepAlive: true,
  };
}

function prepare(connection: Connection, done: (error: Error | null, connection: Connection) => void): void {
  if ("stream" in connection && isSocket(connection.stream))
    connection.stream.setTimeout(SILENCE_MS, () => connection.destroy());
  connection.query(SESSION, (error) => done(error, connection));
}

function isSocket(stream: unknown): stream is { setTimeout(ms: number, run: () => void): void } {
  return typeof stream === "object" && stream !== null && "setTimeout" in stream;
}

function ignore(): void {
  // What matters is thrown.
}
