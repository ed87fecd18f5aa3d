// keshi.config.yaml, read and checked as a whole: either a config that can run, or every mistake at once.
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { idOf, type House } from "../contract/index.ts";
import { crossCheck } from "./config-check.ts";
import {
  entriesOf,
  settingIssues,
  shapeSettings,
  type ConfigEntry,
  type Entries,
  type LinedEntry,
  type Offers,
} from "./config-entry.ts";
import { ConfigError, issuesOf, keyOf, shownValue, type ConfigIssue } from "./config-issue.ts";
import { configSchema, type WrittenConfig } from "./config-schema.ts";
import { HostError } from "./failure.ts";
import { readConfigText, shapeText, type ConfigText } from "./config-text.ts";

/** Everything the hotel set; paths in it are absolute. It is also the house that the flow works in. */
export interface KeshiConfig extends House {
  readonly http: {
    readonly host: string;
    readonly port: number;
    readonly publicUrl?: string;
    readonly tls?: { readonly cert: string; readonly key: string };
  };
  readonly store:
    { readonly kind: "sqlite"; readonly file: string } | { readonly kind: "mysql"; readonly url: string };
  readonly secrets: { readonly keyFile: string };
  readonly lines: readonly ConfigEntry[];
  readonly adapters: readonly LinedEntry[];
  readonly printers: readonly LinedEntry[];
}

export type { ConfigEntry, LinedEntry, Offers } from "./config-entry.ts";

/** Where a config comes from and what it may use. */
export interface ConfigSource {
  readonly file: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly offers: Offers;
}

/** Reads the file. Throws `config-missing` or `config-unreadable`, or a ConfigError that names every mistake. */
export function readConfigFile(source: ConfigSource): KeshiConfig {
  return readConfig(readText(source.file), source);
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    throw new HostError(missing ? "config-missing" : "config-unreadable", { file }, error);
  }
}

/** Reads a config's text; relative paths in it start at the file's folder. Throws a ConfigError that names every mistake. */
export function readConfig(text: string, source: ConfigSource): KeshiConfig {
  const read = readConfigText(text, source.environment);
  const issues: ConfigIssue[] = [...read.issues];
  const filled = read.filled === null || read.filled === "" ? {} : shapeText(read.filled, configSchema);
  const parsed = configSchema.safeParse(filled);
  const shaped = shapeSettings(filled, source.offers);
  if (read.issues.every((one) => one.code !== "not-yaml")) {
    if (!parsed.success) issues.push(...issuesOf(parsed.error.issues, filled));
    issues.push(...settingIssues(shaped, source.offers), ...crossCheck(shaped, source.offers));
  }
  if (issues.length > 0 || !parsed.success) throw new ConfigError(source.file, show(issues, read));
  return settle({ ...parsed.data, ...entriesOf(shaped) }, dirname(resolve(source.file)));
}

function show(issues: readonly ConfigIssue[], read: ConfigText): ConfigError["issues"] {
  const filling = new Set(
    issues.filter((one) => one.code === "environment-missing").map((one) => keyOf(one.path)),
  );
  return issues
    .filter((one) => one.code === "environment-missing" || !filling.has(keyOf(one.path)))
    .map((one) => ({
      key: keyOf(one.path),
      line: read.lineOf(one.path) ?? lineIn(one),
      value: shownValue(read.written, one.path),
      code: one.code,
      values: one.values,
    }));
}

function lineIn(one: ConfigIssue): number | undefined {
  const line = one.values["line"];
  return typeof line === "number" ? line : undefined;
}

function settle(written: Omit<WrittenConfig, keyof Entries> & Entries, folder: string): KeshiConfig {
  const { code, ...property } = written.property;
  const { tls, publicUrl, ...http } = written.http;
  return {
    property: { id: idOf(code), ...property },
    http: {
      ...http,
      ...(publicUrl === undefined ? {} : { publicUrl }),
      ...(tls === undefined
        ? {}
        : { tls: { cert: resolve(folder, tls.cert), key: resolve(folder, tls.key) } }),
    },
    store:
      written.store.kind === "sqlite"
        ? { kind: "sqlite", file: resolve(folder, written.store.file) }
        : written.store,
    secrets: { keyFile: resolve(folder, written.secrets.keyFile) },
    lines: written.lines,
    adapters: written.adapters,
    printers: written.printers,
    stations: written.stations.map((station) => settleStation(station, written.property.locale)),
    rooms: written.rooms,
  };
}

function settleStation(
  { captain, printer, locale, ...station }: WrittenConfig["stations"][number],
  houseLocale: WrittenConfig["property"]["locale"],
): KeshiConfig["stations"][number] {
  return {
    ...station,
    locale: locale ?? houseLocale,
    ...(captain === undefined ? {} : { captain }),
    ...(printer === undefined ? {} : { printer }),
  };
}
