// The simulated receipt printer on TCP: reads ESC/POS strictly, answers how it is, and can be as bad as real ones.
import type { Socket } from "node:net";
import { codeOf, type Clock, type Instant } from "../contract/index.ts";
import { ChitReader, type ReaderSettings } from "./chit-reader.ts";
import type { PrintedChit } from "./chit-paper.ts";
import { answerTo, isOffline, type PrinterMode } from "./printer-status.ts";
import { TcpDoor } from "./tcp-door.ts";

/** How the simulated printer is built. */
export interface PrinterPeerSettings extends Pick<ReaderSettings, "columns" | "codePage"> {
  readonly host?: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly clock: Clock;
  /** Chits it keeps; older ones are forgotten. */
  readonly keep?: number;
  /** Bytes of a job after which `half-close` hangs up. */
  readonly closeAfter?: number;
  readonly onChit?: (chit: KeptChit) => void;
}

/** A chit as it lies in the tray; `number` rises from 1. */
export interface KeptChit extends PrintedChit {
  readonly number: number;
  readonly at: Instant;
  readonly bytes: Uint8Array;
}

/** Bytes it takes in while it stands still, before it stops reading as a full printer does. */
const BUFFER_BYTES = 65_536;

/** Starts a simulated printer; rejects with the system's error where its port is taken. */
export async function startPrinterPeer(settings: PrinterPeerSettings): Promise<PrinterPeer> {
  const peer = new PrinterPeer(settings);
  await peer.open();
  return peer;
}

/** A running simulated printer. It talks with one peer at a time, as cheap network printers do; the next one waits. */
export class PrinterPeer {
  readonly #settings: PrinterPeerSettings;
  readonly #door: TcpDoor;
  #mode: PrinterMode = "ok";
  #reader: ChitReader;
  #chits: KeptChit[] = [];
  #printed = 0;
  #wraps = 0;
  #faults: string[] = [];
  #talking: Socket | undefined;
  #waiting: Socket[] = [];
  /** Bytes since the last cut, and what came in while it stood still. */
  #job: Uint8Array = new Uint8Array();
  #jobStart = 0;
  #held: Uint8Array = new Uint8Array();
  /** Real-time questions among the held bytes that were answered already. */
  #answered = 0;
  #onConnection = 0;

