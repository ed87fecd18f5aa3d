// How many events go into one commit: as many as fit into a few milliseconds, since meanwhile no new bytes are stored.
// A slow disk makes every commit slow, whatever is in it; small batches would not help then.

const LEAST = 4;
const MOST = 64;
/** How much of what was learned stays after each commit. */
const MEMORY = 0.95;

/** Learns from the last commits what one costs by itself and what each event adds. */
export class BatchSize {
  readonly #targetMs: number;
  #size = 16;
  #weight = 0;
  #counts = 0;
  #times = 0;
  #squares = 0;
  #products = 0;

  constructor(targetMs: number) {
    this.#targetMs = targetMs;
  }

  /** Events to put into the next commit. */
  get current(): number {
    return this.#size;
  }

  /** A commit of so many events took so long. */
  note(count: number, tookMs: number): void {
    this.#weight = this.#weight * MEMORY + 1;
    this.#counts = this.#counts * MEMORY + count;
    this.#times = this.#times * MEMORY + tookMs;
    this.#squares = this.#squares * MEMORY + count * count;
    this.#products = this.#products * MEMORY + count * tookMs;
    const wanted = this.#wanted();
    // Growing step by step also brings the different sizes that the two costs are told apart by.
    this.#size = Math.max(LEAST, Math.min(MOST, wanted, Math.ceil(this.#size * 1.25)));
  }

  /** The line of least squares through the last commits: time = fixed + count × each. */
  #wanted(): number {
    const spread = this.#weight * this.#squares - this.#counts * this.#counts;
    if (spread < this.#weight * this.#weight * 0.01) return this.#size + 1;
    const each = (this.#weight * this.#products - this.#counts * this.#times) / spread;
    if (each <= 0) return MOST;
    const fixed = Math.max(0, (this.#times - each * this.#counts) / this.#weight);
    // At least as long for the events as for the commit itself: else most of the time would go to the disk.
    return Math.floor(Math.max(this.#targetMs - fixed, fixed) / each);
  }
}
