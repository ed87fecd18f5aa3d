// A simulated device's way onto the network: it listens, or it dials again and again; it can be shut and opened.
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import type { Cancel, Clock } from "../contract/index.ts";

/** How the door is built. `port` 0 takes a free one when listening. */
export interface TcpDoorSettings {
  readonly mode: "listen" | "connect";
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
  readonly onSocket: (socket: Socket) => void;
}

/** First and longest pause between two dials. */
const DIAL_AGAIN_MS = 500;
const DIAL_AGAIN_AT_MOST_MS = 8000;

/** Listens or dials; while shut nobody gets through in either direction. */
export class TcpDoor {
  readonly #settings: TcpDoorSettings;
  #server: Server | undefined;
  #port: number;
  #isOpen = false;
  #waitMs = DIAL_AGAIN_MS;
  #redial: Cancel = () => undefined;
  readonly #sockets = new Set<Socket>();

  constructor(settings: TcpDoorSettings) {
    this.#settings = settings;
    this.#port = settings.port;
  }

  /** The port it really listens on, or dials. */
  get port(): number {
    return this.#port;
  }

  /** Whether anybody can get through. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Opens; when listening it rejects with the system's error where the port is taken. */
  async open(): Promise<void> {
    if (this.#isOpen) return;
    this.#isOpen = true;
    if (this.#settings.mode === "connect") {
      this.#dial();
      return;
    }
    const server = createServer((socket) => this.#welcome(socket));
    this.#server = server;
    try {
      server.listen(this.#port, this.#settings.host);
      await once(server, "listening");
    } catch (error) {
      this.#isOpen = false;
      throw error;
    }
    const address = server.address();
    if (address !== null && typeof address === "object") this.#port = address.port;
  }

  /** Shuts and cuts whoever is in; a listening door keeps its port for the next opening. */
  async shut(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#redial();
    const server = this.#server;
    this.#server = undefined;
    for (const socket of this.#sockets) socket.destroy();
    if (server === undefined) return;
    server.close();
    await once(server, "close");
  }

  #welcome(socket: Socket): void {
    if (!this.#isOpen) {
      socket.destroy();
      return;
    }
    this.#sockets.add(socket);
    socket.once("close", () => this.#sockets.delete(socket));
    this.#settings.onSocket(socket);
  }

  #dial(): void {
    const socket = connect({ host: this.#settings.host, port: this.#port });
    this.#sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("connect", () => {
      this.#waitMs = DIAL_AGAIN_MS;
      this.#welcome(socket);
    });
    socket.once("close", () => {
      this.#sockets.delete(socket);
      if (!this.#isOpen) return;
      this.#redial = this.#settings.clock.after(this.#waitMs, () => this.#dial());
      this.#waitMs = Math.min(2 * this.#waitMs, DIAL_AGAIN_AT_MOST_MS);
    });
  }
}