  constructor(settings: PrinterPeerSettings) {
    this.#settings = settings;
    this.#reader = this.#newReader();
    const { port, clock, host = "127.0.0.1" } = settings;
    this.#door = new TcpDoor({
      ...{ mode: "listen" as const, host, port, clock },
      onSocket: (socket) => this.#welcome(socket),
    });
  }

  /** The port it listens on. */
  get port(): number {
    return this.#door.port;
  }

  /** Columns of its paper. */
  get columns(): number {
    return this.#settings.columns ?? 48;
  }

  /** Chits put out since it was started. */
  get printed(): number {
    return this.#printed;
  }

  /** How it behaves now. */
  get mode(): PrinterMode {
    return this.#mode;
  }

  /** The newest chits, oldest of them first. */
  get chits(): readonly KeptChit[] {
    return this.#chits;
  }

  /** How often it had to break a line by itself, since it was started. */
  get wraps(): number {
    return this.#wraps;
  }

  /** Codes of what it could not read, newest last, at most a hundred. */
  get faults(): readonly string[] {
    return this.#faults;
  }

  /** Changes its behaviour; once it can print again, what it took in meanwhile comes out. */
  behave(mode: PrinterMode): void {
    this.#mode = mode;
    if (mode === "deaf") this.#talking?.pause();
    else this.#talking?.resume();
    if (isOffline(mode)) return;
    const held = this.#held;
    this.#held = new Uint8Array();
    this.#print(held);
  }

  /** Listens; twice is harmless. */
  open(): Promise<void> {
    return this.#door.open();
  }

  /** Stops listening and hangs up, as when its cable is pulled. */
  stop(): Promise<void> {
    return this.#door.shut();
  }

  #newReader(): ChitReader {
    const { columns = 48, codePage = "gb18030" } = this.#settings;
    this.#jobStart = 0;
    this.#job = new Uint8Array();
    return new ChitReader({ columns, codePage, asked: (question) => this.#asked(question) });
  }

  #welcome(socket: Socket): void {
    socket.on("error", () => undefined);
    socket.pause();
    socket.once("close", () => this.#hungUp(socket));
    this.#waiting.push(socket);
    this.#next();
  }

  #next(): void {
    if (this.#talking !== undefined) return;
    const socket = this.#waiting.shift();
    if (socket === undefined) return;
    this.#talking = socket;
    this.#onConnection = 0;
    socket.on("data", (chunk: Buffer) => this.#take(socket, chunk));
    if (this.#mode !== "deaf") socket.resume();
  }

  #hungUp(socket: Socket): void {
    this.#waiting = this.#waiting.filter((other) => other !== socket);
    if (this.#talking !== socket) return;
    this.#talking = undefined;
    this.#answered = 0;
    this.#leftOver();
    this.#next();
  }

  /** What stands on the paper without a cut when the peer hangs up is a chit as well: somebody finds it. */
  #leftOver(): void {
    if (isOffline(this.#mode)) return;
    this.#guarded(() => {
      const rest = this.#reader.rest();
      if (rest !== undefined) this.#keep({ ...rest, endsAt: this.#jobStart + this.#job.length });
    });
  }

  #take(socket: Socket, chunk: Uint8Array): void {
    this.#onConnection += chunk.length;
    const { closeAfter = 60 } = this.#settings;
    if (this.#mode === "half-close" && this.#onConnection > closeAfter) {
      this.#print(chunk.subarray(0, Math.max(0, chunk.length - (this.#onConnection - closeAfter))));
      socket.destroy();
      return;
    }
    if (!isOffline(this.#mode)) {
      this.#print(chunk);
      return;
    }
    this.#answerRealTime(chunk);
    this.#held = Buffer.concat([this.#held, chunk]);
    if (this.#held.length > BUFFER_BYTES) socket.pause();
  }

  /** `DLE EOT` is heard even while nothing else is. */
  #answerRealTime(chunk: Uint8Array): void {
    for (let place = 0; place + 2 < chunk.length; place++) {
      const question = chunk.subarray(place, place + 3);
      if (question[0] !== 0x10 || question[1] !== 0x04 || (question[2] ?? 0) > 4) continue;
      this.#answered++;
      this.#answer(question);
    }
  }

  #asked(question: Uint8Array): void {
    if (question[0] === 0x10 && this.#answered > 0) this.#answered--;
    else this.#answer(question);
  }

  #answer(question: Uint8Array): void {
    const answer = answerTo(question, this.#mode);
    if (answer !== undefined) this.#talking?.write(answer);
  }

  #print(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#job = Buffer.concat([this.#job, bytes]);
    this.#guarded(() => {
      for (const chit of this.#reader.push(bytes)) this.#keep(chit);
    });
  }

  /** A byte it does not know is noted, and it starts afresh as after switching off and on. */
  #guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#faults = [...this.#faults.slice(-99), codeOf(error)];
      this.#reader = this.#newReader();
    }
  }

  #keep(chit: PrintedChit): void {
    const length = (chit.endsAt ?? this.#jobStart) - this.#jobStart;
    const kept: KeptChit = {
      ...chit,
      number: ++this.#printed,
      at: this.#settings.clock.now(),
      bytes: this.#job.subarray(0, length),
    };
    this.#job = this.#job.subarray(length);
    this.#jobStart += length;
    this.#wraps += chit.wraps;
    this.#chits = [...this.#chits, kept].slice(-(this.#settings.keep ?? 50));
    this.#settings.onChit?.(kept);
  }
}
