// Hotel dates and times as FIAS writes them: local, without century or zone (fias.md §2.2).
import { Temporal } from "temporal-polyfill";
import { isLocalDate, type Instant, type LocalDate } from "../../plugin/contract/index.ts";

/** A date `YYMMDD` (or `YYYYMMDD`) as a hotel date; undefined where there is no such day. */
export function readDate(text: string): LocalDate | undefined {
  const known = dates.get(text);
  if (known !== undefined) return known;
  const date = toDate(text.trim());
  if (date !== undefined) keep(dates, text, date);
  return date;
}

function toDate(digits: string): LocalDate | undefined {
  if (!/^(\d{6}|\d{8})$/.test(digits)) return undefined;
  const full = digits.length === 6 ? `20${digits}` : digits;
  const date = `${full.slice(0, 4)}-${full.slice(4, 6)}-${full.slice(6, 8)}`;
  return isLocalDate(date) ? date : undefined;
}

/** A time `HHMMSS`, also `HHMM`, `HH:MM` and with a digit too many as seen in the field; undefined where it is none. */
export function readTime(text: string): string | undefined {
  const digits = text.replaceAll(":", "").trim();
  if (!/^\d{4,7}$/.test(digits) || digits.length === 5) return undefined;
  const [hour, minute, second] = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6) || "00"];
  if (hour > "23" || minute > "59" || second > "59") return undefined;
  return `${hour}:${minute}:${second}`;
}

/** The moment a hotel date and time name in the hotel's time zone. */
export function instantOf(date: LocalDate, time: string, timezone: string): Instant | undefined {
  const hour = hourStart(`${date}T${time.slice(0, 2)}`, timezone);
  if (hour.isEven) return hour.start + (Number(time.slice(3, 5)) * 60 + Number(time.slice(6, 8))) * 1000;
  return zoned(`${date}T${time}`, timezone);
}

/** Now as `DA` and `TI` want it: hotel date `YYMMDD` and time `HHMMSS`. */
export function stampOf(now: Instant, timezone: string): { readonly da: string; readonly ti: string } {
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timezone);
  const two = (part: number): string => String(part % 100).padStart(2, "0");
  return {
    da: two(local.year) + two(local.month) + two(local.day),
    ti: two(local.hour) + two(local.minute) + two(local.second),
  };
}

interface Hour {
  readonly start: Instant;
  /** The clocks do not change within it. */
  readonly isEven: boolean;
}

// Thousands of records of one resync share a few dates and hours, and asking calendar and time zone is dear.
const KEPT = 256;
const dates = new Map<string, LocalDate>();
const hours = new Map<string, Hour>();

function keep<Value>(kept: Map<string, Value>, key: string, value: Value): void {
  if (kept.size >= KEPT) kept.clear();
  kept.set(key, value);
}

function hourStart(hour: string, timezone: string): Hour {
  const key = `${timezone} ${hour}`;
  const known = hours.get(key);
  if (known !== undefined) return known;
  const start = zoned(`${hour}:00:00`, timezone);
  const found = { start, isEven: zoned(`${hour}:59:59`, timezone) - start === 3_599_000 };
  keep(hours, key, found);
  return found;
}

function zoned(local: string, timezone: string): Instant {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(timezone).epochMilliseconds;
}
