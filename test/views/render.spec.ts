// The card and the pages as the server draws them, and the same card as the browser's own module draws it.
import { createRequire } from "node:module";
import { runInNewContext } from "node:vm";
import { expect } from "chai";
import { LOCALES, type Card, type Locale } from "../../plugin/contract/index.ts";
import { openAssets } from "../../views/asset-list.ts";
import { cardView } from "../../views/assets/card-view.ts";
import { helpers } from "../../views/assets/helpers.ts";
import { phrasesOf } from "../../views/assets/words.ts";
import { openPhrases, readWords } from "../../views/phrases.ts";
import { openViews } from "../../views/render.ts";
import { cardOf } from "../browser/cast.ts";

const phrases = openPhrases();
const views = openViews({ phrases });
const model = { property: "西湖大酒店", trial: false } as const;

/** Runs what `/assets/templates.js` and `/assets/handlebars.js` hold, as a browser would, without the server's engine. */
function browserTemplates(): Record<string, (model: object, options: object) => string> {
  const runtime: unknown = createRequire(import.meta.url)("handlebars/dist/handlebars.runtime.js");
  const body = views
    .cardScript()
    .replace(/^import .*$/gm, "")
    .replace("export const templates", "globalThis.templates");
  const world: Record<string, unknown> = {
    engine:
      typeof runtime === "object" && runtime !== null && "default" in runtime ? runtime.default : runtime,
    helpers,
  };
  runInNewContext(
    body.replace("engine.registerPartial(templates)", "engine.registerPartial(globalThis.templates)"),
    world,
  );
  return world["templates"] as Record<string, (model: object, options: object) => string>;
}

describe("the card", () => {
  for (const locale of LOCALES)
    it(`is drawn in ${locale} by the browser letter for letter as by the server (design §3)`, () => {
      const t = phrasesOf(readWords(locale));
      const templates = browserTemplates();
      for (const name of ["zhang", "ouyang", "sato", "long"] as const) {
        const card = cardOf(name, locale);
        const here = views.card(card, { locale });
        expect(templates["card"]?.(cardView(card, { locale, t }), { data: { t } })).to.equal(here);
        expect(here).to.not.include("⟦");
      }
    });

  it("never lets a guest's name become markup (REC-02)", () => {
    const card: Card = {
      ...cardOf("zhang", "en"),
      names: { primary: '<img src=x onerror="x">' },
      say: "<b>hello</b>",
      spoken: [{ text: "<i>", reading: '"><u>' }],
    };
    const html = views.card(card, { locale: "en" });
    expect(html).to.not.match(/<img|<b>hello|<i>|<u>/);
    expect(html).to.include("&lt;img");
  });

  it("shows cautions before lines, never more lines than it was given, and the reason of each (design §2)", () => {
    const html = views.card(cardOf("zhang", "zh-CN"), { locale: "zh-CN" });
    expect(html.indexOf('class="caution"')).to.be.above(0).and.below(html.indexOf('class="line"'));
    expect(html.match(/class="line"/g)).to.have.length(5);
    expect(html.match(/class="why /g)).to.have.length(5);
  });

  it("says the moment, how long ago it was, and the table first where there is one", () => {
    const moment = {
      reason: "check-opened",
      at: Date.UTC(2026, 10, 21, 6, 32),
      now: Date.UTC(2026, 10, 21, 6, 44),
    } as const;
    const html = views.card(cardOf("ouyang", "en", "restaurant"), {
      locale: "en",
      moment,
      timezone: "Asia/Shanghai",
    });
    expect(html).to.include("Table 12 · Check opened · 14:32 · 12 minutes ago");
  });

  it("marks each run with the language it is written in, so that 直 and 骨 take the right form", () => {
    const lang = (locale: Locale): string | undefined =>
      /id="say" lang="([^"]+)"/.exec(views.card(cardOf("zhang", locale), { locale }))?.[1];
    expect(LOCALES.map(lang)).to.deep.equal(["zh-CN", "zh-TW", "en"]);
  });
});

describe("the pages", () => {
  for (const locale of LOCALES)
    it(`come in ${locale} without a script, a style or a handler in the text (CSP)`, () => {
      for (const name of ["desk", "calls", "restaurant", "rooms", "pair", "start", "trial"] as const) {
        const html = views.page(name, model, locale);
        expect(html, name).to.include(`<html lang="${locale}"`);
        expect(html, name).to.not.match(/<style|style="|<script(?! type="module" src=)| on[a-z]+="/);
        expect(html, name).to.not.include("⟦");
      }
    });

  it("refuse a page that is not there by naming those that are", () => {
    expect(() => views.chit("no-such-chit", {}, "en")).to.throw(/no template no-such-chit/);
  });
});

describe("the assets", () => {
  const assets = openAssets(views);

  it("hold every module that another one imports, under the name it is imported by", () => {
    const paths = new Set(assets.map((asset) => asset.path));
    for (const asset of assets.filter((one) => one.path.endsWith(".js")))
      for (const [, name = ""] of asset.source.matchAll(/(?:from|import)\s*\(?\s*"\.\/([^"]+)"/g))
        expect(paths.has(`/assets/${name}`), `${asset.path} wants ${name}`).to.equal(true);
  });

  it("stay small enough for an old PC: the scripts and words of all pages together under 450 kB", () => {
    const bytes = assets.reduce((sum, asset) => sum + Buffer.byteLength(asset.source), 0);
    expect(bytes).to.be.below(450_000);
  });

  it("use nothing newer than Chromium 109 in the style sheet (look README)", () => {
    const css =
      assets.find((asset) => asset.path.endsWith("tokens.css"))?.source.replace(/\/\*[\s\S]*?\*\//g, "") ??
      "";
    expect(css).to.not.match(/light-dark\(|@layer|@scope|popover|color-mix\(|\d(?:dvh|svh)\b/);
    expect(css).to.not.include(".mock");
  });
});
