// Puts what a desk or restaurant page holds onto the screen, region by region.
import { categoryViews } from "./categories.ts";
import { put } from "./draw.ts";
import type { DeskState } from "./desk-model.ts";
import { mainAct, shownCard, shownPop } from "./desk-state.ts";
import { helpView } from "./desk-help.ts";
import {
  lightViews,
  noticeViews,
  recentViews,
  sheetView,
  stayView,
  tabViews,
  veilView,
  type Reader,
} from "./desk-view.ts";
import type { Station } from "./boot.ts";
import { clockText, countText, stationText } from "./text.ts";

/** The screen of one page. */
export interface DeskScreen {
  show(state: DeskState): void;
  /** Says it to a screen reader, politely. */
  announce(text: string): void;
}

const ROWS = { "/restaurant": 4 } as const;

/** Draws the frame once and answers what keeps it up to date; regions a page does not have are left out. */
export function openScreen(station: Station): DeskScreen {
  const { frame, draw, facts, t, locale } = station;
  const reader: Reader = { t, locale, timezone: facts.property.timezone };
  const dining = isDining();
  const model = {
    property: facts.property.name,
    station: stationText(facts.station.name, facts.station.role, t),
    digits: "123456789".split(""),
    zero: "0",
  };
  put(frame, draw(dining ? "restaurant" : "desk", model));
  const fill = (name: string, html: string): void => {
    const region = frame.querySelector(`[data-region="${name}"]`);
    if (region !== null) put(region, html);
  };
  const most = dining ? ROWS["/restaurant"] : 5;
  return {
    show(state) {
      const hidden = state.veiled && !state.peeking;
      fill("lights", draw("lights", { lights: lightViews(state.links, t) }));
      fill("person", draw("person", { name: state.person?.name }));
      fill(
        "clock",
        draw("clock", { at: new Date(state.now).toISOString(), text: clockText(state.now, reader.timezone) }),
      );
      fill("signin", state.signIn === undefined ? "" : draw("sign-in", state.signIn));
      fill("notices", draw("notices", { notices: noticeViews(state, reader) }));
      const rows = hidden ? [] : recentViews(state, reader, { most, brief: dining });
      frame.querySelector(".side")?.classList.toggle("helping", state.help);
      fill("recent", state.help && !dining ? "" : draw("recent", { veiled: hidden, rows }));
      fill("list", sideHtml(state, reader, station));
      showStage(frame, { state, reader, station, fill });
    },
    announce: (text) => {
      const region = frame.querySelector('[data-region="announce"]');
      if (region !== null) region.textContent = text;
    },
  };
}

/** Whether this page stands at a restaurant's door. */
export function isDining(): boolean {
  return document.body.classList.contains("dining");
}

function sideHtml(state: DeskState, reader: Reader, { draw, t }: Station): string {
  if (state.help) return draw("help", helpView(state.preferences, t));
  const veiled = state.veiled && !state.peeking;
  const stays = veiled ? [] : (state.list?.stays ?? []);
  const rows = stays.map((stay) => stayView(stay, reader, state.tab));
  const total = totalOf(state);
  const left = total - rows.length;
  return draw("list", {
    veiled,
    tabs: tabViews(state, t),
    rows,
    none: t(state.list === undefined ? "pages.list.loading" : `pages.list.none.${state.tab}`),
    more:
      rows.length > 0 && left > 0 && state.list?.next !== undefined
        ? countText(t, "pages.list.more", left)
        : "",
  });
}

function totalOf({ list, tab }: DeskState): number {
  if (list === undefined) return 0;
  const { dueIn, inHouse, dueOut } = list.counts;
  return { "due-in": dueIn, "in-house": inHouse, "due-out": dueOut }[tab];
}

interface StageParts {
  readonly state: DeskState;
  readonly reader: Reader;
  readonly station: Station;
  readonly fill: (name: string, html: string) => void;
}

