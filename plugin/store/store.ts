// The one door to the database: SQLite in a file by default, MySQL or MariaDB in production, the same behaviour on both.
import { KeshiError } from "../contract/index.ts";
import type { Knex } from "knex";
import { faultOf } from "./fault.ts";
import { openMysql } from "./mysql.ts";
import { openSqlite } from "./sqlite.ts";
import { holdStore, type HoldPurpose, type StoreHold } from "./store-hold.ts";
import type { StoreSettings } from "./store-settings.ts";

/** What a query may be asked of: the store's `db`, or the transaction one is inside of. */
export type Db = Knex | Knex.Transaction;

/** The transaction one is inside of. */
export type Transaction = Knex.Transaction;

/** An open database. Inside a transaction every query goes through its `trx`: SQLite has one connection only, and a query beside it waits for ever. */
export interface Store {
  readonly kind: "sqlite" | "mysql";
  readonly db: Knex;
  /** All of the work or none of it; what may pass (deadlock, lock, lost connection) is thrown as a transient KeshiError `store-*`. */
  transaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
  /** Resolves when the database answers; throws transient `store-unreachable` or `store-busy` otherwise. */
  ping(): Promise<void>;
  /** A lock of the whole store, waited for up to `waitMs`; nothing where somebody else keeps it. */
  hold(purpose: HoldPurpose, waitMs: number): Promise<StoreHold | undefined>;
  close(): Promise<void>;
}

/** Opens the database; throws `store-not-a-database`, `store-denied`, `store-no-database`, or transient `store-unreachable`. */
export async function openStore(settings: StoreSettings): Promise<Store> {
  const db = settings.kind === "sqlite" ? openSqlite(settings.file) : openMysql(settings.url);
  const store: Store = {
    kind: settings.kind,
    db,
    transaction: (work) => faultless(() => db.transaction(work)),
    ping: () => ask(db, "select 1"),
    hold: (purpose, waitMs) => holdStore(settings, purpose, waitMs),
    close: () => db.destroy(),
  };
  try {
    await ask(db, FIRST_QUESTION[settings.kind]);
  } catch (error) {
    await db.destroy();
    throw refusal(error, settings);
  }
  return store;
}

/** Reads the file's header on SQLite, where `select 1` would not touch the file at all. */
const FIRST_QUESTION = { sqlite: "select count(*) from sqlite_master", mysql: "select 1" } as const;

async function ask(db: Knex, question: string): Promise<void> {
  await faultless(() => db.raw<unknown>(question).then(() => undefined));
}

async function faultless<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw faultOf(error);
  }
}

function refusal(error: unknown, settings: StoreSettings): unknown {
  if (error instanceof KeshiError) return error;
  return new KeshiError("store-unreachable", `The ${settings.kind} store could not be opened`, {
    errorClass: "transient",
    remedy:
      settings.kind === "sqlite"
        ? `Check that ${settings.file} can be written to`
        : "Check host, port and network",
    cause: error,
  });
}
