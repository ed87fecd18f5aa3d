// Chits as the house makes them, from a card to the document, for tests.
import {
  idOf,
  type Card,
  type Document,
  type Locale,
  type Property,
  type Station,
} from "../../plugin/contract/index.ts";
import type { ChitName } from "../../plugin/printing/chit-model.ts";
import { createChits } from "../../plugin/printing/chits.ts";
import { CHIT_LIFE_MS, type PrintJob } from "../../plugin/printing/print-job.ts";
import { openPhrases } from "../../views/phrases.ts";
import { openViews } from "../../views/render.ts";
import { frontDesk, zhangCard } from "./chit-cards.ts";

export const phrases = openPhrases();
const views = openViews({ phrases });

export const PROPERTY: Property = {
  id: idOf<"property">("WLH"),
  name: "西湖大酒店",
  timezone: "Asia/Shanghai",
  locale: "zh-CN",
  currency: "CNY",
  country: "CN",
};
export const NOW = Date.parse("2026-11-21T06:32:00Z");

/** A job that is waiting. */
export function waitingJob(more: Partial<PrintJob> = {}): PrintJob {
  return {
    id: idOf<"print-job">("01JD000000000000000000K7Q4"),
    printer: "desk-printer",
    station: "front-desk-1",
    chit: "arrival",
    guest: idOf<"guest">("01JD0000000000000000ZHANG1"),
    state: "queued",
    copy: false,
    attempts: 0,
    createdAt: NOW,
    expiresAt: NOW + CHIT_LIFE_MS,
    ...more,
  };
}

/** What a chit is asked for with. */
export interface ChitWish {
  readonly locale: Locale;
  readonly chit?: ChitName;
  readonly copy?: boolean;
  readonly card?: Card;
  readonly station?: Station;
}

/** The document of a chit, made by the product's own views and words. */
export function chitOf({
  locale,
  chit = "arrival",
  copy = false,
  card,
  station,
}: ChitWish): Promise<Document> {
  const desk = station ?? frontDesk(locale);
  const makeDocument = createChits({
    cardOf: () => Promise.resolve(card ?? zhangCard(locale)),
    drawChit: (name, model, language) => views.chit(name, model, language),
    phrases,
    property: PROPERTY,
    stations: [desk],
  });
  return makeDocument(waitingJob({ station: desk.name, chit, copy }));
}
