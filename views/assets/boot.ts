// How every terminal page opens: find the station's token (or pair), learn which station this is, load its words, draw.
import type { Phrases } from "../../plugin/contract/index.ts";
import { createApi, Problem, type Api } from "./api.ts";
import { after } from "./clock.ts";
import { createDraw, put, regionOf, type Draw } from "./draw.ts";
import { openPairing } from "./pairing.ts";
import { applyTheme, readPreferences } from "./preferences.ts";
import { dropToken, keepToken, pairInTrial, tokenOf } from "./terminal-token.ts";
import type { Locale, TerminalFacts } from "./wire.ts";
import { stationText } from "./text.ts";
import { pageLocale } from "./page-locale.ts";
import { loadPhrases } from "./words.ts";

const AGAIN_MS = 3000;

/** A paired page: its station, its words, and whom to ask. */
export interface Station {
  readonly token: string;
  readonly facts: TerminalFacts;
  readonly api: Api;
  readonly t: Phrases;
  readonly locale: Locale;
  readonly draw: Draw;
  readonly frame: HTMLElement;
}

/** Opens the page and starts it once it knows its station. */
export async function boot(start: (station: Station) => void): Promise<void> {
  applyTheme(readPreferences());
  const frame = regionOf(document, "frame");
  const token = tokenOf(location.pathname) ?? (await firstToken(frame));
  const api = createApi(token);
  const facts = await askFacts(api, frame);
  const { locale } = facts.station;
  const t = await loadPhrases(locale);
  document.documentElement.lang = locale;
  document.title = `${stationText(facts.station.name, facts.station.role, t)} · ${t("pages.brand")}`;
  start({ token, facts, api, t, locale, draw: createDraw(t), frame });
}

/** Pairs: by itself in the trial hotel, else a person types the code. */
async function firstToken(frame: HTMLElement): Promise<string> {
  const { trial } = document.documentElement.dataset;
  if (trial === "true") {
    try {
      const token = await pairInTrial(location.pathname.slice(1));
      keepToken(location.pathname, token);
      return token;
    } catch {
      // no code to be had; a person may still bring one
    }
  }
  return openPairing(frame);
}

/** Asks until the server answers; a token that is not taken any more is forgotten and the page starts over. */
async function askFacts(api: Api, frame: HTMLElement): Promise<TerminalFacts> {
  try {
    return await api.get<TerminalFacts>("terminal");
  } catch (error) {
    if (error instanceof Problem && error.code.startsWith("terminal-")) {
      startOver();
      return new Promise(() => undefined);
    }
    const t = await loadPhrases(pageLocale());
    const waits = { icon: "off", strong: t("pages.offline.start"), text: t("pages.offline.startText") };
    put(frame, createDraw(t)("notices", { notices: [waits] }));
    await new Promise<void>((resolve) => after(AGAIN_MS, resolve));
    return askFacts(api, frame);
  }
}

/** Forgets the token and opens the page anew. */
export function startOver(): void {
  dropToken(location.pathname);
  location.reload();
}
