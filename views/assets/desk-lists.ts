// The lists beside the card: due in, in house, due out, from `GET stays`; and a guest opened from one of them.
import type { Act } from "./acts.ts";
import { TABS, type Tab } from "./desk-model.ts";
import type { Desk } from "./desk-model.ts";
import { isDining } from "./desk-screen.ts";
import type { Card, StayList } from "./wire.ts";

const PAGE = 60;

/** Loads the list of the chosen tab, and opens guests. */
export function openLists(desk: Desk): { load(): Promise<void>; acts: Readonly<Record<string, Act>> } {
  const { api, facts, locale } = desk.station;
  const load = async (): Promise<void> => {
    if (isDining()) return;
    const { tab } = desk.state;
    const limit = Math.max(PAGE, desk.state.list?.stays.length ?? 0);
    const list = await api.get<StayList>("stays", { status: tab, limit }).catch(() => undefined);
    if (list !== undefined && desk.state.tab === tab) desk.set({ list });
  };
  const more = async (): Promise<void> => {
    const { tab, list } = desk.state;
    const last = list?.stays[list.stays.length - 1];
    if (list === undefined || last === undefined) return;
    const next = await api
      .get<StayList>("stays", { status: tab, limit: PAGE, after: last.stayId })
      .catch(() => undefined);
    if (next === undefined || desk.state.tab !== tab) return;
    desk.set({ list: { counts: next.counts, stays: [...list.stays, ...next.stays] } });
  };
  const openGuest = async (guestId: string): Promise<void> => {
    const card = await api
      .get<Card>(`guests/${encodeURIComponent(guestId)}/card`, { role: facts.station.role, locale })
      .catch(() => undefined);
    if (card === undefined) return;
    desk.set({ stage: { ...desk.state.stage, shown: { is: "guest", guestId, card } }, noteFor: undefined });
  };
  desk.station.frame.addEventListener("keshi-guest", (event) => {
    if (event instanceof CustomEvent && typeof event.detail === "string") void openGuest(event.detail);
  });
  return {
    load,
    acts: {
      tab: (id) => {
        const tab = tabOf(id);
        if (tab === undefined) return;
        const list = desk.state.list;
        desk.set({ tab, help: false, list: list === undefined ? undefined : { ...list, stays: [] } });
        void load();
      },
      more: () => void more(),
      openGuest: (id) => void openGuest(id),
    },
  };
}

function tabOf(id: string): Tab | undefined {
  return TABS.find((tab) => tab === id);
}
