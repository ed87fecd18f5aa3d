// The desk in a real browser: a pop becomes a card, in three languages, under the real policy, through a restart.
// The way from FIAS bytes through the trial hotel to the same card is walked by `trial-hotel.spec.ts` beside this file.
import { expect } from "chai";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { LOCALES, type Locale } from "../../plugin/contract/index.ts";
import { until } from "../peers/until.ts";
import { axe } from "./axe.ts";
import { popOf, popsOf } from "./cast.ts";
import { openChromium, skipWithoutChromium } from "./chromium.ts";
import { openDevHouse, type DevHouse } from "./dev-house.ts";

interface Desk {
  readonly page: Page;
  readonly faults: string[];
}

describe("the desk in a browser", function () {
  this.timeout(60_000);
  let browser: Browser;
  let house: DevHouse;
  const contexts: BrowserContext[] = [];

  before(async function () {
    skipWithoutChromium(this);
    browser = await openChromium();
  });
  beforeEach(async () => {
    house = await openDevHouse();
  });
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
    await house.stop();
  });
  after(async () => {
    await (browser as Browser | undefined)?.close();
  });

  async function openPage(
    path: string,
    more: { locale?: Locale; bypassCSP?: boolean; dark?: boolean; size?: readonly [number, number] } = {},
  ): Promise<Desk> {
    house.locale = more.locale ?? "zh-CN";
    const [width, height] = more.size ?? [1366, 768];
    const context = await browser.newContext({
      viewport: { width, height },
      locale: house.locale,
      timezoneId: "Asia/Shanghai",
      bypassCSP: more.bypassCSP ?? false,
      colorScheme: more.dark === true ? "dark" : "light",
    });
    contexts.push(context);
    const page = await context.newPage();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => {
      if (/Content.Security.Policy/i.test(message.text())) faults.push(message.text());
    });
    await page.goto(`${house.url}${path}?theme=${more.dark === true ? "dark" : "light"}`);
    await page.waitForSelector(".bar .seal");
    if (path !== "/start" && path !== "/pair")
      await until("the page's socket is open", () => house.sockets() > 0);
    return { page, faults };
  }

  /** Waits, longer than a pop may be held back, until this room stands in the large place. */
  const place = (page: Page, room: string): Promise<void> =>
    page.locator(".spot b", { hasText: room }).waitFor({ timeout: 12_000 });

  /** The sentence without the readings above it. */
  const say = (page: Page): Promise<string> =>
    page.evaluate<string>(
      `[...document.querySelectorAll("h1.say")].map((one) => { const copy = one.cloneNode(true); copy.querySelectorAll("rt").forEach((rt) => rt.remove()); return copy.textContent; }).join("")`,
    );

  for (const locale of LOCALES)
    it(`shows a check-in as a card in ${locale}, and axe finds nothing to say against it (BRF-01, IND-01)`, async () => {
      house.pops = popsOf(locale);
      const { page, faults } = await openPage("/desk", { locale, bypassCSP: true });
      house.pop(popOf(200, "zhang", { locale }));
      await page.waitForSelector(".caution");
      expect(await say(page)).to.equal(
        { "zh-CN": "张先生，欢迎回来。", "zh-TW": "張先生，歡迎回來。", en: "Welcome back, Mr Zhang." }[
          locale
        ],
      );
      expect(await page.locator("html").getAttribute("lang")).to.equal(locale);
      expect(await page.locator(".line").count()).to.equal(5);
      expect(await page.locator('[data-region="announce"]').textContent()).to.include(
        locale === "en" ? "Peanut allergy" : "花生",
      );
      await page.waitForTimeout(400);
      expect(await axe(page)).to.deep.equal([]);
      expect(faults).to.deep.equal([]);
      await until("the pop was acknowledged", () => house.seen.includes(200));
    });

  it("passes axe in the dark, veiled, noting, searching, with its keys shown, and signed out", async () => {
    house.pops = [{ ...popOf(105, "zhang", { locale: "zh-CN" }), state: "waiting" }, ...popsOf("zh-CN")];
    house.signedIn = false;
    const { page } = await openPage("/desk", { bypassCSP: true, dark: true });
    await page.waitForSelector(".caution");
    for (const key of ["?", "n", "Enter", "/", " "]) {
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      await page.keyboard.press(key);
      if (key === "/") await page.keyboard.type("zhang");
      await page.waitForTimeout(300);
      expect(await axe(page), `after ${key}`).to.deep.equal([]);
    }
  });

  for (const [path, size] of [
    ["/restaurant", [1024, 768]],
    ["/rooms", [390, 844]],
    ["/calls", [1366, 768]],
    ["/", [1366, 768]],
    ["/pair", [1366, 768]],
    ["/start", [1366, 768]],
  ] as const)
    it(`passes axe on ${path}, under the real policy without a word against it`, async () => {
      house.pops = [
        {
          ...popOf(105, "ouyang", { locale: "zh-CN", role: "restaurant", reason: "check-opened" }),
          state: "waiting",
        },
      ];
      const { page } = await openPage(path, { bypassCSP: true, size });
      await page.waitForTimeout(500);
      expect(await axe(page)).to.deep.equal([]);
      const strict = await openPage(path, { size });
      await strict.page.waitForTimeout(300);
      expect(strict.faults).to.deep.equal([]);
    });

  it("lives under the policy the product sends: no inline script, no inline style, no word from the browser", async () => {
    house.pops = [{ ...popOf(105, "zhang", { locale: "en" }), state: "waiting" }];
    const { page, faults } = await openPage("/desk", { locale: "en" });
    await page.waitForSelector(".caution");
    for (const key of ["n", "Escape", "?", "?", " ", "Escape", "p"]) await page.keyboard.press(key);
    await page.waitForTimeout(300);
    expect(faults).to.deep.equal([]);
    expect(await page.locator("[style]").count()).to.equal(0);
  });

  it("works by keyboard alone: greet, step, note and take back, print and print a copy, lists, search (look README)", async () => {
    house.pops = [{ ...popOf(105, "zhang", { locale: "zh-CN" }), state: "waiting" }, ...popsOf("zh-CN")];
    const { page } = await openPage("/desk");
    await page.waitForSelector(".caution");
    const sent = (path: RegExp): number => house.written.filter((one) => path.test(one.path)).length;
    await page.keyboard.press("Enter");
    await until("the greeting was sent", () => sent(/pops\/105\/greeted$/) === 1);
    await page.waitForSelector(".done");
    await page.keyboard.press("p");
    await until("a chit was asked for", () => sent(/\/chits$/) === 1);
    await page.waitForSelector(".outcome.good");
    await page.keyboard.press("p");
    await until("a copy was asked for", () => sent(/\/chits$/) === 2);
    await page.locator(".outcome", { hasText: "副本" }).waitFor();
    await page.keyboard.press("n");
    await page.keyboard.type("jk 喝龙井");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".undo");
    expect(house.written.find((one) => one.path.endsWith("/observations"))?.body).to.include({
      category: "room",
      value: "jk 喝龙井",
      kind: "seen",
      room: "1208",
    });
    await page.locator('[data-act="undo"]').focus();
    await page.keyboard.press("Enter");
    await until("the note was taken back", () => house.written.some((one) => one.method === "DELETE"));
    await page.locator('[data-act="undo"]').waitFor({ state: "detached" });
    await page.keyboard.press("j");
    await place(page, "0816");
    await page.keyboard.press("k");
    await place(page, "1208");
    await page.keyboard.press("i");
    await page.waitForSelector('[data-id="in-house"][aria-pressed="true"]');
    await page.keyboard.press("/");
    await page.keyboard.type("ouyang");
    await page.waitForSelector('[role="option"][aria-selected="true"]');
    await page.keyboard.press("Enter");
    await place(page, "0922");
  });

  it("claims a quiet row by Enter on it, and never before (RT-02)", async () => {
    house.pops = popsOf("zh-CN");
    const { page } = await openPage("/desk");
    house.pop(popOf(300, "zhang", { locale: "zh-CN", quiet: true }));
    const row = page.locator('[data-act="openPop"][data-id="300"]');
    await row.waitFor();
    expect(await page.locator(".spot b").textContent()).to.not.equal("1208");
    await row.focus();
    await page.keyboard.press("Enter");
    await until("the claim was sent", () => house.written.some((one) => one.path.endsWith("pops/300/claim")));
    await place(page, "1208");
  });

  it("lets a pop wait while somebody types, and keeps what was typed (design §6)", async () => {
    house.pops = [{ ...popOf(105, "zhang", { locale: "zh-CN" }), state: "waiting" }];
    const { page } = await openPage("/desk");
    await page.waitForSelector(".caution");
    await page.keyboard.press("n");
    await page.keyboard.type("靠窗");
    house.pop(popOf(301, "yuchi", { locale: "zh-CN" }));
    await page.waitForSelector('[data-act="openPop"][data-id="301"]');
    expect(await page.locator('[name="value"]').inputValue()).to.equal("靠窗");
    await place(page, "0816");
    await page.locator('[data-act="openPop"][data-id="105"]').click();
    await page.keyboard.press("n");
    expect(await page.locator('[name="value"]').inputValue()).to.equal("靠窗");
  });

  it("veils by leaving the text out of the page, not by hiding it (BRF-05)", async () => {
    house.pops = [{ ...popOf(105, "zhang", { locale: "zh-CN" }), state: "waiting" }, ...popsOf("zh-CN")];
    const { page } = await openPage("/desk");
    await page.waitForSelector(".caution");
    await page.keyboard.press("Space");
    await page.waitForSelector(".veiled");
    const html = await page.content();
    for (const secret of ["1208", "花生", "荞麦", "张伟", "0816", "单小姐", "金卡"])
      expect(html, secret).to.not.include(secret);
    expect(html).to.include("张先生");
    await page.keyboard.down("Space");
    await page.waitForSelector(".caution");
    await page.keyboard.up("Space");
    await page.waitForSelector(".veiled");
    house.pop(popOf(302, "sato", { locale: "zh-CN" }));
    await until(
      "the honorific alone was announced",
      async () => (await page.locator('[data-region="announce"]').textContent()) === "佐藤先生",
    );
    expect(await page.content()).to.not.include("1703");
    await page.keyboard.press("Escape");
    await place(page, "1703");
  });

  it("survives a restart without a reload: says it is offline, comes back, asks for what it missed (design §2)", async () => {
    const { page } = await openPage("/desk");
    house.pop(popOf(105, "zhang", { locale: "zh-CN" }));
    await page.waitForSelector(".caution");
    await page.evaluate("globalThis.mark = 'same page'");
    await house.stop();
    await page.waitForSelector(".notice .icon");
    expect(await page.locator(".notice").textContent()).to.match(/离线/);
    expect(await say(page)).to.equal("张先生，欢迎回来。");
    await house.start();
    await until("the socket came back", () => house.sockets() > 0, 15_000);
    expect(house.afters.at(-1)).to.equal(105);
    house.pop(popOf(106, "yuchi", { locale: "zh-CN" }));
    await place(page, "0816");
    await page.locator(".notice").waitFor({ state: "detached" });
    expect(await page.evaluate("globalThis.mark")).to.equal("same page");
  });

  it("asks who writes before it writes, then does what was asked (IND-09)", async () => {
    house.signedIn = false;
    house.pops = [{ ...popOf(105, "zhang", { locale: "zh-CN" }), state: "waiting" }];
    const { page } = await openPage("/desk");
    await page.waitForSelector(".caution");
    await page.keyboard.press("Enter");
    await page.waitForSelector('[name="login"]:focus');
    expect(house.written.some((one) => one.path.includes("/pops/"))).to.equal(false);
    await page.keyboard.type("lijing");
    await page.keyboard.press("Tab");
    await page.keyboard.type("secret");
    await page.keyboard.press("Enter");
    await until("the greeting followed the sign-in", () =>
      house.written.some((one) => one.path.endsWith("pops/105/greeted")),
    );
    await page.waitForSelector(".done");
    expect(await page.locator('[name="login"]').count()).to.equal(0);
  });
});
