// What the phone of a floor shows: the list of rooms, one room with its cautions and the cues to tap, the undo bar.
import type { Act } from "./acts.ts";
import type { Station } from "./boot.ts";
import { now } from "./clock.ts";
import { KEPT_POPS } from "./desk-state.ts";
import { put } from "./draw.ts";
import type { OpenRoom, RoomsState } from "./rooms-model.ts";
import { floorView, roomView } from "./rooms-view.ts";
import { openPicks } from "./rooms-writes.ts";
import { readFloors } from "./stay-pages.ts";
import { clockText, stationText } from "./text.ts";
import type { Card, Changed, PopRow } from "./wire.ts";

/** The page's doings. */
export interface Rooms {
  readonly acts: Readonly<Record<string, Act>>;
  set(change: Partial<RoomsState>): void;
  hear(pops: readonly PopRow[]): void;
  /** A card changed, here or at another post. */
  changed(change: Pick<Changed, "guestId" | "card">): void;
  load(): Promise<void>;
  /** Asks for the open room's card again. */
  refresh(): Promise<void>;
}

/** Opens the page of a floor. */
export function openRooms(station: Station): Rooms {
  const { api, facts, locale } = station;
  let state = openState(station);
  const set = (change: Partial<RoomsState>): void => {
    state = { ...state, ...change };
    show(station, state);
  };
  const changed: Rooms["changed"] = ({ guestId, card }) => {
    const { open } = state;
    if (open?.guestId === guestId && guestId !== "") set({ open: { ...open, card } });
  };
  const refresh = async (): Promise<void> => {
    const guestId = state.open?.guestId ?? "";
    if (guestId === "") return;
    const path = `guests/${encodeURIComponent(guestId)}/card`;
    const card = await api.get<Card>(path, { role: facts.station.role, locale }).catch(() => undefined);
    if (card !== undefined) changed({ guestId, card });
  };
  const openRoom = (room: OpenRoom): void => {
    history.pushState(null, "", location.pathname);
    set({ open: room, picked: new Map(), fault: undefined });
    scrollTo(0, 0);
    void refresh();
  };
  const rooms: Rooms = {
    set,
    hear: (pops) => {
      const known = new Set(state.pops.map((pop) => pop.number));
      const all = [...pops.filter((pop) => !known.has(pop.number)), ...state.pops];
      set({ pops: all.sort((a, b) => b.number - a.number).slice(0, KEPT_POPS) });
    },
    changed,
    refresh,
    load: async () => {
      const stays = await readFloors(api, facts.station.floors).catch(() => undefined);
      if (stays !== undefined) set({ stays, asOf: now() });
    },
    acts: {
      room: (id) => {
        const stay = state.stays?.find((one) => one.stayId === id);
        if (stay !== undefined)
          openRoom({
            guestId: stay.guestId,
            room: stay.room ?? "",
            honorific: stay.honorific,
            left: false,
            card: undefined,
          });
      },
      left: (id) => {
        const pop = state.pops.find((one) => one.number === Number(id));
        if (pop === undefined) return;
        const { honorific, stay } = pop.card;
        set({ seen: new Set([...state.seen, pop.number]) });
        openRoom({
          guestId: pop.guestId,
          room: stay?.room ?? "",
          honorific,
          left: true,
          card: pop.card,
        });
      },
      floor: () => set({ open: undefined }),
      ...openPicks({ station, state: () => state, set }),
    },
  };
  show(station, state);
  return rooms;
}

function openState({ facts }: Station): RoomsState {
  return {
    online: true,
    asOf: now(),
    person: facts.person,
    stays: undefined,
    pops: [],
    seen: new Set(),
    open: undefined,
    picked: new Map(),
    undo: undefined,
    signIn: undefined,
    fault: undefined,
  };
}

function show(station: Station, state: RoomsState): void {
  const { draw, frame, t, facts } = station;
  const at = clockText(state.asOf, facts.property.timezone);
  const offline = [{ icon: "off", strong: t("pages.offline.strong", { at }), text: t("pages.offline.text") }];
  const model = {
    property: facts.property.name,
    station: stationText(facts.station.name, facts.station.role, t),
    person: state.person?.name,
    notices: state.online ? [] : offline,
    signIn: state.signIn,
    fault: state.fault,
    undo: state.undo,
    floor: state.open === undefined ? floorView(state, station) : undefined,
    room: state.open === undefined ? undefined : roomView(state.open, state, station),
  };
  const typing = frame.querySelector<HTMLElement>('[data-form="signIn"] input:focus');
  if (typing === null || state.signIn === undefined) put(frame, draw("rooms", model));
}
