// One open line to a printer: questions with deadlines, the job's bytes, and what the line did meanwhile. Nothing here waits for ever.
import { Printer as ByteBuilder } from "@node-escpos/core";
import { KeshiError, type Clock, type Line, type PrinterStatus } from "../../plugin/contract/index.ts";
import { within } from "../../plugin/kit/part.ts";
import { LineAdapter } from "./line-adapter.ts";
import {
  readStatusReply,
  STATUS_QUESTIONS,
  statusOf,
  statusRequest,
  type StatusQuestion,
  type StatusReply,
} from "./status.ts";

/** What the printer answered to the questions; `garbage` is something that is no printer, `closed` a line that ended. */
export type Answers = PrinterStatus | { readonly is: "garbage" | "closed" };

/** Bytes kept of what the far side says unasked; beyond them it is no printer. */
const MOST_HEARD = 1024;
/** Milliseconds a close may take before it is left behind. */
const CLOSE_MS = 2000;

/** The talk with one printer over one line; closed when the job is over. */
export class Conversation {
  readonly #line: Line;
  readonly #clock: Clock;
  #heard: number[] = [];
  #hasEnded = false;
  #wake: () => void = () => undefined;

  constructor(line: Line, clock: Clock) {
    this.#line = line;
    this.#clock = clock;
    void this.#listen();
  }

  /** Whether the far side has closed or broken the line. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Asks the four questions one by one; the first without an answer ends it, because a silent printer stays silent. */
  async ask(timeoutMs: number): Promise<Answers> {
    const answers = new Map<StatusQuestion, number>();
    for (const question of STATUS_QUESTIONS) {
      const reply = await this.#askOne(question, timeoutMs);
      if (reply.is === "garbage") return { is: "garbage" };
      if (this.#hasEnded) return { is: "closed" };
      if (reply.is !== "answer") return answers.size === 0 ? { is: "unanswered" } : statusOf(answers);
      answers.set(question, reply.byte);
    }
    return statusOf(answers);
  }

  /** Sends the job; throws `printer-stalled` when the bytes are not taken in time, or what the line said. */
  async send(bytes: Buffer, timeoutMs: number): Promise<void> {
    const builder = new ByteBuilder(new LineAdapter(this.#line), {});
    const sent = await within(this.#clock, timeoutMs, builder.raw(bytes).flush());
    if (sent !== undefined) return;
    throw new KeshiError("printer-stalled", `The printer stopped taking bytes for ${timeoutMs} ms`, {
      errorClass: "ambiguous",
    });
  }

  /** Watches the line for a while; the code of its end when it ended, undefined when it held. */
  async watch(forMs: number): Promise<string | undefined> {
    const end = await within(this.#clock, forMs, this.#line.closed);
    if (end === undefined) return this.#hasEnded ? "printer-closed-early" : undefined;
    return end.value.why === "failed" ? end.value.code : "printer-closed-early";
  }

  /** Closes the line; what still hangs after two seconds is left behind. */
  async close(): Promise<void> {
    await within(
      this.#clock,
      CLOSE_MS,
      this.#line.close().catch(() => undefined),
    );
  }

  async #askOne(question: StatusQuestion, timeoutMs: number): Promise<StatusReply> {
    this.#heard = [];
    const asked = await within(this.#clock, timeoutMs, settled(this.#line.write(statusRequest(question))));
    if (asked?.value !== true) return { is: "nothing" };
    const endAt = this.#clock.monotonic() + timeoutMs;
    for (;;) {
      const reply = readStatusReply(Uint8Array.from(this.#heard));
      const leftMs = endAt - this.#clock.monotonic();
      if (reply.is !== "nothing" || leftMs <= 0 || this.#hasEnded) return reply;
      await within(this.#clock, leftMs, new Promise<void>((wake) => (this.#wake = wake)));
    }
  }

  async #listen(): Promise<void> {
    try {
      for await (const chunk of this.#line.chunks) {
        this.#heard.push(...chunk.subarray(0, Math.max(0, MOST_HEARD - this.#heard.length)));
        this.#wake();
      }
    } catch {
      // How the line ended is told by `closed`.
    }
    this.#hasEnded = true;
    this.#wake();
  }
}

function settled(work: Promise<void>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}
