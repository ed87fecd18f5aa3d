// Carries out what the resync machine names: asks with DR, marks the window's edges in the journal, waits.
import type { AdapterContext } from "../../plugin/contract/index.ts";
import { NamedTimers } from "../../plugin/kit/machine.ts";
import type { Intake } from "./intake.ts";
import type { FiasSettings } from "./settings.ts";
import {
  mayTalk,
  stepSwap,
  type SwapEffect,
  type SwapInput,
  type SwapState,
  type SwapTimer,
} from "./swap.ts";
import { windowDraft } from "./translate.ts";

/** Where its doings go: the journal's queue, and the wire for DR. */
export interface ResyncEnds {
  readonly intake: Intake;
  ask(): void;
}

const NO_BYTES = new Uint8Array(0);

/** The resync of one adapter. */
export class Resync {
  readonly #context: AdapterContext;
  readonly #ends: ResyncEnds;
  readonly #timers: NamedTimers<SwapTimer>;
  readonly #rules: { readonly answerMs: number; readonly burst: boolean };
  #state: SwapState = { is: "down" };

  constructor(settings: FiasSettings, context: AdapterContext, ends: ResyncEnds) {
    this.#context = context;
    this.#ends = ends;
    this.#rules = {
      answerMs: settings.answerTimeoutMs,
      burst: settings.quirks.includes("initialBurstWithoutEnvelope"),
    };
    this.#timers = new NamedTimers(context.clock, (timer) => this.feed({ is: "timer", timer }));
  }

  get state(): SwapState {
    return this.#state;
  }

  /** Nothing is sent between DS and DE (§4). */
  get mayTalk(): boolean {
    return mayTalk(this.#state);
  }

  /** One is wanted, asked for or running. */
  get isUnderWay(): boolean {
    const state = this.#state;
    if (state.is === "down" || state.is === "burst") return state.want !== undefined;
    return state.is !== "outside";
  }

  /** Takes what happened; `raw` is the record that said so. */
  feed(input: SwapInput, raw: Uint8Array = NO_BYTES): void {
    const step = stepSwap(this.#state, input, this.#rules);
    this.#state = step.state;
    for (const effect of step.effects) this.#carryOut(effect, raw);
  }

  #carryOut(effect: SwapEffect, raw: Uint8Array): void {
    const { log } = this.#context;
    switch (effect.do) {
      case "ask":
        log.info("Asking the PMS to tell all guests again");
        this.#ends.ask();
        return;
      case "started":
        log.info("The PMS tells all guests again", { reason: effect.reason });
        this.#ends.intake.put({ drafts: [windowDraft(effect.window, { opens: true, ...effect }, raw)] });
        return;
      case "ended":
        this.#logEnd(effect.complete, effect.why);
        this.#ends.intake.put({ drafts: [windowDraft(effect.window, { opens: false, ...effect }, raw)] });
        return;
      case "ignored":
        log.warn("The PMS did not answer the wish to be told all guests again", {
          code: "fias-resync-ignored",
        });
        return;
      case "wait":
        this.#timers.set(effect.timer, effect.ms);
        return;
      case "forget-all":
        this.#timers.clear();
        return;
      case "refuse":
        return;
      default:
        effect satisfies never;
    }
  }

  #logEnd(complete: boolean, code: string): void {
    if (complete) this.#context.log.info("The PMS has told all guests");
    else this.#context.log.warn("Telling all guests again was cut short; nobody is taken for gone", { code });
  }
}
