// How to address a guest and what to say, by what the source knows: never a guessed sex, never a bare surname.
import type { GuestName, Locale, Phrases, PopReason, SpokenPart, StationRole } from "../contract/index.ts";
import { fullName, latinName, partsOf, scriptOf, shownName } from "./names.ts";
import { namedParts, phraseParts, readingOf, romajiParts, romanised } from "./reading.ts";
import { familyFor } from "./surname-forms.ts";

/** A guest as far as an address needs him. */
export interface Addressee {
  readonly names: readonly GuestName[];
  readonly sex: string | null;
  readonly title: string | null;
  readonly language: string | null;
}

/** The moment a guest is spoken to. */
export interface Moment {
  readonly role: StationRole;
  readonly reason?: PopReason | undefined;
  readonly hour: number;
  readonly isReturning: boolean;
}

/** How to address a guest, and the sentence to say. */
export interface Address {
  readonly honorific: string;
  readonly say: string;
  readonly spoken: readonly SpokenPart[];
  /** The family name's reading, for lists. */
  readonly reading?: string;
}

/** The language a sentence is in: the guest's where the house can say it, else the reader's. */
export type Tongue = "zh" | "en" | "ja";

/** Builds the address of a guest for a reader of a locale. */
export function addressOf(guest: Addressee, moment: Moment, reader: { locale: Locale; t: Phrases }): Address {
  const tongue = tongueOf(guest, reader.locale);
  const called = callName(guest, tongue, reader);
  const key = `card.say.${tongue}.${greetingOf(moment, called !== undefined && !called.isTitled)}`;
  if (called === undefined) {
    const say = reader.t(`card.say.${tongue}.nameless`);
    return { honorific: reader.t("card.guest"), say, spoken: around(say, tongue, reader.locale) };
  }
  const [before = "", after = ""] = reader.t(key, { name: HOLE }).split(HOLE);
  const honorific = called.parts.map((part) => part.text).join("");
  return {
    honorific,
    say: before + honorific + after,
    spoken: joined([
      ...around(before, tongue, reader.locale),
      ...called.parts,
      ...around(after, tongue, reader.locale),
    ]),
    ...(called.reading === undefined ? {} : { reading: called.reading }),
  };
}

const HOLE = "\u0000";

/** In which language a guest is spoken to. */
export function tongueOf(guest: Pick<Addressee, "names" | "language">, locale: Locale): Tongue {
  const language = guest.language?.toLowerCase().split("-")[0] ?? "";
  if (language === "ja" || (language === "" && isJapanese(guest.names))) return "ja";
  if (language === "" || language === "zh") return locale === "en" ? "en" : "zh";
  return "en";
}

function isJapanese(names: readonly GuestName[]): boolean {
  return names.some((name) => name.script === "Jpan" || scriptOf(fullName(name)) === "Kana");
}

interface Called {
  readonly parts: readonly SpokenPart[];
  readonly isTitled: boolean;
  readonly reading?: string;
}

function callName(
  guest: Addressee,
  tongue: Tongue,
  reader: { locale: Locale; t: Phrases },
): Called | undefined {
  const shown = shownName(guest.names);
  if (shown === undefined) return undefined;
  const title = titleOf(guest, tongue);
  const family = familyOf(guest.names, shown, { tongue, locale: reader.locale });
  if (title === undefined)
    return {
      parts: namedParts(fullName(shown), readingLocale(tongue, reader.locale), false),
      isTitled: false,
    };
  const [before = "", after = ""] = reader.t(`card.title.${tongue}.${title}`, { name: HOLE }).split(HOLE);
  const gap = tongue === "zh" && /[\p{Script=Latin}.]$/u.test(family.text) ? " " : "";
  const reading = family.sound;
  return {
    parts: [
      ...around(before, tongue, reader.locale),
      ...family.parts,
      ...around(gap + after, tongue, reader.locale),
    ],
    isTitled: true,
    ...(reading === undefined ? {} : { reading }),
  };
}

interface Family {
  readonly text: string;
  readonly parts: readonly SpokenPart[];
  readonly sound?: string | undefined;
}

