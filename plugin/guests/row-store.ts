// Rows in, set-wise: one statement for many rows, because a statement costs more than a row.
import type { Knex } from "knex";
import { tell, type Value } from "../store/index.ts";

export { ask } from "../store/index.ts";

/** Where rows go: a transaction, and which database it speaks to (the two say "or else" differently). */
export interface RowDoor {
  readonly db: Knex;
  readonly kind: "sqlite" | "mysql";
}

/** A table as it is written: its columns in order, and those that tell one row from another. */
export interface TableShape<Row> {
  readonly name: string;
  readonly columns: readonly (keyof Row & string)[];
  readonly key: readonly (keyof Row & string)[];
}

/** SQLite takes at most 32,766 values in a statement. */
const VALUES_PER_STATEMENT = 30_000;

/** Writes rows whole: new ones in, those with the same key over what was there. */
export async function saveRows<Row extends object>(
  door: RowDoor,
  table: TableShape<Row>,
  rows: readonly Row[],
): Promise<void> {
  const rest = table.columns.filter((column) => !table.key.includes(column));
  const tail =
    door.kind === "sqlite"
      ? ` on conflict (${list(table.key)}) do update set ${rest.map((c) => `\`${c}\`=excluded.\`${c}\``).join()}`
      : ` on duplicate key update ${rest.map((c) => `\`${c}\`=values(\`${c}\`)`).join()}`;
  await write(door, table, { rows, verb: "insert", tail });
}

/** Writes rows that are not there yet; one that is there already stays as it is. */
export async function addRows<Row extends object>(
  door: RowDoor,
  table: TableShape<Row>,
  rows: readonly Row[],
): Promise<void> {
  const verb = door.kind === "sqlite" ? "insert or ignore" : "insert ignore";
  await write(door, table, { rows, verb, tail: "" });
}

async function write<Row extends object>(
  door: RowDoor,
  table: TableShape<Row>,
  how: { rows: readonly Row[]; verb: string; tail: string },
): Promise<void> {
  const step = Math.floor(VALUES_PER_STATEMENT / table.columns.length);
  const one = `(${table.columns.map(() => "?").join()})`;
  for (let from = 0; from < how.rows.length; from += step) {
    const rows = how.rows.slice(from, from + step);
    const values: Value[] = [];
    for (const row of rows) for (const column of table.columns) values.push(bound(row[column]));
    const places = Array.from(rows, () => one).join();
    await tell(
      door.db,
      `${how.verb} into \`${table.name}\` (${list(table.columns)}) values ${places}${how.tail}`,
      values,
    );
  }
}

function bound(value: unknown): Value {
  if (typeof value === "string" || typeof value === "number") return value;
  return null;
}

function list(columns: readonly string[]): string {
  return columns.map((column) => `\`${column}\``).join();
}

/** `?,?,?` for a list of values. */
export function places(values: readonly unknown[]): string {
  return values.map(() => "?").join();
}
