// The reader's words in the browser: one module per language, the keys as on the server.
import type { Locale, Phrases } from "../../plugin/contract/index.ts";

/** Loads a language's words; a missing key shows itself as `⟦key⟧`. */
export async function loadPhrases(locale: Locale): Promise<Phrases> {
  const loaded: unknown = await import(`/assets/words-${locale}.js`);
  return phrasesOf(step(loaded, "default"));
}

/** Phrases over nested words, with `{{name}}` put in. */
export function phrasesOf(words: unknown): Phrases {
  return (key, values = {}) => {
    const found = key.split(".").reduce<unknown>(step, words);
    if (typeof found !== "string") return `⟦${key}⟧`;
    return found.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole));
  };
}

function step(at: unknown, name: string): unknown {
  return typeof at === "object" && at !== null ? Reflect.get(at, name) : undefined;
}
