// The link machine (fias.md §3): who speaks when, from the first byte of a line to its orderly end. Pure: it names what
// is to be done, the adapter does it. Every state × input has a row in test/adapters/fias/machines.spec.ts.
import { go, type Step } from "../../plugin/kit/machine.ts";
import {
  ENDING_MS,
  GREETING_MS,
  STEADY_MS,
  type LinkEffect,
  type LinkInput,
  type LinkRules,
  type LinkState,
  type Stamp,
} from "./link-words.ts";

/** A PMS that says LS again and again while we declare: after so many restarts we declare in one go. */
const PATIENT_RESTARTS = 2;

type LinkStep = Step<LinkState, LinkEffect>;

/** The next state and what is to be done. */
export function stepLink(state: LinkState, input: LinkInput, rules: LinkRules): LinkStep {
  switch (state.is) {
    case "stopped":
      return input.is === "start" ? go({ is: "opening" }, { do: "open" }) : go(state);
    case "halted":
      return input.is === "stop" ? go({ is: "stopped" }, { do: "stopped" }) : go(state);
    case "opening":
      return whileOpening(state, input);
    case "waiting":
      return whileWaiting(state, input);
    case "ending":
      return whileEnding(state, input);
    case "greeting":
    case "probing":
    case "declaring":
    case "awaiting":
    case "alive":
      return whileConnected(state, input, rules);
    default:
      return state satisfies never;
  }
}

function whileOpening(state: LinkState, input: LinkInput): LinkStep {
  switch (input.is) {
    case "opened":
      return go({ is: "greeting" }, { do: "wait", timer: "greet", ms: GREETING_MS });
    case "open-failed":
      return go({ is: "waiting" }, { do: "down", code: input.code }, { do: "retry" });
    case "stop":
      return go({ is: "stopped" }, { do: "stopped" });
    default:
      return go(state);
  }
}

function whileWaiting(state: LinkState, input: LinkInput): LinkStep {
  if (input.is === "stop") return go({ is: "stopped" }, { do: "forget-all" }, { do: "stopped" });
  const isDue = input.is === "timer" && input.timer === "retry";
  return isDue ? go({ is: "opening" }, { do: "open" }) : go(state);
}

function whileEnding(state: LinkState, input: LinkInput): LinkStep {
  const isOver = input.is === "LE" || (input.is === "timer" && input.timer === "end");
  if (isOver) return go({ is: "stopped" }, { do: "forget-all" }, { do: "close" }, { do: "stopped" });
  if (input.is === "closed") return go({ is: "stopped" }, { do: "forget-all" }, { do: "stopped" });
  return go(state);
}

type Connected = Extract<LinkState, { is: "greeting" | "probing" | "declaring" | "awaiting" | "alive" }>;

function whileConnected(state: Connected, input: LinkInput, rules: LinkRules): LinkStep {
  switch (input.is) {
    case "LS":
      return declareAnew(state, input.ls, rules);
    case "LA":
      return hearAlive(state, rules);
    case "LE":
      return leave("fias-ended", { do: "send", record: "LE" });
    case "closed":
      return loseLine(state, input, rules);
    case "timer":
      return runOut(state, input, rules);
    case "stop":
      return end(input.mayTalk);
    case "start":
    case "opened":
    case "open-failed":
    case "link-talk":
      return go(state);
    case "business":
      return hearBusiness(state, rules);
    default:
      return input satisfies never;
  }
}

/** On every LS, at any time, all is declared again: the PMS has forgotten us (§3.2 rule 2). */
function declareAnew(state: Connected, ls: Stamp | undefined, rules: LinkRules): LinkStep {
  return declareAll(state, { ls }, rules);
}

/** The PMS knows us, perhaps by old fields: all is declared once more, and LA may never be said for it. */
function declareKnown(state: Connected, rules: LinkRules): LinkStep {
  return declareAll(state, { known: true }, rules);
}

interface Greeted {
  readonly ls?: Stamp | undefined;
  readonly known?: true;
}

function declareAll(state: Connected, { ls, known }: Greeted, rules: LinkRules): LinkStep {
  const again = state.is === "declaring" || state.is === "awaiting";
  const restarts = again ? state.restarts + 1 : 0;
  const before: LinkEffect[] = [{ do: "forget-all" }];
  if (state.is === "alive") before.push({ do: "down", code: "fias-restarted" });
  const inOneGo = rules.pacingMs === 0 || restarts > PATIENT_RESTARTS;
  if (inOneGo) {
    const all: LinkEffect = { do: "declare", from: 0, to: rules.declaration, ls };
    const next = declared({ restarts, known }, rules);
    return go<LinkState, LinkEffect>(next.state, ...before, all, ...next.effects);
  }
  return go<LinkState, LinkEffect>(
    { is: "declaring", next: 1, restarts, ls, ...(known === undefined ? {} : { known }) },
    ...before,
    { do: "declare", from: 0, to: 1, ls },
    { do: "wait", timer: "pace", ms: rules.pacingMs },
  );
}

