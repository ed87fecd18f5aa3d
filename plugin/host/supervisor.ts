// Runs adapters and printers: starts each, watches it, and starts it again after growing waits when it fails.
// One that is down never keeps another from working.
import {
  codeOf,
  type Cancel,
  type Clock,
  type Log,
  type Meter,
  type Part,
  type PartState,
} from "../contract/index.ts";
import { createBackoff, type Backoff } from "../kit/backoff.ts";
import { createPart, within } from "../kit/part.ts";

/** What the supervisor needs of the house. */
export interface SupervisorContext {
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  readonly random?: () => number;
}

/** A part under watch, and how it is. */
export interface WatchedState {
  readonly name: string;
  readonly state: PartState;
}

/** The supervisor itself is a part; it is ready as soon as it watches. */
export interface Supervisor extends Part {
  /** How each part is, with what keeps it down and when it is tried again. */
  states(): readonly WatchedState[];
}

/** How often a part is looked at. */
const LOOK_MS = 1000;
/** How long it must have been well before its waits start over. */
const WELL_MS = 30_000;
/** How long a part that failed may take to clean up before it is started again. */
const CLEAN_UP_MS = 2000;

/** Watches the given parts; the order of the list is the order of starting, its reverse that of stopping. */
export function createSupervisor(
  name: string,
  parts: readonly Part[],
  context: SupervisorContext,
): Supervisor {
  const watches = parts.map((part) => createWatch(part, context));
  let cancel: Cancel = () => undefined;
  const whole = createPart(name, context.clock, {
    start: (signal) => {
      for (const watch of watches) watch.begin(signal);
      cancel = context.clock.every(LOOK_MS, () => {
        for (const watch of watches) watch.look();
      });
    },
    stop: async (deadlineMs) => {
      cancel();
      const endAt = context.clock.monotonic() + deadlineMs;
      const ends = await Promise.allSettled(
        watches.toReversed().map((watch) => watch.end(Math.max(1, endAt - context.clock.monotonic()))),
      );
      for (const end of ends) if (end.status === "rejected") throw end.reason;
    },
  });
  return {
    name,
    get state() {
      return whole.state;
    },
    start: (signal) => whole.start(signal),
    stop: (deadlineMs) => whole.stop(deadlineMs),
    states: () => watches.map((watch) => ({ name: watch.name, state: watch.state() })),
  };
}

/** `idle`: not asked to run · `trying`: a start is under way · `running` · `waiting`: failed, tried again later. */
type Phase =
  | { readonly is: "idle" }
  | { readonly is: "trying" }
  | { readonly is: "running"; readonly since: number }
  | {
      readonly is: "waiting";
      readonly since: number;
      readonly code: string;
      readonly nextTryAt: number;
      readonly cancel: Cancel;
    };

interface Watch {
  readonly name: string;
  begin(signal: AbortSignal): void;
  look(): void;
  end(deadlineMs: number): Promise<void>;
  state(): PartState;
}

function createWatch(part: Part, context: SupervisorContext): Watch {
  const { clock, log, meter } = context;
  const backoff: Backoff = createBackoff(context.random === undefined ? {} : { random: context.random });
  let phase: Phase = { is: "idle" };
  let signal = new AbortController().signal;
  let downSince: number | undefined;

  const fail = (code: string): void => {
    const waitMs = backoff.next();
    downSince ??= clock.now();
    phase = {
      is: "waiting",
      since: downSince,
      code,
      nextTryAt: clock.now() + waitMs,
      cancel: clock.after(waitMs, attempt),
    };
    meter.count("part_restarts", { part: part.name });
  };
  const attempt = (): void => {
    if (signal.aborted) return;
    phase = { is: "trying" };
    void tryStart();
  };
  const tryStart = async (): Promise<void> => {
    try {
      await part.start(signal);
      if (phase.is !== "trying") return;
      if (downSince !== undefined) log.info("a part runs again", { of: part.name });
      downSince = undefined;
      phase = { is: "running", since: clock.now() };
    } catch (error) {
      if (phase.is !== "trying" || signal.aborted) return;
      if (downSince === undefined)
        log.warn("a part did not start and is tried again", { of: part.name, code: codeOf(error), error });
      await within(clock, CLEAN_UP_MS, part.stop(CLEAN_UP_MS)).catch(() => undefined);
      if (isTrying()) fail(codeOf(error));
    }
  };
  const isTrying = (): boolean => phase.is === "trying";
  return {
    name: part.name,
    begin: (given) => {
      signal = given;
      attempt();
    },
    look: () => {
      if (phase.is !== "running") return;
      if (clock.now() - phase.since >= WELL_MS) backoff.reset();
      if (part.state.is !== "stopped") return;
      log.warn("a part stopped by itself and is started again", { of: part.name });
      fail("stopped-by-itself");
    },
    end: async (deadlineMs) => {
      if (phase.is === "waiting") phase.cancel();
      phase = { is: "idle" };
      await part.stop(deadlineMs);
    },
    state: () =>
      phase.is === "waiting"
        ? { is: "impaired", since: phase.since, code: phase.code, nextTryAt: phase.nextTryAt }
        : part.state,
  };
}
