// Columns that many tables of the first schema share.
import type { Knex } from "knex";

/** A table while it is being made. */
export type Table = Knex.CreateTableBuilder;
/** The shapes of some tables by name. */
export type Shapes = Readonly<Record<string, (table: Table) => void>>;

/** An id made by us. */
export const id = (table: Table, column = "id"): Knex.ColumnBuilder => table.string(column, 26).notNullable();
/** The property a row belongs to. */
export const owner = (table: Table): Knex.ColumnBuilder => table.string("property", 32).notNullable();
/** A UTC instant in milliseconds. */
export const instant = (table: Table, column: string): Knex.ColumnBuilder => table.bigInteger(column);
