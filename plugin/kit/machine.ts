// State machines as pure steps: a state and an input give the next state and what is to be done. Whoever runs one
// carries the effects out and feeds back what came of them; the named timers here are the waits of such a machine.
import type { Cancel, Clock } from "../contract/index.ts";

/** What an input did to a machine: its next state, and what is to be done now, in order. */
export interface Step<State, Effect> {
  readonly state: State;
  readonly effects: readonly Effect[];
}

/** A step to a state with its effects. */
export function go<State, Effect>(state: State, ...effects: readonly Effect[]): Step<State, Effect> {
  return { state, effects };
}

/** Timers by name: setting one again replaces it, so that each name waits at most once. */
export class NamedTimers<Name extends string> {
  readonly #clock: Clock;
  readonly #due: (name: Name) => void;
  readonly #running = new Map<Name, Cancel>();

  /** `due` hears the name of each timer that runs out. */
  constructor(clock: Clock, due: (name: Name) => void) {
    this.#clock = clock;
    this.#due = due;
  }

  /** Starts the wait of that name, in place of one that may run. */
  set(name: Name, delayMs: number): void {
    this.cancel(name);
    const cancel = this.#clock.after(delayMs, () => {
      this.#running.delete(name);
      this.#due(name);
    });
    this.#running.set(name, cancel);
  }

  /** Ends the wait of that name; harmless where there is none. */
  cancel(name: Name): void {
    this.#running.get(name)?.();
    this.#running.delete(name);
  }

  /** Ends every wait. */
  clear(): void {
    for (const cancel of this.#running.values()) cancel();
    this.#running.clear();
  }
}
