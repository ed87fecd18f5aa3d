// Drawing: a region of the page is replaced only when its HTML differs, and the focus stays on what it was on.
import type { Phrases } from "../../plugin/contract/index.ts";
import { templates } from "./templates.js";

/** Draws partials in the reader's words. */
export interface Draw {
  (partial: string, model: object): string;
}

/** Makes the drawing of one language. */
export function createDraw(t: Phrases): Draw {
  return (partial, model) => {
    const template = templates[partial];
    if (template === undefined) throw new Error(`There is no partial ${partial}`);
    return template(model, { data: { t } });
  };
}

const drawn = new WeakMap<Element, string>();

/** Puts HTML made by a template into a region; answers whether it changed. */
export function put(region: Element, html: string): boolean {
  if (drawn.get(region) === html) return false;
  const active = document.activeElement;
  const key = active instanceof HTMLElement && region.contains(active) ? active.dataset["key"] : undefined;
  region.innerHTML = html;
  drawn.set(region, html);
  if (key !== undefined) byKey(region, key)?.focus({ preventScroll: true });
  return true;
}

/** What a region was drawn with is no longer what stands there (a field was emptied by hand). */
export function forget(region: Element): void {
  drawn.delete(region);
}

function byKey(region: Element, key: string): HTMLElement | undefined {
  return [...region.querySelectorAll<HTMLElement>("[data-key]")].find((one) => one.dataset["key"] === key);
}

/** The region of a page by its name; a page without it is a fault. */
export function regionOf(root: ParentNode, name: string): HTMLElement {
  const found = root.querySelector<HTMLElement>(`[data-region="${name}"]`);
  if (found === null) throw new Error(`The page has no region ${name}`);
  return found;
}
