// What the web serves under /assets/: the style sheet, the browser's modules with their types stripped, the libraries they
// need, the templates and the words. All of it is small and held in memory.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire, stripTypeScriptTypes } from "node:module";
import { dirname, join } from "node:path";
import { LOCALES } from "../plugin/contract/index.ts";
import { readWords } from "./phrases.ts";
import type { Views } from "./render.ts";

/** One thing to serve: under which path, as what, and its text. */
export interface Asset {
  /** `/assets/desk.js` */
  readonly path: string;
  readonly contentType: string;
  readonly source: string;
}

const SCRIPT = "text/javascript; charset=utf-8";
const ASSETS_FOLDER = join(import.meta.dirname, "assets");
const packages = createRequire(import.meta.url);

/** Reads and prepares all assets, once at start. */
export function openAssets(views: Pick<Views, "cardScript">): readonly Asset[] {
  return [
    styleSheet(),
    seal(),
    ...browserModules(),
    script("templates", views.cardScript()),
    script("handlebars", handlebarsRuntime()),
    script("socket-io", socketClient()),
    ...LOCALES.map((locale) => script(`words-${locale}`, `export default ${wordsOf(readWords(locale))};\n`)),
  ];
}

function script(name: string, source: string): Asset {
  return { path: `/assets/${name}.js`, contentType: SCRIPT, source };
}

function styleSheet(): Asset {
  const source = readFileSync(join(ASSETS_FOLDER, "tokens.css"), "utf8");
  return { path: "/assets/tokens.css", contentType: "text/css; charset=utf-8", source };
}

/** The mark in the browser's tab: a bare seal, no letters to translate. */
function seal(): Asset {
  const source = readFileSync(join(ASSETS_FOLDER, "seal.svg"), "utf8");
  return { path: "/assets/seal.svg", contentType: "image/svg+xml", source };
}

/** Every module of views/assets, as JavaScript; `./x.ts` in an import becomes `./x.js`. */
function browserModules(): Asset[] {
  return readdirSync(ASSETS_FOLDER)
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"))
    .sort()
    .map((file) => {
      const stripped = stripTypeScriptTypes(readFileSync(join(ASSETS_FOLDER, file), "utf8"));
      const source = stripped.replace(/(\bfrom\s*|\bimport\s*\(?\s*)"(\.\.?\/[^"]+)\.ts"/g, '$1"$2.js"');
      return script(file.slice(0, -".ts".length), source);
    });
}

/** The runtime is published for older module systems only; this gives it the shape of a module without changing it. */
function handlebarsRuntime(): string {
  const folder = dirname(packages.resolve("handlebars/package.json"));
  const source = readFileSync(join(folder, "dist", "handlebars.runtime.min.js"), "utf8");
  return `const module = { exports: {} };\nconst exports = module.exports;\n(function () {\n${source}\n}).call({});\nexport default module.exports.default ?? module.exports;\n`;
}

function socketClient(): string {
  const folder = dirname(packages.resolve("socket.io/package.json"));
  const source = readFileSync(join(folder, "client-dist", "socket.io.esm.min.js"), "utf8");
  return source.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n");
}

function wordsOf(words: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ pages: words["pages"] ?? {} });
}
