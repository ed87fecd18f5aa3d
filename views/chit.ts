// A chit's view, as its Handlebars template in views/chits wrote it, read into a device-neutral document.
// The form is a few tags and no more; whatever else a template says is a fault that is named with its line.
import { KeshiError, type Block, type Document, type Locale, type Run } from "../plugin/contract/index.ts";

/** What stands beside the blocks of a document. */
export interface ChitHead {
  readonly title: string;
  readonly locale: Locale;
}

type Attributes = ReadonlyMap<string, string>;
type Word = { readonly is: "tag"; readonly tag: Tag } | { readonly is: "text"; readonly text: string };

interface Tag {
  readonly name: string;
  readonly attributes: Attributes;
  readonly opens: boolean;
  readonly closes: boolean;
  readonly at: number;
}

const TAG = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z]+(?:="[^"]*")?)*)\s*(\/?)>/y;
const ATTRIBUTE = /([a-z]+)(?:="([^"]*)")?/g;
const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#x27;": "'",
  "&#x60;": "`",
  "&#x3D;": "=",
};
const LOOKS: Readonly<Record<string, Omit<Run, "text">>> = {
  b: { bold: true },
  u: { underline: true },
  inv: { inverse: true },
};

/** Reads a chit's view; throws `chit-template-fault` with the line where a tag is not known or not closed. */
export function readChit(view: string, head: ChitHead): Document {
  const blocks: Block[] = [];
  const words = wordsOf(view);
  for (let place = 0; place < words.length; place++) {
    const word = words[place];
    if (word === undefined) break;
    if (word.is === "text") {
      if (word.text.trim() !== "")
        throw fault(view, 0, `text outside of any tag: ${word.text.trim().slice(0, 20)}`);
      continue;
    }
    const { tag } = word;
    if (tag.name !== "text") {
      blocks.push(blockOf(tag, view));
      continue;
    }
    const end = words.findIndex((it, at) => at > place && it.is === "tag" && it.tag.name === "text");
    if (!tag.opens || end < 0) throw fault(view, tag.at, "a <text> that is not closed");
    blocks.push(textOf(tag, runsOf(words.slice(place + 1, end), view)));
    place = end;
  }
  return { ...head, blocks };
}

function wordsOf(view: string): Word[] {
  const words: Word[] = [];
  let place = 0;
  while (place < view.length) {
    const next = view.indexOf("<", place);
    const end = next < 0 ? view.length : next;
    if (end > place) words.push({ is: "text", text: plain(view.slice(place, end)) });
    if (next < 0) break;
    TAG.lastIndex = next;
    const match = TAG.exec(view);
    if (match === null) throw fault(view, next, "something that is no tag");
    const [whole, slash, name = "", attributes = "", selfClosed] = match;
    const closes = slash === "/";
    const tag = { name, attributes: attributesOf(attributes), opens: !closes, closes, at: next };
    words.push({ is: "tag", tag: { ...tag, closes: closes || selfClosed === "/" } });
    place = next + whole.length;
  }
  return words;
}

function attributesOf(text: string): Attributes {
  const found = new Map<string, string>();
  for (const [, name = "", value = ""] of text.matchAll(ATTRIBUTE)) found.set(name, plain(value));
  return found;
}

function blockOf(tag: Tag, view: string): Block {
  const { attributes } = tag;
  const given = (name: string): string => attributes.get(name) ?? "";
  switch (tag.name) {
    case "pair":
      return {
        is: "pair",
        left: given("left"),
        right: given("right"),
        bold: attributes.has("bold"),
        ...countOf(attributes, "indent"),
      };
    case "caution": {
      const detail = given("detail");
      const severe = given("severity") !== "mild";
      return { is: "caution", title: given("title"), severe, ...(detail === "" ? {} : { detail }) };
    }
    case "rule":
    case "cut":
      return { is: tag.name };
    case "feed":
      return { is: "feed", lines: Number(given("lines")) || 1 };
    case "qr":
    case "code128":
      return { is: tag.name, text: given("text") };
    default:
      throw fault(view, tag.at, `an unknown tag <${tag.name}>`);
  }
}

function textOf({ attributes }: Tag, runs: readonly Run[]): Block {
  const align = attributes.get("align");
  const bold = attributes.has("bold");
  return {
    is: "text",
    runs: bold ? runs.map((run) => ({ ...run, bold })) : runs,
    double: attributes.has("double"),
    ...(align === "centre" || align === "right" ? { align } : {}),
    ...countOf(attributes, "indent"),
    ...countOf(attributes, "hang"),
  };
}

function runsOf(words: readonly Word[], view: string): Run[] {
  const runs: Run[] = [];
  let look: Omit<Run, "text"> = {};
  for (const word of words) {
    if (word.is === "text") {
      runs.push({ text: word.text, ...look });
      continue;
    }
    const named = LOOKS[word.tag.name];
    if (named === undefined) throw fault(view, word.tag.at, `<${word.tag.name}> inside of a <text>`);
    look = word.tag.opens ? { ...look, ...named } : {};
  }
  return runs;
}

function countOf<Name extends "indent" | "hang">(
  attributes: Attributes,
  name: Name,
): Partial<Record<Name, number>> {
  const text = attributes.get(name);
  const counted: Partial<Record<Name, number>> = {};
  if (text !== undefined) counted[name] = Number(text) || 0;
  return counted;
}

function plain(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#x27|#x60|#x3D);/g, (entity) => ENTITIES[entity] ?? entity);
}

function fault(view: string, at: number, what: string): KeshiError {
  const line = view.slice(0, at).split("\n").length;
  return new KeshiError("chit-template-fault", `A chit's view has ${what} (line ${line})`, {
    remedy: "Mend the template in views/chits; its tags are those views/chit.ts lists.",
  });
}
