// A batch of committed events becomes one transaction: rules on rows in memory, then one write phase.
import type { Clock, GuestId, House, JournalEvent, Log, Meter } from "../contract/index.ts";
import { idOf } from "../contract/index.ts";
import type { Store, Transaction, Vault } from "../store/index.ts";
import { applyEvent } from "./apply.ts";
import { ensureProperty, readStaySources, readUnnumbered, writeWorkspace } from "./commit-store.ts";
import { isFresh } from "./fresh.ts";
import { openRoomBook } from "./rooms.ts";
import { loadWorkspace } from "./workspace-store.ts";
import type { Surroundings, Workspace } from "./workspace.ts";

/** How one event ended, for its journal row. */
export interface Settlement {
  readonly seq: number;
  readonly state: "applied" | "rejected" | "parked";
  readonly code?: string;
  readonly reason?: string;
}

/** What the flow needs of the journal. */
export interface SettlingJournal {
  /** Writes down how events ended, inside the flow's own transaction. */
  settle(trx: Transaction, settlements: readonly Settlement[]): Promise<void>;
}

/** What a transaction brought, told after it is committed. */
export interface Committed {
  readonly pops: boolean;
  readonly jobs: boolean;
  readonly changedGuests: readonly GuestId[];
}

/** Applies committed events to the guests' files. */
export interface Flow {
  /** Applies up to 64 events in one transaction that also settles them; throws and changes nothing where one cannot be applied. */
  apply(events: readonly JournalEvent[]): Promise<void>;
}

/** Opens the flow; the journal's dispatcher is the only one who calls it. */
export function createFlow(parts: {
  readonly store: Store;
  readonly journal: SettlingJournal;
  readonly house: House;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  readonly onCommitted: (what: Committed) => void;
}): Flow {
  const { store, house, clock, meter } = parts;
  const rooms = openRoomBook(house.rooms);
  const unnumbered = new Set<string>();
  let staySources: Set<string> | undefined;

  async function apply(events: readonly JournalEvent[]): Promise<void> {
    const started = clock.monotonic();
    const around: Surroundings = { house, rooms, vault: parts.vault, now: clock.now(), unnumbered };
    if (staySources === undefined) {
      await ensureProperty({ db: store.db, kind: store.kind }, around);
      for (const source of await readUnnumbered(store.db, house.property.id)) unnumbered.add(source);
      staySources = await readStaySources(store.db, house.property.id);
    }
    const ws = await loadWorkspace(store.db, events, { around, staySources });
    const settlements = applyAll(ws, events, around);
    await store.transaction(async (trx) => {
      await writeWorkspace({ db: trx, kind: store.kind }, ws, around);
      await parts.journal.settle(trx, settlements);
    });
    meter.observe("flow_apply", clock.monotonic() - started);
    parts.onCommitted(broughtBy(ws));
  }

  return { apply };
}

function applyAll(
  ws: Workspace,
  events: readonly JournalEvent[],
  around: Surroundings,
): readonly Settlement[] {
  return [...events]
    .sort((a, b) => a.seq - b.seq)
    .map((event) => {
      const outcome = applyEvent({ event, ws, around, fresh: isFresh(event, around.now) });
      return { seq: event.seq, ...outcome };
    });
}

function broughtBy(ws: Workspace): Committed {
  return {
    pops: ws.pops.length > 0,
    jobs: ws.pops.some(
      (pop) => pop.chit !== undefined && pop.seats.some((seat) => seat.printer !== undefined),
    ),
    changedGuests: [...ws.touchedGuests].map((id) => idOf<"guest">(id)),
  };
}
