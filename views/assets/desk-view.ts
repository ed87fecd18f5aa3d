// From what a page holds to what its templates draw; pure, words in the reader's language.
import type { Phrases } from "../../plugin/contract/index.ts";
import { cardView, momentIcon, type CardView } from "./card-view.ts";
import type { DeskState, Tab } from "./desk-model.ts";
import { TABS } from "./desk-model.ts";
import { shownCard, shownPop } from "./desk-state.ts";
import { clockText, countText, dayText, languageOf, lastingText, ordinalText } from "./text.ts";
import type { Card, Light, Locale, PopRow, StayRow } from "./wire.ts";

/** The reader of a page: words, language, the hotel's zone. */
export interface Reader {
  readonly t: Phrases;
  readonly locale: Locale;
  readonly timezone: string;
}

/** The card in the large place as its template takes it. */
export function sheetView(state: DeskState, reader: Reader): CardView | undefined {
  const card = shownCard(state.stage);
  const pop = shownPop(state.stage);
  if (card === undefined) return undefined;
  const moment = pop === undefined ? {} : { moment: { reason: pop.reason, at: pop.at, now: state.now } };
  return cardView(card, { ...reader, ...moment });
}

/** What stays on a veiled screen: the moment and the honorific. */
export function veilView(state: DeskState, { t, locale, timezone }: Reader): object | undefined {
  const card = shownCard(state.stage);
  const pop = shownPop(state.stage);
  if (card === undefined) return undefined;
  const moment =
    pop === undefined
      ? undefined
      : {
          icon: momentIcon(pop.reason),
          text: `${t(`pages.reason.${pop.reason}`)} · ${clockText(pop.at, timezone)}`,
        };
  return { moment, honorific: card.honorific, lang: languageOf(card.honorific, locale) };
}

/** What a screen reader says when a card pops: the sentence and the cautions, nothing else; veiled, the honorific only. */
export function announceText(card: Card, state: DeskState, t: Phrases): string {
  if (state.veiled) return card.honorific;
  const cautions = card.cautions.map((one) =>
    t("pages.card.caution", { text: one.text, severity: t(`pages.severity.${one.severity}`) }),
  );
  return [card.say, ...cautions].join(" ");
}

/** The lights of the links: a shape, a word where it is not well. */
export function lightViews(links: readonly Light[], t: Phrases): object[] {
  const alike = (link: Light): boolean =>
    links.some((other) => other !== link && lightName(other, t) === lightName(link, t));
  const views = links.map((link) => {
    // Several of a kind show as one while they are well; the one that is not is named.
    const name = link.state !== "up" && alike(link) ? link.name : lightName(link, t);
    if (link.state === "up") return { kind: "up", text: name, said: t("pages.light.up") };
    const kind = link.state === "slow" ? "late" : "down";
    const key = isPrinter(link)
      ? `pages.light.printer${kind === "late" ? "Late" : "Down"}`
      : `pages.light.${kind}`;
    return { kind, text: t(key, { name }), said: "" };
  });
  return views.filter((view, nth) => views.findIndex((other) => other.text === view.text) === nth);
}

const LIGHT_KINDS = new Set(["fias", "pms", "pos", "open-api", "phone", "escpos", "preview", "printer"]);

/** A link in the words of the house: PMS, POS, printer; other names as the config has them. */
export function lightName(link: Light, t: Phrases): string {
  return LIGHT_KINDS.has(link.kind) ? t(`pages.light.kind.${link.kind}`) : link.name;
}

/** One strip in the flow. */
export interface Notice {
  readonly icon: string;
  readonly strong: string;
  readonly text: string;
  readonly act?: string;
  readonly label?: string;
  readonly key?: string;
}

/** The strips: what is wrong with the machine, what still works for the guest, what one can do. */
export function noticeViews(state: DeskState, { t, timezone }: Reader): Notice[] {
  if (!state.online) {
    const at = clockText(state.asOf, timezone);
    return [
      {
        icon: "off",
        strong: t("pages.offline.strong", { at }),
        text: t("pages.offline.text"),
        act: "reconnect",
        label: t("pages.offline.again"),
        key: "R",
      },
    ];
  }
  return state.links.filter((link) => link.state === "down").map((link) => downNotice(link, state.now, t));
}

const MINUTE_MS = 60_000;

function downNotice(link: Light, now: number, t: Phrases): Notice {
  const what = isPms(link) ? "pms" : isPrinter(link) ? "printer" : "other";
  const values = { name: lightName(link, t), lasting: lastingText(t, link.since, now) };
  const strong = t(`pages.down.${what}${now - link.since < MINUTE_MS ? "Now" : ""}`, values);
  return { icon: "cut", strong, text: t(`pages.down.${what}Text`, values) };
}

