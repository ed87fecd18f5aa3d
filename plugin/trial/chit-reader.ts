// Reads ESC/POS bytes back into lines of cells as a printer would put them on paper, and refuses every byte it does not know
// (reference/dependencies.md §4.6). The fake printer and the tests of the real driver share it.
import iconv from "iconv-lite";
import { KeshiError } from "../contract/index.ts";
import { COMMANDS, LONG_OPCODES, type Bench, type Command } from "./chit-commands.ts";
import { Paper, type PrintedChit } from "./chit-paper.ts";

/** How the printer is built: its columns in font A and the code page of its Chinese characters. */
export interface ReaderSettings {
  readonly columns?: 48 | 42 | 32;
  readonly codePage?: "gb18030" | "gbk" | "big5";
  /** Called when the bytes ask the printer something; gets the whole question. */
  readonly asked?: (question: Uint8Array) => void;
  /** Called for each command and each run of text, with the offset of its first byte: a reading beside golden bytes. */
  readonly read?: (offset: number, means: string) => void;
}

/** The single-byte tables of `ESC t` that a chit may choose. */
const TABLES: Readonly<Record<number, string>> = { 0: "cp437", 2: "cp850", 3: "cp860", 16: "win1252" };
/** Bytes a command may keep waiting for its end; larger than any picture a chit carries. */
const MOST_PENDING = 1 << 20;
const LF = 0x0a;
const STARTERS: readonly number[] = [0x10, 0x1b, 0x1c, 0x1d];
const MISSING = "□";

/**
 * A strict reader of printer bytes: give it chunks at any boundary, get chits at each cut.
 * Throws `escpos-unknown` (with the offset) at a byte or command it does not know, `escpos-mid-line`, `escpos-too-wide` and the like;
 * after a throw it is to be thrown away.
 */
export class ChitReader {
  readonly #paper: Paper;
  readonly #settings: Required<Pick<ReaderSettings, "codePage">> & ReaderSettings;
  readonly #bench: Bench;
  #pending: Uint8Array = new Uint8Array();
  #offset = 0;
  #done: PrintedChit[] = [];
  #ended = 0;

  constructor(settings: ReaderSettings = {}) {
    this.#settings = { codePage: "gb18030", ...settings };
    this.#paper = new Paper(settings.columns ?? 48);
    this.#bench = {
      paper: this.#paper,
      qr: "",
      cut: () => void this.#done.push(this.#paper.tear(true)),
      asked: (question) => settings.asked?.(question),
    };
  }

  /** Takes the next bytes; answers the chits that were cut off by them. */
  push(chunk: Uint8Array): readonly PrintedChit[] {
    this.#pending = Buffer.concat([this.#pending, chunk]);
    if (this.#pending.length > MOST_PENDING) {
      throw new KeshiError("escpos-endless", "a command longer than a printer's buffer");
    }
    while (this.#pending.length > 0) {
      const took = this.#step(this.#pending);
      if (took === 0) break;
      this.#pending = this.#pending.subarray(took);
      this.#offset += took;
      this.#ends(this.#offset);
    }
    const done = this.#done;
    this.#done = [];
    this.#ended = 0;
    return done;
  }

  /** What lies on the paper after the last cut; throws `escpos-torn` where a command was not finished. */
  rest(): PrintedChit | undefined {
    if (this.#pending.length > 0) {
      throw new KeshiError("escpos-torn", `the bytes end inside a command at ${this.#offset}`);
    }
    return this.#paper.dirty ? this.#paper.tear(false) : undefined;
  }

  /** Notes where the chits that were just cut end in all the bytes. */
  #ends(offset: number): void {
    for (; this.#ended < this.#done.length; this.#ended++) {
      const chit = this.#done[this.#ended];
      if (chit !== undefined) this.#done[this.#ended] = { ...chit, endsAt: offset };
    }
  }

  /** Bytes it took, 0 when more must come first. */
  #step(bytes: Uint8Array): number {
    const first = bytes[0] ?? 0;
    if (STARTERS.includes(first)) return this.#command(bytes);
    if (first === LF) {
      this.#settings.read?.(this.#offset, "LF");
      this.#paper.endLine();
      return 1;
    }
    if (first < 0x20 || first === 0x7f) throw this.#unknown(bytes.subarray(0, 1));
    return this.#text(bytes);
  }

  #command(bytes: Uint8Array): number {
    if (bytes.length < 2) return 0;
    const short = hex(bytes.subarray(0, 2));
    const opcodeLength = LONG_OPCODES.has(short) ? 3 : 2;
    if (bytes.length < opcodeLength) return 0;
    const command: Command | undefined = COMMANDS[hex(bytes.subarray(0, opcodeLength))];
    if (command === undefined) throw this.#unknown(bytes.subarray(0, opcodeLength));
    const rest = bytes.subarray(opcodeLength);
    const length = typeof command.length === "number" ? command.length : command.length(rest);
    if (length === undefined || rest.length < length) return 0;
    this.#settings.read?.(this.#offset, command.name);
    command.run(this.#bench, rest.subarray(0, length));
    return opcodeLength + length;
  }

  #text(bytes: Uint8Array): number {
    const first = bytes[0] ?? 0;
    if (first < 0x80 || !this.#paper.style.chinese) {
      const char = this.#single(first);
      this.#settings.read?.(this.#offset, char);
      this.#paper.putNarrow(char);
      return 1;
    }
    const length = this.#lengthOf(bytes);
    if (length === undefined || bytes.length < length) return 0;
    const char = length === 4 ? MISSING : this.#wide(bytes.subarray(0, length));
    this.#settings.read?.(this.#offset, char);
    this.#paper.putWide(char, length === 4);
    return length;
  }

  #single(byte: number): string {
    if (byte < 0x80) return String.fromCharCode(byte);
    const table = TABLES[this.#paper.style.table];
    if (table === undefined) throw this.#unknown(Uint8Array.of(byte));
    return iconv.decode(Buffer.of(byte), table);
  }

  /** Two bytes, or four where GB18030 has no shorter form; `undefined` until the second has come. */
  #lengthOf(bytes: Uint8Array): 2 | 4 | undefined {
    const second = bytes[1];
    if (second === undefined) return undefined;
    const four = this.#settings.codePage === "gb18030" && second >= 0x30 && second <= 0x39;
    return four ? 4 : 2;
  }

  #wide(pair: Uint8Array): string {
    const char = iconv.decode(Buffer.from(pair), this.#settings.codePage);
    if (char.includes("\ufffd") || Array.from(char).length !== 1) throw this.#unknown(pair);
    return char;
  }

  #unknown(bytes: Uint8Array): KeshiError {
    return new KeshiError("escpos-unknown", `unknown bytes ${hex(bytes)} at ${this.#offset}`);
  }
}

/** Reads whole bytes at once: every chit, the last one uncut where no cut came. Throws as `ChitReader` does. */
export function readChits(bytes: Uint8Array, settings: ReaderSettings = {}): readonly PrintedChit[] {
  const reader = new ChitReader(settings);
  const chits = [...reader.push(bytes)];
  const rest = reader.rest();
  return rest === undefined ? chits : [...chits, rest];
}

/** The chit as plain text, one line each, the alignment's blanks in front; codes and pictures in brackets. */
export function textOf(chit: PrintedChit): readonly string[] {
  return chit.lines.map((line) => {
    if (line.figure === undefined) return " ".repeat(line.indent) + line.text;
    const { figure } = line;
    return figure.is === "raster"
      ? `[raster ${figure.width}×${figure.height}]`
      : `[${figure.is} ${figure.text}]`;
  });
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
