// Instants are UTC; hotel dates are dates without a zone.

/** A moment, in milliseconds since 1970 UTC; the same integer in both databases. */
export type Instant = number;

/** An event older than this, in milliseconds, changes state and shows nothing: the guest is long past the desk. */
export const FRESH_MS = 5 * 60_000;

/** A hotel date `YYYY-MM-DD`, in the property's own calendar. */
export type LocalDate = string;

/** Tells whether the text is a real date written `YYYY-MM-DD`. */
export function isLocalDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
