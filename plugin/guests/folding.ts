// Folding for search and lookup: Traditional to Simplified, lower case, no marks, pinyin. Never stored over a name.
import { Converter } from "opencc-js/t2cn";
import { pinyin } from "pinyin-pro";

const convert = converterOf(Converter({ from: "tw", to: "cn" }));

/** The text in Simplified characters; anything else stays. */
export function toSimplified(text: string): string {
  return /\p{Script=Han}/u.test(text) ? convert(text) : text;
}

/** A text as it is searched: Simplified, lower case, without accents and double blanks. */
export function folded(text: string): string {
  return toSimplified(text)
    .normalize("NFKD")
    .replaceAll(/\p{Mark}/gu, "")
    .toLowerCase()
    .replaceAll(/[\s,.·'’-]+/gu, " ")
    .trim();
}

/** Widest a search text may be stored. */
const SEARCH_WIDTH = 500;

/** The folded forms of all names, blank-separated: 张伟 zhangwei zw, john miller. */
export function searchText(names: readonly string[]): string {
  const words = new Set<string>();
  for (const name of names) {
    const plain = folded(name);
    if (plain === "") continue;
    words.add(plain);
    if (!/\p{Script=Han}/u.test(plain)) continue;
    const syllables = pinyin(plain, { type: "array", toneType: "none", surname: "head", v: true });
    words.add(syllables.join(""));
    words.add(syllables.map((syllable) => syllable.charAt(0)).join(""));
  }
  return [...words].join(" ").slice(0, SEARCH_WIDTH);
}

/** The package's own types do not resolve; this says what it gives. */
function converterOf(made: unknown): (text: string) => string {
  if (!isConverter(made)) throw new TypeError("opencc-js gives no converter");
  return (text) => String(made(text));
}

function isConverter(made: unknown): made is (text: string) => unknown {
  return typeof made === "function";
}
