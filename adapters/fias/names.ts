// A guest's name out of `GN`, `GF` and `GT`. How `GN` is laid out is set in each PMS, so it is a setting here (fias.md §6).
import type { GuestName, NameScript } from "../../plugin/contract/index.ts";
import { stated } from "./fields.ts";
import { isTitle } from "./titles.ts";

/** How a site writes `GN`. */
export const NAME_LAYOUTS = [
  "auto",
  "family-only",
  "family-comma-given",
  "title-first-last",
  "full-family-first",
  "full-given-first",
] as const;
export type NameLayout = (typeof NAME_LAYOUTS)[number];

/** What a record told of the name. */
export interface NameFields {
  readonly gn: string;
  readonly gf?: string | undefined;
  readonly gt?: string | undefined;
  /** BCP-47, where the record tells it. */
  readonly language?: string | undefined;
}

interface Parts {
  readonly title?: string | undefined;
  readonly given?: string | undefined;
  readonly family?: string | undefined;
  readonly full?: string | undefined;
  readonly familyFirst?: boolean;
}

/** The name as the layout reads it; undefined where the record held none. A part the source did not tell is absent. */
export function readName(fields: NameFields, layout: NameLayout): GuestName | undefined {
  const { text, hint } = withoutHint(fields.gn);
  const given = filled(fields.gf);
  if (text === "" && given === undefined) return undefined;
  const parts: Parts = text === "" ? {} : READERS[layout](text, given);
  const lang = fields.language ?? hint;
  const script = scriptOf(text + (given ?? ""), lang);
  const familyFirst = parts.familyFirst ?? (script !== undefined && script !== "Latn" && script !== "Cyrl");
  return stated({
    kind: "primary" as const,
    lang,
    script,
    title: filled(fields.gt) ?? parts.title,
    given: given ?? parts.given,
    family: parts.family,
    full: parts.full,
    order: hasHan(text) || familyFirst ? ("family_first" as const) : ("given_first" as const),
  });
}

/** The script a name is written in; Han alone does not tell whose, so it stays open unless kana or the language tell. */
export function scriptOf(text: string, language?: string): NameScript | undefined {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return "Jpan";
  if (/\p{Script=Hangul}/u.test(text)) return "Kore";
  if (hasHan(text)) return hanScript(language);
  if (/\p{Script=Cyrillic}/u.test(text)) return "Cyrl";
  if (/\p{Script=Arabic}/u.test(text)) return "Arab";
  return /\p{Script=Latin}/u.test(text) ? "Latn" : undefined;
}

function hanScript(language: string | undefined): NameScript | undefined {
  if (language === undefined) return undefined;
  if (language.startsWith("ja")) return "Jpan";
  if (/^zh-(CN|SG|Hans)/i.test(language)) return "Hans";
  return /^zh-(TW|HK|MO|Hant)/i.test(language) ? "Hant" : undefined;
}

type Reader = (gn: string, given: string | undefined) => Parts;

const READERS: Readonly<Record<NameLayout, Reader>> = {
  auto: (gn, given) => {
    if (gn.includes(",")) return commaParts(gn);
    if (given !== undefined) return { family: gn };
    if (isEastAsian(gn)) return { full: gn, familyFirst: true };
    return gn.includes(" ") ? { full: gn } : { family: gn };
  },
  "family-only": (gn) => (gn.includes(",") ? commaParts(gn) : { family: gn }),
  "family-comma-given": (gn) => commaParts(gn),
  "title-first-last": (gn) => titledParts(gn),
  "full-family-first": (gn) => wholeParts(gn, "family"),
  "full-given-first": (gn) => wholeParts(gn, "given"),
};

/** `Miller, John`, `Miller, Mr.`, `Miller, John, Mr.` */
function commaParts(gn: string): Parts {
  const [family, ...rest] = gn
    .split(/[,，]/u)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== "");
  return {
    family,
    given: filled(rest.filter((piece) => !isTitle(piece)).join(" ")),
    title: rest.find(isTitle),
  };
}

/** `Mr. John Miller`, `Dr. Anna Maria Weber`, `先生 张伟` */
function titledParts(gn: string): Parts {
  const words = gn.split(/\s+/u);
  let titles = 0;
  while (titles < words.length - 1 && isTitle(words[titles] ?? "")) titles += 1;
  const title = filled(words.slice(0, titles).join(" "));
  const rest = words.slice(titles).join(" ");
  if (isEastAsian(rest)) return { title, full: rest, familyFirst: true };
  return { ...wholeParts(rest, "given"), title };
}

/** A whole name in one field; a single word is the whole name, whichever part it may be. */
function wholeParts(gn: string, first: "family" | "given"): Parts {
  const words = gn.split(/\s+/u);
  const familyFirst = first === "family";
  if (words.length < 2) return { full: gn, familyFirst };
  const family = familyFirst ? words[0] : words.at(-1);
  const given = (familyFirst ? words.slice(1) : words.slice(0, -1)).join(" ");
  return { family, given, full: gn, familyFirst };
}

/** `(EN) John Miller`: a language before the name, as Suite8 sites send it (fias.md §12). */
function withoutHint(gn: string): { readonly text: string; readonly hint?: string | undefined } {
  const found = /^\s*\(([A-Za-z]{2})\)\s*(.*)$/su.exec(gn);
  if (found === null) return { text: gn.trim() };
  return { text: (found[2] ?? "").trim(), hint: found[1]?.toLowerCase() };
}

function filled(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === undefined || trimmed === "" ? undefined : trimmed;
}

function hasHan(text: string): boolean {
  return /\p{Script=Han}/u.test(text);
}

function isEastAsian(text: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(text);
}
