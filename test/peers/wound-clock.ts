// A clock that only moves when a test winds it.
import type { Cancel, Clock } from "../../plugin/contract/index.ts";
import { sleepOn } from "../../plugin/kit/clock.ts";

interface Due {
  at: number;
  every: number | undefined;
  run: () => void;
}

/** A clock standing at `start` until `wind` moves it; timers fall due in order. */
export class WoundClock implements Clock {
  #now: number;
  #due = new Set<Due>();

  constructor(start = Date.parse("2026-11-21T06:32:00Z")) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#now;
  }

  after(delayMs: number, run: () => void): Cancel {
    return this.#add({ at: this.#now + delayMs, every: undefined, run });
  }

  every(periodMs: number, run: () => void): Cancel {
    return this.#add({ at: this.#now + periodMs, every: periodMs, run });
  }

  sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
    return sleepOn(this, delayMs, signal);
  }

  /** Moves on by so many milliseconds, running what falls due and letting promises settle in between. */
  async wind(byMs: number): Promise<void> {
    const end = this.#now + byMs;
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const next = [...this.#due].filter((due) => due.at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#now = Math.max(this.#now, next.at);
      if (next.every === undefined) this.#due.delete(next);
      else next.at += next.every;
      next.run();
    }
    this.#now = end;
    await new Promise((resolve) => setImmediate(resolve));
  }

  #add(due: Due): Cancel {
    this.#due.add(due);
    return () => this.#due.delete(due);
  }
}
