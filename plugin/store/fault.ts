// What a database's errors mean: whether to try again, and in which of our codes.
import { KeshiError, codeOf } from "../contract/index.ts";
import type { ErrorClass } from "../contract/index.ts";

interface Fault {
  readonly code: string;
  readonly errorClass: ErrorClass;
  readonly text: string;
  readonly remedy?: string;
}

const BUSY: Fault = { code: "store-busy", errorClass: "transient", text: "The store is busy" };
const AWAY: Fault = {
  code: "store-unreachable",
  errorClass: "transient",
  text: "The store does not answer",
  remedy: "Check that the database runs and that its disk or network is there",
};
const FULL: Fault = {
  code: "store-full",
  errorClass: "transient",
  text: "The store's disk is full or cannot be written to",
  remedy: "Make room on the disk that holds the database",
};
const DENIED: Fault = {
  code: "store-denied",
  errorClass: "permanent",
  text: "The database server refuses this user",
  remedy: "Check user, password and rights in store.url",
};
const ABSENT: Fault = {
  code: "store-no-database",
  errorClass: "permanent",
  text: "The database named in store.url does not exist",
  remedy: "create database … character set utf8mb4 collate utf8mb4_bin",
};
const FOREIGN: Fault = {
  code: "store-not-a-database",
  errorClass: "permanent",
  text: "The file is not a SQLite database, or it is damaged",
  remedy: "Name another file in store.file, or restore a backup; the file was left as it is",
};

/** Codes of better-sqlite3, mysql2, knex's pool and the system, as far as they tell us what to do. */
const FAULTS: Readonly<Record<string, Fault>> = {
  SQLITE_BUSY: BUSY,
  SQLITE_LOCKED: BUSY,
  SQLITE_IOERR: AWAY,
  SQLITE_CANTOPEN: AWAY,
  SQLITE_FULL: FULL,
  SQLITE_READONLY: FULL,
  SQLITE_NOTADB: FOREIGN,
  SQLITE_CORRUPT: FOREIGN,
  ER_LOCK_DEADLOCK: BUSY,
  ER_LOCK_WAIT_TIMEOUT: BUSY,
  ER_CHECKREAD: BUSY,
  ER_CON_COUNT_ERROR: BUSY,
  ER_TOO_MANY_USER_CONNECTIONS: BUSY,
  ER_SERVER_SHUTDOWN: AWAY,
  ER_CONNECTION_KILLED: AWAY,
  ER_OPTION_PREVENTS_STATEMENT: AWAY,
  ER_QUERY_INTERRUPTED: AWAY,
  ER_DISK_FULL: FULL,
  ER_RECORD_FILE_FULL: FULL,
  ER_ACCESS_DENIED_ERROR: DENIED,
  ER_DBACCESS_DENIED_ERROR: DENIED,
  ER_BAD_DB_ERROR: ABSENT,
  PROTOCOL_CONNECTION_LOST: AWAY,
  PROTOCOL_SEQUENCE_TIMEOUT: AWAY,
  ECONNREFUSED: AWAY,
  ECONNRESET: AWAY,
  EPIPE: AWAY,
  ETIMEDOUT: AWAY,
  EHOSTUNREACH: AWAY,
  ENETUNREACH: AWAY,
  ENOTFOUND: AWAY,
  EAI_AGAIN: AWAY,
};

/** What was thrown, as a KeshiError where the database's code tells what to do; anything else as it was. */
export function faultOf(error: unknown): unknown {
  if (error instanceof KeshiError) return error;
  const fault = lookUp(error);
  if (fault === undefined) return error;
  const { code, errorClass, text, remedy } = fault;
  return new KeshiError(code, text, {
    errorClass,
    ...(remedy === undefined ? {} : { remedy }),
    cause: error,
  });
}

/** Whether a row with that key is already there. */
export function isDuplicate(error: unknown): boolean {
  const code = codeOf(error);
  return (
    code === "SQLITE_CONSTRAINT_UNIQUE" || code === "SQLITE_CONSTRAINT_PRIMARYKEY" || code === "ER_DUP_ENTRY"
  );
}

function lookUp(error: unknown): Fault | undefined {
  const code = codeOf(error);
  // SQLite refines its codes by suffix: SQLITE_IOERR_WRITE, SQLITE_BUSY_SNAPSHOT.
  const [family = "", kind = ""] = code.split("_");
  const known = FAULTS[code] ?? (family === "SQLITE" ? FAULTS[`${family}_${kind}`] : undefined);
  if (known !== undefined) return known;
  if (!(error instanceof Error)) return undefined;
  // Neither has a code: knex names a full pool so, and mysql2 marks a dead connection as fatal.
  if (error.name === "KnexTimeoutError") return BUSY;
  return "fatal" in error && error.fatal === true ? AWAY : undefined;
}
