// `/rooms`: a floor on a phone. Rooms in house, what to mind in each, and after a check-out the question what was seen.
import { listenActs } from "./acts.ts";
import { boot, startOver, type Station } from "./boot.ts";
import { every, now } from "./clock.ts";
import { openLive } from "./live.ts";
import { openRooms, type Rooms } from "./rooms-page.ts";
import type { PopRow } from "./wire.ts";

const TICK_MS = 30_000;
const RECENT = 20;

void boot((station) => {
  const rooms = openRooms(station);
  listenActs(station.frame, rooms.acts);
  addEventListener("popstate", () => rooms.acts["floor"]?.(""));
  void listen(station, rooms);
  every(TICK_MS, () => void rooms.load());
});

async function listen({ api, token }: Station, rooms: Rooms): Promise<void> {
  const { pops } = await api
    .get<{ pops: readonly PopRow[] }>("pops", { limit: RECENT })
    .catch(() => ({ pops: [] as readonly PopRow[] }));
  rooms.hear(pops);
  await rooms.load();
  openLive(token, () => rooms.last(), {
    online: () => {
      rooms.set({ online: true, asOf: now() });
      void rooms.load();
    },
    offline: () => rooms.set({ online: false }),
    refused: startOver,
    pops: (fresh) => {
      rooms.hear(fresh);
      void rooms.load();
    },
    changed: () => void rooms.load(),
    settled: () => undefined,
    links: () => undefined,
  });
}
