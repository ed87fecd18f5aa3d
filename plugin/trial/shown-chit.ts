// A chit from the simulated printer as the trial page draws it: lines of runs, read back from the bytes.
import { textOf } from "./chit-reader.ts";
import type { Cell, PaperLine } from "./chit-paper.ts";
import type { KeptChit } from "./printer-peer.ts";

/** Neighbouring characters that look the same. */
export interface ShownRun {
  readonly text: string;
  readonly bold: boolean;
  readonly inverse: boolean;
  readonly underline: boolean;
  readonly double: boolean;
}

/** One line: its runs and how many blank columns stand before them; a code or a picture as text in brackets. */
export interface ShownLine {
  readonly indent: number;
  readonly text: string;
  readonly runs: readonly ShownRun[];
}

/** A chit for the page. */
export interface ShownChit {
  readonly number: number;
  readonly at: number;
  readonly wraps: number;
  readonly cut: boolean;
  readonly bytes: number;
  readonly lines: readonly ShownLine[];
}

/** Makes a kept chit ready to be drawn. */
export function shownChit(chit: KeptChit): ShownChit {
  const texts = textOf(chit);
  const { number, at, wraps, cut, bytes } = chit;
  const lines = chit.lines.map((line, nth) => shownLine(line, texts[nth] ?? ""));
  return { number, at, wraps, cut, bytes: bytes.length, lines };
}

function shownLine(line: PaperLine, text: string): ShownLine {
  const runs: { text: string; like: Cell }[] = [];
  for (const cell of line.cells) {
    const last = runs.at(-1);
    if (last !== undefined && looksLike(last.like, cell)) last.text += cell.char;
    else runs.push({ text: cell.char, like: cell });
  }
  return {
    ...{ indent: line.indent, text },
    runs: runs.map(({ text: run, like: { bold, inverse, underline, double } }) => ({
      ...{ text: run, bold, inverse, underline, double },
    })),
  };
}

function looksLike(one: Cell, other: Cell): boolean {
  return (
    one.bold === other.bold &&
    one.inverse === other.inverse &&
    one.underline === other.underline &&
    one.double === other.double
  );
}