/** LA is never answered with LA (§3.3); before our declaration it says that the PMS still knows us, perhaps by old fields. */
function hearAlive(state: Connected, rules: LinkRules): LinkStep {
  switch (state.is) {
    case "greeting":
    case "probing":
      return declareKnown(state, rules);
    case "declaring":
      return go({ ...state, known: true });
    case "awaiting":
      return goAlive(rules);
    case "alive":
      return state.checking
        ? go({ is: "alive", checking: false }, { do: "forget", timer: "answer" })
        : go(state);
    default:
      return state satisfies never;
  }
}

/** Who tells us of guests knows us, and need not say LA for it. */
function hearBusiness(state: Connected, rules: LinkRules): LinkStep {
  switch (state.is) {
    case "greeting":
    case "alive":
      return go(state);
    case "probing":
    case "declaring":
    case "awaiting":
      return hearAlive(state, rules);
    default:
      return state satisfies never;
  }
}

function goAlive(rules: LinkRules): LinkStep {
  return go<LinkState, LinkEffect>(
    { is: "alive", checking: false },
    { do: "forget-all" },
    { do: "up" },
    { do: "wait", timer: "check", ms: rules.checkMs },
    { do: "wait", timer: "steady", ms: STEADY_MS },
  );
}

/** All is declared: alive where the PMS has shown that it knows us, else its LA is waited for. */
function declared(it: { restarts: number; known?: true | undefined }, rules: LinkRules): LinkStep {
  if (it.known === true) return goAlive(rules);
  return go<LinkState, LinkEffect>(
    { is: "awaiting", restarts: it.restarts },
    { do: "wait", timer: "answer", ms: rules.answerMs },
  );
}

function runOut(state: Connected, input: Extract<LinkInput, { is: "timer" }>, rules: LinkRules): LinkStep {
  switch (state.is) {
    case "greeting":
      return input.timer === "greet" ? ask({ is: "probing" }, rules) : go(state);
    case "probing":
    case "awaiting":
      return input.timer === "answer" ? leave("fias-no-answer") : go(state);
    case "declaring":
      return input.timer === "pace" ? declareNext(state, rules) : go(state);
    case "alive":
      return runOutAlive(state, input, rules);
    default:
      return state satisfies never;
  }
}

function runOutAlive(
  state: Extract<LinkState, { is: "alive" }>,
  { timer, mayTalk }: Extract<LinkInput, { is: "timer" }>,
  rules: LinkRules,
): LinkStep {
  if (timer === "answer" && state.checking) return leave("fias-no-answer");
  if (timer === "steady") return go<LinkState, LinkEffect>(state, { do: "steady" });
  if (timer !== "check") return go(state);
  const again: LinkEffect = { do: "wait", timer: "check", ms: rules.checkMs };
  if (!mayTalk || state.checking) return go<LinkState, LinkEffect>(state, again);
  const asked = ask({ is: "alive", checking: true }, rules);
  return go<LinkState, LinkEffect>(asked.state, ...asked.effects, again);
}

function ask(state: LinkState, rules: LinkRules): LinkStep {
  return go<LinkState, LinkEffect>(
    state,
    { do: "send", record: "LS" },
    { do: "wait", timer: "answer", ms: rules.answerMs },
  );
}

function declareNext(state: Extract<LinkState, { is: "declaring" }>, rules: LinkRules): LinkStep {
  const { next, ls } = state;
  const declare: LinkEffect = { do: "declare", from: next, to: next + 1, ls };
  if (next + 1 < rules.declaration)
    return go<LinkState, LinkEffect>({ ...state, next: next + 1 }, declare, {
      do: "wait",
      timer: "pace",
      ms: rules.pacingMs,
    });
  const last = declared(state, rules);
  return go<LinkState, LinkEffect>(last.state, declare, ...last.effects);
}

function leave(code: string, ...first: readonly LinkEffect[]): LinkStep {
  return go<LinkState, LinkEffect>(
    { is: "waiting" },
    { do: "forget-all" },
    ...first,
    { do: "close" },
    { do: "down", code },
    { do: "retry" },
  );
}

function loseLine(state: Connected, input: Extract<LinkInput, { is: "closed" }>, rules: LinkRules): LinkStep {
  const atOurKey = rules.hasKey && input.byPeer && (state.is === "declaring" || state.is === "awaiting");
  if (atOurKey) return go({ is: "halted" }, { do: "forget-all" }, { do: "down", code: "fias-key-refused" });
  return go<LinkState, LinkEffect>(
    { is: "waiting" },
    { do: "forget-all" },
    { do: "down", code: input.code },
    { do: "retry" },
  );
}

function end(mayTalk: boolean): LinkStep {
  if (!mayTalk) return go({ is: "stopped" }, { do: "forget-all" }, { do: "close" }, { do: "stopped" });
  return go<LinkState, LinkEffect>(
    { is: "ending" },
    { do: "forget-all" },
    { do: "send", record: "LE" },
    { do: "wait", timer: "end", ms: ENDING_MS },
  );
}
