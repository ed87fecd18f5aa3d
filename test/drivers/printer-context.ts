// What a printer driver is given, for tests.
import type { LineSource, Log, Meter, PrinterContext } from "../../plugin/contract/index.ts";
import { systemClock } from "../../plugin/kit/clock.ts";

/** A log that nobody reads. */
export const quietLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => quietLog,
};

/** A meter that nobody reads. */
export const quietMeter: Meter = { count: () => undefined, observe: () => undefined, gauge: () => undefined };

/** The context of a printer of that name, over that line. */
export function printerContext(name: string, line?: LineSource): PrinterContext {
  const context = { name, clock: systemClock, log: quietLog, meter: quietMeter };
  return line === undefined ? context : { ...context, line };
}
