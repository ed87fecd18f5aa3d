// Words: three languages, the same keys, and no word anywhere in a page that is not one of them.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { LOCALES, type Locale } from "../../plugin/contract/index.ts";

const VIEWS = join(import.meta.dirname, "..", "..", "views");

function pagesOf(locale: Locale): ReadonlyMap<string, string> {
  const words: unknown = JSON.parse(readFileSync(join(VIEWS, "locales", locale, "pages.json"), "utf8"));
  return new Map(flat(words, "pages"));
}

function flat(at: unknown, key: string): [string, string][] {
  if (typeof at === "string") return [[key, at]];
  if (typeof at !== "object" || at === null) throw new Error(`${key} is no text`);
  return Object.entries(at).flatMap(([name, value]) => flat(value, `${key}.${name}`));
}

function files(folder: string, ending: string): readonly (readonly [string, string])[] {
  return readdirSync(join(VIEWS, folder))
    .filter((file) => file.endsWith(ending))
    .map((file) => [`${folder}/${file}`, readFileSync(join(VIEWS, folder, file), "utf8")]);
}

const TEMPLATES = [...files("pages", ".hbs"), ...files("partials", ".hbs")];
const MODULES = files("assets", ".ts").filter(([file]) => !file.endsWith(".d.ts"));
/** Text that is a mark or a key cap, not a word: `·`, `—`, ↑, what stands on a key. */
const KEY_CAP = /<kbd>[^<]*<\/kbd>/g;
const WORD = /[\p{L}]{2,}|[\u3400-\u9fff]/u;

describe("words on the pages", () => {
  it("stand in all three languages under the same keys, none empty (design §6)", () => {
    const [first, ...rest] = LOCALES.map((locale) => [...pagesOf(locale).keys()].sort());
    for (const keys of rest) expect(keys).to.deep.equal(first);
    for (const locale of LOCALES)
      for (const [key, text] of pagesOf(locale)) expect(text, `${locale} ${key}`).to.not.equal("");
  });

  it("name the same values in every language, so that no number is lost in translation", () => {
    const values = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
    const chinese = pagesOf("zh-CN");
    for (const locale of LOCALES)
      for (const [key, text] of pagesOf(locale))
        expect(values(text), `${locale} ${key}`).to.deep.equal(values(chinese.get(key) ?? ""));
  });

  it("are written for Taiwan, not converted from the mainland's words (look README, Wording)", () => {
    const mainland = /打印|总台|终端|在住|[这么们说问时会过还请录显页]/;
    for (const [key, text] of pagesOf("zh-TW")) expect(text, key).to.not.match(mainland);
  });

  it("hold the words settled after the mocks (look README)", () => {
    const all = [...pagesOf("zh-CN").values()].join(" ");
    for (const old of ["工位", "遮住", "小票", "此刻一问", "亲口", "话务"]) expect(all).to.not.include(old);
    expect(pagesOf("zh-CN").get("pages.list.due-out")).to.equal("预离");
  });

  it("are all there that templates and scripts ask for", () => {
    const known = pagesOf("en");
    const asked = [...TEMPLATES, ...MODULES].flatMap(([file, text]) =>
      [...text.matchAll(/"(pages\.[\w.-]+)"/g)].map((found) => [file, found[1] ?? ""] as const),
    );
    expect(asked).to.have.length.above(80);
    for (const [file, key] of asked) {
      const plural = known.has(`${key}.other`);
      expect(known.has(key) || plural, `${file}: ${key}`).to.equal(true);
    }
  });

  it("never stand bare in a template: no text and no label outside the words", () => {
    for (const [file, source] of TEMPLATES) {
      const plain = source.replace(/\{\{!--[\s\S]*?--\}\}/g, "").replace(KEY_CAP, "");
      const text = plain.replace(/\{\{[\s\S]*?\}\}/g, "").replace(/<[^>]*>/g, " ");
      expect(text, file).to.not.match(WORD);
      for (const [, value = ""] of plain.matchAll(/(?:aria-label|title|placeholder|alt)="([^"]*)"/g))
        expect(value.replace(/\{\{[\s\S]*?\}\}/g, ""), `${file} ${value}`).to.not.match(WORD);
    }
  });

  it("never stand bare in a script: no Han in code, no text put on the page but from words", () => {
    for (const [file, source] of MODULES) {
      const code = source
        .replace(/\/\*[\s\S]*?\*\//g, "")
        .replace(/^\s*\/\/.*$/gm, "")
        .replace(/\/\/ .*$/gm, "");
      expect(code, file).to.not.match(/[\u4e00-\u9fff]{1,}(?![\u4e00-\u9fff-]*\])/);
      expect(code, file).to.not.match(/(?:textContent|innerText|title|placeholder) = "[^"]*\p{L}/u);
    }
  });
});
