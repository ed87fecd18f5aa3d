// From a device-neutral document to lines of paper: every line is counted before it is printed, none is wider than the paper.
// Pure; the printer drivers and the preview page share it, so that what one sees breaks as paper does.
import type { Block, Document, Run } from "../contract/index.ts";
import { openPaperPage, type PaperPage } from "./paper-page.ts";
import { cleanForPaper, columnsOfText } from "./paper-text.ts";
import { columnsOfCells, wrapCells, type PaperCell } from "./paper-wrap.ts";

/** Characters of one look on a line; blanks that fill the line up are among them. */
export interface PaperRun {
  readonly text: string;
  readonly bold: boolean;
  readonly inverse: boolean;
  readonly underline: boolean;
}

/** One line of text as it stands on paper, in normal or double size, or a thing that is no text. */
export type PaperLine =
  | {
      readonly is: "text";
      readonly double: boolean;
      readonly runs: readonly PaperRun[];
      /** Columns of the paper it takes; never more than there are. */
      readonly columns: number;
    }
  | { readonly is: "qr"; readonly text: string }
  | { readonly is: "code128"; readonly text: string }
  | { readonly is: "cut" };

type Look = Omit<PaperRun, "text">;
type Cell = PaperCell<Look>;

/** The paper a document is laid out on. */
interface Paper {
  readonly columns: number;
  readonly page: PaperPage;
}

const PLAIN: Look = { bold: false, inverse: false, underline: false };
const SPACE = " ";
/** Indent of what goes on from a line that was too long. */
const HANG_COLUMNS = 2;
/** Narrowest paper that is laid out; a document wider than any paper still ends. */
const FEWEST_COLUMNS = 8;
/** Most lines one feed makes. */
const MOST_FEED = 20;

/** The lines of a document on paper of so many columns; characters the page lacks are replaced first. */
export function layOut(
  document: Document,
  columns: number,
  page: PaperPage = openPaperPage("gb18030"),
): PaperLine[] {
  const paper: Paper = { columns: Math.max(FEWEST_COLUMNS, Math.floor(columns)), page };
  return document.blocks.flatMap((block) => layOutBlock(block, paper));
}

function layOutBlock(block: Block, paper: Paper): PaperLine[] {
  switch (block.is) {
    case "text":
      return layOutText(block, paper);
    case "pair":
      return layOutPair(block, paper);
    case "caution":
      return layOutCaution(block, paper);
    case "rule":
      return [toLine(cellsOf([{ text: "-".repeat(paper.columns) }], paper.page))];
    case "feed":
      return Array.from({ length: Math.min(MOST_FEED, Math.max(1, Math.floor(block.lines))) }, () =>
        toLine([]),
      );
    case "qr":
    case "code128":
    case "cut":
      return [block];
    default:
      return block satisfies never;
  }
}

function layOutText(block: Block & { is: "text" }, paper: Paper): PaperLine[] {
  const double = block.double === true;
  const columns = double ? Math.floor(paper.columns / 2) : paper.columns;
  const indent = indentOf(block.indent, columns);
  const hang = block.hang === undefined ? indent : indentOf(block.hang, columns);
  const lines = wrapCells(cellsOf(block.runs, paper.page), { first: columns - indent, rest: columns - hang });
  return lines.map((line, place) => {
    const before = place === 0 ? indent : hang;
    const spare = columns - before - columnsOfCells(line);
    const aligned = { left: 0, centre: Math.floor(spare / 2), right: spare }[block.align ?? "left"];
    return toLine([...blanks(before + aligned, PLAIN), ...line], double);
  });
}

function layOutPair(block: Block & { is: "pair" }, paper: Paper): PaperLine[] {
  const { columns, page } = paper;
  const bold = block.bold === true;
  const indent = indentOf(block.indent, columns);
  const rest = Math.min(indent + HANG_COLUMNS, columns - 2);
  const left = cellsOf([{ text: block.left, bold }], page);
  const right = cellsOf([{ text: block.right, bold }], page);
  const lines = wrapCells(left, { first: columns - indent, rest: columns - rest }).map((line, place) => [
    ...blanks(place === 0 ? indent : rest, PLAIN),
    ...line,
  ]);
  const rights = wrapCells(right, { first: columns, rest: columns });
  const last = lines.at(-1);
  const [only] = rights;
  if (last !== undefined && only !== undefined && rights.length === 1) {
    const spare = columns - columnsOfCells(last) - columnsOfCells(only);
    if (only.length === 0) rights.length = 0;
    else if (spare >= 1) last.push(...blanks(spare, PLAIN), ...(rights.pop() ?? []));
  }
  for (const line of rights) lines.push([...blanks(columns - columnsOfCells(line), PLAIN), ...line]);
  return lines.map((line) => toLine(line));
}

/** A severe caution is double with a filled mark, a mild one of normal size with an outlined one; both fill every line to the edge. */
function layOutCaution(block: Block & { is: "caution" }, paper: Paper): PaperLine[] {
  const mark = block.severe ? "▲" : "△";
  const columns = block.severe ? Math.floor(paper.columns / 2) : paper.columns;
  const marked = cleanForPaper(`${mark} ${block.title}`, paper.page);
  // The blank in front goes before the title takes a second line on narrow paper.
  const margin = columnsOfText(marked, paper.page) === columns ? "" : SPACE;
  const title = fillInverse(`${margin}${marked}`, paper, { double: block.severe, hang: 1 });
  if (block.detail === undefined || block.detail === "") return title;
  return [...title, ...fillInverse(`  ${block.detail}`, paper, { double: false, hang: 2 })];
}

function fillInverse(
  text: string,
  paper: Paper,
  { double, hang }: { readonly double: boolean; readonly hang: number },
): PaperLine[] {
  const columns = double ? Math.floor(paper.columns / 2) : paper.columns;
  const look: Look = { bold: !double, inverse: true, underline: false };
  const cells = cellsOf([{ text, bold: look.bold, inverse: true }], paper.page);
  return wrapCells(cells, { first: columns, rest: columns - hang }).map((line, place) => {
    const begun = [...blanks(place === 0 ? 0 : hang, look), ...line];
    return toLine([...begun, ...blanks(columns - columnsOfCells(begun), look)], double);
  });
}

function cellsOf(runs: readonly Run[], page: PaperPage): Cell[] {
  return runs.flatMap((run) => {
    const look: Look = {
      bold: run.bold === true,
      inverse: run.inverse === true,
      underline: run.underline === true,
    };
    return Array.from(cleanForPaper(run.text, page), (char) => ({
      char,
      columns: page.columnsOf(char),
      look,
    }));
  });
}

function blanks(columns: number, look: Look): Cell[] {
  return Array.from({ length: Math.max(0, columns) }, () => ({ char: SPACE, columns: 1, look }));
}

function indentOf(given: number | undefined, columns: number): number {
  return Math.min(Math.max(0, Math.floor(given ?? 0)), Math.floor(columns / 2));
}

function toLine(cells: readonly Cell[], double = false): PaperLine {
  const runs: (Look & { text: string })[] = [];
  for (const { char, look } of cells) {
    const last = runs.at(-1);
    if (last !== undefined && isSameLook(last, look)) last.text += char;
    else runs.push({ ...look, text: char });
  }
  return { is: "text", double, runs, columns: columnsOfCells(cells) * (double ? 2 : 1) };
}

function isSameLook(one: Look, other: Look): boolean {
  return one.bold === other.bold && one.inverse === other.inverse && one.underline === other.underline;
}
