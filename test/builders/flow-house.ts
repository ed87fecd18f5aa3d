// The flow on a real store with the smallest journal that can settle, for tests that ask what became of events.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { House, JournalEvent, Log, Meter } from "../../plugin/contract/index.ts";
import { createFlow, type Committed, type Settlement } from "../../plugin/flow/index.ts";
import { ask } from "../../plugin/guests/index.ts";
import { openVault, type Store, type Vault } from "../../plugin/store/index.ts";
import { WoundClock } from "../peers/wound-clock.ts";
import { NOON } from "./events.ts";
import { house as aHouse } from "./house.ts";

/** A log nobody reads. */
export const silent: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silent,
};

/** A meter nobody reads. */
export const NO_METER: Meter = {
  count: () => undefined,
  observe: () => undefined,
  gauge: () => undefined,
};

/** One pop at one station, as a person would tell it. */
export interface PopAt {
  readonly station: string;
  readonly reason: string;
  readonly quiet: boolean;
  readonly guest: string;
  readonly candidates: string | null;
  readonly number: number;
}

/** The flow at work in a house. */
export interface FlowHouse {
  readonly store: Store;
  readonly vault: Vault;
  readonly clock: WoundClock;
  readonly house: House;
  readonly committed: Committed[];
  readonly settled: Settlement[];
  /** Applies events one after another. */
  tell(...events: readonly JournalEvent[]): Promise<void>;
  /** Applies events in one batch. */
  tellTogether(...events: readonly JournalEvent[]): Promise<void>;
  rows(sql: string, ...values: readonly (string | number)[]): Promise<Record<string, unknown>[]>;
  pops(): Promise<PopAt[]>;
}

/** Opens the flow on a store. */
export async function flowHouse(store: Store, house: House = aHouse()): Promise<FlowHouse> {
  const vault = await passingVault();
  const clock = new WoundClock(NOON);
  const committed: Committed[] = [];
  const settled: Settlement[] = [];
  const flow = createFlow({
    store,
    house,
    vault,
    clock,
    log: silent,
    meter: NO_METER,
    onCommitted: (what) => committed.push(what),
    journal: {
      settle(_trx, settlements) {
        settled.push(...settlements);
        return Promise.resolve();
      },
    },
  });
  const rows: FlowHouse["rows"] = async (sql, ...values) =>
    (await ask(store.db, sql, values)) as Record<string, unknown>[];
  return {
    store,
    vault,
    clock,
    house,
    committed,
    settled,
    rows,
    async tell(...events) {
      for (const one of events) await flow.apply([one]);
    },
    tellTogether: (...events) => flow.apply(events),
    pops: () => popsIn(store),
  };
}

/** All pops of a store, in the order of their numbers. */
export async function popsIn(store: Store): Promise<PopAt[]> {
  const found = (await ask(
    store.db,
    "select s.station, p.reason, s.quiet, p.guest, p.candidates, p.number from pop p join pop_station s on s.number = p.number and s.property = p.property order by p.number, s.station",
    [],
  )) as Record<string, unknown>[];
  return found.map((row) => ({ ...row, quiet: Number(row["quiet"]) === 1 }) as unknown as PopAt);
}

/** Keys of a house that lasts as long as a test. */
export async function passingVault(): Promise<Vault> {
  const folder = mkdtempSync(join(tmpdir(), "keshi-key-"));
  const vault = await openVault(join(folder, "keshi.key"));
  rmSync(folder, { recursive: true, force: true });
  return vault;
}
