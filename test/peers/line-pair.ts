// Two ends of one line in memory: what the one writes the other reads, with the same promises as a line over TCP.
import type { Clock, Line, LineEnd, LineSource } from "../../plugin/contract/index.ts";
import { KeshiError } from "../../plugin/contract/index.ts";
import { systemClock } from "../../plugin/kit/clock.ts";

/** How a pair behaves. */
export interface PairOptions {
  readonly clock?: Clock;
  readonly writeTimeoutMs?: number;
  /** Bytes one direction holds before a writer has to wait. */
  readonly boundBytes?: number;
}

/** The ends of one new line. */
export function linePair(options: PairOptions = {}): readonly [PairedLine, PairedLine] {
  const left = new PairedLine("pair-left", options);
  const right = new PairedLine("pair-right", options);
  left.other = right;
  right.other = left;
  return [left, right];
}

/** One end of a pair; `fail` breaks it as a network would. */
export class PairedLine implements Line {
  readonly peer: string;
  readonly closed: Promise<LineEnd>;
  readonly chunks: AsyncIterable<Uint8Array>;
  other: PairedLine | undefined;
  readonly #clock: Clock;
  readonly #writeTimeoutMs: number;
  readonly #bound: number;
  readonly #queue: { bytes: Uint8Array; taken: () => void }[] = [];
  #held = 0;
  #end: LineEnd | undefined;
  #wake: (() => void) | undefined;
  #settle: (end: LineEnd) => void = () => undefined;

  constructor(peer: string, { clock, writeTimeoutMs, boundBytes }: PairOptions) {
    this.peer = peer;
    this.#clock = clock ?? systemClock;
    this.#writeTimeoutMs = writeTimeoutMs ?? 10_000;
    this.#bound = boundBytes ?? 64 * 1024;
    this.closed = new Promise((resolve) => (this.#settle = resolve));
    this.chunks = { [Symbol.asyncIterator]: () => this.#reader() };
  }

  write(bytes: Uint8Array): Promise<void> {
    const other = this.other;
    if (this.#end !== undefined || other === undefined)
      return Promise.reject(new KeshiError("line-closed", "The line is closed", { errorClass: "transient" }));
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.after(this.#writeTimeoutMs, () => {
        reject(new KeshiError("line-stalled", "The far side took nothing", { errorClass: "ambiguous" }));
        this.fail("line-stalled");
      });
      void this.closed.then(() => {
        cancel();
        reject(new KeshiError("line-closed", "The line is closed", { errorClass: "transient" }));
      });
      other.#take(bytes, () => {
        cancel();
        resolve();
      });
    });
  }

  close(): Promise<void> {
    this.#finish({ why: "asked" });
    const { other } = this;
    if (other !== undefined) other.#finish({ why: "peer-closed" });
    return Promise.resolve();
  }

  /** Breaks the line for both ends. */
  fail(code: string): void {
    this.#finish({ why: "failed", code });
    const { other } = this;
    if (other !== undefined) other.#finish({ why: "failed", code });
  }

  #finish(end: LineEnd): void {
    if (this.#end !== undefined) return;
    this.#end = end;
    if (end.why === "asked") this.#queue.length = 0;
    this.#settle(end);
    this.#wake?.();
  }

  #take(bytes: Uint8Array, taken: () => void): void {
    if (this.#end !== undefined) return;
    this.#held += bytes.byteLength;
    const fits = this.#held <= this.#bound;
    this.#queue.push({ bytes: bytes.slice(), taken: fits ? (): void => undefined : taken });
    if (fits) queueMicrotask(taken);
    this.#wake?.();
  }

  async *#reader(): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      const next = this.#queue.shift();
      if (next !== undefined) {
        this.#held -= next.bytes.byteLength;
        next.taken();
        yield next.bytes;
      } else if (this.#end !== undefined) return;
      else await new Promise<void>((wake) => (this.#wake = wake));
    }
  }
}

/** A line source whose far ends a test takes one by one; `refuse` makes the next opens fail with that code. */
export class PairSource implements LineSource {
  readonly name = "pair";
  readonly direction: "client" | "server";
  /** Set to let opens fail, as a machine that is off does. */
  refuse: string | undefined;
  opened = 0;
  readonly #options: PairOptions;
  readonly #far: PairedLine[] = [];
  #waiting: ((line: PairedLine) => void) | undefined;

  constructor(options: PairOptions & { readonly direction?: "client" | "server" } = {}) {
    this.#options = options;
    this.direction = options.direction ?? "client";
  }

  open(signal: AbortSignal): Promise<Line> {
    this.opened += 1;
    if (signal.aborted) return Promise.reject(signal.reason as Error);
    if (this.refuse !== undefined)
      return Promise.reject(new KeshiError(this.refuse, "Nobody there", { errorClass: "transient" }));
    const [near, far] = linePair(this.#options);
    if (this.#waiting === undefined) this.#far.push(far);
    else this.#waiting(far);
    this.#waiting = undefined;
    return Promise.resolve(near);
  }

  release(): Promise<void> {
    return Promise.resolve();
  }

  /** The far end of the next line opened. */
  peer(): Promise<PairedLine> {
    const there = this.#far.shift();
    if (there !== undefined) return Promise.resolve(there);
    return new Promise((resolve) => (this.#waiting = resolve));
  }
}
