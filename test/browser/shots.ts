// Pictures for the eye: `node test/browser/shots.ts` puts the pages in their states into var/screens, to be held beside the mocks.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Locale } from "../../plugin/contract/index.ts";
import { popOf, popsOf } from "./cast.ts";
import { openChromium } from "./chromium.ts";
import { openDevHouse } from "./dev-house.ts";

const FOLDER = join(import.meta.dirname, "..", "..", "var", "screens");
mkdirSync(FOLDER, { recursive: true });
const only = process.argv[2] ?? "";
const browser = await openChromium();
const house = await openDevHouse();

async function shot(
  name: string,
  path: string,
  options: {
    locale?: Locale;
    size?: readonly [number, number];
    theme?: string;
    steps?: (page: import("playwright-core").Page) => Promise<void>;
  } = {},
): Promise<void> {
  if (!name.includes(only)) return;
  const locale = options.locale ?? "zh-CN";
  house.locale = locale;
  house.pops = [
    {
      ...popOf(105, path === "/restaurant" ? "ouyang" : "zhang", {
        locale,
        role: path === "/restaurant" ? "restaurant" : "front-desk",
        ...(path === "/restaurant" ? { reason: "check-opened" as const } : {}),
      }),
      state: "waiting",
    },
    ...popsOf(locale),
  ];
  const [width, height] = options.size ?? [1366, 768];
  const context = await browser.newContext({
    viewport: { width, height },
    locale,
    timezoneId: "Asia/Shanghai",
  });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error") process.stdout.write(`${name}: ${message.text()}\n`);
  });
  page.on("pageerror", (error) => process.stdout.write(`${name}: ${error.message}\n`));
  await page.goto(`${house.url}${path}?theme=${options.theme ?? "light"}`);
  await page.waitForTimeout(700);
  await options.steps?.(page);
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  await context.close();
}

await shot("desk-zh-CN", "/desk");
await shot("desk-zh-TW-dark", "/desk", { locale: "zh-TW", theme: "dark" });
await shot("desk-en", "/desk", { locale: "en" });
await shot("desk-en-1920", "/desk", { locale: "en", size: [1920, 1080] });
await shot("desk-1024", "/desk", { size: [1024, 768] });
await shot("desk-390", "/desk", { size: [390, 844] });
await shot("desk-note", "/desk", { steps: (page) => page.keyboard.press("n") });
await shot("desk-undo", "/desk", {
  steps: async (page) => {
    await page.keyboard.press("n");
    await page.keyboard.type("爱喝龙井");
    await page.keyboard.press("Enter");
    await page.waitForTimeout(300);
  },
});
await shot("desk-search", "/desk", {
  steps: async (page) => {
    await page.keyboard.press("/");
    await page.keyboard.type("zhang");
    await page.waitForTimeout(500);
  },
});
await shot("desk-veil", "/desk", { steps: (page) => page.keyboard.press(" ") });
await shot("desk-help", "/desk", { steps: (page) => page.keyboard.press("?") });
await shot("desk-greeted", "/desk", {
  steps: async (page) => {
    await page.keyboard.press("Enter");
    await page.waitForTimeout(300);
    await page.keyboard.press("p");
  },
});
house.signedIn = false;
await shot("desk-signin", "/desk", { steps: (page) => page.keyboard.press("Enter") });
house.signedIn = true;
house.links = [
  { name: "pms", kind: "fias", state: "down", since: Date.now() - 660_000 },
  { name: "pos", kind: "pos", state: "up", since: 0 },
  { name: "p", kind: "escpos", state: "slow", since: 0 },
];
await shot("desk-linkdown-en", "/desk", { locale: "en" });
house.links = [{ name: "pms", kind: "fias", state: "up", since: 0 }];
await shot("desk-offline-dark", "/desk", {
  theme: "dark",
  steps: async () => {
    await house.stop();
  },
});
if ("desk-offline-dark".includes(only)) await house.start();
await shot("restaurant", "/restaurant", { size: [1024, 768], locale: "zh-TW" });
await shot("restaurant-found", "/restaurant", {
  size: [1024, 768],
  steps: async (page) => {
    await page.keyboard.type("12");
    await page.waitForTimeout(400);
  },
});
await shot("rooms", "/rooms", { size: [390, 844] });
await shot("rooms-room", "/rooms", {
  size: [390, 844],
  locale: "en",
  steps: async (page) => {
    await page.locator(".door").first().click();
    await page.waitForTimeout(300);
    await page.locator(".picks button").nth(2).click();
    await page.waitForTimeout(300);
  },
});
await shot("rooms-dark", "/rooms", { size: [390, 844], locale: "zh-TW", theme: "dark" });
await shot("trial", "/", { size: [1920, 1200] });
await shot("trial-1366", "/", { size: [1366, 768] });
await shot("start", "/start", { locale: "en" });
await shot("pair", "/pair");
await browser.close();
await house.stop();
process.exit(0);
