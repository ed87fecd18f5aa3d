// The only door to time; tests hand in a clock they wind by hand (test/peers/wound-clock.ts).
import type { Cancel, Clock } from "../contract/index.ts";

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return (): void => clearTimeout(timer);
  },
  every(periodMs, run) {
    const timer = setInterval(run, periodMs);
    return (): void => clearInterval(timer);
  },
  sleep(delayMs, signal) {
    return sleepOn(systemClock, delayMs, signal);
  },
};

/** A wait on any clock that ends early, rejecting with the signal's reason. */
export function sleepOn(clock: Pick<Clock, "after">, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(reasonOf(signal));
      return;
    }
    let cancel: Cancel = () => undefined;
    const give = (): void => {
      cancel();
      if (signal !== undefined) reject(reasonOf(signal));
    };
    cancel = clock.after(delayMs, () => {
      signal?.removeEventListener("abort", give);
      resolve();
    });
    signal?.addEventListener("abort", give, { once: true });
  });
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error("stopped", { cause: signal.reason });
}
