// The characters a receipt printer has: which ones, how many columns each takes, and its bytes (reference/dependencies.md §4.3).
import iconv from "iconv-lite";

/** The code pages a receipt printer can be set to; the first three hold Chinese. */
export const PAPER_PAGES = [
  "gb18030",
  "gbk",
  "big5",
  "cp437",
  "cp850",
  "cp852",
  "cp858",
  "cp866",
  "cp1252",
] as const;
export type PaperPageName = (typeof PAPER_PAGES)[number];

/** One printer's characters. */
export interface PaperPage {
  readonly name: PaperPageName;
  /** Whether it prints Chinese: then a character takes as many columns as its double-byte form has bytes. */
  readonly isChinese: boolean;
  /** Stands where a character is lacking; never a question mark. */
  readonly missing: string;
  /** The bytes of one character, undefined where the page lacks it. */
  bytesOf(char: string): Uint8Array | undefined;
  /** Columns one character of the page takes: 1 or 2. */
  columnsOf(char: string): number;
}

/** What a printer can besides its page. */
export interface PaperPageOptions {
  /** It has pictures for the four-byte characters of GB18030; few do, so they count as lacking otherwise. */
  readonly fourByte?: boolean;
}

/** iconv-lite's own "big5" would add Hong Kong characters that no Big5 printer has. */
const ENCODINGS: Readonly<Partial<Record<PaperPageName, string>>> = { big5: "cp950" };
const CHINESE: readonly PaperPageName[] = ["gb18030", "gbk", "big5"];
/** Marks for a missing character, the usual one first; a page uses the first it has. */
const MISSING_MARKS = ["〓", "■", "≡", "¤", "_"];
/** Characters remembered per page; beyond them the memory starts over. */
const REMEMBERED = 8192;

const opened = new Map<string, PaperPage>();

/** The page of that name; asked twice it is the same one. */
export function openPaperPage(name: PaperPageName, options: PaperPageOptions = {}): PaperPage {
  const fourByte = options.fourByte === true && name === "gb18030";
  const key = `${name} ${fourByte}`;
  const known = opened.get(key);
  if (known !== undefined) return known;
  const page = makePage(name, fourByte);
  opened.set(key, page);
  return page;
}

function makePage(name: PaperPageName, fourByte: boolean): PaperPage {
  const isChinese = CHINESE.includes(name);
  const remembered = new Map<string, Uint8Array | undefined>();
  const bytesOf = (char: string): Uint8Array | undefined => {
    if (remembered.has(char)) return remembered.get(char);
    if (remembered.size >= REMEMBERED) remembered.clear();
    const bytes = encodeOne(char, name, fourByte);
    remembered.set(char, bytes);
    return bytes;
  };
  return {
    name,
    isChinese,
    missing: MISSING_MARKS.find((mark) => bytesOf(mark) !== undefined) ?? "_",
    bytesOf,
    columnsOf: (char) => (isChinese && (bytesOf(char)?.length ?? 2) > 1 ? 2 : 1),
  };
}

function encodeOne(char: string, name: PaperPageName, fourByte: boolean): Uint8Array | undefined {
  // Private-use and unassigned code points have bytes in GB18030, but no printer has a picture for them.
  if (/^[\p{Co}\p{Cn}\p{Cs}]$/u.test(char)) return undefined;
  const encoding = ENCODINGS[name] ?? name;
  const bytes = iconv.encode(char, encoding);
  if (!hasPrintableForm(bytes, name, fourByte)) return undefined;
  return iconv.decode(bytes, encoding) === char ? bytes : undefined;
}

function hasPrintableForm(bytes: Buffer, name: PaperPageName, fourByte: boolean): boolean {
  const first = bytes[0] ?? 0;
  if (bytes.length === 1) return first >= 0x20 && first !== 0x7f && (!CHINESE.includes(name) || first < 0x80);
  if (!CHINESE.includes(name)) return false;
  return bytes.length === 2 || (bytes.length === 4 && fourByte);
}
