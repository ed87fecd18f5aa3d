// Bytes and text of the code pages a hotel's lines and printers speak. Decoding is strict: bytes of another page are
// told, not turned into look-alikes, because a guest's name made of question marks is worse than none.
import iconv from "iconv-lite";
import { KeshiError } from "../contract/index.ts";

/** The code pages a line or printer can be set to. */
export const CODE_PAGES = ["utf-8", "gb18030", "gbk", "big5", "cp850", "cp1252", "latin1"] as const;
export type CodePage = (typeof CODE_PAGES)[number];

/** The text of the bytes in that code page; throws `code-page-mismatch` where they are not of it. */
export function decodeText(page: CodePage, bytes: Uint8Array): string {
  if (isAscii(bytes)) return latin1(bytes);
  switch (page) {
    case "latin1":
      return latin1(bytes);
    case "cp850":
      return iconv.decode(bytes, "cp850");
    case "cp1252":
      return strictly(page, "windows-1252", bytes);
    case "utf-8":
    case "gb18030":
    case "gbk":
      return strictly(page, page, bytes);
    case "big5":
      return withoutGaps(page, iconv.decode(bytes, "big5"));
    default:
      return page satisfies never;
  }
}

/** The bytes of the text in that code page; what the page lacks becomes `?` (ask `isEncodable` first where that matters). */
export function encodeText(page: CodePage, text: string): Uint8Array {
  return iconv.encode(text, ENCODERS[page]);
}

/** Tells whether every character of the text exists in that code page. */
export function isEncodable(page: CodePage, text: string): boolean {
  try {
    return decodeText(page, encodeText(page, text)) === text;
  } catch {
    return false;
  }
}

const ENCODERS: Readonly<Record<CodePage, string>> = {
  "utf-8": "utf-8",
  gb18030: "gb18030",
  gbk: "gbk",
  big5: "big5",
  cp850: "cp850",
  cp1252: "windows-1252",
  latin1: "latin1",
};

// The built-in Big5 decoder drops 0x80 and 0xFF without a word even when told to be fatal; this one marks what it lacks.
function withoutGaps(page: CodePage, text: string): string {
  if (text.includes("\uFFFD")) throw mismatch(page);
  return text;
}

const decoders = new Map<string, InstanceType<typeof TextDecoder>>();

function strictly(page: CodePage, label: string, bytes: Uint8Array): string {
  const decoder = decoders.get(label) ?? new TextDecoder(label, { fatal: true, ignoreBOM: true });
  decoders.set(label, decoder);
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    decoders.delete(label);
    throw mismatch(page, cause);
  }
}

function mismatch(page: CodePage, cause?: unknown): KeshiError {
  return new KeshiError("code-page-mismatch", `The bytes are not ${page}`, {
    remedy: "Set `codePage` of this line or device to what the other side really sends.",
    cause,
  });
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

function isAscii(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte > 0x7f) return false;
  return true;
}
