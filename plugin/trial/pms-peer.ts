// The simulated PMS: a small hotel that speaks FIAS over real TCP, in either direction (fias.md §14).
// Own framing, own tables: a simulator that shares our code shares our misreading.
import type { Socket } from "node:net";
import type { Clock, Instant } from "../contract/index.ts";
import type { CodePage } from "./pms-frame.ts";
import { PmsDesk, type Happening, type PmsChange } from "./pms-desk.ts";
import { PmsHouse, type PmsReservation } from "./pms-house.ts";
import { PmsLink } from "./pms-link.ts";
import { QUIRKS, type MoveForm, type PmsKind, type PmsQuirks } from "./pms-quirks.ts";
import type { PmsRecord } from "./pms-record.ts";
import { tellHouse, type PmsResync } from "./pms-swap.ts";
import { recordOf, seeded, type Telling } from "./pms-teller.ts";
import { TcpDoor } from "./tcp-door.ts";
import type { WireFaults } from "./wire-writer.ts";

/** How the simulated PMS is set up. */
export interface PmsPeerSettings {
  /** IFC listens by default; some PMS dial the vendor instead (fias.md §2.3 Variants). */
  readonly mode: "listen" | "connect";
  readonly host?: string;
  /** 0 takes a free port when listening. */
  readonly port: number;
  readonly clock: Clock;
  /** IANA; DA and TI are the hotel's wall clock (fias.md §2.2). */
  readonly timezone: string;
  readonly rooms: readonly string[];
  readonly codePage?: CodePage;
  readonly kind?: PmsKind;
  /** Habits that differ from the kind's. */
  readonly quirks?: Partial<PmsQuirks>;
  readonly faults?: WireFaults;
  /** Hotel id in LC (fias.md §3.1 PH). */
  readonly hotel?: string;
  /** Told of each record heard and each change of the link. */
  readonly watch?: (what: { heard: string } | { link: "connected" | "alive" | "closed" }) => void;
}

/** A record the vendor sent, with the instant it came. */
export interface HeardRecord extends PmsRecord {
  readonly at: Instant;
}

/** Newest records kept of what the vendor sent; older ones are forgotten. */
const MOST_HEARD = 1000;
/** Records kept while the link is down; beyond it the oldest are lost. */
const MOST_QUEUED = 20_000;

/** Starts a simulated PMS; rejects with the system's error where its port is taken. */
export async function startPmsPeer(settings: PmsPeerSettings): Promise<PmsPeer> {
  const peer = new PmsPeer(settings);
  await peer.mend();
  return peer;
}

/** A running simulated PMS. Its verbs change its hotel and tell the vendor, now or once the link is alive again. */
export class PmsPeer {
  readonly house: PmsHouse;
  readonly quirks: PmsQuirks;
  /** May be changed at any time; holds for what is written next. */
  readonly faults: WireFaults;
  readonly #settings: PmsPeerSettings;
  readonly #desk: PmsDesk;
  readonly #door: TcpDoor;
  readonly #chance: () => number;
  #link: PmsLink | undefined;
  #queue: Telling[] = [];
  #heard: HeardRecord[] = [];
  #swap: { readonly link: PmsLink } | undefined;
  #nextResync: PmsResync = {};

  constructor(settings: PmsPeerSettings) {
    this.#settings = settings;
    this.house = new PmsHouse(settings.rooms);
    this.quirks = { ...QUIRKS[settings.kind ?? "opera"], ...settings.quirks };
    this.faults = settings.faults ?? {};
    this.#chance = seeded(this.quirks.shuffle ?? 0);
    const { mode, port, clock, timezone, host = "127.0.0.1" } = settings;
    this.#desk = new PmsDesk({ house: this.house, quirks: this.quirks, clock, timezone });
    this.#door = new TcpDoor({ mode, host, port, clock, onSocket: (socket) => this.#welcome(socket) });
  }

  /** The port it listens on, or dials. */
  get port(): number {
    return this.#door.port;
  }

  /** False while its line is cut. */
  get reachable(): boolean {
    return this.#door.isOpen;
  }

  /** A vendor is connected, whether or not the link is alive. */
  get connected(): boolean {
    return this.#link !== undefined;
  }

  /** The vendor declared and was answered: records go out (fias.md §3.2). */
  get alive(): boolean {
    return this.#link?.state === "alive";
  }

  /** Record id -> fields, as the vendor declared on this connection. */
  get declared(): ReadonlyMap<string, readonly string[]> {
    return this.#link?.declared ?? new Map<string, readonly string[]>();
  }

  /** What the vendor sent, oldest first, at most a thousand. */
  get received(): readonly HeardRecord[] {
    return this.#heard;
  }

  /** Records that wait for the link. */
  get queued(): number {
    return this.#queue.length;
  }

  /** True while a resync is being told. */
  get swapping(): boolean {
    return this.#swap !== undefined;
  }

  /** A guest checks in (`GI`), alone or joining others in the room. */
  checkIn(reservation: PmsReservation, where: Happening = {}): void {
    this.#tellAll(this.#desk.checkIn(reservation, where));
  }

  /** A guest checks out (`GO`); throws `pms-unknown-reservation`. */
  checkOut(id: string, where: Happening = {}): void {
    this.#tellAll(this.#desk.checkOut(id, where));
  }

  /** A check-out is taken back: GI again with the same number (fias.md §6.1). */
  checkInAgain(id: string, where: Happening = {}): void {
    this.checkIn(this.house.departed(id), where);
  }

