// The whole way, with nothing stubbed: the trial hotel as `keshi start` opens it, FIAS bytes from its simulated PMS over TCP,
// cards and chits in Chromium, in three languages, through a cut line and a killed service. Screenshots go to var/screens.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { LOCALES, type Locale } from "../../plugin/contract/index.ts";
import { until } from "../peers/until.ts";
import { axe } from "./axe.ts";
import { openChromium, skipWithoutChromium } from "./chromium.ts";
import { hearPops, type HeardPops } from "./heard-pops.ts";
import { TrialHouse, type Opened } from "./trial-house.ts";

const SCREENS = join(import.meta.dirname, "..", "..", "var", "screens");
const CARD_MS = 25_000;

interface Screen {
  readonly page: Page;
  readonly faults: string[];
  readonly heard: HeardPops;
}

describe("the trial hotel, from FIAS bytes to a card in Chromium", function () {
  this.timeout(60_000);
  let browser: Browser;
  let house: TrialHouse;
  let opened: Opened;
  const contexts: BrowserContext[] = [];
  const desks = new Map<Locale, Screen>();

  before(async function () {
    skipWithoutChromium(this);
    mkdirSync(SCREENS, { recursive: true });
    house = new TrialHouse();
    browser = await openChromium();
    opened = await house.start();
  });
  after(async () => {
    for (const context of contexts) await context.close();
    await (browser as Browser | undefined)?.close();
    await (house as TrialHouse | undefined)?.clear();
  });

  async function contextOf(locale: Locale, bypassCSP = false): Promise<BrowserContext> {
    const context = await browser.newContext({
      ...{ viewport: { width: 1366, height: 768 }, locale, bypassCSP },
      timezoneId: "America/New_York",
    });
    contexts.push(context);
    return context;
  }

  async function open(context: BrowserContext, path: string): Promise<Screen> {
    const page = await context.newPage();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" && !message.text().includes("ERR_CONNECTION_REFUSED"))
        faults.push(message.text());
    });
    const heard = hearPops(page);
    await page.goto(`${opened.url}${path}`);
    await page.waitForSelector(".bar .seal");
    return { page, faults, heard };
  }

  const shot = async (page: Page, name: string): Promise<void> => {
    await page.screenshot({ path: join(SCREENS, `trial-${name}.png`) });
  };

  function deskOf(locale: Locale): Screen {
    const desk = desks.get(locale);
    if (desk === undefined) throw new Error(`no desk in ${locale}`);
    return desk;
  }

  const row = (page: Page, room: string): ReturnType<Page["locator"]> =>
    page.locator('[data-act="openPop"]', { hasText: room });
  const place = (page: Page, room: string): Promise<void> =>
    page.locator(".spot b", { hasText: room }).waitFor({ timeout: CARD_MS });
  const sentence = (page: Page): Promise<string> =>
    page.evaluate<string>(
      `(() => { const copy = document.querySelector("h1.say").cloneNode(true); copy.querySelectorAll("rt").forEach((rt) => rt.remove()); return copy.textContent; })()`,
    );

  it("shows each desk its first guest in its own language, under the real policy (BRF-01, IND-01)", async () => {
    for (const locale of LOCALES) desks.set(locale, await open(await contextOf(locale), "/desk"));
    // Each desk has a PMS workstation of its own: 张伟 comes to the first, 張偉 to the second, a lady from England to the third.
    const rooms: Record<Locale, string> = { "zh-CN": "1208", "zh-TW": "1112", en: "1212" };
    const said: Record<Locale, string> = {
      "zh-CN": "张先生，欢迎回来。",
      "zh-TW": "張先生，歡迎回來。",
      en: "Welcome back, Ms Featherstonehaugh-Cholmondeley.",
    };
    for (const locale of LOCALES) {
      const { page } = deskOf(locale);
      // A later guest may have the large place already; the row leads back to the first.
      await page
        .locator(".spot b, [data-act=openPop]", { hasText: rooms[locale] })
        .first()
        .waitFor({ timeout: CARD_MS });
      if ((await page.locator(".spot b").textContent()) !== rooms[locale])
        await row(page, rooms[locale]).click();
      await place(page, rooms[locale]);
      expect(await sentence(page)).to.equal(said[locale]);
      expect(await page.locator("html").getAttribute("lang")).to.equal(locale);
      expect(await page.locator("body").textContent()).to.not.match(/⟦|\{\{|undefined|NaN/);
      await shot(page, `desk-${locale}`);
    }
    const first = deskOf("zh-CN").page;
    expect(await first.locator(".caution").first().textContent()).to.match(/花生.*严重/);
  });

  it("shows the same check-in quietly at another desk, in its language, and one key claims it (RT-02)", async () => {
    const { page } = deskOf("en");
    const zhang = row(page, "1208");
    await zhang.waitFor();
    expect(await zhang.textContent()).to.match(/Mr Zhang/);
    expect(await row(deskOf("zh-TW").page, "1208").textContent()).to.match(/張先生/);
    await zhang.focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector('[name="login"]:focus');
    await page.keyboard.type("lina");
    await page.keyboard.press("Tab");
    await page.keyboard.type(opened.password);
    await page.keyboard.press("Enter");
    await place(page, "1208");
    expect(await sentence(page)).to.equal("Welcome back, Mr Zhang.");
    await row(deskOf("zh-TW").page, "1208").locator(".end", { hasText: "接待" }).waitFor();
    await shot(page, "claimed-en");
  });

  it("prints what it shows: the bytes the printer got read back to the lines Keshi counted and the page draws", async () => {
    const { page } = await open(await contextOf("zh-CN"), "/");
    const paper = page.locator(".window.strip .paper").last();
    await paper.waitFor({ timeout: CARD_MS });
    const { wraps, chits } = await page.evaluate<{ wraps: number; chits: { lines: { text: string }[] }[] }>(
      `fetch("/trial/chits?limit=50").then((answer) => answer.json())`,
    );
    expect(wraps, "lines the printer had to break").to.equal(0);
    const bytes = (chits[0]?.lines ?? []).map(({ text }) => text.trimEnd());
    expect(bytes.join("\n")).to.match(/张先生 {2}1208/);
    const drawn = await paper.locator(".ln").allTextContents();
    expect(drawn.map((line) => line.trimEnd())).to.deep.equal(bytes);
    const jobs = await deskOf("zh-CN").page.evaluate<
      { lines: { is: string; runs?: { text: string }[] }[] }[]
    >(
      `fetch("/api/v1/printers/desk-printer/jobs?limit=50", { headers: { authorization: "Bearer " + localStorage.getItem("keshi.terminal:/desk#zh-CN") } })
        .then((answer) => answer.json()).then(({ jobs }) => jobs.filter((job) => job.lines))`,
    );
    const counted = (jobs.at(-1)?.lines ?? []).flatMap(({ is, runs = [] }) =>
      is === "text"
        ? [
            runs
              .map(({ text }) => text)
              .join("")
              .trimEnd(),
          ]
        : [],
    );
    const written = (lines: readonly string[]): readonly string[] => lines.filter((line) => line !== "");
    expect(written(counted)).to.deep.equal(written(bytes));
    await shot(page, "all-zh-CN");
    await page.close();
  });

  it("gives axe nothing to say on any page, and the browser nothing to say against the policy", async function () {
    this.timeout(150_000);
    const context = await contextOf("zh-CN", true);
    const strict = await contextOf("en");
    for (const path of ["/desk", "/restaurant", "/rooms", "/printers/breakfast-preview", "/pair", "/"]) {
      const { page } = await open(context, path);
      await page.waitForTimeout(700);
      await shot(page, `page${path.replaceAll("/", "-")}`);
      expect(await axe(page), path).to.deep.equal([]);
      await page.close();
      const second = await open(strict, path);
      await second.page.waitForTimeout(300);
      expect(second.faults, path).to.deep.equal([]);
      await second.page.close();
    }
    for (const locale of ["zh-TW", "en"] as const) {
      const { page } = await open(context, `/desk?lang=${locale}&theme=dark`);
      await page.locator(".spot b").waitFor({ timeout: CARD_MS });
      await page.waitForTimeout(400);
      expect(await axe(page), locale).to.deep.equal([]);
      await page.close();
    }
  });

  it("says when the PMS is cut, what still works, and catches up when it is mended (INT-03)", async function () {
    this.timeout(120_000);
    const { page } = deskOf("zh-CN");
    const trial = await open(await contextOf("zh-CN"), "/");
    await trial.page.locator('[data-act="pms"]').click();
    await page.locator(".notice", { hasText: /PMS 刚?断线/ }).waitFor({ timeout: 30_000 });
    expect(await page.locator(".notice").textContent()).to.match(/入住照常在 PMS 办理/);
    await page.locator(".light.down").waitFor();
    await shot(page, "pms-cut");
    const queued = (): Promise<number> =>
      trial.page.evaluate<number>(
        `fetch("/trial/day").then((a) => a.json()).then((day) => day.peers.pms.queued)`,
      );
    await until("the PMS has something to tell", async () => (await queued()) > 0, 25_000);
    await trial.page.locator('[data-act="pms"]').click();
    // The line waits out its back-off before it dials again.
    await page.locator(".notice").waitFor({ state: "detached", timeout: 45_000 });
    await until("the PMS has told it", async () => (await queued()) === 0, 15_000);
    await trial.page.close();
    await noGapNoDouble(deskOf("zh-CN"), "zh-CN");
  });

  it("catches up after a killed service without a reload: no gap, no double (design §2)", async () => {
    const desk = deskOf("zh-CN");
    const before = desk.heard.highest();
    await desk.page.evaluate("globalThis.mark = 'same page'");
    await house.kill();
    await desk.page.locator(".notice", { hasText: "离线" }).waitFor({ timeout: 10_000 });
    await shot(desk.page, "offline");
    const again = await house.start();
    expect(again.url).to.equal(opened.url);
    await until("a guest came since", () => desk.heard.highest() > before, CARD_MS);
    await desk.page.locator(".notice").waitFor({ state: "detached", timeout: 15_000 });
    expect(await desk.page.evaluate("globalThis.mark")).to.equal("same page");
    for (const locale of LOCALES) await noGapNoDouble(deskOf(locale), locale);
    for (const locale of LOCALES) expect(deskOf(locale).faults, locale).to.deep.equal([]);
  });

  it("keeps Node's own notes off the stranger's terminal", () => {
    expect(house.errors).to.not.match(/ExperimentalWarning/);
  });

  /** What the page was sent, once each, is what the station has. */
  async function noGapNoDouble({ page, heard }: Screen, locale: Locale): Promise<void> {
    const kept = (): Promise<readonly number[]> =>
      page.evaluate<number[]>(
        `fetch("/api/v1/pops?limit=100", { headers: { authorization: "Bearer " + localStorage.getItem("keshi.terminal:/desk#${locale}") } })
          .then((answer) => answer.json()).then(({ pops }) => pops.map((pop) => pop.number))`,
      );
    await until(
      "page and station agree",
      async () => {
        const numbers = [...(await kept())].sort((a, b) => a - b);
        return JSON.stringify(numbers) === JSON.stringify(heard.all());
      },
      10_000,
    );
    expect(heard.doubles()).to.deep.equal([]);
  }
});
