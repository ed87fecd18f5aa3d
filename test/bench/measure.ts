// Figures of the bench: percentiles, medians, and what the machine says of a process.
import { readFileSync } from "node:fs";

/** The p-th percentile (0..1) of some figures, by nearest rank. */
export function percentile(figures: readonly number[], p: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1))] ?? Number.NaN;
}

/** p50, p99 and the greatest of some milliseconds, to two places. */
export function spread(figures: readonly number[]): { p50: number; p99: number; max: number; n: number } {
  return {
    p50: round(percentile(figures, 0.5)),
    p99: round(percentile(figures, 0.99)),
    max: round(Math.max(...figures)),
    n: figures.length,
  };
}

/** The middle one of a few runs. */
export function median(figures: readonly number[]): number {
  return percentile(figures, 0.5);
}

/** Two decimal places. */
export function round(figure: number): number {
  return Math.round(figure * 100) / 100;
}

/** CPU milliseconds a process has used so far (Linux: clock ticks of 10 ms). */
export function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Resident memory of a process in MiB, now and at its highest. */
export function memoryMiB(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const of = (name: string): number =>
    round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024);
  return { now: of("VmRSS"), peak: of("VmHWM") };
}
