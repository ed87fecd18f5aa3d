// The three lists of the config whose settings each kind checks itself: lines, adapters, printers.
import type { SettingsSchema } from "../contract/index.ts";
import { issuesOf, type ConfigIssue } from "./config-issue.ts";
import { shapeText } from "./config-text.ts";

/** One line, adapter or printer of the config; its settings are read by its own kind when it is made. */
export interface ConfigEntry {
  readonly name: string;
  readonly kind: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** An adapter or printer, with the line it talks over where it needs one. */
export interface LinedEntry extends ConfigEntry {
  readonly line?: string;
}

/** The kinds that this installation offers, with what each lets a hotel set. */
export interface Offers {
  readonly lines: ReadonlyMap<string, { readonly settings: SettingsSchema<unknown> }>;
  readonly adapters: ReadonlyMap<string, OfferedUser>;
  readonly printers: ReadonlyMap<string, OfferedUser>;
}

/** A kind that may talk over a line. */
export interface OfferedUser {
  readonly settings: SettingsSchema<unknown>;
  readonly needsLine: boolean;
}

const LISTS = ["lines", "adapters", "printers"] as const;
type ListName = (typeof LISTS)[number];

/** The three lists of the config, complete. */
export interface Entries {
  readonly lines: readonly ConfigEntry[];
  readonly adapters: readonly LinedEntry[];
  readonly printers: readonly LinedEntry[];
}

/** The entries of the three lists as far as they can be read, each with its settings shaped by its kind. */
export type ShapedConfig = Readonly<Record<ListName, readonly Partial<LinedEntry>[]>> & {
  readonly whole: Readonly<Record<string, unknown>>;
};

/** Finds the three lists in a config's tree and gives each entry's settings the types its kind wants. */
export function shapeSettings(filled: unknown, offers: Offers): ShapedConfig {
  const whole = asGroup(filled);
  const list = (name: ListName): readonly Partial<LinedEntry>[] => {
    const entries = whole[name];
    return Array.isArray(entries) ? entries.map((entry) => shapeEntry(asGroup(entry), offers[name])) : [];
  };
  return { whole, lines: list("lines"), adapters: list("adapters"), printers: list("printers") };
}

function shapeEntry(
  entry: Readonly<Record<string, unknown>>,
  offered: Offers[ListName],
): Partial<LinedEntry> {
  const { name, kind, line } = entry;
  const schema = typeof kind === "string" ? offered.get(kind)?.settings : undefined;
  const written = asGroup(entry["settings"]);
  return {
    ...(typeof name === "string" ? { name } : {}),
    ...(typeof kind === "string" ? { kind } : {}),
    ...(typeof line === "string" ? { line } : {}),
    settings: schema === undefined ? written : asGroup(shapeText(written, schema)),
  };
}

/** What each kind finds wrong with its settings. */
export function settingIssues(shaped: ShapedConfig, offers: Offers): readonly ConfigIssue[] {
  return LISTS.flatMap((list) =>
    shaped[list].flatMap((entry, index) => {
      const schema = offers[list].get(entry.kind ?? "")?.settings;
      const checked = schema?.safeParse(entry.settings);
      if (checked === undefined || checked.success) return [];
      return issuesOf(checked.error.issues, shaped.whole, [list, index, "settings"]);
    }),
  );
}

/** The entries of a config without mistakes. */
export function entriesOf(shaped: ShapedConfig): Entries {
  const complete = (entry: Partial<LinedEntry>): LinedEntry => ({
    name: entry.name ?? "",
    kind: entry.kind ?? "",
    settings: entry.settings ?? {},
    ...(entry.line === undefined ? {} : { line: entry.line }),
  });
  return {
    lines: shaped.lines.map(complete),
    adapters: shaped.adapters.map(complete),
    printers: shaped.printers.map(complete),
  };
}

/** A value as a group of keys; anything else is an empty one. */
export function asGroup(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}
