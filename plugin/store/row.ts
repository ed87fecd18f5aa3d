// Rows as they come from either driver, before their columns are decoded.

/** One stored row; columns are decoded by the codecs. */
export type Row = Readonly<Record<string, unknown>>;

/** The rows a query gives; knex itself only promises `any`. */
export async function rowsOf(query: PromiseLike<unknown>): Promise<readonly Row[]> {
  const answer: unknown = await query;
  return Array.isArray(answer) ? answer.filter(isRow) : [];
}

/** The number of rows a write touched. */
export async function touched(query: PromiseLike<unknown>): Promise<number> {
  return Number(await query);
}

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null;
}
