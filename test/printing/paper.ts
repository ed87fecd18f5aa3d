// From a document to printed bytes and back, for tests: our layout and bytes, the trial's strict reader.
import { encodePaper } from "../../drivers/printer-escpos/bytes.ts";
import type { Document } from "../../plugin/contract/index.ts";
import { layOut, type PaperLine } from "../../plugin/kit/paper-layout.ts";
import { openPaperPage, type PaperPageName } from "../../plugin/kit/paper-page.ts";
import { readChits, textOf, type PrintedChit, type ReaderSettings } from "../peers/escpos-reader.ts";

/** A printer to test with. */
export interface TestPaper {
  readonly columns: 32 | 42 | 48;
  readonly codePage: PaperPageName;
}

/** The bytes our driver would send. */
export function bytesOf(document: Document, { columns, codePage }: TestPaper): Buffer {
  const page = openPaperPage(codePage);
  const model = { page, columns, olderDoubleSize: false, cut: true, feedLines: 4 };
  return encodePaper(layOut(document, columns, page), model);
}

/** How a printer set to that page reads two-byte characters; Western ones are told to read none. */
export function readerOf({ columns, codePage }: TestPaper): ReaderSettings {
  const isChinese = codePage === "gb18030" || codePage === "gbk" || codePage === "big5";
  return { columns, codePage: isChinese ? codePage : "gb18030" };
}

/** The chit as it comes out; throws where the bytes are not exactly one chit. */
export function printed(document: Document, paper: TestPaper): PrintedChit {
  const chits = readChits(bytesOf(document, paper), readerOf(paper));
  const [chit] = chits;
  if (chit === undefined || chits.length !== 1) throw new Error(`${chits.length} chits came out`);
  return chit;
}

/** The lines as a preview shows them. */
export function shown(document: Document, { columns, codePage }: TestPaper): readonly string[] {
  return layOut(document, columns, openPaperPage(codePage)).flatMap((line) => textOfLine(line));
}

/** The lines as they came out of the printer. */
export function printedText(document: Document, paper: TestPaper): readonly string[] {
  return textOf(printed(document, paper));
}

function textOfLine(line: PaperLine): string[] {
  if (line.is === "cut") return [];
  if (line.is !== "text") return [`[${line.is} ${line.text}]`];
  return [line.runs.map((run) => run.text).join("")];
}
