// The resync machine (fias.md §4, "database swap"): the window DS..DE in which the PMS tells all in-house guests again,
// and our asking for it with DR. Pure; every state × input has a row in test/adapters/fias/machines.spec.ts.
import { go, type Step } from "../../plugin/kit/machine.ts";

/** Milliseconds without a resync record after which a window counts as abandoned. */
export const WINDOW_QUIET_MS = 120_000;
/** Milliseconds a window may last at all. */
export const WINDOW_LIMIT_MS = 1_800_000;
/** Milliseconds of silence that end the burst some PMS send after start without an envelope. */
export const BURST_QUIET_MS = 15_000;
/** Milliseconds such a burst may last at all. */
export const BURST_LIMIT_MS = 120_000;
/** A resync that a lost line cut is asked for so often in all. */
const TRIES = 3;

/** A resync that somebody asked for. */
export interface Want {
  readonly reason: string;
  readonly tries: number;
}

/** Where the resync stands; what is wanted while it cannot be asked for is kept. */
export type SwapState =
  /** The link is not alive. */
  | { readonly is: "down"; readonly want?: Want | undefined }
  /** The link just came up, and this PMS may tell its guests without DS..DE (quirk `initialBurstWithoutEnvelope`). */
  | { readonly is: "burst"; readonly heard: boolean; readonly want?: Want | undefined }
  | { readonly is: "outside" }
  /** DR is sent, DS not yet here. */
  | { readonly is: "asked"; readonly want: Want }
  /** Between DS and DE; `swapSeen`: some record of this window carried SF, so one without is no part of it. */
  | {
      readonly is: "inside";
      readonly window: string;
      readonly swapSeen: boolean;
      readonly heard: boolean;
      readonly want?: Want | undefined;
    };

/** The waits of the machine: for DS, for the next record, for the end of it all. */
export type SwapTimer = "ignored" | "quiet" | "limit";

/** What can happen to it; `window` is the name a new window gets. */
export type SwapInput =
  | { readonly is: "want"; readonly reason: string }
  | { readonly is: "up" }
  | { readonly is: "down" }
  | { readonly is: "DS"; readonly window: string }
  | { readonly is: "DE" }
  /** A guest record, with or without SF. */
  | { readonly is: "record"; readonly hasSwapFlag: boolean }
  | { readonly is: "timer"; readonly timer: SwapTimer };

/** What is to be done. */
export type SwapEffect =
  | { readonly do: "ask" }
  | { readonly do: "started"; readonly window: string; readonly reason: string }
  | { readonly do: "ended"; readonly window: string; readonly complete: boolean; readonly why: string }
  /** The PMS did not answer DR; newer ones may ignore it, and that is no fault (§4). */
  | { readonly do: "ignored"; readonly reason: string }
  | { readonly do: "refuse" }
  | { readonly do: "wait"; readonly timer: SwapTimer; readonly ms: number }
  | { readonly do: "forget-all" };

/** What of the settings the machine needs. */
export interface SwapRules {
  readonly answerMs: number;
  /** Quirk `initialBurstWithoutEnvelope`. */
  readonly burst: boolean;
}

type SwapStep = Step<SwapState, SwapEffect>;

/** The next state and what is to be done. */
export function stepSwap(state: SwapState, input: SwapInput, rules: SwapRules): SwapStep {
  switch (state.is) {
    case "down":
      return whileDown(state, input, rules);
    case "burst":
      return whileBurst(state, input, rules);
    case "outside":
      return whileOutside(state, input, rules);
    case "asked":
      return whileAsked(state, input);
    case "inside":
      return whileInside(state, input);
    default:
      return state satisfies never;
  }
}

/** Tells whether we may send anything but the link's own answers (§4: nothing between DS and DE). */
export function mayTalk(state: SwapState): boolean {
  return state.is !== "inside";
}

function whileDown(state: Extract<SwapState, { is: "down" }>, input: SwapInput, rules: SwapRules): SwapStep {
  switch (input.is) {
    case "want":
      if (state.want !== undefined) return go<SwapState, SwapEffect>(state, { do: "refuse" });
      return go({ is: "down", want: { reason: input.reason, tries: 0 } });
    case "up":
      if (rules.burst) return goBurst(state.want);
      return state.want === undefined ? go({ is: "outside" }) : ask(state.want, rules);
    case "DS":
      return goInside(input.window, state.want);
    default:
      return go(state);
  }
}

