// A chit's document as a page shows it: columns are cells of half a Han character, as on paper. Only the preview page and the
// trial's paper use it; what a real printer prints is laid out by its driver.
import type { Block, Document, Run } from "../../plugin/contract/index.ts";

/** One line of paper as its template draws it. */
export interface PaperLine {
  readonly kind: "text" | "rule" | "cut" | "code";
  readonly runs: readonly { readonly text: string; readonly style: string }[];
  readonly style: string;
}

/** The columns a text takes: 2 for Han, kana and full-width signs, 1 for the rest. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const char of text) columns += WIDE.test(char) ? 2 : 1;
  return columns;
}

const WIDE =
  /[\u1100-\u115f\u2014-\u2026\u25b2\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;

/** A document as lines of at most so many columns. */
export function paperLines(document: Document, columns: number): readonly PaperLine[] {
  return document.blocks.flatMap((block) => linesOf(block, columns));
}

function linesOf(block: Block, columns: number): PaperLine[] {
  switch (block.is) {
    case "text":
      return textLines(block, columns);
    case "pair":
      return pairLines(block, columns);
    case "caution":
      return cautionLines(block);
    case "rule":
      return [{ kind: "rule", runs: [{ text: "-".repeat(columns), style: "" }], style: "" }];
    case "feed":
      return Array.from({ length: Math.min(block.lines, 12) }, () => plain("", ""));
    case "qr":
    case "code128":
      return [{ kind: "code", runs: [{ text: block.text, style: "" }], style: "" }];
    case "cut":
      return [{ kind: "cut", runs: [], style: "" }];
  }
}

function textLines(block: Extract<Block, { is: "text" }>, columns: number): PaperLine[] {
  const style = [block.double === true ? "x2" : "", block.align ?? "left"]
    .filter((one) => one !== "")
    .join(" ");
  const indent = " ".repeat(block.indent ?? 0);
  const room = block.double === true ? Math.floor(columns / 2) : columns;
  const width = columnsOf(block.runs.map((run) => run.text).join(""));
  if (width + indent.length <= room)
    return [{ kind: "text", runs: [{ text: indent, style: "" }, ...block.runs.map(runOf)], style }];
  const first = block.runs[0];
  const bold = first === undefined ? "" : runOf(first).style;
  return wrap(block.runs.map((run) => run.text).join(""), room - indent.length).map((text) => ({
    kind: "text",
    runs: [{ text: indent + text, style: bold }],
    style,
  }));
}

function runOf(run: Run): { text: string; style: string } {
  const style = [
    run.bold === true ? "b" : "",
    run.inverse === true ? "inv" : "",
    run.underline === true ? "u" : "",
  ];
  return { text: run.text, style: style.filter((one) => one !== "").join(" ") };
}

function pairLines(block: Extract<Block, { is: "pair" }>, columns: number): PaperLine[] {
  const style = block.bold === true ? "b" : "";
  const left = " ".repeat(block.indent ?? 0) + block.left;
  const gap = columns - columnsOf(left) - columnsOf(block.right);
  if (gap >= 1) return [plain(left + " ".repeat(gap) + block.right, style)];
  const right = " ".repeat(Math.max(0, columns - columnsOf(block.right))) + block.right;
  return [...wrap(left, columns).map((text) => plain(text, style)), plain(right, style)];
}

function cautionLines(block: Extract<Block, { is: "caution" }>): PaperLine[] {
  const kind = block.severe ? "inv" : "b";
  const detail = block.detail === undefined ? [] : [plain(` ${block.detail} `, kind)];
  return [{ kind: "text", runs: [{ text: ` ${block.title} `, style: "" }], style: `x2 ${kind}` }, ...detail];
}

function plain(text: string, style: string): PaperLine {
  return { kind: "text", runs: [{ text, style: "" }], style };
}

/** Breaks between Han characters and at blanks. */
function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of text.match(/[\u0021-\u024f]+ ?|[\s\S]/gu) ?? []) {
    if (line !== "" && columnsOf(line + piece.trimEnd()) > columns) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += piece;
  }
  return line === "" ? lines : [...lines, line.trimEnd()];
}
