// From the card as the contract has it to what the one card template draws: only words and marks, nothing left to decide.
// Runs on the server and in the browser alike, so that both draw the same card.
import type {
  Card,
  CardCaution,
  CardLine,
  Instant,
  Locale,
  Phrases,
  PopReason,
  SpokenPart,
} from "../../plugin/contract/index.ts";
import {
  agoText,
  clockText,
  countText,
  dayText,
  dueDayText,
  dayOfMonthText,
  languageOf,
  nightsBetween,
  ordinalText,
} from "./text.ts";

/** Where the card is shown: the reader's language and words, and the moment it popped. */
export interface CardPlace {
  readonly locale: Locale;
  readonly t: Phrases;
  /** IANA zone of the hotel; only the moment needs it. */
  readonly timezone?: string;
  readonly moment?: { readonly reason: PopReason; readonly at: Instant; readonly now: Instant };
  /** Already read and pressed away at this terminal: cautions stay, in outline. */
  readonly isNew?: boolean;
}

/** What the card template draws. */
export interface CardView {
  readonly isNew: boolean;
  readonly moment?: { readonly icon: string; readonly text: string };
  readonly say: { readonly lang: string; readonly parts: readonly SpokenPart[] };
  readonly spot?: { readonly place: string; readonly text: string };
  readonly name: { readonly text: string; readonly lang: string };
  readonly latin?: string;
  readonly facts: readonly string[];
  readonly chips: readonly { readonly kind: string; readonly text: string }[];
  readonly cautions: readonly { readonly mild: boolean; readonly title: string; readonly why?: string }[];
  readonly candidates?: readonly { readonly name: string; readonly apart: string }[];
  readonly lines: readonly CardLineView[];
  readonly more?: string;
  readonly promises: readonly { readonly text: string; readonly due: string }[];
  readonly occasions: readonly { readonly text: string; readonly day: string }[];
  readonly question?: { readonly category: string; readonly text: string };
  readonly hasSlips: boolean;
}

/** One line with its glyphs: what it is about, and how sure we are. */
export interface CardLineView {
  readonly icon: string;
  readonly text: string;
  readonly why: string;
  readonly state: "said" | "sure" | "seen";
}

/** Makes the view of a card for one reader. */
export function cardView(card: Card, place: CardPlace): CardView {
  const { t, locale } = place;
  return {
    isNew: place.isNew ?? false,
    ...(place.moment === undefined ? {} : { moment: momentView(card, place, place.moment) }),
    say: { lang: languageOf(card.say, locale, card.language), parts: card.spoken ?? [{ text: card.say }] },
    ...(card.stay === undefined ? {} : { spot: spotView(card, card.stay, t) }),
    name: {
      text: card.names.primary,
      lang: languageOf(card.names.lang ?? card.names.primary, locale, card.language),
    },
    ...(card.names.latin === undefined || card.names.latin === card.names.primary
      ? {}
      : { latin: card.names.latin }),
    facts: factTexts(card, place),
    chips: chipViews(card),
    cautions: card.cautions.map((caution) => cautionView(caution, t)),
    ...(card.match === "doubtful" && card.candidates !== undefined
      ? { candidates: card.candidates.map(({ name, apart }) => ({ name, apart })) }
      : {}),
    lines: card.lines.map(lineView),
    ...(card.moreLines > 0 ? { more: countText(t, "pages.card.more", card.moreLines) } : {}),
    promises: card.promises.map((promise) => ({ text: promise.text, due: dueText(promise, t) })),
    occasions: card.occasions.map(({ text, date }) => ({ text, day: dayBeside(text, dayText(date, t)) })),
    ...(card.question === undefined ? {} : { question: card.question }),
    hasSlips: card.promises.length > 0 || card.occasions.length > 0 || card.question !== undefined,
  };
}

/** The glyph of a moment. */
export function momentIcon(reason: PopReason): string {
  const icons: Readonly<Record<PopReason, string>> = {
    "checked-in": "bed",
    "room-moved": "bed",
    "checked-out": "bed",
    "table-seated": "table",
    "check-opened": "table",
    "room-inquiry": "table",
    document: "file",
    call: "phone",
    relayed: "relay",
  };
  return icons[reason];
}

function momentView(
  card: Card,
  place: CardPlace,
  moment: { reason: PopReason; at: Instant; now: Instant },
): { icon: string; text: string } {
  const { t, timezone = "UTC" } = place;
  const table = card.stay?.table;
  const at = clockText(moment.at, timezone);
  const what = t(`pages.reason.${moment.reason}`);
  const first = table === undefined ? [what] : [t("pages.card.table", { table }), what];
  return {
    icon: momentIcon(moment.reason),
    text: [...first, at, agoText(t, moment.at, moment.now)].join(" · "),
  };
}

