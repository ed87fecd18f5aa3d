// From lines of paper to finished ESC/POS bytes. Every command is written here and nowhere else (reference/dependencies.md §4.3).
import type { PaperPage, PaperPageName } from "../../plugin/kit/paper-page.ts";
import type { PaperLine, PaperRun } from "../../plugin/kit/paper-layout.ts";
import { code128Bytes, qrBytes } from "./codes.ts";

/** What the bytes depend on besides the lines. */
export interface PaperModel {
  readonly page: PaperPage;
  readonly columns: number;
  readonly olderDoubleSize: boolean;
  readonly cut: boolean;
  readonly feedLines: number;
}

/** `ESC t n`: the single-byte table a Western printer is put to. */
const WESTERN_TABLES: Readonly<Partial<Record<PaperPageName, number>>> = {
  cp437: 0,
  cp850: 2,
  cp1252: 16,
  cp866: 17,
  cp852: 18,
  cp858: 19,
};
const LF = Buffer.of(0x0a);
const FEED_AND_CUT = Buffer.of(0x1d, 0x56, 0x42, 0x00);
const PLAIN: Omit<PaperRun, "text"> = { bold: false, inverse: false, underline: false };

/** The bytes of one whole job, from the reset to the cut. */
export function encodePaper(lines: readonly PaperLine[], model: PaperModel): Buffer {
  const parts: Uint8Array[] = [jobStart(model.page)];
  let double = false;
  for (const line of lines) {
    if (line.is !== "text") {
      if (double) parts.push(sizeBytes(false, model));
      double = false;
      parts.push(figureBytes(line, model));
      continue;
    }
    if (line.double !== double) parts.push(sizeBytes(line.double, model));
    ({ double } = line);
    parts.push(...lineBytes(line.runs, model.page), LF);
  }
  if (double) parts.push(sizeBytes(false, model));
  const isCut = lines.at(-1)?.is === "cut";
  if (!isCut) parts.push(endOfChit(model));
  return Buffer.concat(parts);
}

/** Reset, then Chinese on with no extra spacing, or a Western table with Chinese off; font A. Nothing the last job left stays. */
function jobStart(page: PaperPage): Buffer {
  const font = [0x1b, 0x4d, 0x00];
  if (page.isChinese) return Buffer.of(0x1b, 0x40, 0x1c, 0x26, 0x1c, 0x53, 0x00, 0x00, ...font);
  return Buffer.of(0x1b, 0x40, 0x1c, 0x2e, 0x1b, 0x74, WESTERN_TABLES[page.name] ?? 0, ...font);
}

function sizeBytes(double: boolean, { olderDoubleSize, page }: PaperModel): Buffer {
  const size = [0x1d, 0x21, double ? 0x11 : 0x00];
  if (!olderDoubleSize || !page.isChinese) return Buffer.from(size);
  return Buffer.of(...size, 0x1c, 0x21, double ? 0x0c : 0x00);
}

/** One line; every look it turns on is off again at its end, so that no line feed runs in inverse. */
function lineBytes(runs: readonly PaperRun[], page: PaperPage): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let look = PLAIN;
  for (const run of runs) {
    parts.push(lookBytes(look, run, page), textBytes(run.text, page));
    look = run;
  }
  parts.push(lookBytes(look, PLAIN, page));
  return parts;
}

function lookBytes(from: Omit<PaperRun, "text">, to: Omit<PaperRun, "text">, page: PaperPage): Buffer {
  const bytes: number[] = [];
  if (from.bold !== to.bold) bytes.push(0x1b, 0x45, Number(to.bold));
  if (from.inverse !== to.inverse) bytes.push(0x1d, 0x42, Number(to.inverse));
  if (from.underline !== to.underline) {
    bytes.push(0x1b, 0x2d, Number(to.underline));
    if (page.isChinese) bytes.push(0x1c, 0x2d, Number(to.underline));
  }
  return Buffer.from(bytes);
}

/** The text in the printer's page; what the page lacks was replaced when the line was laid out, its mark stands in all the same. */
function textBytes(text: string, page: PaperPage): Buffer {
  const mark = page.bytesOf(page.missing) ?? Buffer.from("_");
  return Buffer.concat(Array.from(text, (char) => page.bytesOf(char) ?? mark));
}

function figureBytes(line: Exclude<PaperLine, { is: "text" }>, model: PaperModel): Buffer {
  if (line.is === "cut") return endOfChit(model);
  const figure =
    line.is === "qr" ? qrBytes(line.text, model.columns) : code128Bytes(line.text, model.columns);
  if (figure !== undefined) return figure;
  // A code that would not fit, or that this kind of code cannot carry, says on paper that it is not there.
  return Buffer.concat([Buffer.from("-".repeat(model.columns)), LF]);
}

function endOfChit({ cut, feedLines }: PaperModel): Buffer {
  return cut ? FEED_AND_CUT : Buffer.alloc(feedLines, LF);
}
