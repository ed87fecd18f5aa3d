// The one claimer of one printer: jobs in their order, one at a time, an outcome for each, and never a wait without end.
import {
  classOf,
  codeOf,
  KeshiError,
  type Clock,
  type Document,
  type Log,
  type Meter,
  type Printer,
  type PrinterStatus,
  type PrintOutcome,
} from "../contract/index.ts";
import { createBackoff } from "../kit/backoff.ts";
import { within } from "../kit/part.ts";
import type { PrintJob } from "./print-job.ts";
import type { PrintJobStore } from "./print-job-store.ts";

/** What a lane works with. */
export interface LaneContext {
  readonly printer: Printer;
  readonly jobs: PrintJobStore;
  readonly makeDocument: (job: PrintJob) => Promise<Document>;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
}

/** How a step ended: go on, nothing to do, or wait before the next try. */
type Step = "went" | "idle" | "waits";

/** Insurance against a wake that was missed. */
const IDLE_MS = 5000;
/** A silent printer is asked how it is this often. */
const STATUS_MS = 60_000;
/** Nothing a printer does may take longer; its own deadlines are shorter. */
const JOB_MS = 60_000;
const DOCUMENT_MS = 10_000;
const STATUS_WAIT_MS = 10_000;
const RETRY = { firstMs: 1000, capMs: 15_000, floorMs: 500 } as const;

const STATUS_OF_REFUSAL: Readonly<Partial<Record<string, PrinterStatus["is"]>>> = {
  "paper-out": "paper-out",
  "cover-open": "cover-open",
  "printer-offline": "offline",
};
/** Refusals that trying again does not mend. */
const FINAL_REFUSALS = new Set(["chit-not-laid-out"]);

/** One printer's lane; `run` ends when the signal is raised and the job under way is settled. */
export class Lane {
  readonly #context: LaneContext;
  readonly #backoff = createBackoff(RETRY);
  #status: PrinterStatus = { is: "unanswered" };
  #signal = new AbortController().signal;
  #askedAt = Number.NEGATIVE_INFINITY;
  #isAwake = false;
  #wake: () => void = () => undefined;

  constructor(context: LaneContext) {
    this.#context = context;
  }

  /** What the printer said last. */
  get status(): PrinterStatus {
    return this.#status;
  }

  /** There may be a new job. */
  wake(): void {
    this.#isAwake = true;
    this.#wake();
  }

  /** Works until the signal is raised. */
  async run(signal: AbortSignal): Promise<void> {
    this.#signal = signal;
    const stop = (): void => this.#wake();
    signal.addEventListener("abort", stop);
    while (!signal.aborted) {
      this.#isAwake = false;
      const step = await this.#stepSafely();
      if (step === "idle") await this.#rest(IDLE_MS, () => signal.aborted || this.#isAwake);
      if (step === "waits") await this.#rest(this.#backoff.next(), () => signal.aborted);
      else this.#backoff.reset();
    }
    signal.removeEventListener("abort", stop);
  }

