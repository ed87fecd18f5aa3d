// The adapters and drivers this installation offers: exactly those the manifest lists, each found to be what it says.
import type { AdapterDefinition, DriverDefinition } from "../contract/index.ts";
import type { Offers } from "./config-entry.ts";
import { HostError } from "./failure.ts";
import type { ListedKind, Manifest } from "./manifest.ts";

/** A driver that opens lines. */
export type LineDefinition = Extract<DriverDefinition<unknown>, { offers: "line" }>;
/** A driver that prints. */
export type PrinterDefinition = Extract<DriverDefinition<unknown>, { offers: "printer" }>;

/** Everything that may be named by `kind` in the config. */
export interface LoadedOffers extends Offers {
  readonly lines: ReadonlyMap<string, LineDefinition>;
  readonly adapters: ReadonlyMap<string, AdapterDefinition>;
  readonly printers: ReadonlyMap<string, PrinterDefinition>;
}

/** Loads one folder's code; undefined where there is no such folder. */
export type LoadFolder = (folder: string) => Promise<unknown>;

/** Loads what the manifest lists and nothing else. Throws `manifest-folder-missing` or `manifest-kind-mismatch`, naming the folder. */
export async function loadOffers(manifest: Manifest, load: LoadFolder): Promise<LoadedOffers> {
  const lines = new Map<string, LineDefinition>();
  const adapters = new Map<string, AdapterDefinition>();
  const printers = new Map<string, PrinterDefinition>();
  for (const listed of manifest.adapters)
    adapters.set(listed.kind, pick(listed, await definitionsOf(listed, load), isAdapter));
  for (const listed of manifest.drivers) {
    const found = await definitionsOf(listed, load);
    if (listed.offers === "line") lines.set(listed.kind, pick(listed, found, isLine));
    else printers.set(listed.kind, pick(listed, found, isPrinter));
  }
  return { lines, adapters, printers };
}

async function definitionsOf(listed: ListedKind, load: LoadFolder): Promise<readonly unknown[]> {
  const loaded = await load(listed.folder);
  if (loaded === undefined)
    throw new HostError("manifest-folder-missing", { kind: listed.kind, folder: listed.folder });
  const offered: unknown =
    typeof loaded === "object" && loaded !== null ? Reflect.get(loaded, "default") : loaded;
  return listOf(offered);
}

function listOf(offered: unknown): readonly unknown[] {
  return Array.isArray(offered) ? offered.map((one: unknown) => one) : [offered];
}

function pick<T>(listed: ListedKind, found: readonly unknown[], fits: (one: unknown) => one is T): T {
  const match = found.filter(fits).find((one) => kindOf(one) === listed.kind);
  if (match === undefined)
    throw new HostError("manifest-kind-mismatch", {
      kind: listed.kind,
      folder: listed.folder,
      found: found.map(kindOf).join(", "),
    });
  return match;
}

function kindOf(definition: unknown): string {
  const kind = field(definition, "kind");
  return typeof kind === "string" ? kind : "—";
}

function field(of: unknown, key: string): unknown {
  return typeof of === "object" && of !== null ? Reflect.get(of, key) : undefined;
}

function isDefinition(one: unknown): boolean {
  return (
    typeof field(one, "create") === "function" &&
    typeof field(field(one, "settings"), "safeParse") === "function"
  );
}

function isAdapter(one: unknown): one is AdapterDefinition {
  return (
    isDefinition(one) && field(one, "offers") === undefined && typeof field(one, "needsLine") === "boolean"
  );
}

function isLine(one: unknown): one is LineDefinition {
  return isDefinition(one) && field(one, "offers") === "line";
}

function isPrinter(one: unknown): one is PrinterDefinition {
  return isDefinition(one) && field(one, "offers") === "printer";
}
