// How the conversation stands, for the supervisor, the lights on the pages, the log and the metrics.
import type { AdapterContext, Instant, LinkLight, PartState } from "../../plugin/contract/index.ts";
import type { LinkState } from "./link-words.ts";
import type { PeerClock } from "./peer-clock.ts";

const GAUGE = { down: 0, slow: 1, up: 2 } as const;

/** Keeps `state` and `link` of the adapter; a loss is logged once and the return once. */
export class Standing {
  readonly #context: AdapterContext;
  #shown: LinkState["is"] = "stopped";
  #light: LinkLight;
  #readySince: Instant = 0;
  #trouble: { since: Instant; code: string; nextTryAt: Instant | undefined } | undefined;

  constructor(context: AdapterContext) {
    this.#context = context;
    this.#light = { state: "down", since: context.clock.now() };
  }

  get light(): LinkLight {
    return this.#light;
  }

  get state(): PartState {
    switch (this.#shown) {
      case "stopped":
        return { is: "stopped" };
      case "ending":
        return { is: "stopping" };
      case "alive":
        return { is: "ready", since: this.#readySince };
      default:
        return this.#impaired();
    }
  }

  /** Takes in where the link machine is now. */
  show(link: LinkState): void {
    this.#shown = link.is;
    if (link.is === "stopped") this.#trouble = undefined;
    const state = lightOf(link);
    if (state === this.#light.state) return;
    this.#light = { ...this.#light, state, since: this.#context.clock.now() };
    this.#context.meter.gauge("fias_link", GAUGE[state], { adapter: this.#context.name });
  }

  /** The clock of the PMS turned out to be wrong, or right again: said once, and shown beside the light. */
  clock({ aheadMs, believed }: PeerClock): void {
    const { log, meter, name } = this.#context;
    const aheadS = Math.round(aheadMs / 1000);
    meter.gauge("fias_clock_ahead_seconds", aheadS, { adapter: name });
    this.#warn("fias-clock-off", aheadMs !== 0);
    if (aheadMs === 0) log.info("The clock of the PMS is right again");
    else if (believed)
      log.warn("The clock of the PMS, or property.timezone, is wrong; its times are corrected", {
        code: "fias-clock-off",
        aheadS,
      });
    else
      log.warn(
        "The PMS stamps no time of today; its times are taken as they are and old news shows nothing",
        {
          code: "fias-clock-off",
          aheadS,
        },
      );
  }

  /** What is amiss though the link stands, by code; shown beside the light. */
  #warn(code: string, isOn: boolean): void {
    const others = (this.#light.warnings ?? []).filter((one) => one !== code);
    const { state, since } = this.#light;
    const warnings = isOn ? [...others, code] : others;
    this.#light = { state, since, ...(warnings.length === 0 ? {} : { warnings }) };
  }

  up(): void {
    this.#readySince = this.#context.clock.now();
    this.#context.log.info("The link to the PMS is up");
    this.#trouble = undefined;
  }

  down(code: string): void {
    if (this.#trouble === undefined) {
      this.#context.log.warn("The link to the PMS is down", { code });
      this.#trouble = { since: this.#context.clock.now(), code, nextTryAt: undefined };
    } else if (this.#trouble.code !== code) {
      this.#context.log.debug("The link to the PMS is still down", { code });
      this.#trouble.code = code;
    }
    this.#context.meter.count("fias_losses", { adapter: this.#context.name, code });
  }

  /** The next try is due in so many milliseconds; gives them back. */
  retryIn(ms: number): number {
    if (this.#trouble !== undefined) this.#trouble.nextTryAt = this.#context.clock.now() + ms;
    return ms;
  }

  /** A try begins. */
  trying(): void {
    if (this.#trouble !== undefined) this.#trouble.nextTryAt = undefined;
  }

  #impaired(): PartState {
    if (this.#trouble === undefined) return { is: "starting" };
    const { since, code, nextTryAt } = this.#trouble;
    return nextTryAt === undefined
      ? { is: "impaired", since, code }
      : { is: "impaired", since, code, nextTryAt };
  }
}

function lightOf(link: LinkState): LinkLight["state"] {
  switch (link.is) {
    case "alive":
      return "up";
    case "greeting":
    case "probing":
    case "declaring":
    case "awaiting":
      return "slow";
    case "stopped":
    case "opening":
    case "waiting":
    case "ending":
    case "halted":
      return "down";
    default:
      return link satisfies never;
  }
}
