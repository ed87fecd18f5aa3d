// States and inputs of the link machine by name, and effects in short, for its table of every state × input.
import type { LinkEffect, LinkInput, LinkState, LinkTimer } from "../../../adapters/fias/link-words.ts";

/** Every state worth a row of its own; there are two of `declaring` and of `alive`. */
export const LINK_STATES: Readonly<Record<string, LinkState>> = {
  stopped: { is: "stopped" },
  opening: { is: "opening" },
  waiting: { is: "waiting" },
  greeting: { is: "greeting" },
  probing: { is: "probing" },
  declaring: { is: "declaring", next: 1, restarts: 0 },
  "declaring-last": { is: "declaring", next: 6, restarts: 0 },
  "declaring-known": { is: "declaring", next: 1, restarts: 0, known: true },
  "declaring-known-last": { is: "declaring", next: 6, restarts: 0, known: true },
  awaiting: { is: "awaiting", restarts: 0 },
  alive: { is: "alive", checking: false },
  checking: { is: "alive", checking: true },
  ending: { is: "ending" },
  halted: { is: "halted" },
};

const TIMERS: readonly LinkTimer[] = ["greet", "pace", "answer", "check", "steady", "end", "retry"];

/** Every input. */
export const LINK_INPUTS: Readonly<Record<string, LinkInput>> = {
  start: { is: "start" },
  stop: { is: "stop", mayTalk: true },
  "stop-in-window": { is: "stop", mayTalk: false },
  opened: { is: "opened" },
  "open-failed": { is: "open-failed", code: "ECONNREFUSED" },
  closed: { is: "closed", byPeer: true, code: "fias-line-closed" },
  LS: { is: "LS" },
  LA: { is: "LA" },
  LE: { is: "LE" },
  "link-talk": { is: "link-talk" },
  business: { is: "business" },
  ...Object.fromEntries(
    TIMERS.map((timer): [string, LinkInput] => [timer, { is: "timer", timer, mayTalk: true }]),
  ),
  "check-in-window": { is: "timer", timer: "check", mayTalk: false },
};

/** The name a state has in the table. */
export function nameOf(state: LinkState): string {
  if (state.is === "alive") return state.checking ? "checking" : "alive";
  if (state.is === "declaring") return `declaring:${state.next}${state.known ? "-known" : ""}`;
  return state.is;
}

/** An effect in a word or two. */
export function inShort(effect: LinkEffect): string {
  switch (effect.do) {
    case "send":
      return effect.record;
    case "declare":
      return `declare ${effect.from}-${effect.to}`;
    case "wait":
      return `${effect.timer} ${effect.ms}`;
    case "forget":
      return `forget ${effect.timer}`;
    case "down":
      return `down ${effect.code}`;
    default:
      return effect.do;
  }
}
