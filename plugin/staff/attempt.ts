// Limits on failing tries, by what is tried and by where it comes from; a success costs nothing.
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { KeshiError } from "../contract/index.ts";

const WINDOW_S = 15 * 60;

/** How many failures in a quarter of an hour are borne before the door closes for the rest of it. */
export interface AttemptLimits {
  readonly perSubject: number;
  readonly perOrigin: number;
}

/** Counts failing tries; the counts live in memory, because a restart is not in an attacker's hand. */
export interface Attempts {
  /**
   * Runs one try. It is counted before it runs, so that many at once cannot slip through, and taken back when it
   * succeeds. Throws `too-many-tries` (transient) while the door is closed.
   */
  tryOnce<T>(
    who: { subject: string; origin: string },
    run: () => Promise<T | undefined>,
  ): Promise<T | undefined>;
}

/** Opens the counts of one door (sign-in, pairing). */
export function createAttempts(limits: AttemptLimits): Attempts {
  const bySubject = new RateLimiterMemory({ points: limits.perSubject, duration: WINDOW_S });
  const byOrigin = new RateLimiterMemory({ points: limits.perOrigin, duration: WINDOW_S });
  return {
    async tryOnce(who, run) {
      await spend(byOrigin, who.origin);
      await spend(bySubject, who.subject);
      let refund = true;
      try {
        const outcome = await run();
        refund = outcome !== undefined;
        if (refund) await bySubject.delete(who.subject);
        return outcome;
      } catch (error) {
        await bySubject.reward(who.subject, 1);
        throw error;
      } finally {
        if (refund) await byOrigin.reward(who.origin, 1);
      }
    },
  };
}

async function spend(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const minutes = Math.max(1, Math.ceil(refusal.msBeforeNext / 60_000));
    throw new KeshiError("too-many-tries", `Too many failed tries; the next is taken in ${minutes} min.`, {
      errorClass: "transient",
    });
  }
}
