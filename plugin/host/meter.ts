// Counts and latencies for /metrics, in Prometheus' text. No label may name a guest.
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Meter } from "../contract/index.ts";

/** A meter that can be read. */
export interface ReadableMeter extends Meter {
  /** Everything measured so far, in Prometheus' text format. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** From well under a blink to a printer that hesitates, in seconds. */
const BUCKETS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30];
/** Label sets per measure; beyond it what is new is counted under `other`, so that no peer can fill the memory. */
const LABEL_SETS = 500;
const FORBIDDEN = /^(guest|guestname|person|room|reservation|phone|number|email|document|address)$/i;

type Labels = Readonly<Record<string, string>>;

/** Opens the meter; measures are made when first used, prefixed `keshi_`, latencies in seconds. */
export function createMeter(options: { readonly process?: boolean } = {}): ReadableMeter {
  const registry = new Registry();
  if (options.process !== false) collectDefaultMetrics({ register: registry, prefix: "keshi_" });
  const counters = collect(
    (name, labelNames) => new Counter({ ...named(name, labelNames, "_total"), registers: [registry] }),
  );
  const gauges = collect(
    (name, labelNames) => new Gauge({ ...named(name, labelNames, ""), registers: [registry] }),
  );
  const histograms = collect(
    (name, labelNames) =>
      new Histogram({ ...named(name, labelNames, "_seconds"), buckets: BUCKETS, registers: [registry] }),
  );
  return {
    count: (name, labels = {}, by = 1) => {
      const { measure, kept } = counters(name, labels);
      measure.inc(kept, by);
    },
    observe: (name, milliseconds, labels = {}) => {
      const { measure, kept } = histograms(name, labels);
      measure.observe(kept, milliseconds / 1000);
    },
    gauge: (name, value, labels = {}) => {
      const { measure, kept } = gauges(name, labels);
      measure.set(kept, value);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

function named(
  name: string,
  labelNames: readonly string[],
  suffix: string,
): { name: string; help: string; labelNames: string[] } {
  const plain = name.replace(/[^a-zA-Z0-9]+/g, "_").replace(/_(ms|milliseconds|seconds|total)$/, "");
  const whole = `keshi_${plain.replace(/^keshi_/, "")}${suffix}`;
  return { name: whole, help: plain.replaceAll("_", " "), labelNames: [...labelNames] };
}

interface Kept<Measure> {
  readonly measure: Measure;
  readonly names: readonly string[];
  readonly sets: Set<string>;
}

/** One measure per name; its labels are those of its first use. */
function collect<Measure>(
  make: (name: string, labelNames: readonly string[]) => Measure,
): (name: string, labels: Labels) => { measure: Measure; kept: Record<string, string> } {
  const known = new Map<string, Kept<Measure>>();
  return (name, labels) => {
    let one = known.get(name);
    if (one === undefined) {
      const names = Object.keys(labels).filter((label) => !FORBIDDEN.test(label));
      one = { measure: make(name, names), names, sets: new Set() };
      known.set(name, one);
    }
    return { measure: one.measure, kept: keep(one, labels) };
  };
}

function keep(one: Kept<unknown>, labels: Labels): Record<string, string> {
  const kept = Object.fromEntries(one.names.map((name) => [name, (labels[name] ?? "").slice(0, 100)]));
  const key = Object.values(kept).join("\u0000");
  if (one.sets.has(key)) return kept;
  if (one.sets.size >= LABEL_SETS) return Object.fromEntries(one.names.map((name) => [name, "other"]));
  one.sets.add(key);
  return kept;
}
