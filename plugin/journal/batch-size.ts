// How many events go into one commit: as many as fit into a few milliseconds, since meanwhile no new bytes are stored.

const LEAST = 4;
/** Events of one commit at most. */
export const MOST = 64;

/** Follows what the last commits took. */
export class BatchSize {
  readonly #targetMs: number;
  #size = 16;

  constructor(targetMs: number) {
    this.#targetMs = targetMs;
  }

  get current(): number {
    return this.#size;
  }

  /** A commit of so many events took so long. */
  note(count: number, tookMs: number): void {
    if (tookMs > this.#targetMs)
      this.#size = Math.max(LEAST, Math.floor((Math.min(count, this.#size) * this.#targetMs) / tookMs));
    else if (count >= this.#size) this.#size = Math.min(MOST, this.#size + Math.ceil(this.#size / 4));
  }
}
