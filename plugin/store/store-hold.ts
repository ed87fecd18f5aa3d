// One holder at a time, across processes and machines: the lock is the database's own, so it ends with whoever held it.
import Sqlite from "better-sqlite3";
import mysql, { type Connection, type RowDataPacket } from "mysql2/promise";
import { codeOf } from "../contract/index.ts";
import { systemClock } from "../kit/clock.ts";
import { faultOf } from "./fault.ts";
import { placeOf } from "./mysql.ts";
import type { StoreSettings } from "./store-settings.ts";

/** What one does at a time: be the running house, or change the schema. */
export type HoldPurpose = "running" | "migrating";

/** A lock on a store, held until it is released or the process ends. */
export interface StoreHold {
  /** Whether it is still ours; where a server had dropped us it is taken again, if nobody else has it by now. Throws `store-unreachable`. */
  isOurs(): Promise<boolean>;
  release(): Promise<void>;
}

const LOOK_MS = 50;
/** Seconds until a server drops a silent connection, and the lock with it; this one is silent for much less. */
const SILENCE_S = 2_000_000;

/** Takes the lock, waiting up to `waitMs` for whoever has it; nothing where it was not to be had. */
export async function holdStore(
  settings: StoreSettings,
  purpose: HoldPurpose,
  waitMs: number,
): Promise<StoreHold | undefined> {
  const until = systemClock.monotonic() + waitMs;
  for (;;) {
    const hold = await takeOnce(settings, purpose);
    if (hold !== undefined || systemClock.monotonic() >= until) return hold;
    await systemClock.sleep(LOOK_MS);
  }
}

async function takeOnce(settings: StoreSettings, purpose: HoldPurpose): Promise<StoreHold | undefined> {
  return faultless(async () =>
    settings.kind === "sqlite" ? takeFile(lockOf(settings.file, purpose)) : takeName(settings.url, purpose),
  );
}

async function faultless<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw faultOf(error);
  }
}

/** A store in memory is nobody else's, and so is its lock. */
function lockOf(file: string, purpose: HoldPurpose): string {
  return file === ":memory:" ? file : `${file}-${purpose}`;
}

/** An empty file beside the store's, locked by SQLite's own means, which every system has. */
function takeFile(file: string): StoreHold | undefined {
  const lock = new Sqlite(file, { timeout: 0 });
  try {
    lock.exec("begin exclusive");
  } catch (error) {
    lock.close();
    if (codeOf(error).startsWith("SQLITE_BUSY")) return undefined;
    throw error;
  }
  return {
    isOurs: () => Promise.resolve(lock.open),
    release: () => Promise.resolve(void lock.close()),
  };
}

/** A name on the server, which lasts as long as the connection that took it. */
async function takeName(url: string, purpose: HoldPurpose): Promise<StoreHold | undefined> {
  let connection = await connect(url);
  if (!(await takes(connection, purpose))) {
    await connection.end();
    return undefined;
  }
  return {
    async isOurs() {
      try {
        return await takes(connection, purpose);
      } catch {
        connection.destroy();
        connection = await faultless(() => connect(url));
        return faultless(() => takes(connection, purpose));
      }
    },
    release: () => connection.end().catch(() => connection.destroy()),
  };
}

async function connect(url: string): Promise<Connection> {
  const connection = await mysql.createConnection({ ...placeOf(url) });
  // A connection that breaks is noticed by the next question.
  connection.on("error", () => undefined);
  await connection.query(`set session wait_timeout = ${SILENCE_S}`);
  return connection;
}

/** Taken twice by one connection it is simply ours. */
async function takes(connection: Connection, purpose: HoldPurpose): Promise<boolean> {
  const name = `concat('keshi:${purpose}:', sha1(database()))`;
  const [rows] = await connection.query<RowDataPacket[]>(`select get_lock(${name}, 0) as taken`);
  return Number(rows[0]?.["taken"]) === 1;
}
