// From a card to the words of a chit, in the order a colleague with a tray reads them. Pure.
// A chit says less than a card: no VIP level, class, spend, phone or other guests' names; a full name on the arrival chit only.
import type { Card, CardCaution, Instant, Locale, Phrases, Property, Station } from "../contract/index.ts";
import { dueDayText, nightsBetween, ordinalText, stationText } from "../../views/assets/text.ts";

/** Which chit: handed over at the desk, or laid on a tray. */
export type ChitName = "arrival" | "table";

/** What the templates in views/chits are given; every field is there, empty where there is nothing to say. */
export interface ChitModel {
  /** 副本 / COPY on a reprint, else empty. */
  readonly copy: string;
  /** How to address the guest, and where: printed double. */
  readonly heading: string;
  readonly facts: string;
  readonly notice: string;
  readonly say: string;
  readonly cautions: readonly {
    readonly title: string;
    readonly detail: string;
    readonly severity: "severe" | "mild";
  }[];
  readonly lines: readonly { readonly left: string; readonly why: string }[];
  /** Promises and occasions. */
  readonly notes: readonly string[];
  readonly moment: string;
  readonly code: string;
  readonly footer: string;
}

/** What a chit is made of. */
export interface ChitGrounds {
  readonly chit: ChitName;
  readonly card: Card;
  readonly copy: boolean;
  /** Short code that names this chit at the station. */
  readonly code: string;
  readonly at: Instant;
  readonly station: Pick<Station, "name" | "role" | "locale">;
  readonly property: Pick<Property, "timezone">;
  readonly t: Phrases;
}

/** Most lines on a chit, as on a card. */
const MOST_LINES = 5;
/** Most promises, and most occasions. */
const MOST_NOTES = 5;
const GAP = "  ";

/** The words of one chit. All cautions stand on it, severe ones first, whatever else there is. */
export function buildChitModel(grounds: ChitGrounds): ChitModel {
  const { card, t, station } = grounds;
  const fit = fitting(station.locale);
  const tight = (text: string): string => tightened(fit(text), station.locale);
  const isCertain = card.match === "certain";
  const lines = isCertain ? card.lines.slice(0, MOST_LINES) : [];
  return {
    copy: grounds.copy ? t("chit.copy") : "",
    heading: fit(joined(card.honorific, placeOf(grounds))),
    facts: fit(joined(...factsOf(grounds))),
    notice: isCertain ? "" : t("chit.doubtful"),
    say: fit(sayingOf(grounds)),
    cautions: bySeverity(card.cautions).map((caution) => cautionOf(caution, t, tight)),
    lines: lines.map((line, place) => ({ left: `${place + 1} ${tight(line.text)}`, why: tight(line.why) })),
    notes: isCertain ? notesOf(card, t).map(tight) : [],
    moment: fit(joined(tight(stationText(station.name, station.role, t)), momentOf(grounds))),
    code: grounds.code,
    footer: t("chit.footer"),
  };
}

function placeOf({ chit, card, t }: ChitGrounds): string {
  const { room = "", table } = card.stay ?? {};
  if (chit === "arrival") return room;
  return table === undefined || table === "" ? "" : t("chit.table", { table });
}

function factsOf({ chit, card, t }: ChitGrounds): string[] {
  const { stay } = card;
  const isNamed = chit === "arrival" && card.names.primary !== card.honorific;
  const facts = isNamed ? [card.names.primary] : [];
  if (stay === undefined) return facts;
  if (chit === "table" && stay.room !== "") facts.push(t("chit.room", { room: stay.room }));
  if (stay.ordinal > 0) facts.push(ordinalText(t, "chit.stay", stay.ordinal));
  if (chit === "arrival") facts.push(lengthOfStay(stay, t));
  return facts;
}

function lengthOfStay(stay: NonNullable<Card["stay"]>, t: Phrases): string {
  if (stay.dayUse === true) return t("chit.dayUse");
  const nights = nightsBetween(stay.arrival, stay.departure);
  if (!Number.isFinite(nights) || nights < 0) return "";
  const until = t("chit.until", dateValues(stay.departure, t));
  return `${until} ${t(`chit.nights.${nights === 1 ? "one" : "other"}`, { n: nights })}`;
}

/** The sentence; for English readers with how the surname is said. */
function sayingOf({ card, t, station }: ChitGrounds): string {
  const said = t("chit.say", { say: card.say });
  const reading = card.spoken?.find((part) => part.surname === true)?.reading;
  return reading === undefined || station.locale !== "en"
    ? said
    : joinedBy(" ", said, t("chit.reading", { reading }));
}

function bySeverity(cautions: readonly CardCaution[]): readonly CardCaution[] {
  return [...cautions].sort(
    (one, other) => Number(other.severity === "severe") - Number(one.severity === "severe"),
  );
}

function cautionOf(
  caution: CardCaution,
  t: Phrases,
  fit: (text: string) => string,
): ChitModel["cautions"][number] {
  const { severity, text, why } = caution;
  const detail = t(`chit.caution.${severity}.detail`, { why: why ?? "" }).trim();
  return { severity, title: fit(t(`chit.caution.${severity}.title`, { text })), detail: fit(detail) };
}

function notesOf(card: Card, t: Phrases): string[] {
  const promises = card.promises.slice(0, MOST_NOTES).map(({ text, by, due }) => {
    const promised =
      by === undefined ? t("chit.promise.plain", { text }) : t("chit.promise.by", { text, by });
    return joined(promised, dueDayText(due, t));
  });
  return [...promises, ...card.occasions.slice(0, MOST_NOTES).map((occasion) => occasion.text)];
}

function momentOf({ at, property, t }: ChitGrounds): string {
  const [date = "", time = ""] = writerOf(property.timezone).format(at).split(" ");
  return t("chit.moment", { ...dateValues(date, t), time });
}

/** Making a date format costs more than a whole chit; a house has one zone. */
let lastWriter: { readonly timezone: string; readonly writer: Intl.DateTimeFormat } | undefined;

/** Writes `2026-11-21 14:32` in the hotel's zone. */
function writerOf(timezone: string): Intl.DateTimeFormat {
  if (lastWriter?.timezone !== timezone) {
    const writer = new Intl.DateTimeFormat("sv-SE", {
      timeZone: timezone,
      dateStyle: "short",
      timeStyle: "short",
    });
    lastWriter = { timezone, writer };
  }
  return lastWriter.writer;
}

function dateValues(date: string, t: Phrases): Record<string, string | number> {
  const [mm, dd] = [date.slice(5, 7), date.slice(8, 10)];
  return { mm, dd, day: Number(dd), monthName: t(`chit.month.${Number(mm)}`) };
}

/** English marks are one column wide on paper, Chinese ones two; an English chit takes the narrow ones. */
function fitting(locale: Locale): (text: string) => string {
  if (locale !== "en") return (text) => text;
  return (text) =>
    text
      .replace(/[\u2018\u2019]/g, "'")
      .replace(/[\u201c\u201d]/g, '"')
      .replace(/[\u2013\u2014]/g, "-")
      .replaceAll("\u2026", "...");
}

/** Paper is narrow: no blank between Han and digits or Latin (look/README.md), and no wide dot between the parts of a reason. */
function tightened(text: string, locale: Locale): string {
  if (locale === "en") return text.replaceAll(" · ", ", ");
  return text
    .replaceAll(" · ", "·")
    .replace(/(?<=\p{Script=Han}) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z]) (?=\p{Script=Han})/gu, "");
}

function joined(...parts: readonly string[]): string {
  return joinedBy(GAP, ...parts);
}

function joinedBy(gap: string, ...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(gap);
}