function whileBurst(
  state: Extract<SwapState, { is: "burst" }>,
  input: SwapInput,
  rules: SwapRules,
): SwapStep {
  switch (input.is) {
    case "want":
      if (state.want !== undefined) return go<SwapState, SwapEffect>(state, { do: "refuse" });
      return go({ ...state, want: { reason: input.reason, tries: 0 } });
    case "record":
      return go(state.heard ? state : { ...state, heard: true });
    case "down":
      return go<SwapState, SwapEffect>({ is: "down", want: state.want }, { do: "forget-all" });
    case "DS":
      return goInside(input.window, state.want);
    case "timer":
      if (input.timer === "quiet" && state.heard)
        return go<SwapState, SwapEffect>({ ...state, heard: false }, wait("quiet", BURST_QUIET_MS));
      if (input.timer === "ignored") return go(state);
      return state.want === undefined
        ? go<SwapState, SwapEffect>({ is: "outside" }, { do: "forget-all" })
        : ask(state.want, rules);
    default:
      return go(state);
  }
}

function whileOutside(state: SwapState, input: SwapInput, rules: SwapRules): SwapStep {
  switch (input.is) {
    case "want":
      return ask({ reason: input.reason, tries: 0 }, rules);
    case "down":
      return go({ is: "down" });
    case "DS":
      return goInside(input.window, undefined);
    default:
      return go(state);
  }
}

function whileAsked(state: Extract<SwapState, { is: "asked" }>, input: SwapInput): SwapStep {
  switch (input.is) {
    case "want":
      return go<SwapState, SwapEffect>(state, { do: "refuse" });
    case "down":
      return go<SwapState, SwapEffect>({ is: "down", want: state.want }, { do: "forget-all" });
    case "DS":
      return goInside(input.window, state.want);
    case "timer":
      if (input.timer !== "ignored") return go(state);
      return go<SwapState, SwapEffect>(
        { is: "outside" },
        { do: "forget-all" },
        { do: "ignored", reason: state.want.reason },
      );
    default:
      return go(state);
  }
}

type Inside = Extract<SwapState, { is: "inside" }>;

function whileInside(state: Inside, input: SwapInput): SwapStep {
  switch (input.is) {
    case "want":
      return go<SwapState, SwapEffect>(state, { do: "refuse" });
    case "record":
      return hear(state, input.hasSwapFlag);
    case "DE":
      return close(state, { is: "outside" }, { complete: true, why: "said" });
    case "DS": {
      const ended = close(state, { is: "outside" }, { complete: false, why: "fias-window-restarted" });
      const opened = goInside(input.window, state.want);
      return go<SwapState, SwapEffect>(opened.state, ...ended.effects, ...opened.effects);
    }
    case "down":
      return close(
        state,
        { is: "down", want: tryAgain(state.want) },
        { complete: false, why: "fias-window-cut" },
      );
    case "timer":
      return runOut(state, input.timer);
    case "up":
      return go(state);
    default:
      return input satisfies never;
  }
}

function hear(state: Inside, hasSwapFlag: boolean): SwapStep {
  const belongs = hasSwapFlag || !state.swapSeen;
  if (!belongs || (state.heard && state.swapSeen === hasSwapFlag)) return go(state);
  return go({ ...state, heard: true, swapSeen: state.swapSeen || hasSwapFlag });
}

function runOut(state: Inside, timer: SwapTimer): SwapStep {
  if (timer === "ignored") return go(state);
  if (timer === "quiet" && state.heard)
    return go<SwapState, SwapEffect>({ ...state, heard: false }, wait("quiet", WINDOW_QUIET_MS));
  const why = timer === "quiet" ? "fias-window-silent" : "fias-window-endless";
  return close(state, { is: "outside" }, { complete: false, why });
}

function ask(want: Want, rules: SwapRules): SwapStep {
  return go<SwapState, SwapEffect>(
    { is: "asked", want: { ...want, tries: want.tries + 1 } },
    { do: "forget-all" },
    { do: "ask" },
    wait("ignored", rules.answerMs),
  );
}

function goBurst(want: Want | undefined): SwapStep {
  return go<SwapState, SwapEffect>(
    { is: "burst", heard: false, want },
    wait("quiet", BURST_QUIET_MS),
    wait("limit", BURST_LIMIT_MS),
  );
}

function goInside(window: string, want: Want | undefined): SwapStep {
  return go<SwapState, SwapEffect>(
    { is: "inside", window, swapSeen: false, heard: false, want },
    { do: "forget-all" },
    { do: "started", window, reason: want?.reason ?? "unsolicited" },
    wait("quiet", WINDOW_QUIET_MS),
    wait("limit", WINDOW_LIMIT_MS),
  );
}

function close(
  state: Inside,
  next: SwapState,
  how: { readonly complete: boolean; readonly why: string },
): SwapStep {
  return go<SwapState, SwapEffect>(next, { do: "forget-all" }, { do: "ended", window: state.window, ...how });
}

function tryAgain(want: Want | undefined): Want | undefined {
  return want !== undefined && want.tries < TRIES ? want : undefined;
}

function wait(timer: SwapTimer, ms: number): SwapEffect {
  return { do: "wait", timer, ms };
}
