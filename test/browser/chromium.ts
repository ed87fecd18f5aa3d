// The browser of the browser tests: Chromium of the machine, never downloaded; skipped aloud where there is none.
import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Where Chromium is on this machine (`KESHI_CHROMIUM` names another place). */
function chromiumPath(): string | undefined {
  const named = process.env["KESHI_CHROMIUM"];
  return [...(named === undefined ? [] : [named]), ...PLACES].find((path) => existsSync(path));
}

/** Whether a missing Chromium is a failure here (`KESHI_REQUIRE=chromium,mariadb`). */
function chromiumRequired(): boolean {
  return (process.env["KESHI_REQUIRE"] ?? "").split(/[\s,]+/).includes("chromium");
}

/** How to get what the tests want. */
const GET_CHROMIUM = "needs Chromium and CJK fonts: apt-get install chromium fonts-noto-cjk";

/** Starts it; throws where there is none. */
export async function openChromium(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error(GET_CHROMIUM);
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-dev-shm-usage",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** Skips a suite aloud where there is no Chromium, saying how to get it; where it is required, opening it fails instead. */
export function skipWithoutChromium(suite: Mocha.Context): void {
  if (chromiumPath() !== undefined || chromiumRequired()) return;
  process.stderr.write(`  skipped: the browser tests ${GET_CHROMIUM}\n`);
  suite.skip();
}
