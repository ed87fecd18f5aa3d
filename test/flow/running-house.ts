// The way of an event as it is in service: real journal, real dispatcher, real flow; only the clock is wound by hand.
import type { EventDraft, JournalEvent, Part } from "../../plugin/contract/index.ts";
import { createFlow } from "../../plugin/flow/index.ts";
import { createDispatcher, createJournal, type Journal } from "../../plugin/journal/index.ts";
import type { Store } from "../../plugin/store/index.ts";
import { NO_METER, passingVault, popsIn, silent, type PopAt } from "../builders/flow-house.ts";
import { NOON } from "../builders/events.ts";
import { house as aHouse } from "../builders/house.ts";
import { until } from "../peers/until.ts";
import { WoundClock } from "../peers/wound-clock.ts";

/** A house in service. */
export interface RunningHouse {
  readonly store: Store;
  readonly clock: WoundClock;
  readonly journal: Journal;
  /** Hears events in one commit, as a PMS sends them; a check-out is held like the adapter holds it. */
  hear(...events: readonly JournalEvent[]): Promise<void>;
  /** Stops and starts what applies events. */
  restart(): Promise<void>;
  /** Waits until all that was heard is applied; winds no clock. */
  idle(): Promise<void>;
  pops(): Promise<PopAt[]>;
  stop(): Promise<void>;
}

const HOLD_MS = 3000;
let keys = 0;

/** Opens a house in service on a store. */
export async function runningHouse(store: Store): Promise<RunningHouse> {
  const clock = new WoundClock(NOON);
  const house = aHouse();
  const shared = { store, house, vault: await passingVault(), clock, log: silent, meter: NO_METER };
  const journal = createJournal({ ...shared, property: house.property });
  const flow = createFlow({ ...shared, journal, onCommitted: () => undefined });
  const open = (): Part => createDispatcher({ ...shared, journal, apply: (events) => flow.apply(events) });
  let dispatcher = open();
  const start = (): Promise<void> => dispatcher.start(new AbortController().signal);
  await start();
  return {
    store,
    clock,
    journal,
    async hear(...events) {
      await journal.append(
        "pms",
        events.map((event) => draftOf(event, clock.now())),
      );
    },
    async restart() {
      await dispatcher.stop(5000);
      dispatcher = open();
      await start();
    },
    async idle() {
      await until("all is applied", async () => (await journal.counts()).queued === 0);
    },
    pops: () => popsIn(store),
    stop: () => dispatcher.stop(5000),
  };
}

function draftOf(event: JournalEvent, now: number): EventDraft {
  const { eventId, seq, propertyId, source, occurredAtAccuracy, receivedAt, ...fact } = event;
  return {
    ...fact,
    idempotency: { by: "key", key: `${source}-${++keys}` },
    ...(event.type === "stay.checked_out" ? { notBefore: now + HOLD_MS } : {}),
    raw: { bytes: Buffer.from(`${eventId} ${seq} ${propertyId}`), mediaType: occurredAtAccuracy },
    occurredAt: receivedAt,
  };
}
