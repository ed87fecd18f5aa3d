// Which station this page is: its token, kept per page path, so that several pages of one browser can be several stations.
// In the trial hotel each page has a station per language, so there the language is part of the place.
import { createApi } from "./api.ts";
import { pageLocale } from "./page-locale.ts";

/** The token of the page at this path, if it was paired. */
export function tokenOf(path: string): string | undefined {
  return localStorage.getItem(keyOf(path)) ?? undefined;
}

/** Keeps a page's token. */
export function keepToken(path: string, token: string): void {
  localStorage.setItem(keyOf(path), token);
}

/** Forgets a token that the server no longer takes. */
export function dropToken(path: string): void {
  localStorage.removeItem(keyOf(path));
}

function keyOf(path: string): string {
  return `keshi.terminal:${path}${isTrial() ? `#${pageLocale()}` : ""}`;
}

function isTrial(): boolean {
  return document.documentElement.dataset["trial"] === "true";
}

/** What pairing answers. */
export interface Paired {
  readonly terminalId: string;
  readonly token: string;
  readonly station: string;
}

/** Pairs this browser with the station of the code; the code works once. */
export function pair(code: string, name: string): Promise<Paired> {
  return createApi().post<Paired>("terminals/pair", { code, name });
}

/** In the trial hotel pages ask for their own code; the answer is the token. */
export async function pairInTrial(page: string): Promise<string> {
  const { code } = await createApi().post<{ code: string }>("/trial/station-code", {
    page,
    locale: pageLocale(),
  });
  const { token } = await pair(code, `trial ${page}`);
  return token;
}

/** The page that serves a station's role. */
export function pathOfRole(role: string): string {
  const paths: Readonly<Record<string, string>> = {
    "front-desk": "/desk",
    restaurant: "/restaurant",
    kitchen: "/restaurant",
    housekeeping: "/rooms",
    "call-centre": "/calls",
    manager: "/calls",
  };
  return paths[role] ?? "/desk";
}
