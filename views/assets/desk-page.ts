// A desk or restaurant page while it is open: holds what it knows, hears the socket, obeys keys and clicks, draws.
import type { Station } from "./boot.ts";
import { startOver } from "./boot.ts";
import { after, every, now } from "./clock.ts";
import { chime, notify } from "./alerts.ts";
import { listenActs, type Act } from "./acts.ts";
import { listenKeys } from "./desk-keys.ts";
import { openKeyActs } from "./desk-key-acts.ts";
import { openLists } from "./desk-lists.ts";
import type { Desk, DeskState } from "./desk-model.ts";
import { openScreen } from "./desk-screen.ts";
import {
  cardChanged,
  EMPTY_STAGE,
  openStage,
  popSettled,
  popsArrived,
  releaseHeld,
  shownPop,
} from "./desk-state.ts";
import { announceText } from "./desk-view.ts";
import { openWrites } from "./desk-writes.ts";
import { openLive } from "./live.ts";
import { readRecentPops } from "./pop-pages.ts";
import { openPad } from "./pad.ts";
import { readPreferences } from "./preferences.ts";
import { openSearch } from "./search.ts";
import type { PopRow } from "./wire.ts";

const TICK_MS = 10_000;
const LISTS_MS = 60_000;
/** Pops told so late are what this terminal missed; others may have greeted them meanwhile. */
const MISSED_MS = 10_000;
const STATES_LATE_MS = 300;

/** Opens the page of a paired terminal. */
export function openDesk(station: Station): Desk {
  const screen = openScreen(station);
  let state = openState(station);
  const desk: Desk = {
    station,
    get state() {
      return state;
    },
    set(change) {
      state = { ...state, ...change, now: now() };
      screen.show(state);
    },
    remember(change) {
      state = { ...state, ...change };
    },
    setStage: (stage) => desk.set({ stage }),
    reconnect: () => undefined,
  };
  screen.show(state);
  const lists = openLists(desk);
  const writes = openWrites(desk);
  const search = openSearch(desk);
  const pad = openPad(desk);
  const acts: Readonly<Record<string, Act>> = { ...lists.acts, ...writes.acts, ...search.acts, ...pad.acts };
  const keyActs = openKeyActs(desk, acts, search);
  listenActs(station.frame, { ...acts, ...keyActs.acts });
  listenKeys({ singleKeys: () => state.preferences.keys, act: keyActs.press });
  void listen(desk, { screen, lists });
  every(TICK_MS, () => {
    desk.set({});
    void lists.refresh();
  });
  every(LISTS_MS, () => void lists.load());
  return desk;
}

function openState({ facts }: Station): DeskState {
  return {
    stage: EMPTY_STAGE,
    online: true,
    asOf: now(),
    links: facts.links,
    person: facts.person,
    veiled: false,
    peeking: false,
    tab: "due-in",
    list: undefined,
    help: false,
    preferences: readPreferences(),
    noteFor: undefined,
    noteFrom: undefined,
    noteFault: undefined,
    drafts: new Map(),
    undo: undefined,
    outcome: undefined,
    signIn: undefined,
    arrived: undefined,
    printed: new Set(),
    now: now(),
  };
}

interface Ears {
  readonly screen: ReturnType<typeof openScreen>;
  readonly lists: ReturnType<typeof openLists>;
}

/** Reads what happened so far, then hears what comes; after a cut it reads again, because others may have greeted meanwhile. */
async function listen(desk: Desk, { screen, lists }: Ears): Promise<void> {
  await Promise.all([readPops(desk), lists.load()]);
  const { token } = desk.station;
  const loadLists = createLater(STATES_LATE_MS, () => void lists.load());
  const readAgain = createLater(STATES_LATE_MS, () => void readStates(desk));
  const live = openLive(token, {
    online: () => {
      readAgain();
      desk.set({ online: true, asOf: now() });
    },
    offline: () => {
      if (desk.state.online) desk.set({ online: false, asOf: now() });
    },
    refused: startOver,
    pops: (pops) => {
      hear(desk, pops, screen);
      if (pops.some((pop) => now() - pop.at > MISSED_MS)) readAgain();
      loadLists();
    },
    changed: ({ guestId, card }) => desk.setStage(cardChanged(desk.state.stage, guestId, card)),
    settled: (settled) => desk.setStage(popSettled(desk.state.stage, settled)),
    links: (links) => desk.set({ links }),
  });
  desk.reconnect = (): void => live.reconnect();
}

async function readPops(desk: Desk): Promise<void> {
  desk.setStage(openStage(await readRecentPops(desk.station.api)));
}

/** What became of the pops on this page; one that popped before the socket was open is added. */
async function readStates(desk: Desk): Promise<void> {
  const oldest = desk.state.stage.pops.at(-1)?.number;
  const pops = await readRecentPops(desk.station.api, oldest);
  let stage = popsArrived(desk.state.stage, pops, { now: now(), busy: isBusy() });
  for (const pop of pops)
    stage = popSettled(stage, {
      number: pop.number,
      state: pop.state,
      ...(pop.by === undefined ? {} : { by: pop.by }),
    });
  desk.setStage(stage);
}

/** Does it once for many askings, a moment after the first. */
function createLater(ms: number, work: () => void): () => void {
  let waits = false;
  return () => {
    if (waits) return;
    waits = true;
    after(ms, () => {
      waits = false;
      work();
    });
  };
}

function hear(desk: Desk, pops: readonly PopRow[], screen: Ears["screen"]): void {
  const before = desk.state.stage;
  const stage = popsArrived(before, pops, { now: now(), busy: isBusy() });
  if (stage === before) return;
  desk.set({ stage, asOf: now() });
  const loud = [...pops].reverse().find((pop) => pop.quiet !== true && pop.state === "waiting");
  const taken = stage.held?.number ?? shownPop(stage)?.number;
  if (loud === undefined || taken !== loud.number) return;
  screen.announce(announceText(loud.card, desk.state, desk.station.t));
  if (desk.state.preferences.sound) chime();
  if (desk.state.preferences.notify) notify(desk.station.t);
  if (stage.held === undefined) arrive(desk.station.frame);
  else holdBack(desk, stage.held.until);
}

/** The one short movement of a card that arrives. */
function arrive(frame: HTMLElement): void {
  const stage = frame.querySelector('[data-region="stage"]');
  stage?.classList.remove("new");
  requestAnimationFrame(() => stage?.classList.add("new"));
}

const LOOK_MS = 250;

/** Waits until whoever types is done, eight seconds at most. */
function holdBack(desk: Desk, until: number): void {
  after(LOOK_MS, () => {
    if (desk.state.stage.held === undefined) return;
    if (isBusy() && now() < until) holdBack(desk, until);
    else {
      desk.set({ stage: releaseHeld(desk.state.stage), noteFor: undefined });
      arrive(desk.station.frame);
    }
  });
}

/** Somebody has the focus in a field that takes text. */
function isBusy(): boolean {
  const active = document.activeElement;
  return active instanceof HTMLInputElement && active.type !== "radio";
}
