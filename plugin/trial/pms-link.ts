// One conversation of the simulated PMS with a vendor: start, declaration, alive, end (fias.md §3).
import type { Socket } from "node:net";
import type { Cancel, Clock, Instant } from "../contract/index.ts";
import { ACK, FrameCutter, NAK, frameOf, type CodePage } from "./pms-frame.ts";
import type { PmsQuirks } from "./pms-quirks.ts";
import {
  fieldList,
  readRecord,
  stamp,
  valueOf,
  writeRecord,
  type Field,
  type PmsRecord,
} from "./pms-record.ts";
import { WireWriter, type WireFaults } from "./wire-writer.ts";

/** Where the conversation stands: nothing said, LS sent, LA awaited, alive, or ending. */
export type PmsLinkState = "new" | "started" | "answering" | "alive" | "ending";

/** What the conversation needs of the PMS around it. */
export interface PmsLinkAround {
  readonly clock: Clock;
  readonly timezone: string;
  readonly codePage: CodePage;
  readonly quirks: PmsQuirks;
  readonly faults: WireFaults;
  readonly hotel: string;
  /** The link just became alive: what was queued goes out. */
  readonly onAlive: () => void;
  /** A record that is not link talk (DR, PS, …), or any record where only looking is wanted. */
  readonly onRecord: (record: PmsRecord, at: Instant) => void;
  readonly onClose: () => void;
}

/** IFC waits so long for the answering LE on TCP (fias.md §3.4). */
const END_WAIT_MS = 2000;

/** The PMS side of one TCP connection; it closes itself and says so once. */
export class PmsLink {
  readonly #socket: Socket;
  readonly #around: PmsLinkAround;
  readonly #writer: WireWriter;
  #state: PmsLinkState = "new";
  #block: Map<string, readonly string[]> | undefined;
  #declared: ReadonlyMap<string, readonly string[]> = new Map();
  #describes = false;
  #due: Cancel[] = [];

  constructor(socket: Socket, around: PmsLinkAround) {
    this.#socket = socket;
    this.#around = around;
    this.#writer = new WireWriter(socket, around.faults);
    const cutter = new FrameCutter(around.codePage, around.quirks.lrc);
    socket.on("data", (chunk: Buffer) => {
      if (around.faults.frozen === true) return;
      for (const { text, sound } of cutter.push(chunk)) this.#frame(text, sound);
    });
    socket.on("error", () => undefined);
    socket.once("close", () => this.#closed());
    const { startAfterMs } = around.quirks;
    // On accept IFC sends LS at once; some wait, some leave it to the vendor (fias.md §2.3 First bytes, §3.2).
    if (startAfterMs !== "never") this.#later(startAfterMs, () => this.#begin());
  }

  /** Where the conversation stands. */
  get state(): PmsLinkState {
    return this.#state;
  }

  /** Record id -> fields the vendor declared; kept until it declares anew. */
  get declared(): ReadonlyMap<string, readonly string[]> {
    return this.#declared;
  }

  /** Sends a record as it is; whether the vendor may get it now is the caller's matter. */
  send(record: PmsRecord): void {
    this.raw(frameOf(writeRecord(record), this.#around.codePage, this.#around.quirks.lrc));
  }

  /** Sends link talk with the hotel's date and time (fias.md §3.1). */
  say(id: string, more: readonly Field[] = []): void {
    const { DA, TI } = stamp(this.#around.clock.now(), this.#around.timezone);
    this.send({ id, fields: [["DA", DA], ["TI", TI], ...more] });
  }

  /** Puts bytes on the wire unframed. */
  raw(bytes: Uint8Array): void {
    this.#writer.write(bytes);
  }

  /** Resolves once the network took everything sent so far. */
  drained(): Promise<void> {
    return this.#writer.drained();
  }

  /** Starts over as after a restart of the interface: LS, and the vendor declares anew (fias.md §3.2 rule 2). */
  restart(): void {
    this.#begin();
  }

  /** Ends in order: LE, the vendor's LE within 2 s, close (fias.md §3.4). */
  end(): void {
    if (this.#state === "ending") return;
    this.#state = "ending";
    this.say("LE");
    this.#later(END_WAIT_MS, () => this.#socket.end());
  }

  /** Pulls the cable. */
  cut(): void {
    this.#socket.destroy();
  }

  #begin(): void {
    if (this.#state === "ending") return;
    this.#state = "started";
    this.say("LS");
  }

  #frame(text: string, sound: boolean): void {
    if (this.#around.quirks.ack) this.raw(Buffer.of(sound ? ACK : NAK));
    if (!sound) return;
    const record = readRecord(text);
    this.#around.onRecord(record, this.#around.clock.now());
    this.#hear(record);
  }

  #hear(record: PmsRecord): void {
    switch (record.id) {
      case "LS":
        this.#heardStart();
        return;
      case "LD":
        this.#block = new Map();
        this.#describes = (valueOf(record, "RT") ?? "0") !== "0";
        // Not alive until our LA, whatever was before (fias.md §3.2 rule 3).
        this.#state = "started";
        return;
      case "LR":
        this.#block?.set(valueOf(record, "RI") ?? "", fieldList(valueOf(record, "FL") ?? ""));
        return;
      case "LA":
        this.#heardAlive();
        return;
      case "LE":
        this.#heardEnd();
    }
  }

  /** LS is an alive check when alive (answer LA), and a start when not (answer LS): fias.md §3.3, §14 Alive. */
  #heardStart(): void {
    if (this.#state === "alive") this.say("LA");
    else if (this.#state !== "ending") this.#begin();
  }

  #heardAlive(): void {
    // IFC does not answer LA with LA while alive, or two peers echo for ever (fias.md §3.3).
    if (this.#state !== "started") return;
    if (this.#block !== undefined && this.#block.size === 0) {
      // LD without LR never reaches alive, the peer sends LS again (fias.md §1).
      this.#block = undefined;
      this.#begin();
      return;
    }
    this.#state = "answering";
    this.#later(this.#around.quirks.answerAfterMs, () => this.#becomeAlive());
  }

  #becomeAlive(): void {
    if (this.#state !== "answering") return;
    if (this.#block !== undefined) this.#declared = this.#block;
    this.#block = undefined;
    if (this.#describes) this.say("LC", this.#description());
    this.say("LA");
    this.#state = "alive";
    this.#around.onAlive();
  }

  /** LC is sent only where LD asked for it; PH always comes with it (fias.md §3.1). */
  #description(): readonly Field[] {
    return [
      ["RP", "1,2,9"],
      ["A1", "5.6"],
      ["A2", "8.14.7.0"],
      ["A3", "2.20"],
      ["PH", this.#around.hotel],
    ];
  }

  #heardEnd(): void {
    if (this.#state !== "ending") this.say("LE");
    this.#state = "ending";
    void this.drained().then(() => this.#socket.end());
  }

  #later(delayMs: number, run: () => void): void {
    if (delayMs === 0) run();
    else this.#due.push(this.#around.clock.after(delayMs, run));
  }

  #closed(): void {
    for (const cancel of this.#due) cancel();
    this.#state = "ending";
    this.#around.onClose();
  }
}
