// The lists beside the card: due in, in house, due out, from `GET stays`; and a guest opened from one of them.
import type { Act } from "./acts.ts";
import { TABS, type Tab } from "./desk-model.ts";
import type { Desk } from "./desk-model.ts";
import { isDining } from "./desk-screen.ts";
import { MOST_STAYS, readStays } from "./stay-pages.ts";
import type { Card, StayList } from "./wire.ts";

const PAGE = 60;

/** Loads the list of the chosen tab, and opens guests. */
export function openLists(desk: Desk): {
  load(): Promise<void>;
  refresh(): Promise<void>;
  acts: Readonly<Record<string, Act>>;
} {
  const { api, facts, locale } = desk.station;
  const load = async (): Promise<void> => {
    if (isDining()) return;
    const { tab } = desk.state;
    const wanted = Math.max(PAGE, desk.state.list?.stays.length ?? 0);
    const list = await readStays(api, { status: tab }, wanted).catch(() => undefined);
    if (list !== undefined && desk.state.tab === tab) desk.set({ list });
  };
  const more = async (): Promise<void> => {
    const { tab, list } = desk.state;
    if (list?.next === undefined || list.stays.length >= MOST_STAYS) return;
    const more = await readStays(api, { status: tab, after: list.next }, PAGE).catch(() => undefined);
    // the list may have been read anew meanwhile
    if (more === undefined || desk.state.list !== list) return;
    desk.set({ list: { ...more, stays: [...list.stays, ...more.stays] } });
  };
  const cardOf = (guestId: string): Promise<Card | undefined> =>
    api
      .get<Card>(`guests/${encodeURIComponent(guestId)}/card`, { role: facts.station.role, locale })
      .catch(() => undefined);
  const openGuest = async (guestId: string): Promise<void> => {
    const card = await cardOf(guestId);
    if (card === undefined) return;
    desk.set({ stage: { ...desk.state.stage, shown: { is: "guest", guestId, card } }, noteFor: undefined });
  };
  /** The server tells changes of cards that popped here; one that was looked up is asked for again. */
  const refresh = async (): Promise<void> => {
    const { shown } = desk.state.stage;
    if (shown.is !== "guest") return;
    const card = await cardOf(shown.guestId);
    if (card !== undefined && desk.state.stage.shown === shown)
      desk.setStage({ ...desk.state.stage, shown: { ...shown, card } });
  };
  desk.station.frame.addEventListener("keshi-guest", (event) => {
    if (event instanceof CustomEvent && typeof event.detail === "string") void openGuest(event.detail);
  });
  return {
    load,
    refresh,
    acts: {
      tab: (id) => {
        const tab = tabOf(id);
        if (tab === undefined) return;
        const list = desk.state.list;
        desk.set({ tab, help: false, list: list === undefined ? undefined : emptied(list) });
        void load();
      },
      more: () => void more(),
      openGuest: (id) => void openGuest(id),
    },
  };
}

/** The counts stay while another list is read. */
function emptied({ counts }: StayList): StayList {
  return { counts, stays: [] };
}

function tabOf(id: string): Tab | undefined {
  return TABS.find((tab) => tab === id);
}
