// What popped goes to the rooms of its stations, in order, once. Wakes carry nothing; the rows are read.
import {
  classOf,
  codeOf,
  type Clock,
  type GuestId,
  type Log,
  type Meter,
  type PropertyId,
  type Station,
} from "../contract/index.ts";
import type { Store } from "../store/index.ts";
import type { Changed } from "./message.ts";
import { SentCards } from "./sent-cards.ts";
import { packetsOf, type Packet, type PopCards } from "./pops.ts";
import { readNewestOf, readSince, type StationPop } from "./pop-store.ts";
import { Turn } from "./turn.ts";

const BATCH_ROWS = 256;
const RETRY_MS = 500;
const DAY_MS = 24 * 3_600_000;

/** The rooms as the feed needs them. */
export interface Rooms {
  /** Stations at which somebody listens. */
  listening(): readonly string[];
  /** One packet, encoded once, to all of these stations. */
  pop(packet: Packet): void;
  changed(stations: readonly string[], changed: Changed): void;
  /** Resolves when the terminals took most of what was sent, or when waiting any longer helps nobody. */
  room(): Promise<void>;
}

/** What the feed is made of. */
export interface FeedParts {
  readonly store: Store;
  readonly property: PropertyId;
  readonly stations: ReadonlyMap<string, Station>;
  readonly cards: PopCards;
  readonly rooms: Rooms;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
}

/**
 * The live stream. All of it runs in one turn, so that a terminal which joins its room misses nothing and gets nothing
 * twice: whatever is at or below `sentTo` of its station came to it by name, whatever is above comes to the room.
 */
export class Feed {
  readonly #it: FeedParts;
  readonly #turn = new Turn();
  /** Number up to which everything went to every listening station. */
  #sent = 0;
  /** Stations whose first terminal was told more than `#sent` when it joined. */
  readonly #ahead = new Map<string, number>();
  #woken = false;
  #stopped = false;
  /** Guests whose files changed, and which of all changes was their last. */
  readonly #changed = new Map<GuestId, number>();
  #changes = 0;
  /** Pops sent since, by station and number: up to which change their cards tell already. */
  readonly #told = new Map<string, number>();
  readonly #cards = new SentCards();

  constructor(parts: FeedParts) {
    this.#it = parts;
  }

  /** Something popped; many wakes at once are one reading. */
  wake(): void {
    if (this.#woken || this.#stopped) return;
    this.#woken = true;
    this.#go(async () => {
      this.#woken = false;
      await this.#pump();
    });
  }

  /** Files changed: cards on screens are sent anew. */
  changed(guests: readonly GuestId[]): void {
    const idle = this.#changed.size === 0;
    this.#changes += 1;
    for (const guest of guests) this.#changed.set(guest, this.#changes);
    if (idle && guests.length > 0 && !this.#stopped) this.#go(() => this.#tellChanges());
  }

  /** How far a station was told. */
  sentTo(station: string): number {
    return Math.max(this.#sent, this.#ahead.get(station) ?? 0);
  }

  /**
   * Lets a terminal join: `tell` sends it the rest by name, up to the number given (no number: all there is), and
   * answers the last number it was told.
   */
  admit(station: string, last: number, tell: (upTo: number | undefined) => Promise<number>): Promise<void> {
    return this.#turn.take(async () => {
      await this.#pump();
      const listening = this.#it.rooms.listening();
      if (listening.length === 0) this.#sent = Math.max(this.#sent, last);
      const isFirst = !listening.includes(station);
      const told = await tell(isFirst ? undefined : this.sentTo(station));
      if (isFirst && told > this.#sent) this.#ahead.set(station, told);
    });
  }

  /** Ends the stream and waits for what is under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#turn.idle();
  }

  #go(work: () => Promise<void>): void {
    this.#turn.take(work).catch((error: unknown) => {
      const fields = { code: codeOf(error), errorClass: classOf(error) };
      this.#it.log.warn("The terminals' feed stopped for a moment", fields);
      this.#it.clock.after(RETRY_MS, () => this.wake());
    });
  }

  async #pump(): Promise<void> {
    for (;;) {
      const stations = this.#it.rooms.listening();
      if (stations.length === 0 || this.#stopped) return;
      const { store, property } = this.#it;
      const read = await readSince(store.db, { property, stations, after: this.#sent, limit: BATCH_ROWS });
      const rows = whole(read);
      const last = rows.at(-1);
      if (last === undefined) return;
      await this.#send(rows.filter(({ station, pop }) => pop.number > (this.#ahead.get(station) ?? 0)));
      this.#sent = last.pop.number;
      for (const [station, ahead] of this.#ahead) if (ahead <= this.#sent) this.#ahead.delete(station);
      if (read.length < BATCH_ROWS) return;
      await this.#it.rooms.room();
    }
  }

  async #send(rows: readonly StationPop[]): Promise<void> {
    if (rows.length === 0) return;
    const known = this.#changes;
    const packets = await packetsOf(rows, this.#it);
    for (const { station, pop } of rows)
      if (this.#changed.has(pop.guest)) this.#told.set(`${pop.number} ${station}`, known);
    const now = this.#it.clock.now();
    for (const packet of packets) {
      this.#it.rooms.pop(packet);
      this.#cards.note(packet, this.#it.stations);
      this.#it.meter.observe("pop_to_socket_ms", now - packet.pop.at);
    }
    this.#it.meter.count("pops_sent_total", {}, packets.length);
  }

  async #tellChanges(): Promise<void> {
    const changed = new Map(this.#changed);
    const told = new Map(this.#told);
    this.#changed.clear();
    this.#told.clear();
    const stations = this.#it.rooms.listening();
    if (stations.length === 0) return;
    const { store, property, clock } = this.#it;
    const since = clock.now() - DAY_MS;
    const newest = await readNewestOf(store.db, { property, stations, guests: [...changed.keys()], since });
    const rows = newest.filter(({ station, pop }) => {
      // Where the pop is still to come, or came after the change, its card tells it.
      if (pop.number > this.sentTo(station)) return false;
      return (told.get(`${pop.number} ${station}`) ?? 0) < (changed.get(pop.guest) ?? 0);
    });
    const packets = await packetsOf(rows, this.#it);
    // A change that a role does not see is nothing to it, not even that there was one.
    const seen = packets.filter((packet) => !this.#cards.isSame(packet, this.#it.stations));
    for (const packet of seen) this.#cards.note(packet, this.#it.stations);
    for (const { stations: places, pop } of seen)
      this.#it.rooms.changed(places, {
        number: pop.number,
        at: clock.now(),
        guestId: pop.guestId,
        card: pop.card,
      });
  }
}

/** Rows of whole pops only: where the reading was cut, the last number may be short of a station. */
function whole(rows: readonly StationPop[]): readonly StationPop[] {
  if (rows.length < BATCH_ROWS) return rows;
  const last = rows.at(-1)?.pop.number;
  const complete = rows.filter(({ pop }) => pop.number !== last);
  return complete.length === 0 ? rows : complete;
}
