// How many decimal places a currency has; amounts are stored in its own smallest unit.
import type { Money } from "../contract/index.ts";

const places = new Map<string, number>();

/** Decimal places of a currency by ISO 4217: JPY 0, CNY 2, KWD 3; 2 where nobody knows it. */
export function placesOf(currency: string): number {
  const known = places.get(currency);
  if (known !== undefined) return known;
  const found = /^[A-Z]{3}$/.test(currency)
    ? new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits
    : undefined;
  places.set(currency, found ?? 2);
  return found ?? 2;
}

/** An amount in the smallest unit of its currency, whatever places the source counts in. */
export function minorOf(money: Money): number {
  return Math.round(Number(money.minor) * 10 ** (placesOf(money.currency) - money.exponent));
}
