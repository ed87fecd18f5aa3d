// Whatever runs is a part: it starts, it stops within a deadline, and it says how it is.
import type { Instant } from "./time.ts";

/** How a running part is, with the data that state owns. */
export type PartState =
  | { readonly is: "stopped" }
  | { readonly is: "starting" }
  | { readonly is: "ready"; readonly since: Instant }
  | { readonly is: "impaired"; readonly since: Instant; readonly code: string; readonly nextTryAt?: Instant }
  | { readonly is: "stopping" };

/** A started thing; starting twice or stopping twice is harmless. */
export interface Part {
  readonly name: string;
  readonly state: PartState;
  /** Begins the work; resolves when it is under way, not when the far side answers. */
  start(signal: AbortSignal): Promise<void>;
  /** Ends it in order; after `deadlineMs` it is cut. */
  stop(deadlineMs: number): Promise<void>;
}

/** Ends a wait or a repetition. */
export type Cancel = () => void;

/** The only door to time. */
export interface Clock {
  now(): Instant;
  /** Milliseconds that only ever rise, for measuring. */
  monotonic(): number;
  after(delayMs: number, run: () => void): Cancel;
  every(periodMs: number, run: () => void): Cancel;
  /** Resolves after the delay; rejects with the signal's reason. */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>;
}

/** Structured log; names, contacts and documents are masked by the log itself. */
export interface Log {
  debug(message: string, fields?: Record<string, unknown>): void;
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
  /** A log that says which part speaks. */
  child(part: string): Log;
}

/** Counts and measures for `/metrics`; labels never name a guest. */
export interface Meter {
  count(name: string, labels?: Record<string, string>, by?: number): void;
  observe(name: string, milliseconds: number, labels?: Record<string, string>): void;
  gauge(name: string, value: number, labels?: Record<string, string>): void;
}