/** The family name as it is said in that language; the full name where nobody told which part it is. */
function familyOf(
  names: readonly GuestName[],
  shown: GuestName,
  how: { tongue: Tongue; locale: Locale },
): Family {
  const own = partsOf(shown);
  const latin = latinName(names);
  const latinFamily = latin === undefined ? undefined : partsOf(latin).family;
  if (how.tongue === "ja") return japanese(own.family ?? own.full, latinFamily);
  if (how.tongue === "en") return english(own, latin, latinFamily);
  const text = own.family === undefined ? own.full : familyFor(written(own.family), how.locale);
  return { text, parts: namedParts(text, how.locale, true), sound: readingOf(text, how.locale) };
}

function japanese(text: string, latinFamily: string | undefined): Family {
  const reading = latinFamily === undefined ? {} : { reading: latinFamily };
  return { text, parts: [{ text, ...reading, surname: true }], sound: latinFamily };
}

function english(
  own: { family?: string; full: string; script: string },
  latin: GuestName | undefined,
  latinFamily: string | undefined,
): Family {
  const han = own.script === "Han" ? own.family : undefined;
  const text =
    latinFamily ??
    (latin === undefined ? undefined : fullName(latin)) ??
    (han === undefined ? (own.family ?? own.full) : romanised(han));
  // A romanisation that is not pinyin (Chang, Ng) is said as its owner writes it.
  const isPinyin = han !== undefined && text.toLowerCase() === romanised(han).toLowerCase();
  const sound = isPinyin ? readingOf(han, "en") : undefined;
  const shownText = written(text);
  return {
    text: shownText,
    parts: [{ text: shownText, ...(sound === undefined ? {} : { reading: sound }), surname: true }],
    sound,
  };
}

/** ZHANG as people write it to somebody: Zhang. */
function written(text: string): string {
  if (text !== text.toUpperCase()) return text;
  return text.toLowerCase().replaceAll(/(?<=^|[\s'-])\p{Letter}/gu, (letter) => letter.toUpperCase());
}

const TITLES: readonly (readonly [string, RegExp])[] = [
  ["mrs", /^(?:mrs|frau|mme|madame|sra|太太|夫人)$/u],
  ["ms", /^(?:ms|女士)$/u],
  ["miss", /^(?:miss|mlle|小姐)$/u],
  ["mr", /^(?:mr|herrn?|m|monsieur|sr|mister|先生)$/u],
  ["prof", /^(?:prof|professor|教授)$/u],
  ["dr", /^(?:dr|doctor|博士|医生|醫生)$/u],
];

function titleOf(guest: Addressee, tongue: Tongue): string | undefined {
  // 様 is for everybody.
  if (tongue === "ja") return "all";
  const told = guest.title?.trim().toLowerCase().replaceAll(".", "") ?? "";
  const title = TITLES.find(([, form]) => form.test(told))?.[0];
  if (title !== undefined) return title;
  if (guest.sex === "male") return "mr";
  return guest.sex === "female" ? "female" : undefined;
}

/** Restaurants greet by the time of day; a desk welcomes; a telephone just greets. */
function greetingOf(moment: Moment, isUntitled: boolean): string {
  const { reason } = moment;
  const isArrival = reason === "checked-in" || reason === "document";
  if (isArrival) return `${isUntitled ? "plain-" : ""}${moment.isReturning ? "back" : "welcome"}`;
  const isMeal = moment.role === "restaurant" || moment.role === "kitchen";
  if (!isMeal && isUntitled) return "hello";
  return isMeal ? timeOfDay(moment.hour) : `hello-${timeOfDay(moment.hour)}`;
}

function timeOfDay(hour: number): string {
  if (hour >= 4 && hour < 11) return "morning";
  if (hour >= 11 && hour < 13) return "noon";
  return hour >= 13 && hour < 18 ? "afternoon" : "evening";
}

function around(text: string, tongue: Tongue, locale: Locale): readonly SpokenPart[] {
  if (text === "") return [];
  return tongue === "ja" ? romajiParts(text) : phraseParts(text, readingLocale(tongue, locale));
}

function readingLocale(tongue: Tongue, locale: Locale): Locale {
  return tongue === "zh" ? locale : "en";
}

function joined(parts: readonly SpokenPart[]): readonly SpokenPart[] {
  const merged: SpokenPart[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    const isPlain = part.reading === undefined && part.surname !== true;
    if (isPlain && last !== undefined && last.reading === undefined && last.surname !== true)
      merged[merged.length - 1] = { text: last.text + part.text };
    else merged.push(part);
  }
  return merged;
}
