// How long to wait before the next try: growing, capped, and spread by chance so that two sides do not keep step.

/** The waits between tries of one thing that may come back. */
export interface Backoff {
  /** Milliseconds to wait before the next try; grows with every call. */
  next(): number;
  /** Starts over with the shortest wait; called once the thing has been well for a while. */
  reset(): void;
}

/** Bounds of the waits, in milliseconds; `random` gives 0 (included) to 1 (excluded). */
export interface BackoffBounds {
  readonly firstMs?: number;
  readonly capMs?: number;
  /** No wait is shorter than this, whatever chance says. */
  readonly floorMs?: number;
  readonly random?: () => number;
}

/** Waits with full jitter: anything from the floor up to a ceiling that doubles from `firstMs` (1 s) to `capMs` (60 s). */
export function createBackoff(bounds: BackoffBounds = {}): Backoff {
  const { firstMs = 1000, capMs = 60_000, floorMs = 100, random = Math.random } = bounds;
  let ceiling = firstMs;
  return {
    next(): number {
      const wait = Math.max(floorMs, Math.round(random() * ceiling));
      ceiling = Math.min(capMs, ceiling * 2);
      return Math.min(wait, capMs);
    },
    reset(): void {
      ceiling = firstMs;
    },
  };
}
