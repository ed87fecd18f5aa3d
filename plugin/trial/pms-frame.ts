// Frames on the wire as the PMS side of FIAS makes and reads them; bytes first, characters later (fias.md §2.1, §2.3, §2.5).
import iconv from "iconv-lite";

/** Code pages a PMS interface is set to; the specification names none (fias.md §2.5). */
export type CodePage = "utf-8" | "gb18030" | "gbk" | "big5" | "cp850" | "cp1252" | "latin1";

/** Every code page the simulator speaks. */
export const CODE_PAGES: readonly CodePage[] = [
  "utf-8",
  "gb18030",
  "gbk",
  "big5",
  "cp850",
  "cp1252",
  "latin1",
];

/** Start of text, end of text, and the link answers of a line that uses them (fias.md §2.1, §2.4). */
export const STX = 0x02;
/** End of a frame (fias.md §2.1). */
export const ETX = 0x03;
/** Link-level "received" where the line uses it (fias.md §2.3). */
export const ACK = 0x06;
/** Link-level "broken, send again" (fias.md §2.4). */
export const NAK = 0x15;
/** Longest record it reads before it drops it and waits for the next STX (fias.md §2.3 asks for at least 8 KiB). */
export const LONGEST_RECORD = 16_384;

/** One record's text made into the bytes of a frame; with `lrc` the check byte follows ETX (fias.md §2.4). */
export function frameOf(text: string, codePage: CodePage, lrc = false): Buffer {
  const body = iconv.encode(text, codePage);
  const framed = Buffer.concat([Buffer.of(STX), body, Buffer.of(ETX)]);
  return lrc ? Buffer.concat([framed, Buffer.of(checkOf(body))]) : framed;
}

/** The check byte: XOR of everything after STX up to and including ETX (fias.md §2.4). */
export function checkOf(body: Uint8Array): number {
  return body.reduce((sum, byte) => sum ^ byte, 0) ^ ETX;
}

/** A frame as it came: its record's text, and whether its check byte was right. */
export interface ReadFrame {
  readonly text: string;
  readonly sound: boolean;
}

/** Cuts chunks into frames at any boundary; what lies between frames is skipped (fias.md §2.3 Reader). */
export class FrameCutter {
  readonly #codePage: CodePage;
  readonly #lrc: boolean;
  #body: number[] | undefined;
  #awaitsCheck = false;
  #done: ReadFrame[] = [];

  constructor(codePage: CodePage, lrc = false) {
    this.#codePage = codePage;
    this.#lrc = lrc;
  }

  /** Takes the next bytes and answers the frames that ended in them. */
  push(chunk: Uint8Array): readonly ReadFrame[] {
    for (const byte of chunk) this.#take(byte);
    const done = this.#done;
    this.#done = [];
    return done;
  }

  #take(byte: number): void {
    if (this.#awaitsCheck) {
      this.#finish(byte);
      return;
    }
    // A new STX before ETX drops the partial record (fias.md §2.3).
    if (byte === STX) this.#body = [];
    else if (byte !== ETX) this.#collect(byte);
    else if (this.#body !== undefined && this.#lrc) this.#awaitsCheck = true;
    else if (this.#body !== undefined) this.#finish(undefined);
  }

  #collect(byte: number): void {
    if (this.#body === undefined) return;
    if (this.#body.length >= LONGEST_RECORD) this.#body = undefined;
    else this.#body.push(byte);
  }

  #finish(check: number | undefined): void {
    const body = Buffer.from(this.#body ?? []);
    const sound = check === undefined || check === checkOf(body);
    this.#done.push({ text: iconv.decode(body, this.#codePage), sound });
    this.#body = undefined;
    this.#awaitsCheck = false;
  }
}
