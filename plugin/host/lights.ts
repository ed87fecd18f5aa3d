// The lights of the pages: how each adapter's conversation and each printer stands, and since when.
import type { Cancel, Clock, Instant, LinkLight, Part, PrinterStatus } from "../contract/index.ts";
import { createPart } from "../kit/part.ts";
import type { Light } from "./health.ts";

/** One thing with a light. */
export interface LightSource {
  readonly name: string;
  readonly kind: string;
  /** Its state now; `since` is kept here for those that do not keep it themselves. */
  look(): LinkLight["state"] | LinkLight;
}

/** All lights, watched. */
export interface Lights extends Part {
  all(): readonly Light[];
}

const LOOK_MS = 1000;

/** Watches the lights and tells when one changed. */
export function createLights(
  sources: readonly LightSource[],
  it: { readonly clock: Clock; readonly onChanged: () => void },
): Lights {
  const known = new Map<string, LinkLight>();
  let cancel: Cancel = () => undefined;
  const look = (): boolean =>
    sources.map((source) => note(known, source, it.clock.now())).some((changed) => changed);
  const part = createPart("lights", it.clock, {
    start: () => {
      look();
      cancel = it.clock.every(LOOK_MS, () => {
        if (look()) it.onChanged();
      });
    },
    stop: () => cancel(),
  });
  return {
    name: part.name,
    get state() {
      return part.state;
    },
    start: (signal) => part.start(signal),
    stop: (deadlineMs) => part.stop(deadlineMs),
    all: () => {
      // Whoever asks first sees the change; everybody else is told of it all the same.
      if (look()) it.onChanged();
      return sources.map(({ name, kind }) => ({
        name,
        kind,
        ...(known.get(name) ?? { state: "down", since: 0 }),
      }));
    },
  };
}

function note(known: Map<string, LinkLight>, source: LightSource, now: Instant): boolean {
  const seen = source.look();
  const before = known.get(source.name);
  const state = typeof seen === "string" ? seen : seen.state;
  const warnings = typeof seen === "string" ? [] : (seen.warnings ?? []);
  if (before?.state === state && (before.warnings ?? []).join() === warnings.join()) return false;
  const since = typeof seen === "string" ? now : seen.since;
  known.set(source.name, { state, since, ...(warnings.length === 0 ? {} : { warnings }) });
  return true;
}

/** A printer's status as a light; one that was not asked yet, or does not answer, prints all the same. */
export function lightOfPrinter(status: PrinterStatus | undefined): LinkLight["state"] {
  const is = status?.is;
  switch (is) {
    case "ready":
    case "unanswered":
    case undefined:
      return "up";
    case "paper-near-end":
      return "slow";
    case "paper-out":
    case "cover-open":
    case "offline":
    case "unreachable":
      return "down";
    default:
      return is satisfies never;
  }
}
