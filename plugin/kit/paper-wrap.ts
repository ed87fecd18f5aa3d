// Where a line of mixed Chinese and Latin may break: between words, between Han characters, and never so that a closing
// mark starts a line or an opening mark ends one (避头尾).

/** One printed character with the columns it takes; `T` is whatever look it has. */
export interface PaperCell<T> {
  readonly char: string;
  readonly columns: number;
  readonly look: T;
}

const HAN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\u3000-\u303f\uff00-\uffef]/u;
const NEVER_FIRST = new Set("、。，．！？；：）〕］｝〉》」』】〗”’…—～·‧・％℃°々ー!),.:;?]}%");
const NEVER_LAST = new Set("（〔［｛〈《「『【〖“‘￥＄£$([{▲△#＃");
const PAIRED = new Set("—…");

/** Tells whether a line may end between these two characters. */
export function mayBreak(before: string, after: string): boolean {
  if (after === " " || after === "\u3000") return false;
  if (NEVER_LAST.has(before) || NEVER_FIRST.has(after)) return false;
  if (before === " " || before === "\u3000") return true;
  if (before === after && PAIRED.has(before)) return false;
  if (HAN.test(before) || HAN.test(after)) return true;
  return (before === "-" || before === "/") && /\p{L}/u.test(after);
}

/** The columns a first and every further line has; both at least 2. */
export interface WrapWidths {
  readonly first: number;
  readonly rest: number;
}

/** Breaks cells into lines that fit; blanks at a line's end go, a word longer than a line is cut where the line is full. */
export function wrapCells<T>(cells: readonly PaperCell<T>[], widths: WrapWidths): PaperCell<T>[][] {
  const lines: PaperCell<T>[][] = [];
  let line: PaperCell<T>[] = [];
  const room = (): number => (lines.length === 0 ? widths.first : widths.rest) - columnsOfCells(line);
  const endLine = (): void => {
    lines.push(withoutEndBlanks(line));
    line = [];
  };
  for (const unit of unitsOf(cells)) {
    const needed = columnsOfCells(withoutEndBlanks(unit));
    if (needed > room() && line.length > 0) endLine();
    if (needed <= room()) {
      line.push(...unit);
      continue;
    }
    for (const cell of unit) {
      if (cell.columns > room() && line.length > 0) endLine();
      line.push(cell);
    }
  }
  endLine();
  return lines;
}

/** The columns the cells take together. */
export function columnsOfCells(cells: readonly PaperCell<unknown>[]): number {
  let columns = 0;
  for (const cell of cells) columns += cell.columns;
  return columns;
}

function unitsOf<T>(cells: readonly PaperCell<T>[]): PaperCell<T>[][] {
  const units: PaperCell<T>[][] = [];
  let unit: PaperCell<T>[] = [];
  for (const cell of cells) {
    const last = unit.at(-1);
    if (last !== undefined && mayBreak(last.char, cell.char)) {
      units.push(unit);
      unit = [];
    }
    unit.push(cell);
  }
  if (unit.length > 0) units.push(unit);
  return units;
}

function withoutEndBlanks<T>(cells: readonly PaperCell<T>[]): PaperCell<T>[] {
  const last = cells.findLastIndex((cell) => cell.char !== " " && cell.char !== "\u3000");
  return cells.slice(0, last + 1);
}
