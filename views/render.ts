// Everything that is drawn with Handlebars on the server: pages, the card, chits. Templates are read and compiled at start;
// the same sources are precompiled for the browser, so that a card looks alike wherever it is drawn.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Handlebars from "handlebars";
import type { Card, Locale, Phrases } from "../plugin/contract/index.ts";
import { cardView, type CardPlace } from "./assets/card-view.ts";
import { helpers, TEMPLATE_OPTIONS } from "./assets/helpers.ts";
import type { PageModels, PageName } from "./models.ts";

/** The templates, opened once at start. */
export interface Views {
  /** A page's HTML in one language. */
  page<Name extends PageName>(name: Name, model: PageModels[Name], locale: Locale): string;
  /** The card as HTML, the same as the browser draws. */
  card(card: Card, place: { readonly locale: Locale } & Partial<CardPlace>): string;
  /** A chit's view as text in the form of `views/chits`; values are escaped as in any other template. */
  chit(name: string, model: object, locale: Locale): string;
  /** Names of the chits there are. */
  readonly chits: readonly string[];
  /** The partials as an ES module for the browser: `export const templates`, by name. */
  cardScript(): string;
}

type Draw = (model: object, locale: Locale) => string;

/** Reads and compiles all templates; throws where one does not compile or names an unknown helper. */
export function openViews({ phrases }: { readonly phrases: (locale: Locale) => Phrases }): Views {
  const engine = Handlebars.create();
  engine.registerHelper(helpers);
  const partials = readFolder("partials");
  for (const [name, source] of partials)
    engine.registerPartial(name, engine.compile(source, TEMPLATE_OPTIONS));
  const drawAll = (folder: string): ReadonlyMap<string, Draw> =>
    new Map([...readFolder(folder)].map(([name, source]) => [name, drawing(engine, source, phrases)]));
  const pages = drawAll("pages");
  const chits = drawAll("chits");
  const card = drawing(engine, partials.get("card") ?? "", phrases);
  const script = browserScript(partials);
  return {
    page: (name, model, locale) => pick(pages, name)({ theme: "auto", ...model, locale, page: name }, locale),
    card: (it, place) => card(cardView(it, { ...place, t: phrases(place.locale) }), place.locale),
    chit: (name, model, locale) => pick(chits, name)(model, locale),
    chits: [...chits.keys()],
    cardScript: () => script,
  };
}

function drawing(engine: typeof Handlebars, source: string, phrases: (locale: Locale) => Phrases): Draw {
  engine.precompile(source, TEMPLATE_OPTIONS);
  const template = engine.compile<object>(source, TEMPLATE_OPTIONS);
  return (model, locale) => template(model, { data: { t: phrases(locale), locale } });
}

function pick(drawings: ReadonlyMap<string, Draw>, name: string): Draw {
  const draw = drawings.get(name);
  if (draw === undefined)
    throw new Error(`There is no template ${name}; there are ${[...drawings.keys()].join(", ")}`);
  return draw;
}

/** Sources of one folder by name without `.hbs`, in the order of their names; none where the folder is not there. */
function readFolder(folder: string): ReadonlyMap<string, string> {
  const path = join(import.meta.dirname, folder);
  let files: string[];
  try {
    files = readdirSync(path).sort();
  } catch {
    return new Map();
  }
  const sources = files.filter((file) => file.endsWith(".hbs"));
  return new Map(
    sources.map((file) => [file.slice(0, -".hbs".length), readFileSync(join(path, file), "utf8")]),
  );
}

/** Partials that only a page's shell uses. */
const SERVER_ONLY: ReadonlySet<string> = new Set(["shell", "sprite"]);

function precompiled(source: string): string {
  const made: unknown = Handlebars.precompile(source, TEMPLATE_OPTIONS);
  if (typeof made !== "string") throw new Error("Handlebars made no text of a template");
  return made;
}

function browserScript(partials: ReadonlyMap<string, string>): string {
  const entries = [...partials]
    .filter(([name]) => !SERVER_ONLY.has(name))
    .map(([name, source]) => `  ${JSON.stringify(name)}: engine.template(${precompiled(source)}),`);
  return [
    `import engine from "./handlebars.js";`,
    `import { helpers } from "./helpers.js";`,
    `engine.registerHelper(helpers);`,
    `export const templates = {`,
    ...entries,
    `};`,
    `engine.registerPartial(templates);`,
    "",
  ].join("\n");
}
