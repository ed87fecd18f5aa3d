// A store with jobs in it and printers that do what a test tells them, for tests of the spooler.
import {
  idOf,
  type Clock,
  type Document,
  type Printer,
  type PrinterStatus,
  type PrintOutcome,
} from "../../plugin/contract/index.ts";
import { systemClock } from "../../plugin/kit/clock.ts";
import { newId } from "../../plugin/kit/ulid.ts";
import type { PrintJob } from "../../plugin/printing/print-job.ts";
import { createPrintJobStore, type PrintJobStore } from "../../plugin/printing/print-job-store.ts";
import { createSpooler, type Spooler } from "../../plugin/printing/spooler.ts";
import type { Store } from "../../plugin/store/index.ts";
import { WoundClock } from "../peers/wound-clock.ts";
import { quietLog, quietMeter } from "../drivers/printer-context.ts";
import { PROPERTY, waitingJob } from "./chit-desk.ts";

/** What a test printer does with the next chit. */
export type Behaviour = (begin: () => Promise<void>, document: Document) => Promise<PrintOutcome>;

/** Puts the chit out. */
export const well: Behaviour = async (begin) => {
  await begin();
  return { is: "printed" };
};
/** Refuses before the first byte. */
export const refusing =
  (code: string): Behaviour =>
  () =>
    Promise.resolve({ is: "refused", code });
/** Never comes back, with or without having begun. */
export const hanging =
  (hasBegun: boolean): Behaviour =>
  async (begin) => {
    if (hasBegun) await begin();
    return new Promise(() => undefined);
  };

/** A printer that does what its `behave` says, and remembers what it put out. */
export class TestPrinter implements Printer {
  readonly kind = "test";
  readonly columns = 48;
  readonly state = { is: "ready", since: 0 } as const;
  readonly name: string;
  behave: Behaviour = well;
  said: PrinterStatus = { is: "ready" };
  readonly out: string[] = [];
  tries = 0;

  constructor(name: string) {
    this.name = name;
  }

  start(): Promise<void> {
    return Promise.resolve();
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  async print(
    document: Document,
    job: { id: string; beforeFirstByte(): Promise<void> },
  ): Promise<PrintOutcome> {
    this.tries += 1;
    const outcome = await this.behave(() => job.beforeFirstByte(), document);
    if (outcome.is === "printed") this.out.push(document.title);
    return outcome;
  }

  status(): Promise<PrinterStatus> {
    return Promise.resolve(this.said);
  }
}

/** A spooler on a store, with its printers by name. */
export interface TestDesk {
  readonly spooler: Spooler;
  readonly jobs: PrintJobStore;
  readonly printers: ReadonlyMap<string, TestPrinter>;
  printer(name?: string): TestPrinter;
  /** Adds a job whose document is titled so; the printer is `desk-printer` unless told. */
  add(title: string, more?: Partial<PrintJob>): Promise<PrintJob>;
  /** Stops it, winding its clock past the deadline where a printer hangs. */
  stop(): Promise<void>;
  /** The job as stored now. */
  find(job: PrintJob): Promise<PrintJob>;
}

/** What a test of the spooler may set. */
export interface DeskWish {
  readonly clock?: Clock;
  readonly printers?: readonly string[];
  readonly makeDocument?: (job: PrintJob) => Promise<Document>;
}

/** Makes a spooler that is not started yet. */
export function openDesk(store: Store, wish: DeskWish = {}): TestDesk {
  const { clock = systemClock, printers: names = ["desk-printer"] } = wish;
  const jobs = createPrintJobStore(store, PROPERTY.id);
  const printers = new Map(names.map((name) => [name, new TestPrinter(name)]));
  const titles = new Map<string, string>();
  const makeDocument =
    wish.makeDocument ??
    ((job: PrintJob): Promise<Document> =>
      Promise.resolve({ title: titles.get(job.id) ?? "?", locale: "zh-CN", blocks: [{ is: "rule" }] }));
  const context = { store, property: PROPERTY.id, clock, log: quietLog, meter: quietMeter };
  const printer = (name = "desk-printer"): TestPrinter => {
    const found = printers.get(name);
    if (found === undefined) throw new Error(`no printer ${name}`);
    return found;
  };
  const spooler = createSpooler({ ...context, printers, makeDocument });
  return {
    spooler,
    jobs,
    printers,
    printer,
    async add(title, more = {}) {
      const now = clock.now();
      const job = waitingJob({
        createdAt: now,
        expiresAt: now + 7_200_000,
        ...more,
        id: newId<"print-job">(now),
      });
      titles.set(job.id, title);
      await jobs.add(job);
      return job;
    },
    async stop() {
      const stopped = spooler.stop(200);
      if (clock instanceof WoundClock) await clock.wind(1000);
      await stopped;
    },
    async find(job) {
      const all = await jobs.list(job.printer, 100);
      const found = all.find(({ id }) => id === idOf<"print-job">(job.id));
      if (found === undefined) throw new Error("no such job");
      return found;
    },
  };
}

/** Starts a spooler. */
export function startSpooler({ spooler }: TestDesk): Promise<void> {
  return spooler.start(new AbortController().signal);
}
