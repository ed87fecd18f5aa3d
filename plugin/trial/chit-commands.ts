// The ESC/POS commands a chit may use, each with its length and what it does to the paper; whatever is not here is an error.
// Written from the published command set (reference/dependencies.md §4.3), not from our printer driver.
import { KeshiError } from "../contract/index.ts";
import { plainStyle, type Figure, type Paper } from "./chit-paper.ts";

/** What a command may touch beside the paper. */
export interface Bench {
  readonly paper: Paper;
  /** The text waiting to become a QR code (`GS ( k` function 80). */
  qr: string;
  readonly cut: () => void;
  /** The printer is asked something: `10 04 2`, `1d 72 1`, `1d 28 48 …`. */
  readonly asked: (question: Uint8Array) => void;
}

/** One command: its name, how many bytes follow its opcode (`undefined`: not all of the length has come yet), what it does. */
export interface Command {
  readonly name: string;
  readonly length: number | ((rest: Uint8Array) => number | undefined);
  run(bench: Bench, given: Uint8Array): void;
}

const on = (given: Uint8Array): boolean => (at(given, 0) & 1) === 1;
const at = (bytes: Uint8Array, place: number): number => bytes[place] ?? 0;
const word = (bytes: Uint8Array, place: number): number => at(bytes, place) + 256 * at(bytes, place + 1);
const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

/** The commands by opcode in hex; two bytes each, three where the third only names a family. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  "1b40": { name: "ESC @ reset", length: 0, run: ({ paper }) => void (paper.style = plainStyle()) },
  "1b21": { name: "ESC ! print mode", length: 1, run: printMode },
  "1b2d": {
    name: "ESC - underline",
    length: 1,
    run: ({ paper }, given) => void (paper.style.underline = at(given, 0) % 48 > 0),
  },
  "1b45": { name: "ESC E bold", length: 1, run: ({ paper }, given) => void (paper.style.bold = on(given)) },
  "1b47": {
    name: "ESC G double strike",
    length: 1,
    run: ({ paper }, given) => void (paper.style.bold = on(given)),
  },
  "1b4d": { name: "ESC M font", length: 1, run: (_, given) => only(given, [0, 48], "font") },
  "1b61": { name: "ESC a align", length: 1, run: align },
  "1b64": { name: "ESC d feed lines", length: 1, run: ({ paper }, given) => paper.feed(at(given, 0)) },
  "1b4a": { name: "ESC J feed dots", length: 1, run: ({ paper }) => paper.feed(0) },
  "1b32": { name: "ESC 2 line spacing", length: 0, run: () => undefined },
  "1b33": { name: "ESC 3 line spacing", length: 1, run: () => undefined },
  "1b74": {
    name: "ESC t code table",
    length: 1,
    run: ({ paper }, given) => void (paper.style.table = at(given, 0)),
  },
  "1b52": { name: "ESC R character set", length: 1, run: (_, given) => only(given, [0], "character set") },
  "1b20": { name: "ESC SP spacing", length: 1, run: (_, given) => only(given, [0], "spacing") },
  "1c26": { name: "FS & Chinese on", length: 0, run: ({ paper }) => void (paper.style.chinese = true) },
  "1c2e": { name: "FS . Chinese off", length: 0, run: ({ paper }) => void (paper.style.chinese = false) },
  "1c53": { name: "FS S Chinese spacing", length: 2, run: (_, given) => only(given, [0], "spacing") },
  "1c21": { name: "FS ! Chinese print mode", length: 1, run: chineseMode },
  "1c57": { name: "FS W Chinese double size", length: 1, run: chineseDouble },
  "1c2d": {
    name: "FS - Chinese underline",
    length: 1,
    run: ({ paper }, given) => void (paper.style.chineseUnderline = at(given, 0) % 48 > 0),
  },
  "1d21": { name: "GS ! size", length: 1, run: size },
  "1d42": {
    name: "GS B inverse",
    length: 1,
    run: ({ paper }, given) => void (paper.style.inverse = on(given)),
  },
  "1d56": { name: "GS V cut", length: cutLength, run: cut },
  "1d68": { name: "GS h bar height", length: 1, run: () => undefined },
  "1d77": { name: "GS w bar width", length: 1, run: () => undefined },
  "1d48": { name: "GS H bar text", length: 1, run: () => undefined },
  "1d66": { name: "GS f bar text font", length: 1, run: () => undefined },
  "1d6b": { name: "GS k bar code", length: barLength, run: barCode },
  "1d286b": { name: "GS ( k QR", length: counted, run: qrCode },
  "1d2848": { name: "GS ( H answer when done", length: counted, run: askDone },
  "1d7630": { name: "GS v 0 raster", length: rasterLength, run: raster },
  "1d72": {
    name: "GS r status",
    length: 1,
    run: (bench, given) => bench.asked(Uint8Array.of(0x1d, 0x72, at(given, 0))),
  },
  "1004": {
    name: "DLE EOT status",
    length: 1,
    run: (bench, given) => bench.asked(Uint8Array.of(0x10, 0x04, at(given, 0))),
  },
};

/** The opcodes of which a third byte is part of the name. */
export const LONG_OPCODES: ReadonlySet<string> = new Set(["1d28", "1d76"]);