function isPms(link: Light): boolean {
  return link.kind === "fias" || link.kind === "pms";
}

function isPrinter(link: Light): boolean {
  return ["escpos", "preview", "printer"].includes(link.kind);
}

/** One row of a list of guests. */
export interface RowView {
  readonly act: string;
  readonly id: string;
  readonly room: string;
  readonly name: string;
  readonly lang: string;
  readonly reading?: string | undefined;
  readonly sub: string;
  readonly end: string;
  readonly severe: boolean;
  readonly current: boolean;
}

/** The pops before the one in the large place; one that waits for a typist, and quiet ones to be claimed, among them. */
export function recentViews(
  state: DeskState,
  reader: Reader,
  how: { most: number; brief: boolean },
): RowView[] {
  const shown = shownPop(state.stage)?.number;
  const rows = state.stage.pops.filter((pop) => pop.number !== shown).slice(0, how.most);
  return rows.map((pop) => {
    const row = recentView(pop, state, reader);
    return how.brief ? { ...row, end: stateText(pop, reader.t) } : row;
  });
}

function recentView(pop: PopRow, state: DeskState, { t, locale, timezone }: Reader): RowView {
  const { card } = pop;
  const place =
    card.stay?.table === undefined ? undefined : t("pages.card.table", { table: card.stay.table });
  const ordinal = card.stay === undefined ? undefined : ordinalText(t, "pages.row.stay", card.stay.ordinal);
  const what = t("pages.row.moment", {
    what: t(`pages.reason.${pop.reason}`),
    at: clockText(pop.at, timezone),
  });
  const draft = state.drafts.has(pop.guestId) ? t("pages.row.draft") : undefined;
  return {
    act: "openPop",
    id: String(pop.number),
    room: card.stay?.room ?? t("pages.row.noRoom"),
    name: card.honorific,
    lang: languageOf(card.honorific, locale, card.language),
    reading: surnameReading(card),
    sub: [what, place, ordinal, draft].filter((part) => part !== undefined).join(" · "),
    end: popEnd(pop, t),
    severe: card.cautions.length > 0,
    current: state.stage.held?.number === pop.number,
  };
}

function stateText(pop: PopRow, t: Phrases): string {
  if (pop.state !== "waiting") return t(`pages.row.${pop.state}`);
  return t(pop.quiet === true ? "pages.row.claim" : "pages.row.waiting");
}

function popEnd(pop: PopRow, t: Phrases): string {
  if (pop.by === undefined || pop.state === "waiting") return stateText(pop, t);
  return t(`pages.row.${pop.state}By`, { by: pop.by });
}

function surnameReading(card: Card): string | undefined {
  const parts = (card.spoken ?? []).filter((part) => part.surname === true);
  const reading = parts.map((part) => part.reading ?? "").join("");
  return parts.length > 1 && reading !== "" ? reading : undefined;
}

/** The tabs with their counts. */
export function tabViews(state: DeskState, t: Phrases): object[] {
  const counts = state.list?.counts;
  const count: Readonly<Record<Tab, number | undefined>> = {
    "due-in": counts?.dueIn,
    "in-house": counts?.inHouse,
    "due-out": counts?.dueOut,
  };
  return TABS.map((id) => ({
    id,
    text: t(`pages.list.${id}`),
    count: count[id] ?? "",
    pressed: String(id === state.tab),
  }));
}

/** One stay of a list as a row. */
export function stayView(stay: StayRow, { t, locale }: Reader, tab: Tab): RowView {
  const last =
    tab === "in-house" ? t("pages.row.until", { day: dayText(stay.departure, t) }) : (stay.eta ?? undefined);
  const parts = [
    last,
    stay.dayUse === true ? t("pages.card.dayUse") : ordinalText(t, "pages.row.stay", stay.ordinal),
    stay.vip ?? undefined,
    stay.promises > 0 ? countText(t, "pages.row.promises", stay.promises) : undefined,
  ];
  return {
    act: "openGuest",
    id: stay.guestId,
    room: stay.room ?? t("pages.row.noRoom"),
    name: stay.honorific,
    lang: languageOf(stay.honorific, locale),
    reading: stay.reading ?? undefined,
    sub: parts.filter((part) => part !== undefined).join(" · "),
    end: "",
    severe: stay.severe || stay.cautions > 0,
    current: false,
  };
}