function spotView(card: Card, stay: NonNullable<Card["stay"]>, t: Phrases): { place: string; text: string } {
  if (card.role === "restaurant" || card.role === "kitchen")
    return { place: stay.room, text: ordinalText(t, "pages.card.stay", stay.ordinal) };
  if (stay.dayUse === true) return { place: stay.room, text: t("pages.card.dayUse") };
  const nights = nightsBetween(stay.arrival, stay.departure);
  const day = dayOfMonthText(stay.departure, t);
  if (nights === 0) return { place: stay.room, text: t("pages.card.until", { day }) };
  const text = t("pages.card.untilNights", { day, nights: countText(t, "pages.card.nights", nights) });
  return { place: stay.room, text };
}

function factTexts(card: Card, { t, locale }: CardPlace): string[] {
  const facts: string[] = [];
  const inRestaurant = card.role === "restaurant" || card.role === "kitchen";
  if (card.stay !== undefined && !inRestaurant)
    facts.push(ordinalText(t, "pages.card.stay", card.stay.ordinal));
  else if (card.stay === undefined && card.visits.stays > 0)
    facts.push(countText(t, "pages.card.stays", card.visits.stays));
  if (card.visits.lastStay !== undefined)
    facts.push(t("pages.card.last", { day: dayText(card.visits.lastStay, t, card.stay?.arrival) }));
  const sharers = card.stay?.sharers ?? [];
  if (sharers.length > 0) facts.push(t("pages.card.sharers", { names: sharers.join(t("pages.card.and")) }));
  if (!sameTongue(card.language, locale)) facts.push(tongueText(card.language, t));
  return facts;
}

const TONGUES = new Set([
  "zh",
  "yue",
  "ja",
  "ko",
  "en",
  "de",
  "fr",
  "es",
  "it",
  "ru",
  "th",
  "ar",
  "pt",
  "nl",
]);

function tongueText(language: string, t: Phrases): string {
  const base = /^(?:zh-HK|zh-MO)/i.test(language) ? "yue" : (language.split("-")[0] ?? "").toLowerCase();
  return TONGUES.has(base) ? t(`pages.language.${base}`) : language;
}

function sameTongue(language: string, locale: Locale): boolean {
  if (language === "" || /^zh-(?:HK|MO)/i.test(language)) return language === "";
  return language.split("-")[0]?.toLowerCase() === locale.split("-")[0];
}

function chipViews(card: Card): { kind: string; text: string }[] {
  return [
    ...(card.vip === undefined ? [] : [{ kind: "gold", text: card.vip }]),
    ...(card.class === undefined ? [] : [{ kind: "", text: card.class }]),
  ];
}

function cautionView(caution: CardCaution, t: Phrases): CardView["cautions"][number] {
  return {
    mild: caution.severity === "mild",
    title: t("pages.card.caution", { text: caution.text, severity: t(`pages.severity.${caution.severity}`) }),
    ...(caution.why === undefined ? {} : { why: caution.why }),
  };
}

function lineView(line: CardLine): CardLineView {
  const state = line.state === "established" ? "sure" : line.state;
  return { icon: lineIcon(line.category), text: line.text, why: line.why, state };
}

/** The glyph of a line's category; the first word of the code decides, so `tea.kind` and `tea` look alike. */
export function lineIcon(category: string): string {
  const word = category.toLowerCase().split(/[.\-_:]/)[0] ?? "";
  return ICONS[word] ?? "seen";
}

const ICONS: Readonly<Record<string, string>> = {
  allergy: "caution",
  room: "floor",
  floor: "floor",
  location: "floor",
  view: "lake",
  window: "lake",
  seat: "lake",
  table: "table",
  bed: "bed",
  bedding: "bed",
  pillow: "pillow",
  tea: "tea",
  drink: "tea",
  coffee: "tea",
  beverage: "tea",
  wine: "glass",
  alcohol: "glass",
  housekeeping: "bed",
  transport: "back",
  leisure: "sun",
  other: "note",
  food: "dish",
  meal: "dish",
  dish: "dish",
  breakfast: "dish",
  diet: "dish",
  taste: "spoon",
  seasoning: "spoon",
  flavour: "spoon",
  invoice: "invoice",
  billing: "invoice",
  payment: "invoice",
  wake: "clock",
  wakeup: "clock",
  time: "clock",
  schedule: "clock",
  temperature: "temp",
  climate: "temp",
  tv: "tv",
  media: "tv",
  item: "item",
  amenity: "item",
  amenities: "item",
  luggage: "item",
  newspaper: "file",
  phone: "phone",
  contact: "phone",
  sport: "sun",
  service: "person",
  person: "person",
  family: "alike",
};

function dueText(promise: { due: string; by?: string }, t: Phrases): string {
  const due = dueDayText(promise.due, t);
  return promise.by === undefined
    ? t("pages.card.due", { due })
    : t("pages.card.dueBy", { due, by: promise.by });
}

/** The day under an occasion, unless the occasion itself has said it. */
function dayBeside(text: string, day: string): string {
  return text.includes(day) ? "" : day;
}
