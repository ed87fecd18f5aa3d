// A desk or restaurant page while it is open: holds what it knows, hears the socket, obeys keys and clicks, draws.
import type { Station } from "./boot.ts";
import { startOver } from "./boot.ts";
import { after, every, now } from "./clock.ts";
import { chime, notifyOf } from "./alerts.ts";
import { listenActs, type Act } from "./acts.ts";
import { listenKeys } from "./desk-keys.ts";
import { openKeyActs } from "./desk-key-acts.ts";
import { openLists } from "./desk-lists.ts";
import type { Desk, DeskState } from "./desk-model.ts";
import { openScreen } from "./desk-screen.ts";
import {
  cardChanged,
  EMPTY_STAGE,
  lastNumber,
  openStage,
  popSettled,
  popsArrived,
  releaseHeld,
} from "./desk-state.ts";
import { announceText } from "./desk-view.ts";
import { openWrites } from "./desk-writes.ts";
import { openLive } from "./live.ts";
import { openPad } from "./pad.ts";
import { readPreferences } from "./preferences.ts";
import { openSearch } from "./search.ts";
import type { PopRow } from "./wire.ts";

const TICK_MS = 10_000;
const LISTS_MS = 60_000;
const RECENT = 20;

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
  every(TICK_MS, () => desk.set({}));
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
  const live = openLive(token, () => lastNumber(desk.state.stage), {
    online: () => {
      if (!desk.state.online) void readStates(desk);
      desk.set({ online: true, asOf: now() });
    },
    offline: () => {
      if (desk.state.online) desk.set({ online: false, asOf: now() });
    },
    refused: startOver,
    pops: (pops) => {
      hear(desk, pops, screen);
      void lists.load();
    },
    changed: ({ guestId, card }) => desk.setStage(cardChanged(desk.state.stage, guestId, card)),
    settled: (settled) => desk.setStage(popSettled(desk.state.stage, settled)),
    links: (links) => desk.set({ links }),
  });
  desk.reconnect = (): void => live.reconnect();
}

async function readPops(desk: Desk): Promise<void> {
  const { pops } = await recentPops(desk);
  desk.setStage(openStage(pops));
}

async function readStates(desk: Desk): Promise<void> {
  const { pops } = await recentPops(desk);
  let { stage } = desk.state;
  for (const pop of pops)
    stage = popSettled(stage, {
      number: pop.number,
      state: pop.state,
      ...(pop.by === undefined ? {} : { by: pop.by }),
    });
  desk.setStage(stage);
}

async function recentPops(desk: Desk): Promise<{ pops: readonly PopRow[] }> {
  try {
    return await desk.station.api.get<{ pops: readonly PopRow[] }>("pops", { limit: RECENT });
  } catch {
    return { pops: [] };
  }
}

function hear(desk: Desk, pops: readonly PopRow[], screen: Ears["screen"]): void {
  const before = desk.state.stage;
  const stage = popsArrived(before, pops, { now: now(), busy: isBusy() });
  if (stage === before) return;
  desk.set({ stage, asOf: now() });
  const loud = [...pops].reverse().find((pop) => pop.quiet !== true && pop.state === "waiting");
  if (loud === undefined) return;
  screen.announce(announceText(loud.card, desk.state, desk.station.t));
  if (desk.state.preferences.sound) chime();
  if (desk.state.preferences.notify) notifyOf(loud, desk.station.t);
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