  /** What is known of a guest, or the departure, changes (`GC`). */
  change(id: string, what: PmsChange, where: Happening = {}): void {
    this.#tellAll(this.#desk.change(id, what, where));
  }

  /** One guest, or sharers together, move to another room, told the way this PMS tells it (fias.md §6.1). */
  moveRoom(ids: string | readonly string[], room: string, where: Happening & { form?: MoveForm } = {}): void {
    this.#tellAll(this.#desk.move(typeof ids === "string" ? [ids] : ids, room, where));
  }

  /** The night audit starts or ends; guest events may go on meanwhile (fias.md §5). */
  nightAudit(step: "starts" | "ends"): void {
    this.#tellAll(this.#desk.nightAudit(step));
  }

  /** Tells the whole house unasked, as an operator's "DB Swap" (fias.md §4); nothing where the link is not alive or a resync runs. */
  async resync(how: PmsResync = {}): Promise<void> {
    const link = this.#link;
    if (link?.state !== "alive" || this.#swap !== undefined) return;
    const swap = { link };
    this.#swap = swap;
    try {
      await tellHouse(
        {
          house: this.house,
          link,
          tellOccupied: (reservation, flagged) => this.#tell(this.#desk.occupied(reservation, flagged)),
          tellVacant: (room, flagged) => this.#tell(this.#desk.vacant(room, flagged)),
        },
        { envelope: this.quirks.envelope, ...how },
      );
    } finally {
      if (this.#swap === swap) this.#swap = undefined;
    }
  }

  /** How the next resync that the vendor asks for will go. */
  planResync(how: PmsResync): void {
    this.#nextResync = how;
  }

  /** Drops the connection without a word; the vendor may come back at once (fias.md §3.4). */
  drop(): void {
    this.#link?.cut();
  }

  /** Cuts the link until `mend`; what happens meanwhile is queued (fias.md §3.4). */
  async cut(): Promise<void> {
    await this.#door.shut();
  }

  /** Makes it reachable again on the same port. */
  async mend(): Promise<void> {
    await this.#door.open();
  }

  /** Starts the link over as after a restart of the interface: LS at any time (fias.md §3.2 rule 2). */
  restartLink(): void {
    this.#link?.restart();
  }

  /** Ends the link in order with LE (fias.md §3.4). */
  endLink(): void {
    this.#link?.end();
  }

  /** Puts bytes on the wire as they are, for tests of bad input. */
  sendRaw(bytes: Uint8Array): void {
    this.#link?.raw(bytes);
  }

  /** Sends a record as written, declared or not. */
  sendRecord(record: PmsRecord): void {
    this.#link?.send(record);
  }

  /** Stops for good. */
  async stop(): Promise<void> {
    await this.#door.shut();
    this.#queue = [];
  }

  #welcome(socket: Socket): void {
    const before = this.#link;
    // IFC lets the newest displace the old one, protel turns the newcomer away (fias.md §2.3 Second client).
    if (before !== undefined && this.quirks.secondClient === "refuse") {
      socket.destroy();
      return;
    }
    const { clock, timezone, codePage = "utf-8", hotel = "KESHI" } = this.#settings;
    const link = new PmsLink(socket, {
      ...{ clock, timezone, codePage, hotel, quirks: this.quirks, faults: this.faults },
      onAlive: () => this.#becameAlive(),
      onRecord: (record, at) => this.#hear(record, at),
      onClose: () => this.#lost(link),
    });
    this.#link = link;
    before?.cut();
    this.#settings.watch?.({ link: "connected" });
  }

  #lost(link: PmsLink): void {
    if (this.#link !== link) return;
    this.#link = undefined;
    this.#settings.watch?.({ link: "closed" });
  }

  /** Queued and live records follow the LA at once (fias.md §3.2, §3.4). */
  #becameAlive(): void {
    this.#settings.watch?.({ link: "alive" });
    const queue = this.#queue;
    this.#queue = [];
    this.#tellAll(queue);
    const { burstAfterMs } = this.quirks;
    if (burstAfterMs === undefined) return;
    const bare = { envelope: false, flagged: false, vacant: false };
    this.#settings.clock.after(burstAfterMs, () => void this.resync(bare));
  }

  #hear(record: PmsRecord, at: Instant): void {
    this.#heard.push({ ...record, at });
    if (this.#heard.length > MOST_HEARD) this.#heard = this.#heard.slice(-MOST_HEARD);
    this.#settings.watch?.({ heard: record.id });
    // Data before our LA is ignored; newer PMS may ignore DR altogether (fias.md §3.2 rule 3, §4).
    if (record.id !== "DR" || !this.alive || this.quirks.resync === "ignores") return;
    const how = this.#nextResync;
    this.#nextResync = {};
    void this.resync(how);
  }

  #tellAll(tellings: readonly Telling[]): void {
    for (const telling of tellings) this.#tell(telling);
  }

  /** Sends what the vendor declared, or keeps it until the link is alive (fias.md §3.2 rule 5, §3.4). */
  #tell(telling: Telling): void {
    const link = this.#link;
    if (link?.state !== "alive") {
      this.#queue.push(telling);
      if (this.#queue.length > MOST_QUEUED) this.#queue.shift();
      return;
    }
    const declared = link.declared.get(telling.id);
    if (declared === undefined) return;
    link.send(recordOf(telling, declared, { quirks: this.quirks, chance: this.#chance }));
  }
}
