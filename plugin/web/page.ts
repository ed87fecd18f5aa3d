// Pages as data: a path and a function that gives HTML; whatever they may know of guests comes later, over the API.
import { parseCookie } from "cookie";
import type { Express, Request } from "express";
import type { Locale, Property } from "../contract/index.ts";
import { requestLocale, THEME_COOKIE } from "./caller.ts";
import { exactLocale, readTheme, type Theme } from "./locale.ts";

/** What a page is told of the request. */
export interface PageRequest {
  readonly path: string;
  readonly locale: Locale;
  readonly theme: Theme;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

/** One page; `/printers/:name` has its name in `params`. */
export interface Page {
  readonly path: string;
  render(request: PageRequest): string | Promise<string>;
}

/** Serves pages; `?lang=en` and `?theme=dark` win over what the browser wishes for. */
export function mountPages(app: Express, pages: readonly Page[], property: Property): void {
  for (const page of pages) {
    app.get(page.path, async (request, response) => {
      const asked = pageRequest(request, property);
      const html = await page.render(asked);
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      response.setHeader("Content-Language", asked.locale);
      response.setHeader("Cache-Control", "no-cache");
      response.setHeader("Vary", "Accept-Language, Cookie");
      response.end(html);
    });
  }
}

function pageRequest(request: Request, property: Property): PageRequest {
  const query = strings(request.query);
  return {
    path: request.path,
    locale: exactLocale(query["lang"]) ?? requestLocale(request, property),
    theme: readTheme(query["theme"] ?? parseCookie(request.headers.cookie ?? "")[THEME_COOKIE]),
    params: strings(request.params),
    query,
  };
}

function strings(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
