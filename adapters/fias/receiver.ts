// Chunks of a line to what was heard on it: frames cut on bytes, then decoded, then split into fields (fias.md §2.5).
import { codeOf } from "../../plugin/contract/index.ts";
import { decodeText } from "../../plugin/kit/code-page.ts";
import { FrameReader, type FramePiece } from "./frame.ts";
import { parseRecord, type FiasRecord } from "./record.ts";
import type { FiasSettings } from "./settings.ts";

/** One thing heard, in the order of the wire. */
export type Heard =
  | { readonly is: "record"; readonly record: FiasRecord; readonly raw: Uint8Array }
  /** A whole frame that is no record we can read. */
  | { readonly is: "unreadable"; readonly code: string; readonly raw: Uint8Array }
  /** A frame whose check byte is wrong. */
  | { readonly is: "bad-sum"; readonly raw: Uint8Array }
  | { readonly is: "control"; readonly byte: number }
  /** Bytes that were skipped. `isIdle`: nothing but control characters such as CR, LF between frames. */
  | { readonly is: "skipped"; readonly code: string; readonly raw: Uint8Array; readonly isIdle: boolean };

/** Reads one line; a new line needs a new one. */
export class Receiver {
  readonly #settings: FiasSettings;
  readonly #frames: FrameReader;

  constructor(settings: FiasSettings) {
    this.#settings = settings;
    this.#frames = new FrameReader({ lrc: settings.lrc, capBytes: settings.maxRecordBytes });
  }

  /** What these bytes complete. */
  hear(chunk: Uint8Array): readonly Heard[] {
    return this.#frames.push(chunk).map((piece) => this.#read(piece));
  }

  /** What the line's end leaves over. */
  end(): readonly Heard[] {
    return this.#frames.end().map((piece) => this.#read(piece));
  }

  #read(piece: FramePiece): Heard {
    switch (piece.is) {
      case "control":
        return piece;
      case "discarded": {
        const isIdle = piece.why === "between" && piece.bytes.every((byte) => byte < 0x20);
        return { is: "skipped", code: `fias-bytes-${piece.why}`, raw: piece.bytes, isIdle };
      }
      case "frame":
        return piece.sumIsGood ? this.#decode(piece.bytes) : { is: "bad-sum", raw: piece.bytes };
      default:
        return piece satisfies never;
    }
  }

  #decode(raw: Uint8Array): Heard {
    try {
      const record = parseRecord(decodeText(this.#settings.codePage, raw));
      return typeof record === "string"
        ? { is: "unreadable", code: record, raw }
        : { is: "record", record, raw };
    } catch (error) {
      return { is: "unreadable", code: codeOf(error), raw };
    }
  }
}
