// From the file's text to values: every scalar of YAML is text (room 0101 stays 0101), `${NAME}` is filled from the
// environment, and text becomes a number or a yes/no only where the schema asks for one.
import { isMap, isScalar, LineCounter, parseDocument, type Document as YamlDocument } from "yaml";
import { z } from "zod";
import { issue, type ConfigIssue } from "./config-issue.ts";

/** What a file says, before any schema: the tree as written, the same with the environment filled in, and where keys stand. */
export interface ConfigText {
  readonly written: unknown;
  readonly filled: unknown;
  readonly issues: readonly ConfigIssue[];
  lineOf(path: readonly PropertyKey[]): number | undefined;
}

const ALIASES = 100;

/** Reads YAML text; what is no YAML, or asks for an environment name that is not set, becomes an issue. */
export function readConfigText(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): ConfigText {
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: "failsafe", lineCounter: lines, prettyErrors: false });
  const lineOf = (path: readonly PropertyKey[]): number | undefined => findLine(document, lines, path);
  const broken = document.errors.map((error) =>
    issue("not-yaml", [], { line: lines.linePos(error.pos[0]).line, reason: error.message }),
  );
  if (broken.length > 0) return { written: {}, filled: {}, issues: broken, lineOf };
  const written = valueOf(document);
  if (written instanceof Error)
    return { written: {}, filled: {}, issues: [issue("not-yaml", [], { reason: written.message })], lineOf };
  const issues: ConfigIssue[] = [];
  const filled = fill(written, [], { environment, issues });
  return { written, filled, issues, lineOf };
}

/** The document's values; an alias that leads nowhere, or too many of them, only shows itself here. */
function valueOf(document: YamlDocument): unknown {
  try {
    return document.toJS({ maxAliasCount: ALIASES });
  } catch (error) {
    return error instanceof Error ? error : new Error("no YAML");
  }
}

function findLine(
  document: YamlDocument,
  lines: LineCounter,
  path: readonly PropertyKey[],
): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const parent: unknown =
      length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    const node = isMap(parent)
      ? parent.items.find((pair) => isScalar(pair.key) && pair.key.value === key)?.key
      : document.getIn(path.slice(0, length), true);
    const range = typeof node === "object" && node !== null && "range" in node ? node.range : undefined;
    if (Array.isArray(range) && typeof range[0] === "number") return lines.linePos(range[0]).line;
  }
  return undefined;
}

interface Filling {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly issues: ConfigIssue[];
}

const ENVIRONMENT_NAME = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

function fill(value: unknown, path: readonly PropertyKey[], filling: Filling): unknown {
  if (typeof value === "string")
    return value.replace(ENVIRONMENT_NAME, (whole, name: string) => {
      const known = filling.environment[name];
      if (known === undefined) filling.issues.push(issue("environment-missing", path, { name }));
      return known ?? whole;
    });
  if (Array.isArray(value)) return value.map((one, index) => fill(one, [...path, index], filling));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, fill(one, [...path, key], filling)]),
  );
}

type Shape = z.core.JSONSchema._JSONSchema;

/** Turns text into numbers and yes/no where the schema wants them; what does not fit stays text, for the schema to refuse. */
export function shapeText(value: unknown, schema: z.ZodType): unknown {
  return shape(value, z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));
}

function shape(value: unknown, wanted: Shape): unknown {
  if (typeof wanted === "boolean") return value;
  const branches = wanted.anyOf ?? wanted.oneOf;
  if (branches !== undefined) return shape(value, pickBranch(value, branches));
  if (typeof value === "string") return shapeScalar(value, wanted);
  if (Array.isArray(value)) {
    const items = wanted.items;
    return items === undefined || Array.isArray(items) ? value : value.map((one) => shape(one, items));
  }
  if (typeof value !== "object" || value === null) return value;
  const rest = wanted.additionalProperties ?? true;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, shape(one, wanted.properties?.[key] ?? rest)]),
  );
}

function shapeScalar(text: string, wanted: Exclude<Shape, boolean>): unknown {
  if ((wanted.type === "integer" || wanted.type === "number") && /^-?\d+(\.\d+)?$/.test(text))
    return Number(text);
  if (wanted.type === "boolean" && (text === "true" || text === "false")) return text === "true";
  if (text !== "") return text;
  if (wanted.type === "object" || wanted.type === "array") return undefined;
  return text;
}

/** Of several shapes, the one whose fixed words (`kind: sqlite`) the value has; for text, the one that takes text. */
function pickBranch(value: unknown, branches: readonly Shape[]): Shape {
  const fits = (branch: Shape): boolean => {
    if (typeof branch === "boolean") return branch;
    if (typeof value === "string") return branch.type === "string" || branch.type === undefined;
    if (Array.isArray(value)) return branch.type === "array";
    if (typeof value !== "object" || value === null || branch.type !== "object") return false;
    return Object.entries(branch.properties ?? {}).every(
      ([key, wanted]) =>
        typeof wanted === "boolean" || wanted.const === undefined || Reflect.get(value, key) === wanted.const,
    );
  };
  return branches.find(fits) ?? branches[0] ?? true;
}
