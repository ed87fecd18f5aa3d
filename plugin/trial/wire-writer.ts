// Writes bytes to a socket the way bad networks deliver them: in pieces, with rubbish in between, or not at all.
import type { Socket } from "node:net";

/** Faults a test asks for; the trial hotel has none. */
export interface WireFaults {
  /** Bytes handed to the network at once; absent: a frame as a whole. */
  piece?: number | undefined;
  /** Rubbish before each frame (fias.md §14 Bytes). */
  garbage?: Uint8Array | undefined;
  /** Half-open: nothing is written and nothing read (fias.md §14 End). */
  frozen?: boolean | undefined;
}

/** Bytes the far side may leave unread before the simulator gives it up. */
const MOST_UNREAD = 16 << 20;

/** The writing end of one socket; keeps order, and drops the socket where the far side never reads. */
export class WireWriter {
  readonly #socket: Socket;
  readonly #faults: WireFaults;
  #last: Promise<void> = Promise.resolve();

  constructor(socket: Socket, faults: WireFaults) {
    this.#socket = socket;
    this.#faults = faults;
    socket.setNoDelay(true);
  }

  /** Hands a frame to the network. */
  write(frame: Uint8Array): void {
    if (this.#faults.frozen === true || this.#socket.destroyed) return;
    const { garbage, piece } = this.#faults;
    const bytes = garbage === undefined ? frame : Buffer.concat([garbage, frame]);
    if (piece !== undefined) this.#last = this.#last.then(() => this.#inPieces(bytes, piece));
    else if (this.#socket.writableLength < MOST_UNREAD) this.#last = this.#one(bytes);
    else this.#socket.destroy();
  }

  /** Resolves once the network took everything written so far, or the socket is gone. */
  drained(): Promise<void> {
    return this.#last;
  }

  async #inPieces(bytes: Uint8Array, piece: number): Promise<void> {
    for (let from = 0; from < bytes.length; from += piece)
      await this.#one(bytes.subarray(from, from + piece));
  }

  #one(bytes: Uint8Array): Promise<void> {
    if (this.#socket.destroyed) return Promise.resolve();
    // A write on a socket that dies calls back with an error; the socket's own `close` tells it, so both mean "done".
    return new Promise((resolve) => this.#socket.write(bytes, () => resolve()));
  }
}
