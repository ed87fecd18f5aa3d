// Bytes to frames, before any character is decoded (fias.md §2.1, §2.3, §2.4). Every byte that comes in goes out again:
// in a frame, as a control byte of the link, or as discarded with its reason.

/** Start of a record (fias.md §2.1). */
export const STX = 0x02;
/** End of a record. */
export const ETX = 0x03;
/** The other side asks for our last answer again. */
export const ENQ = 0x05;
/** A record was taken. */
export const ACK = 0x06;
/** A record came broken. */
export const NAK = 0x15;

/** Bytes of noise reported in one piece; a longer run gives several. */
const NOISE_BOUND = 1024;

/** Why bytes were skipped: noise between frames, a frame that began anew, one over the cap, one the line's end cut. */
export type DiscardReason = "between" | "restarted" | "too-long" | "cut";

/** What the bytes turned out to be. */
export type FramePiece =
  | { readonly is: "frame"; readonly bytes: Uint8Array; readonly sumIsGood: boolean }
  | { readonly is: "control"; readonly byte: typeof ACK | typeof NAK | typeof ENQ }
  | { readonly is: "discarded"; readonly why: DiscardReason; readonly bytes: Uint8Array };

/** How a line frames: with a check byte after ETX or not, and the longest record it takes, in bytes. */
export interface FrameRules {
  readonly lrc: boolean;
  readonly capBytes: number;
}

/** Cuts a stream of bytes into frames; the same bytes give the same pieces however they are chunked. */
export class FrameReader {
  readonly #rules: FrameRules;
  readonly #held: Uint8Array;
  #length = 0;
  #mode: "outside" | "skipping" | "inside" | "sum" = "outside";
  #pieces: FramePiece[] = [];

  constructor(rules: FrameRules) {
    this.#rules = rules;
    this.#held = new Uint8Array(Math.max(rules.capBytes, NOISE_BOUND) + 1);
  }

  /** The pieces that these bytes complete, in order. */
  push(chunk: Uint8Array): readonly FramePiece[] {
    for (const byte of chunk) this.#take(byte);
    return this.#drain();
  }

  /** The line ended: what is held will not be completed any more. */
  end(): readonly FramePiece[] {
    if (this.#mode === "inside") this.#discardStarted("cut");
    else if (this.#mode === "sum") this.#discardStarted("cut", ETX);
    else this.#flushNoise();
    this.#mode = "outside";
    return this.#drain();
  }

  #drain(): readonly FramePiece[] {
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces;
  }

  #take(byte: number): void {
    switch (this.#mode) {
      case "inside":
        this.#takeInside(byte);
        return;
      case "sum":
        this.#complete(byte === this.#sum());
        return;
      case "outside":
      case "skipping":
        this.#takeOutside(byte);
    }
  }

  #takeInside(byte: number): void {
    if (byte === ETX) {
      if (this.#rules.lrc) this.#mode = "sum";
      else this.#complete(true);
    } else if (byte === STX) this.#discardStarted("restarted");
    else {
      this.#hold(byte);
      if (this.#length <= this.#rules.capBytes) return;
      this.#discardStarted("too-long");
      this.#mode = "skipping";
    }
  }

  #takeOutside(byte: number): void {
    if (byte === STX) {
      this.#flushNoise();
      this.#mode = "inside";
    } else if (this.#mode === "outside" && (byte === ACK || byte === NAK || byte === ENQ)) {
      this.#flushNoise();
      this.#pieces.push({ is: "control", byte });
    } else {
      this.#hold(byte);
      if (this.#length >= NOISE_BOUND) this.#flushNoise();
    }
  }

  #hold(byte: number): void {
    this.#held[this.#length] = byte;
    this.#length += 1;
  }

  #release(): Uint8Array {
    const bytes = this.#held.slice(0, this.#length);
    this.#length = 0;
    return bytes;
  }

  #complete(sumIsGood: boolean): void {
    this.#pieces.push({ is: "frame", bytes: this.#release(), sumIsGood });
    this.#mode = "outside";
  }

  #flushNoise(): void {
    if (this.#length === 0) return;
    const why = this.#mode === "skipping" ? "too-long" : "between";
    this.#pieces.push({ is: "discarded", why, bytes: this.#release() });
  }

  #discardStarted(why: DiscardReason, ...tail: readonly number[]): void {
    const bytes = Uint8Array.of(STX, ...this.#release(), ...tail);
    this.#pieces.push({ is: "discarded", why, bytes });
  }

  #sum(): number {
    return sumOf(this.#held.subarray(0, this.#length));
  }
}

/** The check byte of a record: all its bytes and the closing ETX by exclusive or, seed 0 (fias.md §2.4). */
export function sumOf(record: Uint8Array): number {
  let sum = ETX;
  for (const byte of record) sum ^= byte;
  return sum;
}

/** The bytes on the wire for a record: STX, the record, ETX, and the check byte where the line has one. */
export function encodeFrame(record: Uint8Array, lrc: boolean): Uint8Array {
  const frame = new Uint8Array(record.length + (lrc ? 3 : 2));
  frame[0] = STX;
  frame.set(record, 1);
  frame[record.length + 1] = ETX;
  if (lrc) frame[record.length + 2] = sumOf(record);
  return frame;
}
