// States and inputs of the resync machine by name, and effects in short, for its table of every state × input.
import type { SwapEffect, SwapInput, SwapState, SwapTimer } from "../../../adapters/fias/swap.ts";

const want = { reason: "lost", tries: 1 };
const window = { window: "W1", swapSeen: false, heard: false } as const;

/** Every state worth a row of its own. */
export const SWAP_STATES: Readonly<Record<string, SwapState>> = {
  down: { is: "down" },
  "down-wanting": { is: "down", want },
  burst: { is: "burst", heard: false },
  "burst-heard": { is: "burst", heard: true },
  "burst-wanting": { is: "burst", heard: false, want },
  outside: { is: "outside" },
  asked: { is: "asked", want },
  inside: { is: "inside", ...window },
  "inside-heard": { is: "inside", ...window, heard: true },
  "inside-marked": { is: "inside", ...window, swapSeen: true },
  "inside-wanting": { is: "inside", ...window, want },
  "inside-third": { is: "inside", ...window, want: { reason: "lost", tries: 3 } },
};

const TIMERS: readonly SwapTimer[] = ["ignored", "quiet", "limit"];

/** Every input. */
export const SWAP_INPUTS: Readonly<Record<string, SwapInput>> = {
  want: { is: "want", reason: "lost" },
  up: { is: "up" },
  down: { is: "down" },
  DS: { is: "DS", window: "W2" },
  DE: { is: "DE" },
  record: { is: "record", hasSwapFlag: false },
  "record-SF": { is: "record", hasSwapFlag: true },
  ...Object.fromEntries(TIMERS.map((timer): [string, SwapInput] => [timer, { is: "timer", timer }])),
};

/** The name a state has in the table: what it is, then what it remembers. */
export function swapName(state: SwapState): string {
  const words: string[] = [state.is];
  if (state.is === "inside") words.push(state.window);
  if ("heard" in state && state.heard) words.push("heard");
  if ("swapSeen" in state && state.swapSeen) words.push("marked");
  if ("want" in state && state.want !== undefined) words.push(`wanting:${state.want.tries}`);
  return words.join("-");
}

/** An effect in a word or two. */
export function swapShort(effect: SwapEffect): string {
  switch (effect.do) {
    case "ask":
      return "DR";
    case "started":
      return `started ${effect.window} ${effect.reason}`;
    case "ended":
      return `ended ${effect.window} ${effect.complete ? "complete" : effect.why}`;
    case "ignored":
      return `ignored ${effect.reason}`;
    case "wait":
      return `${effect.timer} ${effect.ms}`;
    default:
      return effect.do;
  }
}
