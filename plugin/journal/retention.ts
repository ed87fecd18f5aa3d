// The journal keeps settled events for a while and up to a size; what waits or is parked is never deleted.
import { codeOf } from "../contract/index.ts";
import type { Cancel, Clock, Log, Meter, Part, PropertyId } from "../contract/index.ts";
import { createPart } from "../kit/part.ts";
import type { Store } from "../store/index.ts";
import { JournalStore } from "./journal-store.ts";

/** How long and how many; a repeat that comes later than that is taken for new. */
export interface JournalKeeping {
  readonly days: number;
  readonly rows: number;
}

/** What retention works with. */
export interface RetentionParts {
  readonly store: Store;
  readonly property: { readonly id: PropertyId };
  readonly keep: JournalKeeping;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
}

const DAY_MS = 86_400_000;
const ROUND_MS = 3_600_000;
/** Rows deleted in one commit, and the rest in between: small, so that no new event waits for it. */
const STEP_ROWS = 100;
const STEP_MS = 25;

/** The part that deletes settled events of the journal: a round at start and then hourly, in small steps. */
export function createRetention(parts: RetentionParts): Part {
  const { clock, log } = parts;
  const abort = { current: new AbortController() };
  let running: Promise<void> | undefined;
  let cancel: Cancel | undefined;
  const begin = (): void => {
    running ??= purge(parts, abort.current.signal)
      .catch((error: unknown) => {
        if (!abort.current.signal.aborted)
          log.warn("old events could not be deleted", { code: codeOf(error) });
      })
      .finally(() => (running = undefined));
  };
  return createPart("journal-retention", clock, {
    start() {
      abort.current = new AbortController();
      cancel = clock.every(ROUND_MS, begin);
      begin();
    },
    async stop() {
      cancel?.();
      abort.current.abort(new Error("retention stops"));
      await running;
    },
  });
}

/** Deletes what may go, step by step, until nothing is left or the signal is raised. */
export async function purge(parts: RetentionParts, signal: AbortSignal): Promise<void> {
  const { store, property, keep, clock, meter } = parts;
  const rows = new JournalStore(store, property.id);
  const before = clock.now() - keep.days * DAY_MS;
  const upTo = (await rows.lastSeq()) - keep.rows;
  while (!signal.aborted) {
    const deleted = await rows.purge({ before, upTo, limit: STEP_ROWS });
    if (deleted === 0) return;
    meter.count("journal_deleted", {}, deleted);
    await clock.sleep(STEP_MS, signal);
  }
}
