// The seam towards devices: lines to talk over, printers to print on. A driver never sees a guest, only a document.
import type { Document } from "./document.ts";
import type { PrintJobId } from "./ids.ts";
import type { LineSource } from "./line.ts";
import type { Clock, Log, Meter, Part } from "./part.ts";
import type { SettingsSchema } from "./setting.ts";

/** What became of a chit: on paper, certainly not on paper, or nobody can tell. */
export type PrintOutcome =
  | { readonly is: "printed" }
  | { readonly is: "refused"; readonly code: string }
  | { readonly is: "unknown"; readonly code: string };

/** What a printer says of itself; `unanswered` is a state of its own, not an error. */
export interface PrinterStatus {
  readonly is:
    "ready" | "paper-near-end" | "paper-out" | "cover-open" | "offline" | "unreachable" | "unanswered";
}

/** A device that puts documents on paper, one at a time. */
export interface Printer extends Part {
  readonly kind: string;
  readonly columns: number;
  /** `beforeFirstByte` is awaited after the document is laid out and the line is open, before anything is sent. */
  print(
    document: Document,
    job: { readonly id: PrintJobId; beforeFirstByte(): Promise<void> },
  ): Promise<PrintOutcome>;
  status(): Promise<PrinterStatus>;
}

/** What a printer driver is given. */
export interface PrinterContext {
  readonly name: string;
  readonly line?: LineSource;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
}

/** What a line driver is given. */
export interface LineContext {
  readonly name: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** What a driver's folder offers under each of its kinds. */
export type DriverDefinition<Settings = never> =
  | {
      readonly offers: "line";
      readonly kind: string;
      readonly settings: SettingsSchema<Settings>;
      create(settings: Settings, context: LineContext): LineSource;
    }
  | {
      readonly offers: "printer";
      readonly kind: string;
      readonly settings: SettingsSchema<Settings>;
      readonly needsLine: boolean;
      create(settings: Settings, context: PrinterContext): Printer;
    };
