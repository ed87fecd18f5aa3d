// Makes any text fit for one printer before the first byte is sent: what is left can be printed, character by character.
import type { PaperPage } from "./paper-page.ts";

/** Other forms of a character, tried in order where a page lacks it; punctuation and signs only, never letters of a name. */
const OTHER_FORMS: Readonly<Record<string, readonly string[]>> = {
  "￥": ["¥"],
  "£": ["￡"],
  "￡": ["£"],
  "·": ["‧", "・", "."],
  "‧": ["·", "."],
  "•": ["·", "‧", "*"],
  "・": ["·", "‧", "."],
  "‘": ["'"],
  "’": ["'"],
  "“": ['"'],
  "”": ['"'],
  "「": ['"'],
  "」": ['"'],
  "–": ["-"],
  "—": ["-"],
  "…": ["..."],
  "▲": ["!"],
  "△": ["!"],
  "，": [","],
  "、": [","],
  "。": ["."],
  "：": [":"],
  "；": [";"],
  "！": ["!"],
  "（": ["("],
  "）": [")"],
  "\u3000": [" "],
};

/**
 * The text as this printer can show it, in this order: NFC; ¥ as ￥; blanks of any kind as plain ones; control and invisible
 * characters out; another form, or the page's mark for a missing character, where the page lacks one.
 */
export function cleanForPaper(text: string, page: PaperPage): string {
  const plain = text
    .toWellFormed()
    .normalize("NFC")
    .replaceAll("\u00a5", "\uffe5")
    .replace(/[\t\n\v\f\r\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f]/g, " ")
    .replace(/[\p{Cc}\p{Cf}\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]/gu, "");
  let clean = "";
  for (const char of plain) clean += page.bytesOf(char) === undefined ? replacement(char, page) : char;
  return clean;
}

function replacement(char: string, page: PaperPage): string {
  const forms = OTHER_FORMS[char] ?? [];
  const printable = forms.find((form) => Array.from(form).every((part) => page.bytesOf(part) !== undefined));
  return printable ?? page.missing;
}

/** Columns the text takes on this printer in normal size; the text must be clean. */
export function columnsOfText(text: string, page: PaperPage): number {
  let columns = 0;
  for (const char of text) columns += page.columnsOf(char);
  return columns;
}
