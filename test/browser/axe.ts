// What axe finds on a page, by the rules we promise.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

interface Found {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

/** Runs axe in the page, which must have been opened with `bypassCSP`; one text per rule that is broken. */
export async function axe(page: Page): Promise<readonly string[]> {
  await page.addScriptTag({ content: AXE });
  return page.evaluate(async (rules: string[]) => {
    const run = Reflect.get(globalThis, "axe") as { run(root: unknown, options: unknown): Promise<Found> };
    const { violations } = await run.run(Reflect.get(globalThis, "document"), { runOnly: rules });
    return violations.map(
      (one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`,
    );
  }, RULES);
}