  async #stepSafely(): Promise<Step> {
    const { log, printer } = this.#context;
    try {
      return await this.#step();
    } catch (error) {
      log.warn("a printer's lane could not go on", { printer: printer.name, code: codeOf(error), error });
      return "waits";
    }
  }

  async #step(): Promise<Step> {
    const { jobs, printer, clock, meter } = this.#context;
    const expired = await jobs.expire(clock.now());
    if (expired > 0) meter.count("prints", { printer: "", outcome: "expired" }, expired);
    const job = await jobs.nextOf(printer.name);
    if (job === undefined) {
      await this.#askStatus();
      return "idle";
    }
    if (!(await jobs.claim(job.id))) return "went";
    const startedAt = clock.monotonic();
    const outcome = await this.#printOne(job);
    meter.count("prints", { printer: printer.name, outcome: outcome.is });
    meter.observe("print_ms", clock.monotonic() - startedAt, { printer: printer.name });
    this.#noteStatus(outcome);
    return this.#settle(job, outcome);
  }

  async #printOne(job: PrintJob): Promise<PrintOutcome & { readonly final?: boolean }> {
    const { clock, makeDocument } = this.#context;
    let document: Document;
    try {
      const made = await within(clock, DOCUMENT_MS, makeDocument(job));
      if (made === undefined)
        throw new KeshiError("chit-not-made-in-time", "A chit took too long", { errorClass: "transient" });
      document = made.value;
    } catch (error) {
      this.#context.log.warn("a chit could not be made", { job: job.id, code: codeOf(error), error });
      return { is: "refused", code: codeOf(error), final: classOf(error) !== "transient" };
    }
    return this.#put(job, document);
  }

  async #put(job: PrintJob, document: Document): Promise<PrintOutcome> {
    const { printer, jobs, clock } = this.#context;
    let isOnWire = false;
    let isWithdrawn = false;
    const beforeFirstByte = async (): Promise<void> => {
      if (!isWithdrawn) await jobs.noteOnWire(job.id, document, clock.now());
      // Given up in the meantime: whoever waited has settled the job, nothing may be sent any more.
      if (isWithdrawn) throw new KeshiError("print-withdrawn", "The printer took too long to begin");
      isOnWire = true;
    };
    const lost = (code: string): PrintOutcome => ({ is: isOnWire ? "unknown" : "refused", code });
    try {
      const outcome = await within(clock, JOB_MS, printer.print(document, { id: job.id, beforeFirstByte }));
      isWithdrawn = true;
      return outcome?.value ?? lost("printer-deadline");
    } catch (error) {
      isWithdrawn = true;
      return lost(codeOf(error));
    }
  }

  /** Stores the outcome; a database that is away is waited for, because the paper cannot be taken back. */
  async #settle(job: PrintJob, outcome: PrintOutcome & { readonly final?: boolean }): Promise<Step> {
    const { jobs, clock, log, printer } = this.#context;
    const isAgain = outcome.is === "refused" && outcome.final !== true && !FINAL_REFUSALS.has(outcome.code);
    const store = (): Promise<void> =>
      isAgain
        ? jobs.requeue(job.id, outcome.code)
        : jobs.finish(job.id, { state: outcome.is, ...codeIn(outcome) }, clock.now());
    while (!(await this.#isStored(store))) await clock.sleep(SETTLE_WAIT_MS, this.#signal);
    if (outcome.is !== "printed")
      log.warn("a chit was not printed", {
        printer: printer.name,
        job: job.id,
        outcome: outcome.is,
        code: outcome.code,
      });
    return isAgain ? "waits" : "went";
  }

  async #isStored(store: () => Promise<void>): Promise<boolean> {
    const { log, printer } = this.#context;
    try {
      await store();
      return true;
    } catch (error) {
      log.warn("an outcome could not be stored yet", { printer: printer.name, code: codeOf(error), error });
      return false;
    }
  }

  #noteStatus(outcome: PrintOutcome & { readonly final?: boolean }): void {
    if (outcome.is === "printed") this.#status = { is: "ready" };
    else if (outcome.final !== true) this.#status = { is: STATUS_OF_REFUSAL[outcome.code] ?? "unreachable" };
    this.#askedAt = this.#context.clock.monotonic();
  }

  async #askStatus(): Promise<void> {
    const { clock, printer } = this.#context;
    if (clock.monotonic() - this.#askedAt < STATUS_MS) return;
    this.#askedAt = clock.monotonic();
    const asked = await within(clock, STATUS_WAIT_MS, printer.status());
    this.#status = asked?.value ?? { is: "unreachable" };
  }

  async #rest(forMs: number, isOver: () => boolean): Promise<void> {
    const { clock } = this.#context;
    const endAt = clock.monotonic() + forMs;
    while (!isOver()) {
      const leftMs = endAt - clock.monotonic();
      if (leftMs <= 0) return;
      await within(clock, leftMs, new Promise<void>((wake) => (this.#wake = wake)));
    }
  }
}

/** Milliseconds between two tries to store an outcome; a stop ends them, and the job is unknown after the next start. */
const SETTLE_WAIT_MS = 1000;

function codeIn(outcome: PrintOutcome): { readonly code?: string } {
  return outcome.is === "printed" ? {} : { code: outcome.code };
}