function only(given: Uint8Array, allowed: readonly number[], what: string): void {
  for (const byte of given) {
    if (!allowed.includes(byte)) throw new KeshiError("escpos-unknown-setting", `${what} ${byte}`);
  }
}

function atLineStart(paper: Paper, what: string): void {
  if (paper.atLineStart) return;
  throw new KeshiError("escpos-mid-line", `${what} in the middle of a line`);
}

function printMode({ paper }: Bench, given: Uint8Array): void {
  const mode = at(given, 0);
  if ((mode & 0b0100_0111) !== 0) throw new KeshiError("escpos-unknown-setting", `print mode ${mode}`);
  paper.style.bold = (mode & 8) !== 0;
  paper.style.high = (mode & 16) === 0 ? 1 : 2;
  paper.style.wide = (mode & 32) === 0 ? 1 : 2;
  paper.style.underline = (mode & 128) !== 0;
}

function chineseMode({ paper }: Bench, given: Uint8Array): void {
  const mode = at(given, 0);
  paper.style.chineseWide = (mode & 4) !== 0;
  paper.style.chineseHigh = (mode & 8) !== 0;
  paper.style.chineseUnderline = (mode & 128) !== 0;
}

function chineseDouble({ paper }: Bench, given: Uint8Array): void {
  paper.style.chineseWide = on(given);
  paper.style.chineseHigh = on(given);
}

function size({ paper }: Bench, given: Uint8Array): void {
  const wide = (at(given, 0) >> 4) + 1;
  const high = (at(given, 0) & 15) + 1;
  if (wide > 8 || high > 8) throw new KeshiError("escpos-unknown-setting", `size ${wide} by ${high}`);
  paper.style.wide = wide;
  paper.style.high = high;
}

function align({ paper }: Bench, given: Uint8Array): void {
  atLineStart(paper, "alignment");
  const sides = ["left", "centre", "right"] as const;
  const side = sides[at(given, 0) % 48];
  if (side === undefined) throw new KeshiError("escpos-unknown-setting", `alignment ${at(given, 0)}`);
  paper.style.align = side;
}

function cutLength(rest: Uint8Array): number | undefined {
  if (rest.length === 0) return undefined;
  return [65, 66].includes(at(rest, 0)) ? 2 : 1;
}

function cut({ paper, cut: cutNow }: Bench, given: Uint8Array): void {
  only(given.subarray(0, 1), [0, 1, 48, 49, 65, 66], "cut");
  atLineStart(paper, "cut");
  cutNow();
}

function barLength(rest: Uint8Array): number | undefined {
  if (rest.length === 0) return undefined;
  // The older form that ends in NUL cannot carry CODE 128; a chit has no business with it.
  if (at(rest, 0) < 65) throw new KeshiError("escpos-unknown-setting", `bar code form ${at(rest, 0)}`);
  return rest.length < 2 ? undefined : 2 + at(rest, 1);
}

function barCode({ paper }: Bench, given: Uint8Array): void {
  atLineStart(paper, "bar code");
  if (at(given, 0) !== 73) throw new KeshiError("escpos-unknown-setting", `bar code ${at(given, 0)}`);
  const text = latin(given.subarray(2));
  if (!/^\{[ABC]/.test(text)) throw new KeshiError("escpos-code128", "CODE 128 without its code set");
  const body = text.slice(2);
  if (/\{(?!\{)/.test(body.replaceAll("{{", ""))) {
    throw new KeshiError("escpos-code128", "a brace that is not doubled");
  }
  paper.draw({ is: "code128", text: body.replaceAll("{{", "{") });
}

function counted(rest: Uint8Array): number | undefined {
  return rest.length < 2 ? undefined : 2 + word(rest, 0);
}

function askDone(bench: Bench, given: Uint8Array): void {
  bench.asked(Uint8Array.of(0x1d, 0x28, 0x48, ...given));
}

function qrCode(bench: Bench, given: Uint8Array): void {
  if (at(given, 2) !== 49) throw new KeshiError("escpos-unknown-setting", `symbol ${at(given, 2)}`);
  const step = at(given, 3);
  if ([65, 67, 69].includes(step)) return;
  if (step === 80) {
    bench.qr = Buffer.from(given.subarray(5)).toString("utf8");
    return;
  }
  if (step !== 81) throw new KeshiError("escpos-unknown-setting", `QR function ${step}`);
  atLineStart(bench.paper, "QR code");
  if (bench.qr === "") throw new KeshiError("escpos-qr-empty", "a QR code with nothing stored");
  bench.paper.draw({ is: "qr", text: bench.qr });
}

function rasterLength(rest: Uint8Array): number | undefined {
  return rest.length < 5 ? undefined : 5 + word(rest, 1) * word(rest, 3);
}

function raster({ paper }: Bench, given: Uint8Array): void {
  atLineStart(paper, "picture");
  only(given.subarray(0, 1), [0, 1, 2, 3, 48, 49, 50, 51], "raster mode");
  const figure: Figure = { is: "raster", width: 8 * word(given, 1), height: word(given, 3) };
  if (figure.width > paper.columns * 12) {
    throw new KeshiError("escpos-too-wide", `a picture of ${figure.width} dots`);
  }
  paper.draw(figure);
}
