// The hotel's own date and hour, wherever the server's clock stands.
import type { Instant, LocalDate } from "../contract/index.ts";

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: timezone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    hourCycle: "h23",
  });
  formats.set(timezone, format);
  return format;
}

/** The date and hour (0-23) at the hotel. */
export function hotelTime(now: Instant, timezone: string): { date: LocalDate; hour: number } {
  const parts = new Map(
    formatOf(timezone)
      .formatToParts(now)
      .map((part) => [part.type, part.value]),
  );
  const date = `${parts.get("year") ?? ""}-${parts.get("month") ?? ""}-${parts.get("day") ?? ""}`;
  return { date, hour: Number(parts.get("hour")) };
}

/** Whole days from one hotel date to another. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
