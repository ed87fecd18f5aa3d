// The terminals' hub: who is connected, what each gets, and who is cut off.
import type { Server as HttpServer } from "node:http";
import {
  codeOf,
  type Cancel,
  type Clock,
  type GuestId,
  type Log,
  type Meter,
  type Property,
  type Station,
} from "../contract/index.ts";
import type { LightRow, Staff } from "../staff/index.ts";
import type { Store } from "../store/index.ts";
import { catchUp, startOf } from "./catch-up.ts";
import { openDoor, type Door } from "./door.ts";
import { Feed } from "./feed.ts";
import { seenShape, type Settled } from "./message.ts";
import type { PopCards } from "./pops.ts";
import { readLastNumber } from "./pop-store.ts";
import { Audience } from "./audience.ts";
import { Seen } from "./seen.ts";
import { Session } from "./session.ts";

/** What the hub is made of. */
export interface HubParts {
  readonly store: Store;
  readonly property: Property;
  readonly stations: readonly Station[];
  readonly cards: PopCards;
  readonly staff: Staff;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  readonly lights: () => readonly LightRow[];
  /** How browsers reach the house, where a proxy stands before it. */
  readonly publicUrl?: string;
}

/** The push side of the terminals; what they ask and write goes over HTTP. */
export interface Hub {
  /** Opens the namespace `/terminals` on the web's server. */
  attach(server: HttpServer): void;
  /** Something popped. */
  wake(): void;
  /** Files changed whose cards may be on a screen. */
  changed(guests: readonly GuestId[]): void;
  /** A guest was taken or greeted; told to the other stations of the pop. */
  settled(settled: Settled, stations: readonly string[]): void;
  lightsChanged(): void;
  /** Terminals connected now. */
  readonly connected: number;
  stop(): Promise<void>;
}

const SEEN_EVERY_MS = 1000;
const REVOKED_EVERY_MS = 2000;
const LOOK_EVERY_MS = 5000;

/** Makes the hub; it is closed until attached. */
export function createHub(parts: HubParts): Hub {
  return new TerminalHub(parts);
}

class TerminalHub implements Hub {
  readonly #parts: HubParts;
  readonly #audience: Audience;
  readonly #feed: Feed;
  readonly #seen: Seen;
  readonly #log: Log;
  #door: Door | undefined;
  #cancels: Cancel[] = [];

  constructor(parts: HubParts) {
    this.#parts = parts;
    this.#log = parts.log.child("terminals");
    this.#audience = new Audience({ clock: parts.clock, log: this.#log, meter: parts.meter });
    this.#feed = new Feed({ ...this.#shared(), meter: parts.meter, rooms: this.#audience });
    this.#seen = new Seen((seen) => parts.staff.noteSeen(seen));
  }

  get connected(): number {
    return this.#audience.size;
  }

  attach(server: HttpServer): void {
    const { staff, clock, publicUrl } = this.#parts;
    this.#door = openDoor(server, { staff, publicUrl });
    this.#audience.open(this.#door.terminals);
    this.#door.terminals.on("connection", (socket) => {
      const session = new Session(socket);
      this.#audience.add(session);
      socket.on("seen", (message) => this.#note(session, message));
      socket.on("disconnect", () => {
        this.#audience.remove(session);
        this.#seen.forget(session.terminal.id);
      });
      void this.#welcome(session);
    });
    this.#cancels = [
      staff.onRevoked((id) => this.#audience.revoke([id])),
      clock.every(SEEN_EVERY_MS, () => void this.#keep()),
      clock.every(REVOKED_EVERY_MS, () => void this.#askRevoked()),
      clock.every(LOOK_EVERY_MS, () => this.#feed.wake()),
    ];
  }

  wake(): void {
    this.#feed.wake();
  }

  changed(guests: readonly GuestId[]): void {
    this.#feed.changed(guests);
  }

  settled(settled: Settled, stations: readonly string[]): void {
    this.#audience.settled(stations, settled);
  }

  lightsChanged(): void {
    this.#audience.links(this.#parts.lights());
  }

  async stop(): Promise<void> {
    for (const cancel of this.#cancels) cancel();
    this.#cancels = [];
    await this.#feed.stop();
    this.#door?.close();
    await this.#keep();
  }

  async #welcome(session: Session): Promise<void> {
    const { store, property, lights } = this.#parts;
    const { terminal, station } = session;
    try {
      const last = await readLastNumber(store.db, property.id);
      this.#seen.begin(terminal.id, terminal.seen);
      const { position, isAstray } = startOf({
        after: session.after,
        seen: this.#seen.of(terminal.id),
        last,
      });
      session.position = position;
      // A new terminal has seen all there was; were that not kept, it would miss what pops while it is away.
      this.#seen.note(terminal.id, position);
      const { name, role, locale } = station;
      session.hello(
        { station: name, role, locale, property: property.id, terminal: terminal.id, last },
        lights(),
      );
      await catchUp(session, this.#feed, { ...this.#shared(), last, isAstray });
      this.#audience.follow(session);
    } catch (error) {
      this.#log.warn("A terminal could not be brought up to date", {
        code: codeOf(error),
        station: station.name,
      });
      session.drop();
    }
  }

  #shared(): Omit<HubParts, "property" | "stations" | "meter"> & {
    property: Property["id"];
    stations: ReadonlyMap<string, Station>;
  } {
    const stations = new Map(this.#parts.stations.map((station) => [station.name, station]));
    return { ...this.#parts, property: this.#parts.property.id, stations, log: this.#log };
  }

  /** A terminal cannot have seen what it was not sent. */
  #note(session: Session, message: unknown): void {
    const said = seenShape.safeParse(message);
    if (!said.success) return;
    const sent = Math.max(session.position, this.#feed.sentTo(session.station.name));
    this.#seen.note(session.terminal.id, Math.min(said.data.upTo, sent));
  }

  async #keep(): Promise<void> {
    this.#audience.dropLagging();
    this.#parts.meter.gauge("terminals_connected", this.#audience.size);
    try {
      await this.#seen.flush();
    } catch (error) {
      this.#log.warn("What terminals have seen is not written yet", { code: codeOf(error) });
    }
  }

  async #askRevoked(): Promise<void> {
    try {
      this.#audience.revoke(await this.#parts.staff.revokedAmong(this.#audience.terminals()));
    } catch (error) {
      this.#log.warn("Revoked terminals could not be looked up", { code: codeOf(error) });
    }
  }
}
