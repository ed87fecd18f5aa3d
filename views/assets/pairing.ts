// The pairing form: the one-time code that IT made for a station, typed once at this browser.
import { createApi, Problem } from "./api.ts";
import { createDraw, put } from "./draw.ts";
import { keepToken, pair, pathOfRole } from "./terminal-token.ts";
import type { TerminalFacts } from "./wire.ts";
import { pageLocale } from "./page-locale.ts";
import { loadPhrases } from "./words.ts";

/** Shows the form in the frame and resolves with the token of this page once a code was taken. */
export async function openPairing(frame: HTMLElement): Promise<string> {
  const t = await loadPhrases(pageLocale());
  const draw = createDraw(t);
  const property = document.documentElement.dataset["property"] ?? "";
  const model = { property, station: t("pages.title.pair"), name: t("pages.pair.device") };
  put(frame, draw("pairing", model));
  frame.querySelector<HTMLInputElement>("#code")?.focus();
  const paired = new AbortController();
  return new Promise((resolve) => {
    const submit = (event: Event): void => {
      event.preventDefault();
      if (!(event.target instanceof HTMLFormElement)) return;
      const given = new FormData(event.target);
      const code = textOf(given, "code").trim().toUpperCase();
      const name = textOf(given, "name").trim();
      const done = (token: string): void => {
        // the page that follows stands in the same frame and has forms of its own
        paired.abort();
        resolve(token);
      };
      pairHere(code, name).then(done, (error: unknown) => {
        const problem = error instanceof Problem ? error : new Problem("unexpected", 0);
        const fault =
          problem.code === "offline" ? t("pages.fault.offline") : t("pages.pair.refused", { code });
        put(frame, draw("pairing", { ...model, name, fault }));
        frame.querySelector<HTMLInputElement>("#code")?.focus();
      });
    };
    frame.addEventListener("submit", submit, { signal: paired.signal });
  });
}

/** Pairs; a code of a station that another page serves opens that page. */
async function pairHere(code: string, name: string): Promise<string> {
  const { token } = await pair(code, name);
  const { station } = await createApi(token).get<TerminalFacts>("terminal");
  const path = pathOfRole(station.role);
  keepToken(path, token);
  if (path !== location.pathname) location.assign(path);
  return token;
}

/** A text field of a form. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
