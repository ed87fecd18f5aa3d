// What observations add up to: a preference with its confidence, its state and the reason it is shown.
import type { Instant, LocalDate, Phrases, StationRole } from "../contract/index.ts";
import type { CardLine } from "../contract/index.ts";
import { hotelTime } from "./hotel-day.ts";
import type { ObservationRow } from "./observation-store.ts";
import { hasWord, isCategory, isCautionKind } from "./vocabulary.ts";
import {
  HALF_LIFE_DAYS,
  LEAST_CONFIDENCE,
  LINES_ON_CARD,
  RELEVANCE,
  STAYS_TO_ESTABLISH,
  WEIGHT_OF_KIND,
} from "./weights.ts";

/** Facts about one wish, added up. */
export interface Preference {
  readonly category: string;
  readonly value: string;
  readonly note?: string;
  /** 0..1. */
  readonly confidence: number;
  readonly state: CardLine["state"];
  /** Distinct stays it was noted in. */
  readonly stays: number;
  readonly times: number;
  readonly lastAt: Instant;
  /** Where the newest of it was noted: a station's role or a source. */
  readonly place: string;
  readonly kind: ObservationRow["kind"];
}

/** Adds observations up, one preference per category and value. */
export function preferencesOf(observations: readonly ObservationRow[], now: Instant): readonly Preference[] {
  const groups = new Map<string, ObservationRow[]>();
  for (const row of observations) {
    if (row.retracted_at !== null) continue;
    const key = `${row.category}\0${row.value}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].flatMap((group) => addUp(group, now) ?? []);
}

/** The lines of a card: what this post can act on, the surest and most useful first, at most five. */
export function linesOf(
  preferences: readonly Preference[],
  view: { role: StationRole; t: Phrases; now: Instant; timezone: string },
): { lines: readonly CardLine[]; moreLines: number } {
  const relevance = RELEVANCE[view.role];
  const ranked = preferences
    .map((it) => ({ it, rank: it.confidence * (relevance[categoryOf(it.category)] ?? 0) }))
    // A note of a caution stands above the lines, as the caution it made; it is not said twice.
    .filter(({ it, rank }) => rank > 0 && it.confidence >= LEAST_CONFIDENCE && !isCautionKind(it.category))
    .sort((a, b) => b.rank - a.rank || b.it.lastAt - a.it.lastAt || (a.it.value < b.it.value ? -1 : 1));
  const today = hotelTime(view.now, view.timezone).date;
  return {
    lines: ranked.slice(0, LINES_ON_CARD).map(({ it }) => lineOf(it, { ...view, today })),
    moreLines: Math.max(0, ranked.length - LINES_ON_CARD),
  };
}

/** The text of a coded value in the reader's language; free text as it was typed. */
export function wordFor(t: Phrases, kind: string, value: string): string {
  return hasWord(kind, value) ? t(`card.value.${kind}.${value.replace(":", "")}`) : value;
}

/** When something was, as short as it can be said: today, August, March 2024. */
export function whenText(at: Instant, of: { t: Phrases; today: LocalDate; timezone: string }): string {
  const date = hotelTime(at, of.timezone).date;
  if (date === of.today) return of.t("card.when.today");
  const year = date.slice(0, 4);
  const month = of.t(`card.month.${Number(date.slice(5, 7))}`);
  const thisYear = of.today.slice(0, 4);
  if (year === thisYear) return month;
  return of.t(Number(year) === Number(thisYear) - 1 ? "card.when.last-year" : "card.when.year", {
    year,
    month,
  });
}

function addUp(group: readonly ObservationRow[], now: Instant): Preference | undefined {
  const newest = group.reduce<ObservationRow | undefined>(
    (best, row) => (best === undefined || row.at > best.at ? row : best),
    undefined,
  );
  if (newest === undefined) return undefined;
  const halfLife = HALF_LIFE_DAYS[categoryOf(newest.category)];
  // What was noted twice in one stay is one piece of evidence: the stronger one.
  const byStay = new Map<string, number>();
  for (const row of group) {
    const days = Math.max(0, now - row.at) / 86_400_000;
    const weight = WEIGHT_OF_KIND[row.kind] * 0.5 ** (days / halfLife);
    const stay = row.stay ?? `at ${row.at - (row.at % 86_400_000)}`;
    byStay.set(stay, Math.max(byStay.get(stay) ?? 0, weight));
  }
  const doubt = [...byStay.values()].reduce((left, weight) => left * (1 - weight), 1);
  const word = group.find((row) => row.kind === "said" || row.kind === "asked");
  const note = newest.note?.trim();
  return {
    category: newest.category,
    value: newest.value,
    ...(note === undefined || note === "" ? {} : { note }),
    confidence: Math.round((1 - doubt) * 1000) / 1000,
    state: word !== undefined ? "said" : byStay.size >= STAYS_TO_ESTABLISH ? "established" : "seen",
    stays: byStay.size,
    times: group.length,
    lastAt: newest.at,
    place: newest.source,
    kind: word?.kind ?? newest.kind,
  };
}

function lineOf(it: Preference, of: { t: Phrases; today: LocalDate; timezone: string }): CardLine {
  const word = wordFor(of.t, it.category, it.value);
  return {
    category: it.category,
    text: it.note === undefined ? word : of.t("card.line", { text: word, note: it.note }),
    why: of.t(whyKey(it), {
      place: placeText(of.t, it.place),
      when: whenText(it.lastAt, of),
      stays: it.stays,
      times: it.times,
    }),
    confidence: it.confidence,
    state: it.state,
  };
}

function whyKey(it: Preference): string {
  if (it.state === "said") return it.place === "pms" ? "card.why.told" : "card.why.said";
  if (it.kind === "bought") return it.times > 1 ? "card.why.bought" : "card.why.bought-once";
  return it.state === "established" ? "card.why.established" : "card.why.seen";
}

const PLACES = new Set([
  "front-desk",
  "restaurant",
  "kitchen",
  "housekeeping",
  "call-centre",
  "manager",
  "pos",
]);

/** Where something was noted, in the reader's words. */
export function placeText(t: Phrases, place: string): string {
  return t(`card.place.${PLACES.has(place) ? place : "pms"}`);
}

function categoryOf(text: string): keyof typeof HALF_LIFE_DAYS {
  return isCategory(text) ? text : "other";
}
