// plugin.manifest.json: what this plug-in is and which adapters and drivers it may load. What is not listed does not load.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { configSchema } from "./config-schema.ts";
import { HostError } from "./failure.ts";

/** The version of `plugin/contract` that this program speaks. */
export const CONTRACT_VERSION = 1;

const kind = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/);
const folder = (under: string): z.ZodString =>
  z.string().regex(new RegExp(`^${under}/[a-z0-9-]+$`), `expected a folder ${under}/<name>`);
const spoken = z.strictObject({
  "zh-CN": z.string().min(1),
  "zh-TW": z.string().min(1),
  en: z.string().min(1),
});

const manifestSchema = z.strictObject({
  name: z.literal("keshi"),
  version: z.string().regex(/^\d+\.\d+\.\d+/),
  title: spoken,
  about: spoken,
  contract: z.literal(CONTRACT_VERSION),
  entry: z.string().min(1),
  hosts: z.array(
    z.strictObject({ fits: z.enum(["pms", "pos", "switchboard"]), over: kind, version: z.string() }),
  ),
  adapters: z.array(z.strictObject({ kind, folder: folder("adapters") })),
  drivers: z.array(z.strictObject({ kind, offers: z.enum(["line", "printer"]), folder: folder("drivers") })),
  pages: z.array(z.strictObject({ path: z.string().startsWith("/"), role: z.string().min(1) })),
  permissions: z.array(
    z.strictObject({ what: z.enum(["listen", "connect", "read", "write"]), setting: z.string().min(1) }),
  ),
  settings: z.array(z.enum(configSchema.keyof().options)),
});

/** What the plug-in says of itself. */
export type Manifest = z.output<typeof manifestSchema>;
/** One adapter or driver the manifest lists. */
export type ListedKind = Manifest["adapters"][number] | Manifest["drivers"][number];

/** The manifest's file in the program's folder. */
export const MANIFEST_FILE = "plugin.manifest.json";

/** Reads and checks the manifest of a program folder. Throws `manifest-missing` or `manifest-invalid` with what is wrong. */
export function readManifest(root: string): Manifest {
  const file = join(root, MANIFEST_FILE);
  const checked = manifestSchema.safeParse(readJson(file));
  if (!checked.success) throw invalid(file, checked.error.issues.map(say).join("; "));
  const twice = repeated([...checked.data.adapters, ...checked.data.drivers].map((one) => one.kind));
  if (twice !== undefined) throw invalid(file, `kind "${twice}" is listed twice`);
  const unknown = checked.data.hosts.find((host) =>
    checked.data.adapters.every((adapter) => adapter.kind !== host.over),
  );
  if (unknown !== undefined)
    throw invalid(file, `hosts name "${unknown.over}", which is no adapter of the list`);
  return checked.data;
}

function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new HostError("manifest-missing", { file }, cause);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid(file, cause instanceof Error ? cause.message : "no JSON");
  }
}

function invalid(file: string, reason: string): HostError {
  return new HostError("manifest-invalid", { file, reason });
}

function say(one: z.core.$ZodIssue): string {
  return `${one.path.join(".")} ${one.message}`;
}

function repeated(names: readonly string[]): string | undefined {
  return names.find((name, index) => names.indexOf(name) !== index);
}
