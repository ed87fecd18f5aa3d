// In which of our three languages somebody is answered, and in which light.
import { LOCALES, type Locale } from "../contract/index.ts";

/** The theme a browser asked for by cookie; `auto` follows the system. */
export type Theme = "light" | "dark" | "auto";

/** The best of our languages for an `Accept-Language`: Traditional script wherever it is written (zh-HK, zh-Hant-TW), else the house's own. */
export function chooseLocale(accepted: string | undefined, house: Locale): Locale {
  for (const tag of preferred(accepted ?? "")) {
    const locale = ourLocale(tag);
    if (locale !== undefined) return locale;
  }
  return house;
}

/** One of ours for any BCP-47 tag, by language and script; undefined where none of ours is near. */
export function ourLocale(tag: string): Locale | undefined {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    if (language === "zh" || language === "yue") return script === "Hant" ? "zh-TW" : "zh-CN";
    return language === "en" ? "en" : undefined;
  } catch {
    return undefined;
  }
}

/** A locale written out in full, as a cookie carries it. */
export function exactLocale(text: string | undefined): Locale | undefined {
  return LOCALES.find((locale) => locale === text);
}

/** The theme of a cookie. */
export function readTheme(text: string | undefined): Theme {
  return text === "light" || text === "dark" ? text : "auto";
}

const MOST_TAGS = 20;

function preferred(header: string): string[] {
  return header
    .split(",", MOST_TAGS)
    .map((part, place) => {
      const [tag = "", ...parameters] = part.split(";").map((piece) => piece.trim());
      const quality = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
      return { tag, weight: quality === undefined ? 1 : Number(quality), place };
    })
    .filter(({ tag, weight }) => tag !== "" && tag !== "*" && weight > 0)
    .sort((a, b) => b.weight - a.weight || a.place - b.place)
    .map(({ tag }) => tag);
}
