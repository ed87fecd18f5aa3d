// Standing figures for /metrics, looked at every few seconds, so that asking for them costs the store nothing.
import {
  codeOf,
  type Cancel,
  type Clock,
  type Instant,
  type LinkLight,
  type Log,
  type Meter,
  type Part,
} from "../contract/index.ts";
import { createPart } from "../kit/part.ts";
import type { Light } from "./health.ts";
import type { WatchedState } from "./supervisor.ts";

/** What is looked at; nothing of it names a guest. */
export interface GaugeSources {
  readonly journal: () => Promise<{
    readonly queued: number;
    readonly oldestQueuedAt?: Instant;
    readonly parked: number;
  }>;
  /** Chits that wait, are under way, or nobody knows of, by state. */
  readonly prints: () => Promise<ReadonlyMap<string, number>>;
  readonly terminals: () => number;
  /** Conversations and printers. */
  readonly lights: () => readonly Light[];
  readonly parts: () => readonly WatchedState[];
}

const LOOK_MS = 5_000;
/** Higher is better: 0 down · 1 slow · 2 up. */
const LIGHT: Readonly<Record<LinkLight["state"], number>> = { down: 0, slow: 1, up: 2 };
/** 0 not running · 1 impaired · 2 ready. */
const PART: Readonly<Record<WatchedState["state"]["is"], number>> = {
  stopped: 0,
  starting: 0,
  stopping: 0,
  impaired: 1,
  ready: 2,
};

/** The part that keeps the gauges: what waits, since when, and how everything stands. */
export function createGauges(
  sources: GaugeSources,
  it: { readonly clock: Clock; readonly log: Log; readonly meter: Meter },
): Part {
  let cancel: Cancel = () => undefined;
  let looking: Promise<void> | undefined;
  const look = (): Promise<void> => {
    looking ??= lookOnce(sources, it)
      .catch((error: unknown) => it.log.debug("gauges could not be read", { code: codeOf(error) }))
      .finally(() => (looking = undefined));
    return looking;
  };
  return createPart("gauges", it.clock, {
    start: () => {
      cancel = it.clock.every(LOOK_MS, () => void look());
      void look();
    },
    stop: async () => {
      cancel();
      await looking;
    },
  });
}

async function lookOnce(
  sources: GaugeSources,
  { clock, meter }: { readonly clock: Clock; readonly meter: Meter },
): Promise<void> {
  meter.gauge("terminals_connected", sources.terminals());
  for (const { name, kind, state } of sources.lights())
    meter.gauge("light_state", LIGHT[state], { light: name, kind });
  for (const { name, state } of sources.parts()) meter.gauge("part_state", PART[state.is], { part: name });
  const { queued, parked, oldestQueuedAt } = await sources.journal();
  meter.gauge("journal_queued", queued);
  meter.gauge("journal_parked", parked);
  const age = oldestQueuedAt === undefined ? 0 : Math.max(0, clock.now() - oldestQueuedAt);
  meter.gauge("journal_oldest_age_s", age / 1000);
  for (const [state, count] of await sources.prints()) meter.gauge("print_jobs", count, { state });
}
