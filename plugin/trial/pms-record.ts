// A FIAS record as ordered fields that may repeat, and what the PMS puts into each of its guest records (fias.md §2.1, §6).
import type { Instant, LocalDate } from "../contract/index.ts";

/** One field: its two-character id and its value; order counts only where GS follows its room (fias.md §2.1). */
export type Field = readonly [id: string, value: string];

/** One record: its id and its fields in the order they stand. */
export interface PmsRecord {
  readonly id: string;
  readonly fields: readonly Field[];
}

/** Reads a record's text; bare `LS` and a missing last bar are taken (fias.md §2.1). */
export function readRecord(text: string): PmsRecord {
  const [id = "", ...parts] = text.split("|");
  const fields = parts
    .filter((part) => part.length >= 2)
    .map((part): Field => [part.slice(0, 2), part.slice(2)]);
  return { id, fields };
}

/** Writes a record: every field ends with a bar, the last one too (fias.md §2.1). */
export function writeRecord({ id, fields }: PmsRecord): string {
  return `${id}|${fields.map(([field, value]) => `${field}${plain(value)}|`).join("")}`;
}

/** The first value of a field, where the record has it. */
export function valueOf(record: PmsRecord, id: string): string | undefined {
  return record.fields.find(([field]) => field === id)?.[1];
}

/** The ids in an `FL`: two characters each, of any kind: `G#`, `A0`, `$1` (fias.md §2.1). */
export function fieldList(list: string): readonly string[] {
  return list.match(/../gsu) ?? [];
}

/** There is no escape: a bar or a control byte in a value is taken out before sending (fias.md §2.1). */
function plain(value: string): string {
  return Array.from(value)
    .filter((char) => char !== "|" && char >= " ")
    .join("");
}

/** A hotel date as `YYMMDD` (fias.md §2.2). */
export function dateField(date: LocalDate): string {
  return date.slice(2).replaceAll("-", "");
}

/** An instant as the hotel's wall clock shows it, for DA and TI (fias.md §2.2: local time, no zone, 24 hours). */
export function stamp(at: Instant, timezone: string): { readonly DA: string; readonly TI: string } {
  const parts = new Map(
    wallClock(timezone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const text = (...names: readonly Intl.DateTimeFormatPartTypes[]): string =>
    names.map((name) => parts.get(name) ?? "").join("");
  return { DA: text("year", "month", "day").slice(2), TI: text("hour", "minute", "second") };
}

/** The date the hotel's wall calendar shows at an instant. */
export function hotelDate(at: Instant, timezone: string): LocalDate {
  const { DA } = stamp(at, timezone);
  return `20${DA.slice(0, 2)}-${DA.slice(2, 4)}-${DA.slice(4)}`;
}

const wallClocks = new Map<string, Intl.DateTimeFormat>();

function wallClock(timeZone: string): Intl.DateTimeFormat {
  const known = wallClocks.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  wallClocks.set(timeZone, made);
  return made;
}
