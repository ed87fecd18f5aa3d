// Readings above a sentence: pinyin with tone marks, zhuyin, or an English respelling of the surname.
import { pinyin } from "pinyin-pro";
import type { Locale, SpokenPart } from "../contract/index.ts";
import { toSimplified } from "./folding.ts";
import { respelt } from "./respelling.ts";
import { zhuyinOf } from "./zhuyin.ts";

/** Words that are spoken otherwise than each character alone. */
const SPOKEN: Readonly<Record<string, string>> = {
  先生: "xiān sheng",
  小姐: "xiǎo jie",
  早上: "zǎo shang",
  晚上: "wǎn shang",
};
const SPOKEN_TONES: Readonly<Record<string, string>> = {
  早上: "zao3 shang5",
  晚上: "wan3 shang5",
};

/** A name read as a name; `isFamily` marks it as what is to be said. Family names repeat, so each is read once. */
export function namedParts(name: string, locale: Locale, isFamily: boolean): readonly SpokenPart[] {
  const key = `${locale}${String(isFamily)}${name}`;
  const known = readNames.get(key);
  if (known !== undefined) return known;
  const parts = readName(name, locale, isFamily);
  if (readNames.size >= NAMES_KEPT) readNames.clear();
  readNames.set(key, parts);
  return parts;
}

const readNames = new Map<string, readonly SpokenPart[]>();
/** Enough for the family names of a house; full ones begin again. */
const NAMES_KEPT = 2000;

function readName(name: string, locale: Locale, isFamily: boolean): SpokenPart[] {
  if (!/\p{Script=Han}/u.test(name)) return [{ text: name, ...(isFamily ? { surname: true } : {}) }];
  const plain = toSimplified(name);
  if (locale === "en") {
    const sounds = pinyin(plain, { type: "array", toneType: "none", surname: "head", v: true });
    return [{ text: name, reading: sounds.map(respelt).join("-"), ...(isFamily ? { surname: true } : {}) }];
  }
  const sounds = soundsOf(plain, locale, true);
  return Array.from(name).map((text, place) => ({
    text,
    ...(sounds[place] === undefined ? {} : { reading: sounds[place] }),
    ...(isFamily ? { surname: true } : {}),
  }));
}

/** The reading of a name in one piece: yù chí, ㄩˋ ㄔˊ, yoo-chir; nothing for a Latin one. */
export function readingOf(name: string, locale: Locale): string | undefined {
  const parts = namedParts(name, locale, true).flatMap((part) => part.reading ?? []);
  return parts.length === 0 ? undefined : parts.join(" ");
}

/** Pinyin without tones as a Latin name: Zhang, Ouyang. */
export function romanised(name: string): string {
  const sounds = pinyin(toSimplified(name), { type: "array", toneType: "none", surname: "head", v: true });
  const text = sounds.join("").replaceAll("v", "ü");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A fixed phrase cut for readings; phrases repeat, so each is read once. */
export function phraseParts(phrase: string, locale: Locale): readonly SpokenPart[] {
  const key = `${locale}${phrase}`;
  const known = readPhrases.get(key);
  if (known !== undefined) return known;
  const parts = cutPhrase(phrase, locale);
  if (readPhrases.size < PHRASES_KEPT) readPhrases.set(key, parts);
  return parts;
}

const readPhrases = new Map<string, readonly SpokenPart[]>();
/** There are a few dozen phrases; more would be names that went astray. */
const PHRASES_KEPT = 500;

/** What is said to Japanese guests, for those who read no kana. */
const ROMAJI: Readonly<Record<string, string>> = {
  お帰りなさいませ: "okaerinasaimase",
  いらっしゃいませ: "irasshaimase",
  おはようございます: "ohayō gozaimasu",
  こんにちは: "konnichiwa",
  こんばんは: "konbanwa",
  様: "sama",
};

/** A Japanese phrase with romaji above its words. */
export function romajiParts(phrase: string): SpokenPart[] {
  const words = phrase.split(/([、。]+)/u).filter((word) => word !== "");
  return words.map((text) => {
    const reading = ROMAJI[text.trim()];
    return reading === undefined ? { text } : { text, reading };
  });
}

function cutPhrase(phrase: string, locale: Locale): SpokenPart[] {
  if (locale === "en" || !/\p{Script=Han}/u.test(phrase)) return [{ text: phrase }];
  const sounds = soundsOf(toSimplified(phrase), locale, false);
  const parts: SpokenPart[] = [];
  for (const [place, text] of Array.from(phrase).entries()) {
    const reading = /\p{Script=Han}/u.test(text) ? sounds[place] : undefined;
    const last = parts.at(-1);
    if (reading !== undefined) parts.push({ text, reading });
    else if (last !== undefined && last.reading === undefined)
      parts[parts.length - 1] = { text: last.text + text };
    else parts.push({ text });
  }
  return parts;
}

/** One reading per character of a Simplified text. */
function soundsOf(plain: string, locale: Locale, isName: boolean): string[] {
  const surname = isName ? "head" : "off";
  if (locale === "zh-TW") {
    const tones = pinyin(plain, { type: "array", toneType: "num", surname, v: true });
    return exceptions(plain, tones, SPOKEN_TONES).map((sound) => zhuyinOf(sound) ?? "");
  }
  const marked = pinyin(plain, { type: "array", toneType: "symbol", surname });
  return isName ? marked : exceptions(plain, marked, SPOKEN);
}

function exceptions(plain: string, sounds: string[], spoken: Readonly<Record<string, string>>): string[] {
  const fixed = [...sounds];
  for (const [word, sound] of Object.entries(spoken)) {
    const at = Array.from(plain).join("").indexOf(word);
    if (at >= 0) fixed.splice(at, word.length, ...sound.split(" "));
  }
  return fixed;
}