function showStage(frame: HTMLElement, { state, reader, station, fill }: StageParts): void {
  const { draw } = station;
  const stage = frame.querySelector('[data-region="stage"]');
  const veiled = state.veiled && !state.peeking;
  const card = shownCard(state.stage);
  const noting = !veiled && card !== undefined && state.noteFor === card.guestId;
  stage?.classList.toggle("noting", noting);
  stage?.classList.toggle("vacant", card === undefined);
  if (veiled && card !== undefined) {
    fill("sheet", draw("veil", veilView(state, reader) ?? {}));
    fill("note", "");
    fill("acts", "");
    return;
  }
  const sheet = sheetView(state, reader);
  fill("sheet", sheet === undefined ? draw("empty", emptyView(state, reader)) : draw("card", sheet));
  fill("note", noteHtml(state, station, noting));
  fill("acts", card === undefined || noting ? "" : draw("acts", actsView(state, reader)));
}

function noteHtml(state: DeskState, { draw, t }: Station, noting: boolean): string {
  const card = shownCard(state.stage);
  if (card === undefined) return "";
  if (noting) {
    const draft = state.noteFrom ?? { category: "room", value: "", kind: "seen" };
    return draw("note", {
      categories: categoryViews(draft.category, t),
      value: draft.value,
      said: draft.kind === "said",
      fault: state.noteFault,
    });
  }
  const { undo } = state;
  return undo !== undefined && undo.guestId === card.guestId ? draw("undo", { text: undo.text }) : "";
}

function emptyView(state: DeskState, { t }: Reader): object {
  if (isDining()) return { icon: "table", title: t("pages.empty.dining"), text: t("pages.empty.diningText") };
  const due = state.list?.counts.dueIn ?? 0;
  return {
    icon: "lake",
    title: t("pages.empty.title"),
    text:
      due === 0 ? t("pages.empty.text") : `${t("pages.empty.text")}${countText(t, "pages.empty.due", due)}`,
    acts: [
      { main: true, act: "tab", id: "due-in", text: t("pages.empty.arrivals"), key: "A" },
      { main: false, act: "search", id: "", text: t("pages.empty.find"), key: "/" },
    ],
  };
}

/** The one filled button, what is done already, and the quiet buttons. */
function actsView(state: DeskState, { t, timezone }: Reader): object {
  const pop = shownPop(state.stage);
  const card = shownCard(state.stage);
  const act = mainAct(state.stage);
  const outcome =
    state.outcome !== undefined && state.outcome.guestId === card?.guestId
      ? outcomeView(state.outcome)
      : undefined;
  const printed = card !== undefined && state.printed.has(card.guestId);
  const printText = t(printed ? "pages.act.printAgain" : "pages.act.print");
  const aboutOne = [
    ...(act === "note" ? [] : [{ act: "note", icon: "note", text: t("pages.act.note"), key: "N" }]),
    { act: "print", icon: "print", text: printText, key: "P" },
  ];
  return {
    main: act === undefined ? undefined : { act, text: t(`pages.act.${act}`), key: t("pages.act.enter") },
    done: pop?.state === "greeted" ? doneText(pop, t) : undefined,
    quiet: [
      ...(card?.match === "doubtful" ? [] : aboutOne),
      { act: "veil", icon: "veil", text: t("pages.act.veil"), key: t("pages.act.space") },
      ...(pop === undefined
        ? [{ act: "latest", icon: "back", text: t("pages.act.latest"), key: t("pages.act.esc") }]
        : []),
    ],
    outcome,
    timezone,
  };
}

function outcomeView(outcome: { kind: "good" | "bad"; text: string }): object {
  return { kind: outcome.kind, text: outcome.text, icon: outcome.kind === "good" ? "check" : "caution" };
}

function doneText(pop: { by?: string }, t: Reader["t"]): string {
  return pop.by === undefined ? t("pages.row.greeted") : t("pages.row.greetedBy", { by: pop.by });
}
