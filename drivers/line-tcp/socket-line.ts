// One TCP conversation as a Line: chunks out of a short queue that stops the socket when nobody reads, writes with a deadline.
import type { Socket } from "node:net";
import { codeOf, KeshiError, type Clock, type Line, type LineEnd } from "../../plugin/contract/index.ts";

/** Bytes kept for a reader that is late; beyond them the socket is paused, so TCP slows the sender. */
const READ_BOUND = 256 * 1024;
/** Milliseconds a close may take to get rid of what was written. */
const CLOSE_MS = 1000;

/** How a socket becomes a line. */
export interface SocketLineOptions {
  readonly socket: Socket;
  readonly clock: Clock;
  readonly writeTimeoutMs: number;
}

/** A line on a connected socket; `displace` ends it because a newer peer came. */
export class SocketLine implements Line {
  readonly peer: string;
  readonly closed: Promise<LineEnd>;
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly #socket: Socket;
  readonly #clock: Clock;
  readonly #writeTimeoutMs: number;
  #queue: Uint8Array[] = [];
  #queued = 0;
  #end: LineEnd | undefined;
  #over = false;
  #wake: (() => void) | undefined;

  constructor({ socket, clock, writeTimeoutMs }: SocketLineOptions) {
    this.#socket = socket;
    this.#clock = clock;
    this.#writeTimeoutMs = writeTimeoutMs;
    this.peer = `${socket.remoteAddress ?? "?"}:${socket.remotePort ?? 0}`;
    this.closed = new Promise((resolve) => {
      socket.on("close", () => {
        this.#over = true;
        this.#end ??= { why: "peer-closed" };
        this.#wake?.();
        resolve(this.#end);
      });
    });
    socket.on("error", (error) => (this.#end ??= { why: "failed", code: codeOf(error) }));
    socket.on("end", () => (this.#end ??= { why: "peer-closed" }));
    socket.on("data", (chunk: Uint8Array) => this.#take(chunk));
    this.chunks = { [Symbol.asyncIterator]: () => this.#reader() };
    socket.resume();
  }

  /** Tells whether the conversation is still on. */
  get isOpen(): boolean {
    return this.#end === undefined;
  }

  write(bytes: Uint8Array): Promise<void> {
    if (!this.isOpen) return Promise.reject(closedError());
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.after(this.#writeTimeoutMs, () => {
        this.#cut("line-stalled");
        reject(stalledError(this.#writeTimeoutMs));
      });
      this.#socket.write(bytes, (error) => {
        cancel();
        if (error === undefined || error === null) resolve();
        else reject(closedError(error));
      });
    });
  }

  async close(): Promise<void> {
    this.#end ??= { why: "asked" };
    if (!this.#over) {
      this.#drop();
      this.#socket.resume();
      this.#socket.destroySoon();
      const cancel = this.#clock.after(CLOSE_MS, () => this.#socket.destroy());
      await this.closed;
      cancel();
    }
  }

  /** Ends it because a newer peer took its place. */
  displace(): void {
    this.#cut("line-displaced");
  }

  #cut(code: string): void {
    this.#end ??= { why: "failed", code };
    this.#socket.destroy();
  }

  #take(chunk: Uint8Array): void {
    if (this.#end?.why === "asked") return;
    this.#queue.push(chunk);
    this.#queued += chunk.byteLength;
    if (this.#queued >= READ_BOUND) this.#socket.pause();
    this.#wake?.();
  }

  #drop(): void {
    this.#queue = [];
    this.#queued = 0;
    this.#wake?.();
  }

  async *#reader(): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      const chunk = this.#queue.shift();
      if (chunk !== undefined) {
        this.#queued -= chunk.byteLength;
        if (this.#queued < READ_BOUND && this.#socket.isPaused()) this.#socket.resume();
        yield chunk;
      } else if (this.#over || this.#end?.why === "asked") return;
      else await new Promise<void>((wake) => (this.#wake = wake));
    }
  }
}

function closedError(cause?: unknown): KeshiError {
  return new KeshiError("line-closed", "The line is closed", { errorClass: "transient", cause });
}

function stalledError(afterMs: number): KeshiError {
  return new KeshiError("line-stalled", `The far side took nothing for ${afterMs} ms`, {
    errorClass: "ambiguous",
  });
}
