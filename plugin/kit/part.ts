// What runs, as parts: one part from two functions, and an ordered group that starts in order and stops in reverse.
import { codeOf, type Clock, type Log, type Part, type PartState } from "../contract/index.ts";

/** What a part does when it starts and stops; the rest (state, twice is harmless) is the same for all. */
export interface PartWork {
  start(signal: AbortSignal): Promise<void> | void;
  stop(deadlineMs: number): Promise<void> | void;
}

/** Makes a part of two functions. A failed start leaves it stopped and throws what went wrong. */
export function createPart(name: string, clock: Clock, work: PartWork): Part {
  let state: PartState = { is: "stopped" };
  let starting: Promise<void> | undefined;
  let stopping: Promise<void> | undefined;

  const begin = async (signal: AbortSignal): Promise<void> => {
    state = { is: "starting" };
    try {
      signal.throwIfAborted();
      await work.start(signal);
      state = { is: "ready", since: clock.now() };
    } catch (error) {
      state = { is: "stopped" };
      starting = undefined;
      throw error;
    }
  };
  const end = async (deadlineMs: number): Promise<void> => {
    await starting?.catch(() => undefined);
    if (state.is === "stopped") return;
    state = { is: "stopping" };
    try {
      await work.stop(deadlineMs);
    } finally {
      state = { is: "stopped" };
      starting = undefined;
      stopping = undefined;
    }
  };
  return {
    name,
    get state() {
      return state;
    },
    start: (signal) => (starting ??= begin(signal)),
    stop: (deadlineMs) => {
      if (starting === undefined) return Promise.resolve();
      return (stopping ??= end(deadlineMs));
    },
  };
}

/** What a group of parts needs besides the parts. */
export interface GroupContext {
  readonly clock: Clock;
  readonly log: Log;
  /** A part failed while stopping, or was cut by the deadline: it may have lost what it had in hand. */
  readonly onLeft?: (part: string) => void;
}

/**
 * A part made of parts: they start one after another under one abort signal and stop in reverse, sharing one deadline.
 * The signal is raised when a start is called off, and after the last part stopped, to cut what was left behind. When one fails to start, those before it are stopped again and its error is thrown.
 */
export function createPartGroup(name: string, parts: readonly Part[], context: GroupContext): Part {
  const started: Part[] = [];
  let abort = new AbortController();

  const stopAll = async (deadlineMs: number): Promise<void> => {
    const endAt = context.clock.monotonic() + deadlineMs;
    for (const part of started.splice(0).reverse())
      await stopOne(part, Math.max(0, endAt - context.clock.monotonic()), context);
    abort.abort(new Error(`${name} has stopped`));
  };
  const startAll = async (signal: AbortSignal): Promise<void> => {
    abort = new AbortController();
    const both = AbortSignal.any([signal, abort.signal]);
    try {
      for (const part of parts) {
        both.throwIfAborted();
        started.push(part);
        await part.start(both);
      }
    } catch (error) {
      await stopAll(FAILED_START_STOP_MS);
      throw error;
    }
  };
  const whole = createPart(name, context.clock, { start: startAll, stop: stopAll });
  return {
    name,
    get state() {
      return whole.state;
    },
    start: (signal) => whole.start(signal),
    stop: (deadlineMs) => {
      if (whole.state.is === "starting") abort.abort(new Error(`${name} is stopping`));
      return whole.stop(deadlineMs);
    },
  };
}

/** How long parts get to end when a later one failed to start. */
const FAILED_START_STOP_MS = 5000;
/** What even a late part gets, so that a used-up deadline still closes sockets. */
const LEAST_STOP_MS = 50;

async function stopOne(part: Part, leftMs: number, { clock, log, onLeft }: GroupContext): Promise<void> {
  const deadlineMs = Math.max(LEAST_STOP_MS, leftMs);
  try {
    const inTime = await within(clock, deadlineMs, part.stop(deadlineMs));
    if (inTime !== undefined) return;
    log.warn("a part did not stop in time and was left behind", { of: part.name });
  } catch (error) {
    log.warn("a part failed while stopping", { of: part.name, code: codeOf(error), error });
  }
  onLeft?.(part.name);
}

/** Waits for the work at most so long: `{ value }` when it ended in time, undefined when not; its error is thrown. */
export async function within<T>(
  clock: Clock,
  limitMs: number,
  work: Promise<T>,
): Promise<{ readonly value: T } | undefined> {
  let cancel = (): void => undefined;
  const late = new Promise<undefined>((resolve) => {
    cancel = clock.after(limitMs, () => resolve(undefined));
  });
  try {
    return await Promise.race([work.then((value) => ({ value })), late]);
  } finally {
    cancel();
    work.catch(() => undefined);
  }
}
