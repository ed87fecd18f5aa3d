// Words in three languages: views/locales/<locale>/<section>.json, keys `section.path.to.key`.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import i18next from "i18next";
import { LOCALES, type Locale, type Phrases } from "../plugin/contract/index.ts";

/** Where the words stand. */
export const LOCALES_FOLDER = join(import.meta.dirname, "locales");

/** Reads one language's words: section name -> nested texts. */
export function readWords(locale: Locale): Record<string, unknown> {
  const folder = join(LOCALES_FOLDER, locale);
  const words: Record<string, unknown> = {};
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith(".json")) continue;
    words[file.slice(0, -".json".length)] = JSON.parse(readFileSync(join(folder, file), "utf8"));
  }
  return words;
}

/** Opens the words of all three languages; a missing key shows itself as `⟦key⟧`, which the tests look for. */
export function openPhrases(): (locale: Locale) => Phrases {
  const words = i18next.createInstance();
  void words.init({
    initAsync: false,
    interpolation: { escapeValue: false },
    parseMissingKeyHandler: (key: string) => `⟦${key}⟧`,
    resources: Object.fromEntries(LOCALES.map((locale) => [locale, { translation: readWords(locale) }])),
  });
  const byLocale = new Map<Locale, Phrases>(
    LOCALES.map((locale) => {
      const fixed = words.getFixedT(locale);
      return [locale, (key, values) => (values === undefined ? fixed(key) : fixed(key, { ...values }))];
    }),
  );
  return (locale) => byLocale.get(locale) ?? ((key): string => `⟦${key}⟧`);
}
