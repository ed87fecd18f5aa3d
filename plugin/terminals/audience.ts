// Everybody connected: rooms by station, and the rule for those who do not keep up.
import type { Clock, Log, Meter, TerminalId } from "../contract/index.ts";
import { breathe } from "../kit/breath.ts";
import type { LightRow } from "../staff/index.ts";
import type { TerminalSpace } from "./door.ts";
import type { Rooms } from "./feed.ts";
import type { Changed, Settled } from "./message.ts";
import type { Packet } from "./pops.ts";
import { MOST_WAITING, roomOf, type Session } from "./session.ts";

/** In a burst the feed waits so long for terminals to take what they were sent, then goes on. */
const WAIT_MS = 250;
const LOOK_MS = 2;
/** So large a share of terminals may be busy without holding up the others. */
const BUSY_SHARE = 0.1;

/** The connected terminals. */
export class Audience implements Rooms {
  readonly #it: { clock: Clock; log: Log; meter: Meter };
  readonly #sessions = new Map<string, Session>();
  #space: TerminalSpace | undefined;
  /** Packets sent to rooms in all. */
  #sent = 0;

  constructor(it: { clock: Clock; log: Log; meter: Meter }) {
    this.#it = it;
  }

  open(space: TerminalSpace): void {
    this.#space = space;
  }

  get size(): number {
    return this.#sessions.size;
  }

  add(session: Session): void {
    this.#sessions.set(session.id, session);
    session.follow(this.#sent);
  }

  remove(session: Session): void {
    this.#sessions.delete(session.id);
  }

  /** Its lag counts from here: what it was sent by name has been taken. */
  follow(session: Session): void {
    session.follow(this.#sent);
  }

  terminals(): TerminalId[] {
    return [...this.#sessions.values()].map(({ terminal }) => terminal.id);
  }

  listening(): string[] {
    const rooms = this.#space?.adapter.rooms;
    return rooms === undefined ? [] : [...rooms.keys()].flatMap((room) => stationOf(room));
  }

  pop({ stations, pop }: Packet): void {
    this.#sent += 1;
    this.#space?.to(stations.map(roomOf)).emit("pop", pop);
  }

  changed(stations: readonly string[], changed: Changed): void {
    this.#sent += 1;
    this.#space?.to(stations.map(roomOf)).emit("changed", changed);
  }

  settled(stations: readonly string[], settled: Settled): void {
    if (stations.length === 0) return;
    this.#sent += 1;
    this.#space?.to(stations.map(roomOf)).emit("settled", settled);
  }

  /** Lights only: a busy terminal may miss one, the next says it all again. */
  links(lights: readonly LightRow[]): void {
    this.#space?.emit("links", lights);
  }

  async room(): Promise<void> {
    const { clock } = this.#it;
    await breathe();
    const deadline = clock.monotonic() + WAIT_MS;
    while (this.#busyShare() > BUSY_SHARE && clock.monotonic() < deadline) await clock.sleep(LOOK_MS);
    this.dropLagging();
  }

  /** Who lags by more than the bound is cut; it comes back by itself and catches up from the store. */
  dropLagging(): void {
    for (const session of this.#sessions.values()) {
      if (session.lag(this.#sent) <= MOST_WAITING) continue;
      this.#it.meter.count("terminals_dropped_total", { why: "lagging" });
      this.#it.log.warn("A terminal lags and has to come back", {
        code: "terminal-lagging",
        station: session.station.name,
      });
      session.drop();
    }
  }

  /** Cuts the sockets of revoked terminals. */
  revoke(ids: readonly TerminalId[]): void {
    if (ids.length === 0) return;
    const revoked = new Set(ids);
    for (const session of this.#sessions.values())
      if (revoked.has(session.terminal.id)) session.refuse("terminal-revoked");
  }

  #busyShare(): number {
    let busy = 0;
    for (const session of this.#sessions.values()) if (!session.isClear()) busy += 1;
    return this.#sessions.size === 0 ? 0 : busy / this.#sessions.size;
  }
}

function stationOf(room: string): string[] {
  const prefix = roomOf("");
  return room.startsWith(prefix) ? [room.slice(prefix.length)] : [];
}
