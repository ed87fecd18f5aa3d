// What a receipt printer's head does: characters fall into columns, a line that is too long wraps.
// Own understanding of paper, nothing shared with the printing code (a simulator that shares our code shares our misreading).

/** One character on paper, as wide as the printer makes it. */
export interface Cell {
  readonly char: string;
  /** Columns it takes: 1 or 2, times its width. */
  readonly columns: number;
  readonly bold: boolean;
  readonly inverse: boolean;
  readonly underline: boolean;
  /** Twice as wide and twice as high. */
  readonly double: boolean;
}

/** A code or a picture standing in the place of text. */
export type Figure =
  | { readonly is: "qr"; readonly text: string }
  | { readonly is: "code128"; readonly text: string }
  | { readonly is: "raster"; readonly width: number; readonly height: number };

/** One line of paper; `wrapped` when the printer itself broke it because it was too long. */
export interface PaperLine {
  readonly cells: readonly Cell[];
  readonly text: string;
  /** Blank columns on the left that the alignment makes. */
  readonly indent: number;
  readonly columns: number;
  readonly wrapped: boolean;
  readonly figure?: Figure;
}

/** A chit as it left the printer, from the last cut to this one. */
export interface PrintedChit {
  readonly lines: readonly PaperLine[];
  /** How often the printer had to break a line by itself; a good chit has none. */
  readonly wraps: number;
  /** Characters the printer has no picture for. */
  readonly missing: number;
  /** False where the bytes ended before a cut. */
  readonly cut: boolean;
  /** Offset behind its cut, counted over all bytes the reader was given. */
  readonly endsAt?: number;
}

/** How the head is set; a job inherits what the last one left. */
export interface HeadStyle {
  bold: boolean;
  inverse: boolean;
  underline: boolean;
  chineseUnderline: boolean;
  /** Times as wide and as high, 1 to 8 (`GS !`, `ESC !`). */
  wide: number;
  high: number;
  /** Chinese characters twice as wide or high by `FS !` or `FS W`. */
  chineseWide: boolean;
  chineseHigh: boolean;
  align: "left" | "centre" | "right";
  /** Two-byte characters are read (`FS &`). */
  chinese: boolean;
  /** Number of the single-byte table (`ESC t`). */
  table: number;
}

/** The head after `ESC @`: nothing set, Chinese off, table 0. */
export function plainStyle(): HeadStyle {
  return {
    bold: false,
    inverse: false,
    underline: false,
    chineseUnderline: false,
    wide: 1,
    high: 1,
    chineseWide: false,
    chineseHigh: false,
    align: "left",
    chinese: false,
    table: 0,
  };
}

/** The paper under the head: collects cells into lines and lines into chits. */
export class Paper {
  readonly columns: number;
  style: HeadStyle = plainStyle();
  #cells: Cell[] = [];
  #used = 0;
  #lines: PaperLine[] = [];
  #wraps = 0;
  #missing = 0;

  constructor(columns: number) {
    this.columns = columns;
  }

  /** True where the head stands at the left edge and nothing waits to be printed. */
  get atLineStart(): boolean {
    return this.#cells.length === 0;
  }

  /** True where something was printed since the last cut. */
  get dirty(): boolean {
    return this.#lines.length > 0 || !this.atLineStart;
  }

  /** Puts a single-byte character of one column down. */
  putNarrow(char: string): void {
    const { bold, inverse, underline, wide, high } = this.style;
    this.#put({ char, columns: wide, bold, inverse, underline, double: wide > 1 && high > 1 });
  }

  /** Puts a Chinese character of two columns down; `missing` when the printer has no picture for it. */
  putWide(char: string, missing = false): void {
    const { bold, inverse, chineseUnderline, chineseWide, chineseHigh } = this.style;
    const wide = Math.max(this.style.wide, chineseWide ? 2 : 1);
    const high = Math.max(this.style.high, chineseHigh ? 2 : 1);
    if (missing) this.#missing++;
    const double = wide > 1 && high > 1;
    this.#put({ char, columns: 2 * wide, bold, inverse, underline: chineseUnderline, double });
  }

  /** Ends the line as `LF` does; an empty one is a blank line. */
  endLine(): void {
    this.#finish(false);
  }

  /** Feeds blank lines. */
  feed(lines: number): void {
    if (!this.atLineStart) this.#finish(false);
    for (let fed = 0; fed < lines; fed++) this.#finish(false);
  }

  /** Prints a code or a picture on a line of its own. */
  draw(figure: Figure): void {
    const text = figure.is === "raster" ? "" : figure.text;
    this.#lines.push({ cells: [], text, indent: 0, columns: 0, wrapped: false, figure });
  }

  /** Cuts the paper off and gives what was on it. */
  tear(cut: boolean): PrintedChit {
    if (!this.atLineStart) this.#finish(false);
    const chit = { lines: this.#lines, wraps: this.#wraps, missing: this.#missing, cut };
    this.#lines = [];
    this.#wraps = 0;
    this.#missing = 0;
    return chit;
  }

  #put(cell: Cell): void {
    if (this.#used + cell.columns > this.columns) {
      this.#wraps++;
      this.#finish(true);
    }
    this.#cells.push(cell);
    this.#used += cell.columns;
  }

  #finish(wrapped: boolean): void {
    const spare = this.columns - this.#used;
    const indent = { left: 0, centre: Math.floor(spare / 2), right: spare }[this.style.align];
    const text = this.#cells.map((cell) => cell.char).join("");
    this.#lines.push({ cells: this.#cells, text, indent, columns: this.#used, wrapped });
    this.#cells = [];
    this.#used = 0;
  }
}
