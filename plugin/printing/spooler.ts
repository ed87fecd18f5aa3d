// The spooler: one lane per printer, so that one that is stuck holds nobody else up; recovery before the first byte of the day.
import type {
  Clock,
  Document,
  Log,
  Meter,
  Part,
  Printer,
  PrinterStatus,
  PropertyId,
} from "../contract/index.ts";
import { createPart, within } from "../kit/part.ts";
import type { Store } from "../store/index.ts";
import { Lane } from "./lane.ts";
import type { PrintJob } from "./print-job.ts";
import { createPrintJobStore } from "./print-job-store.ts";

/** What the spooler works with; the printers are parts of their own and started by whoever made them. */
export interface SpoolerContext {
  readonly store: Store;
  readonly property: PropertyId;
  readonly printers: ReadonlyMap<string, Printer>;
  readonly makeDocument: (job: PrintJob) => Promise<Document>;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
}

/** A running spooler. */
export interface Spooler extends Part {
  /** There may be new jobs; carries no data, and one missed costs five seconds. */
  wake(): void;
  /** What that printer said last; undefined for a printer there is not. */
  statusOf(printer: string): PrinterStatus | undefined;
}

/** Makes the spooler; at its start what was claimed is queued again, and what was on the wire is unknown. */
export function createSpooler(context: SpoolerContext): Spooler {
  const { store, property, printers, clock } = context;
  const log = context.log.child("printing");
  const jobs = createPrintJobStore(store, property);
  const lanes = new Map(
    [...printers].map(([name, printer]) => [name, new Lane({ ...context, jobs, printer, log })]),
  );
  let ending = new AbortController();
  let running: Promise<unknown> = Promise.resolve();
  const part = createPart("spooler", clock, {
    async start() {
      const { requeued, unknown } = await jobs.recover(clock.now());
      if (requeued + unknown > 0) log.warn("chits were under way at the last stop", { requeued, unknown });
      ending = new AbortController();
      running = Promise.all([...lanes.values()].map((lane) => lane.run(ending.signal)));
    },
    async stop(deadlineMs) {
      ending.abort();
      await within(clock, deadlineMs, running);
    },
  });
  return {
    name: part.name,
    get state() {
      return part.state;
    },
    start: (signal) => part.start(signal),
    stop: (deadlineMs) => part.stop(deadlineMs),
    wake: () => lanes.forEach((lane) => lane.wake()),
    statusOf: (printer) => lanes.get(printer)?.status,
  };
}
