// One connected terminal: how far it is, and whether it keeps up.
import type { Socket } from "socket.io";
import type { DefaultEventsMap } from "socket.io";
import type { Pop, Station } from "../contract/index.ts";
import type { Terminal } from "../staff/index.ts";
import type { Hello, ServerWords, SocketMemory, TerminalWords } from "./message.ts";
import type { LightRow } from "../staff/index.ts";

/** A terminal's socket with our words on it. */
export type TerminalSocket = Socket<TerminalWords, ServerWords, DefaultEventsMap, SocketMemory>;

/** Packets that may wait for one terminal; who lags further is cut, comes back and catches up. */
export const MOST_WAITING = 256;

/** The room of everybody at one station. */
export const roomOf = (station: string): string => `station:${station}`;

/** One connected terminal. */
export class Session {
  readonly terminal: Terminal;
  readonly after: number | undefined;
  /** Number up to which it was sent everything by name, before it joined its station's room. */
  position = 0;
  readonly #socket: TerminalSocket;
  #clearAt = 0;

  constructor(socket: TerminalSocket) {
    this.#socket = socket;
    this.terminal = socket.data.terminal;
    this.after = socket.data.after;
  }

  get id(): string {
    return this.#socket.id;
  }

  get station(): Station {
    return this.terminal.station;
  }

  isOpen(): boolean {
    return this.#socket.connected;
  }

  /** Whether nothing waits to be taken by the system. */
  isClear(): boolean {
    return this.#socket.conn.transport.writable;
  }

  hello(hello: Hello, lights: readonly LightRow[]): void {
    this.#socket.emit("hello", hello);
    this.#socket.emit("links", lights);
  }

  pop(pop: Pop): void {
    this.#socket.emit("pop", pop);
    this.position = Math.max(this.position, pop.number);
  }

  snapshot(pops: readonly Pop[]): void {
    this.#socket.emit("snapshot", { pops });
  }

  /** From now on it hears what its station hears. */
  join(): void {
    void this.#socket.join(roomOf(this.station.name));
  }

  /** Packets sent since it last was clear, given how many the hub has sent in all. */
  lag(sentInAll: number): number {
    if (this.isClear()) this.#clearAt = sentInAll;
    return sentInAll - this.#clearAt;
  }

  /** Starts counting its lag. */
  follow(sentInAll: number): void {
    this.#clearAt = sentInAll;
  }

  /** Cuts the connection beneath; the terminal comes back by itself and catches up. */
  drop(): void {
    this.#socket.conn.close(true);
  }

  /** Ends it for good, with the reason. */
  refuse(code: string): void {
    this.#socket.emit("refused", { code });
    this.#socket.disconnect(true);
  }
}
