// One browser and one real house per test: what the page specs share.
import type { Browser, BrowserContext } from "playwright-core";
import { openChromium, skipWithoutChromium } from "./chromium.ts";
import { ServiceHouse } from "./service-house.ts";

/** What a test in the suite works with. */
export interface InHouse {
  readonly house: ServiceHouse;
  /** A browser of one person: its own cookies and storage. */
  context(more?: { size?: readonly [number, number] }): Promise<BrowserContext>;
}

/** Opens a browser for the suite and a house for every test; skipped aloud where there is no Chromium. */
export function inService(name: string, tests: (it: InHouse) => void): void {
  describe(name, function () {
    this.timeout(60_000);
    let browser: Browser;
    let house: ServiceHouse;
    const contexts: BrowserContext[] = [];
    before(async function () {
      skipWithoutChromium(this);
      browser = await openChromium();
    });
    beforeEach(async () => {
      house = new ServiceHouse();
      await house.start();
    });
    afterEach(async () => {
      for (const context of contexts.splice(0)) await context.close();
      await house.clear();
    });
    after(async () => {
      await (browser as Browser | undefined)?.close();
    });
    tests({
      get house() {
        return house;
      },
      async context({ size = [1366, 768] } = {}) {
        const viewport = { width: size[0], height: size[1] };
        const context = await browser.newContext({ viewport, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
        contexts.push(context);
        return context;
      },
    });
  });
}
