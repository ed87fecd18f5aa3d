// A receipt printer that speaks ESC/POS: one chit at a time over a line that is opened for it, and an honest outcome.
import {
  codeOf,
  type Document,
  type Line,
  type LineSource,
  type PartState,
  type Printer,
  type PrinterContext,
  type PrinterStatus,
  type PrintJobId,
  type PrintOutcome,
} from "../../plugin/contract/index.ts";
import { within } from "../../plugin/kit/part.ts";
import { layOut } from "../../plugin/kit/paper-layout.ts";
import { openPaperPage } from "../../plugin/kit/paper-page.ts";
import { encodePaper } from "./bytes.ts";
import { Conversation, type Answers } from "./conversation.ts";
import type { EscposSettings } from "./settings.ts";

/** A job as the spooler hands it over. */
interface Job {
  readonly id: PrintJobId;
  beforeFirstByte(): Promise<void>;
}

const PRINTED: PrintOutcome = { is: "printed" };
const refused = (code: string): PrintOutcome => ({ is: "refused", code });
const unknown = (code: string): PrintOutcome => ({ is: "unknown", code });

/** What keeps a chit from being started, with the code it is refused under. */
const HINDRANCES: Readonly<Partial<Record<Answers["is"], string>>> = {
  "paper-out": "paper-out",
  "cover-open": "cover-open",
  offline: "printer-offline",
  garbage: "printer-answers-garbage",
  closed: "printer-closed-early",
};

/** The printer behind one line. `print` never throws and never hangs: each wait has its deadline. */
export class EscposPrinter implements Printer {
  readonly kind = "escpos";
  readonly name: string;
  readonly columns: number;
  readonly #settings: EscposSettings;
  readonly #context: PrinterContext;
  readonly #source: LineSource;
  #abort = new AbortController();
  #state: PartState = { is: "stopped" };
  #status: PrinterStatus = { is: "unanswered" };
  #turn: Promise<unknown> = Promise.resolve();
  #isBusy = false;

  constructor(settings: EscposSettings, context: PrinterContext, source: LineSource) {
    this.name = context.name;
    this.columns = settings.columns;
    this.#settings = settings;
    this.#context = context;
    this.#source = source;
  }

  get state(): PartState {
    return this.#state;
  }

  start(): Promise<void> {
    if (this.#state.is === "stopped") {
      this.#abort = new AbortController();
      this.#state = { is: "ready", since: this.#context.clock.now() };
    }
    return Promise.resolve();
  }

  async stop(deadlineMs: number): Promise<void> {
    if (this.#state.is === "stopped") return;
    this.#state = { is: "stopping" };
    await within(this.#context.clock, deadlineMs, this.#turn);
    this.#abort.abort(new Error(`${this.name} has stopped`));
    await this.#source.release();
    this.#state = { is: "stopped" };
  }

  async print(document: Document, job: Job): Promise<PrintOutcome> {
    let bytes: Buffer;
    try {
      bytes = this.#bytesOf(document);
    } catch (error) {
      this.#context.log.error("a chit could not be laid out", { job: job.id, error });
      return refused("chit-not-laid-out");
    }
    return this.#inTurn(() => this.#printBytes(bytes, job));
  }

  #bytesOf(document: Document): Buffer {
    const { codePage, fourByte, olderDoubleSize, cut, feedLines } = this.#settings;
    const page = openPaperPage(codePage, { fourByte });
    const lines = layOut(document, this.columns, page);
    return encodePaper(lines, { page, columns: this.columns, olderDoubleSize, cut, feedLines });
  }

  /** While a chit is under way the last known answer stands, so that a question never disturbs it. */
  status(): Promise<PrinterStatus> {
    if (this.#isBusy) return Promise.resolve(this.#status);
    return this.#inTurn(async () => {
      const opened = await this.#open();
      if ("code" in opened) return this.#note({ is: "unreachable" });
      const talk = new Conversation(opened.line, this.#context.clock);
      try {
        return this.#note(await talk.ask(this.#settings.statusTimeoutMs));
      } finally {
        await talk.close();
      }
    });
  }

  async #printBytes(bytes: Buffer, job: Job): Promise<PrintOutcome> {
    const opened = await this.#open();
    if ("code" in opened) {
      this.#note({ is: "unreachable" });
      return refused(opened.code);
    }
    const talk = new Conversation(opened.line, this.#context.clock);
    try {
      const before = await talk.ask(this.#settings.statusTimeoutMs);
      this.#note(before);
      const hindrance = HINDRANCES[before.is];
      if (hindrance !== undefined) return refused(hindrance);
      try {
        await job.beforeFirstByte();
      } catch (error) {
        return refused(codeOf(error));
      }
      return await this.#sendAndSee(talk, bytes, before);
    } finally {
      await talk.close();
    }
  }

  async #sendAndSee(talk: Conversation, bytes: Buffer, before: Answers): Promise<PrintOutcome> {
    const { printTimeoutMs, settleMs, statusTimeoutMs } = this.#settings;
    try {
      await talk.send(bytes, printTimeoutMs);
    } catch (error) {
      return unknown(codeOf(error));
    }
    if (before.is === "unanswered") {
      const end = await talk.watch(settleMs);
      return end === undefined ? PRINTED : unknown(end);
    }
    const after = await talk.ask(Math.max(statusTimeoutMs, AFTER_JOB_MS));
    if (after.is === "unanswered") return unknown("printer-fell-silent");
    this.#note(after);
    const hindrance = HINDRANCES[after.is];
    return hindrance === undefined ? PRINTED : unknown(hindrance);
  }

  async #open(): Promise<{ readonly line: Line } | { readonly code: string }> {
    const { clock } = this.#context;
    const late = new AbortController();
    const signal = AbortSignal.any([late.signal, this.#abort.signal]);
    const cancel = clock.after(this.#settings.openTimeoutMs, () => late.abort(new Error("too late")));
    try {
      return { line: await this.#source.open(signal) };
    } catch (error) {
      return { code: late.signal.aborted ? "line-timeout" : codeOf(error) };
    } finally {
      cancel();
    }
  }

  #note(answers: Answers): PrinterStatus {
    this.#status = isStatus(answers) ? answers : { is: "offline" };
    return this.#status;
  }

  /** One conversation at a time: the printer has one line and one roll of paper. */
  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#turn;
    const mine = (async (): Promise<T> => {
      await before;
      this.#isBusy = true;
      try {
        return await work();
      } finally {
        this.#isBusy = false;
      }
    })();
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}

function isStatus(answers: Answers): answers is PrinterStatus {
  return answers.is !== "garbage" && answers.is !== "closed";
}

/** Milliseconds a printer that answered before has to answer again after the last byte. */
const AFTER_JOB_MS = 3000;
