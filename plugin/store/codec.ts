// What the two databases give back differently, made the same.
import { KeshiError } from "../contract/index.ts";

/** A stored boolean: 0, 1, or text of either. */
export function toBoolean(stored: unknown): boolean {
  return stored === 1 || stored === true || stored === "1" || stored === 1n;
}

/** A stored whole number; MySQL sends sums and large ones as text. Throws `store-bad-number` beyond 2^53. */
export function toInteger(stored: unknown): number {
  const number = typeof stored === "string" || typeof stored === "bigint" ? Number(stored) : stored;
  if (typeof number === "number" && Number.isSafeInteger(number)) return number;
  throw new KeshiError("store-bad-number", "A stored number is not a whole number below 2^53");
}

/** A stored whole number or nothing. */
export function toIntegerOrNone(stored: unknown): number | undefined {
  return stored === null || stored === undefined ? undefined : toInteger(stored);
}

/** Stored text; nothing stored reads as empty. */
export function toText(stored: unknown): string {
  return typeof stored === "string" ? stored : "";
}

/** Stored text or nothing. */
export function toTextOrNone(stored: unknown): string | undefined {
  return typeof stored === "string" ? stored : undefined;
}

/** Text to store for a value. */
export function toJson(value: unknown): string {
  return JSON.stringify(value);
}

/** The value of stored JSON, still to be decoded; nothing where nothing was stored. Throws `store-bad-json`. */
export function fromJson(stored: unknown): unknown {
  if (stored === null || stored === undefined) return undefined;
  if (typeof stored !== "string") return stored;
  try {
    return JSON.parse(stored);
  } catch (error) {
    throw new KeshiError("store-bad-json", "A stored text is not JSON", { cause: error });
  }
}

/** Stored bytes as they went in. */
export function toBytes(stored: unknown): Uint8Array {
  if (stored instanceof Uint8Array) return stored;
  return Buffer.from(typeof stored === "string" ? stored : "", "utf8");
}
