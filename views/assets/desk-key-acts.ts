// What each key does on a desk page, the veil among them: tapped it covers, held it lets one read, Esc takes it away.
import type { Act } from "./acts.ts";
import { mayNotify } from "./alerts.ts";
import type { KeyAct } from "./key-act.ts";
import type { Desk } from "./desk-model.ts";
import { mainAct, openStage, shownCard, stepPop } from "./desk-state.ts";
import { isDining } from "./desk-screen.ts";
import { keepPreferences, type Preferences } from "./preferences.ts";
import type { Search } from "./search.ts";

/** Keys that would show or do something about a guest; they rest while the screen is veiled. */
const COVERED: ReadonlySet<KeyAct> = new Set([
  "search",
  "enter",
  "older",
  "newer",
  "note",
  "print",
  "due-in",
  "in-house",
  "due-out",
  "answer",
]);

/** Makes keys and the remaining buttons do what they say. */
export function openKeyActs(
  desk: Desk,
  acts: Readonly<Record<string, Act>>,
  search: Search,
): { press: (act: KeyAct) => void; acts: Readonly<Record<string, Act>> } {
  const veil = (): void => desk.set({ veiled: true, peeking: false, noteFor: undefined });
  const unveil = (): void => desk.set({ veiled: false, peeking: false });
  const press: Readonly<Record<KeyAct, () => void>> = {
    search: search.focus,
    enter: () => pressMain(desk, acts),
    older: () => desk.set({ stage: stepPop(desk.state.stage, 1), noteFor: undefined }),
    newer: () => desk.set({ stage: stepPop(desk.state.stage, -1), noteFor: undefined }),
    note: () => acts["note"]?.(""),
    answer: () => {
      // at a restaurant's door 1 is a digit of the room
      if (!isDining() && shownCard(desk.state.stage)?.question !== undefined) acts["note"]?.("");
    },
    print: () => acts["print"]?.(""),
    "due-in": () => acts["tab"]?.("due-in"),
    "in-house": () => acts["tab"]?.("in-house"),
    "due-out": () => acts["tab"]?.("due-out"),
    veil: () => (desk.state.veiled ? desk.set({ peeking: true }) : veil()),
    unpeek: () => {
      if (desk.state.peeking) desk.set({ peeking: false });
    },
    reconnect: () => {
      if (!desk.state.online) desk.reconnect();
    },
    help: () => desk.set({ help: !desk.state.help }),
    escape: () => escape(desk, acts, search),
  };
  return {
    press: (act) => {
      if (!desk.state.veiled || !COVERED.has(act)) press[act]();
    },
    acts: {
      veil,
      unveil,
      reconnect: press.reconnect,
      search: search.focus,
      latest: () => desk.setStage(openStage(desk.state.stage.pops)),
      switch: (id) => void flip(desk, id),
      theme: (id) => setTheme(desk, id),
    },
  };
}

function pressMain(desk: Desk, acts: Readonly<Record<string, Act>>): void {
  const act = mainAct(desk.state.stage);
  if (act !== undefined) acts[act]?.("");
}

/** Closes the innermost thing that is open. */
function escape(desk: Desk, acts: Readonly<Record<string, Act>>, search: Search): void {
  if (search.close()) return;
  if (desk.state.signIn !== undefined) acts["cancelSignIn"]?.("");
  else if (desk.state.noteFor !== undefined) acts["closeNote"]?.("");
  else if (desk.state.help) desk.set({ help: false });
  else if (desk.state.veiled) desk.set({ veiled: false, peeking: false });
  else if (desk.state.stage.shown.is === "guest") desk.setStage(openStage(desk.state.stage.pops));
}

async function flip(desk: Desk, id: string): Promise<void> {
  const { preferences } = desk.state;
  if (id === "sound") keep(desk, { ...preferences, sound: !preferences.sound });
  if (id === "keys") keep(desk, { ...preferences, keys: !preferences.keys });
  if (id === "notify") keep(desk, { ...preferences, notify: !preferences.notify && (await mayNotify()) });
}

function setTheme(desk: Desk, id: string): void {
  if (id === "auto" || id === "light" || id === "dark") keep(desk, { ...desk.state.preferences, theme: id });
}

function keep(desk: Desk, preferences: Preferences): void {
  keepPreferences(preferences);
  desk.set({ preferences });
}
