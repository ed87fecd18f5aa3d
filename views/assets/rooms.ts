// `/rooms`: a floor on a phone. Rooms in house, what to mind in each, and after a check-out the question what was seen.
import { listenActs } from "./acts.ts";
import { boot, startOver, type Station } from "./boot.ts";
import { every, now } from "./clock.ts";
import { openLive } from "./live.ts";
import { readRecentPops } from "./pop-pages.ts";
import { openRooms, type Rooms } from "./rooms-page.ts";

const TICK_MS = 30_000;
/** The server tells changes of cards that popped on this floor; the card of the open room is asked for as well. */
const OPEN_ROOM_MS = 5000;

void boot((station) => {
  const rooms = openRooms(station);
  listenActs(station.frame, rooms.acts);
  addEventListener("popstate", () => rooms.acts["floor"]?.(""));
  void listen(station, rooms);
  every(TICK_MS, () => void rooms.load());
  every(OPEN_ROOM_MS, () => void rooms.refresh());
});

async function listen({ api, token }: Station, rooms: Rooms): Promise<void> {
  rooms.hear(await readRecentPops(api));
  await rooms.load();
  openLive(token, {
    online: () => {
      rooms.set({ online: true, asOf: now() });
      void readRecentPops(api).then((pops) => rooms.hear(pops));
      void rooms.load();
    },
    offline: () => rooms.set({ online: false }),
    refused: startOver,
    pops: (fresh) => {
      rooms.hear(fresh);
      void rooms.load();
    },
    changed: (change) => {
      rooms.changed(change);
      void rooms.load();
    },
    settled: () => undefined,
    links: () => undefined,
  });
}
