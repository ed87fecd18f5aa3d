// The first shape of the store. Never edited once shipped: what changes comes as a new migration.
// Every statement can be run again, because MariaDB commits each DDL at once.
import type { Knex } from "knex";
import type { Table } from "./0001-columns.ts";
import { DESK_TABLES } from "./0001-desks.ts";
import { GUEST_TABLES } from "./0001-guests.ts";
import { INBOX_TABLES } from "./0001-inbox.ts";

const TABLES = { ...INBOX_TABLES, ...GUEST_TABLES, ...DESK_TABLES };

/** Creates what is missing of the first schema; safe to run again after an interruption. */
export async function up(db: Knex): Promise<void> {
  for (const [name, shape] of Object.entries(TABLES)) {
    if (await db.schema.hasTable(name)) continue;
    // Table and indexes are separate statements; the table takes its name only when all are there.
    const draft = `${name}_draft`;
    await db.schema.dropTableIfExists(draft);
    await db.schema.createTable(draft, (table) => {
      if (isMysql(db)) byBytes(table);
      shape(table);
    });
    await db.schema.renameTable(draft, name);
  }
}

/** Every other collation of MySQL holds some different names, ids or rare characters equal. */
function byBytes(table: Table): void {
  table.charset("utf8mb4");
  table.collate("utf8mb4_bin");
}

function isMysql(db: Knex): boolean {
  const client: unknown = db.client;
  return typeof client === "object" && client !== null && "dialect" in client && client.dialect === "mysql";
}
