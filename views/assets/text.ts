// Dates, times and numbers as words, from our own phrases only, so that server and browser never differ by an ICU version.
import type { Instant, LocalDate, Locale, Phrases } from "../../plugin/contract/index.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** 14:32 in the hotel's zone. */
export function clockText(at: Instant, timezone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: timezone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return parts.format(at);
}

/** 刚刚, 12 分钟前, 3 小时前. */
export function agoText(t: Phrases, at: Instant, now: Instant): string {
  const minutes = Math.max(0, Math.floor((now - at) / MINUTE_MS));
  if (minutes < 1) return t("pages.time.now");
  if (minutes < 60) return countText(t, "pages.time.minutesAgo", minutes);
  if (minutes < 24 * 60) return countText(t, "pages.time.hoursAgo", Math.floor(minutes / 60));
  return countText(t, "pages.time.daysAgo", Math.floor(minutes / (24 * 60)));
}

/** 11 minutes, 2 hours: how long something has lasted. */
export function lastingText(t: Phrases, since: Instant, now: Instant): string {
  const minutes = Math.max(1, Math.floor((now - since) / MINUTE_MS));
  if (minutes < 60) return countText(t, "pages.time.minutes", minutes);
  return countText(t, "pages.time.hours", Math.floor(minutes / 60));
}

/** 8 月 12 日; with the year where it is another than that of `near`. */
export function dayText(date: LocalDate, t: Phrases, near: LocalDate = date): string {
  const values = {
    day: dayOf(date),
    month: t(`pages.month.${Number(date.slice(5, 7))}`),
    year: date.slice(0, 4),
  };
  return date.slice(0, 4) === near.slice(0, 4)
    ? t("pages.time.day", values)
    : t("pages.time.monthOfYear", values);
}

/** By when something was promised: a date as a day, words as they stand. */
export function dueDayText(due: string, t: Phrases): string {
  return /^\d{4}-\d\d-\d\d$/.test(due) ? dayText(due, t) : due;
}

/** The day of the month, without a zero in front. */
export function dayOf(date: LocalDate): number {
  return Number(date.slice(8, 10));
}

/** 24, 24th: the day of the month as one says it. */
export function dayOfMonthText(date: LocalDate, t: Phrases): string {
  const n = dayOf(date);
  return t(`pages.time.dayOfMonth.${ORDINALS.select(n)}`, { n });
}

/** A station as people say it: `front-desk-1` is 总台 1, `floor-12` is 12 楼; any other name stands as the config has it. */
export function stationText(name: string, role: string, t: Phrases): string {
  const [, kind, n] = /^(.+?)-?(\d*)$/.exec(name) ?? [];
  if (kind === "floor" && n !== "") return t("pages.station.floor", { n: n ?? "" });
  return kind === role ? t(`pages.station.${role}`, { n: n ?? "" }).trim() : name;
}

/** Nights between two hotel dates. */
export function nightsBetween(arrival: LocalDate, departure: LocalDate): number {
  return Math.round((Date.parse(`${departure}T00:00:00Z`) - Date.parse(`${arrival}T00:00:00Z`)) / DAY_MS);
}

/** A count with its word in the right number: `key.one` or `key.other` with `{{n}}`. */
export function countText(t: Phrases, key: string, n: number): string {
  return t(`${key}.${n === 1 ? "one" : "other"}`, { n });
}

/** 第 7 次, 7th: `key.first` for the first, else `key.one|two|few|other` as English counts. */
export function ordinalText(t: Phrases, key: string, n: number): string {
  if (n === 1) return t(`${key}.first`);
  return t(`${key}.${ORDINALS.select(n)}`, { n });
}

const ORDINALS = new Intl.PluralRules("en", { type: "ordinal" });

/** The `lang` of a run of text: by its script. Han takes the reader's form, or Simplified for an English reader; Latin the guest's language. */
export function languageOf(text: string, reader: Locale, guest = "en"): string {
  if (/^(?:zh-(?:Hant|TW|HK|MO))/i.test(text)) return "zh-TW";
  if (/^zh(?:-|$)/i.test(text)) return reader === "en" ? "zh-CN" : reader;
  if (/^ja(?:-|$)/.test(text) || /[\u3040-\u30ff]/.test(text)) return "ja";
  if (/[\uac00-\ud7af]/.test(text)) return "ko";
  if (/[\u3400-\u9fff]/.test(text)) return reader === "en" ? "zh-CN" : reader;
  return /^(?:zh|ja|ko|$)/.test(guest) ? "en" : guest;
}
