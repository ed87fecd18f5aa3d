// One snapshot of everything that runs, for /readyz and the doctor; and the lights of the pages.
import { codeOf, type Clock, type LinkLight } from "../contract/index.ts";
import { within } from "../kit/part.ts";
import type { WatchedState } from "./supervisor.ts";

/** One question whose answer decides whether the service may be sent work: store, migrations. */
export interface Check {
  readonly name: string;
  /** Throws a coded error when it is not well. */
  ask(): Promise<void>;
}

/** What /readyz says; codes only, nothing personal, no addresses. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly code?: string }[];
  readonly parts: readonly {
    readonly name: string;
    readonly state: WatchedState["state"]["is"];
    readonly code?: string;
  }[];
}

/** One light of the pages: an adapter's conversation or a printer. */
export interface Light extends LinkLight {
  readonly name: string;
  readonly kind: string;
}

/** Tells how the service is. */
export interface Health {
  ready(): Promise<Readiness>;
}

/** How long a check may take before it counts as failed. */
const CHECK_MS = 2000;

/** Asks the checks at once; parts that are impaired are told but do not make the service unready, because it catches up. */
export function createHealth(it: {
  readonly checks: readonly Check[];
  readonly parts: () => readonly WatchedState[];
  readonly clock: Clock;
}): Health {
  return {
    ready: async () => {
      const checks = await Promise.all(it.checks.map((check) => askOne(check, it.clock)));
      const parts = it.parts().map(({ name, state }) => ({
        name,
        state: state.is,
        ...(state.is === "impaired" ? { code: state.code } : {}),
      }));
      return { ready: checks.every((check) => check.ok), checks, parts };
    },
  };
}

async function askOne(check: Check, clock: Clock): Promise<Readiness["checks"][number]> {
  try {
    const answer = await within(clock, CHECK_MS, check.ask());
    return answer === undefined
      ? { name: check.name, ok: false, code: "late" }
      : { name: check.name, ok: true };
  } catch (error) {
    return { name: check.name, ok: false, code: codeOf(error) };
  }
}
