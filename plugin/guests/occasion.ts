// Days worth a word: a birthday during the stay or close by.
import type { Card, LocalDate, Phrases } from "../contract/index.ts";
import { daysBetween } from "./hotel-day.ts";

/** A birthday is worth a word from so many days before to so many after. */
const DAYS_BEFORE = 7;
const DAYS_AFTER = 2;

/** The occasions around a date. */
export function occasionsOf(
  birthDate: string | null,
  of: { t: Phrases; today: LocalDate },
): Card["occasions"] {
  const day = /(\d{2}-\d{2})$/.exec(birthDate ?? "")?.[1];
  if (day === undefined) return [];
  const year = Number(of.today.slice(0, 4));
  for (const candidate of [year - 1, year, year + 1]) {
    const date = `${candidate}-${day}`;
    const days = daysBetween(of.today, date);
    if (Number.isNaN(days) || days > DAYS_BEFORE || days < -DAYS_AFTER) continue;
    const key = days === 0 ? "today" : days > 0 ? "ahead" : "past";
    const month = of.t(`card.month.${Number(day.slice(0, 2))}`);
    const text = of.t(`card.birthday.${key}`, { month, day: Number(day.slice(3)) });
    return [{ kind: "birthday", date, text }];
  }
  return [];
}
