// One mistake in the config: where, what stands there, what was expected, what to do; in the words of the house.
import type { z } from "zod";
import { KeshiError, type Phrases } from "../contract/index.ts";

/** What can be wrong with a setting; each has its sentence under `console.config.` in three languages. */
export type ConfigIssueCode =
  | "not-yaml"
  | "environment-missing"
  | "missing"
  | "unknown-key"
  | "not-number"
  | "not-yes-no"
  | "not-list"
  | "not-group"
  | "not-text"
  | "too-small"
  | "too-big"
  | "too-short"
  | "too-long"
  | "not-one-of"
  | "not-an-address"
  | "not-a-name"
  | "other"
  | "not-a-timezone"
  | "not-a-currency"
  | "not-a-country"
  | "not-rooms"
  | "twice"
  | "line-unknown"
  | "line-needed"
  | "line-shared"
  | "line-not-used"
  | "printer-unknown"
  | "captain-unknown"
  | "captain-itself"
  | "kind-unknown";

/** One mistake. `value` is what stands in the file, never what an environment name was filled with, and no secret. */
export interface ConfigIssue {
  readonly code: ConfigIssueCode;
  readonly path: readonly PropertyKey[];
  readonly values: Readonly<Record<string, string | number>>;
}

/** A mistake ready to be shown. */
export interface ShownIssue {
  readonly key: string;
  readonly line: number | undefined;
  readonly value: string;
  readonly code: ConfigIssueCode;
  readonly values: Readonly<Record<string, string | number>>;
}

/** The config cannot be used; it names every mistake at once. */
export class ConfigError extends KeshiError {
  readonly file: string;
  readonly issues: readonly ShownIssue[];

  constructor(file: string, issues: readonly ShownIssue[]) {
    super("config-invalid", `${file}: ${issues.map((one) => `${one.key} (${one.code})`).join(", ")}`);
    this.file = file;
    this.issues = issues;
  }
}

/** Writes a mistake down. */
export function issue(
  code: ConfigIssueCode,
  path: readonly PropertyKey[],
  values: Readonly<Record<string, string | number>> = {},
): ConfigIssue {
  return { code, path, values };
}

/** A mistake in one line: key, value, what was expected and what to do. */
export function sayIssue(one: ShownIssue, phrases: Phrases): string {
  const place =
    one.line === undefined ? one.key : phrases("console.config.place", { key: one.key, line: one.line });
  const sentence = phrases(`console.config.${one.code}`, { ...one.values, value: one.value, key: one.key });
  return phrases("console.config.mistake", { place, value: one.value, sentence });
}

/** `stations[0].printer`; the list's own name where the path is empty. */
export function keyOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (key, step) =>
      typeof step === "number" ? `${key}[${step}]` : key === "" ? String(step) : `${key}.${String(step)}`,
    "",
  );
}

const SECRET_KEY = /(password|secret|token|credential|^key$)/i;

/** What stands at a place of the file, fit to be shown: no secret, no long text. */
export function shownValue(written: unknown, path: readonly PropertyKey[]): string {
  const value = valueAt(written, path);
  if (value === undefined) return "—";
  if (path.some((step) => typeof step === "string" && SECRET_KEY.test(step))) return "***";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (typeof value !== "string") return Array.isArray(value) ? "[…]" : "{…}";
  const safe = text.replace(/(:\/\/)[^/@]*@/g, "$1***@");
  return safe.length > 80 ? `"${safe.slice(0, 80)}…"` : `"${safe}"`;
}

function valueAt(tree: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, step) => (typeof at === "object" && at !== null ? Reflect.get(at, step) : undefined),
    tree,
  );
}

/** What zod found, as our mistakes; an unknown key is one mistake per key. */
export function issuesOf(
  found: readonly z.core.$ZodIssue[],
  filled: unknown,
  under: readonly PropertyKey[] = [],
): readonly ConfigIssue[] {
  return found.flatMap((one) => {
    const path = [...under, ...one.path];
    if (one.code === "unrecognized_keys") return one.keys.map((key) => issue("unknown-key", [...path, key]));
    if (valueAt(filled, path) === undefined) return [missing(one, path)];
    return [translate(one, path)];
  });
}

function missing(one: z.core.$ZodIssue, path: readonly PropertyKey[]): ConfigIssue {
  return one.code === "invalid_value" || (one.code === "invalid_union" && "options" in one)
    ? translate(one, path)
    : issue("missing", path);
}

const TYPES: Readonly<Record<string, ConfigIssueCode>> = {
  number: "not-number",
  int: "not-number",
  boolean: "not-yes-no",
  array: "not-list",
  object: "not-group",
  record: "not-group",
  string: "not-text",
};

function translate(one: z.core.$ZodIssue, path: readonly PropertyKey[]): ConfigIssue {
  switch (one.code) {
    case "invalid_type":
      return issue(TYPES[one.expected] ?? "other", path, { reason: one.message });
    case "too_big":
      return issue(sizeCode(one.origin, "too-big", "too-long"), path, { most: String(one.maximum) });
    case "too_small":
      return issue(sizeCode(one.origin, "too-small", "too-short"), path, { least: String(one.minimum) });
    case "invalid_value":
      return issue("not-one-of", path, { options: one.values.map(String).join(", ") });
    case "invalid_format":
      return issue(one.format === "url" ? "not-an-address" : "not-a-name", path);
    case "invalid_union":
      return "options" in one
        ? issue("not-one-of", path, { options: one.options.map(String).join(", ") })
        : issue("other", path, { reason: one.message });
    default:
      return issue("other", path, { reason: one.message });
  }
}

function sizeCode(origin: string, amount: ConfigIssueCode, length: ConfigIssueCode): ConfigIssueCode {
  return origin === "number" || origin === "int" || origin === "bigint" ? amount : length;
}
