// The schema goes forward only; every step can be run again after an interruption.
import type { Knex } from "knex";
import { KeshiError } from "../contract/index.ts";
import { faultOf } from "./fault.ts";
import * as house from "./migrations/0001-house.ts";
import type { Store } from "./store.ts";

interface Step {
  readonly name: string;
  up(db: Knex): Promise<void>;
}

/** Plain names, not file names: 0001.ts in development and 0001.js in a package are one step. */
const STEPS: readonly Step[] = [{ name: "0001-house", up: house.up }];
const TABLE = "keshi_migration";
/** How long one waits for another program that migrates, in milliseconds. */
const OTHERS_MS = 60_000;

const source: Knex.MigrationSource<Step> = {
  getMigrations: () => Promise.resolve([...STEPS]),
  getMigrationName: (step) => step.name,
  getMigration: (step) => Promise.resolve({ up: (db: Knex) => step.up(db), down: refuseToGoBack }),
};

/** Brings the schema up to this program; throws `store-newer` when a newer program has already been there. */
export async function migrate(store: Store): Promise<{ applied: readonly string[] }> {
  const hold = await store.hold("migrating", OTHERS_MS);
  if (hold === undefined)
    throw new KeshiError("store-migrating", "Another program is changing this store's tables", {
      errorClass: "transient",
      remedy: "Wait until it is done and try again",
    });
  try {
    return await migrateAlone(store);
  } finally {
    await hold.release();
  }
}

async function migrateAlone(store: Store): Promise<{ applied: readonly string[] }> {
  try {
    await refuseNewer(store.db);
    await breakStaleLock(store.db);
    const answer: unknown = await store.db.migrate.latest({
      migrationSource: source,
      tableName: TABLE,
      // MySQL commits each table at once anyway, which is why steps are written to be run again.
      disableTransactions: store.kind === "mysql",
    });
    const names: unknown = Array.isArray(answer) ? answer[1] : [];
    return { applied: Array.isArray(names) ? names.map(String) : [] };
  } catch (error) {
    throw faultOf(error);
  }
}

/** Names of the steps the database has seen, oldest first; empty for a new one. */
export async function migrationsOf(db: Knex): Promise<readonly string[]> {
  if (!(await db.schema.hasTable(TABLE))) return [];
  const rows: unknown[] = await db(TABLE).orderBy("id").limit(1000).pluck("name");
  return rows.map(String);
}

/** Whether the schema is just what this program expects. */
export async function isMigrated(store: Store): Promise<boolean> {
  const seen = await migrationsOf(store.db);
  return seen.length === STEPS.length && STEPS.every((step) => seen.includes(step.name));
}

async function refuseNewer(db: Knex): Promise<void> {
  const unknown = (await migrationsOf(db)).filter((name) => !STEPS.some((step) => step.name === name));
  if (unknown.length === 0) return;
  throw new KeshiError("store-newer", `The store was made by a newer Keshi (${unknown.join(", ")})`, {
    remedy: "Start the newer version, or restore the backup made before the upgrade",
  });
}

/** A program killed while migrating leaves knex's lock; ours tells that nobody is at it, and steps can be run again. */
async function breakStaleLock(db: Knex): Promise<void> {
  if (await db.schema.hasTable(`${TABLE}_lock`)) await db(`${TABLE}_lock`).update({ is_locked: 0 });
}

function refuseToGoBack(): Promise<void> {
  return Promise.reject(new KeshiError("store-no-way-back", "Migrations go forward only; restore a backup"));
}
