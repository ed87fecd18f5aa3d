// The product's own sources, parsed once for all checks of the house.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import ts from "typescript";

/** The checkout. */
export const ROOT = resolve(import.meta.dirname, "..", "..");

/** One parsed source. */
export interface Source {
  /** From the root, with `/`: `plugin/kit/clock.ts`. */
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
}

const SKIPPED = new Set(["node_modules", "dist", "var", "get-pixels"]);

function filesUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

function parse(path: string): Source {
  const text = readFileSync(join(ROOT, path), "utf8");
  return {
    path: path.split(sep).join("/"),
    text,
    tree: ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true),
  };
}

const sourcesIn = (folder: string): Source[] =>
  filesUnder(folder)
    .filter((path) => path.endsWith(".ts"))
    .map(parse);

/** The product: service, adapters, drivers, views with their browser side. */
export const PRODUCT: readonly Source[] = ["plugin", "adapters", "drivers", "views"].flatMap(sourcesIn);
/** The tests. */
export const TESTS: readonly Source[] = sourcesIn("test");

/** Where in the file a node stands, for a message. */
export function placeOf(source: Source, node: ts.Node): string {
  const { line } = source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree));
  return `${source.path}:${line + 1}`;
}

/** Visits every node, outermost first. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  node.forEachChild((child) => walk(child, visit));
}

/** One import: of a file of ours (`to` from the root) or of a package. */
export interface Import {
  readonly from: string;
  readonly at: string;
  readonly to?: string;
  readonly pack?: string;
  readonly whole: string;
}

/** Everything a source imports, types and dynamic imports with fixed names included. */
export function importsOf(source: Source): readonly Import[] {
  const found: Import[] = [];
  walk(source.tree, (node) => {
    const name = importedName(node);
    if (name === undefined) return;
    const at = placeOf(source, node);
    if (name.startsWith(".")) {
      const to = relative(ROOT, resolve(ROOT, source.path, "..", name))
        .split(sep)
        .join("/");
      found.push({ from: source.path, at, to, whole: name });
    } else found.push({ from: source.path, at, pack: packageOf(name), whole: name });
  });
  return found;
}

function importedName(node: ts.Node): string | undefined {
  if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier !== undefined)
    return ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : undefined;
  if (
    ts.isImportTypeNode(node) &&
    ts.isLiteralTypeNode(node.argument) &&
    ts.isStringLiteral(node.argument.literal)
  )
    return node.argument.literal.text;
  if (!ts.isCallExpression(node) || node.expression.kind !== ts.SyntaxKind.ImportKeyword) return undefined;
  const first = node.arguments[0];
  return first !== undefined && ts.isStringLiteral(first) ? first.text : undefined;
}

function packageOf(name: string): string {
  if (name.startsWith("node:")) return name.split("/")[0] ?? name;
  return name.split("/", name.startsWith("@") ? 2 : 1).join("/");
}

/** A function of any form, with a body. */
export type Work = ts.FunctionLikeDeclaration & { readonly body: ts.Node };

/** Tells whether the node is a function with a body. */
export function isWork(node: ts.Node): node is Work {
  return ts.isFunctionLike(node) && "body" in node && node.body !== undefined;
}
