// What the phone of a floor shows: the list of rooms, one room with its cautions and the cues to tap, the undo bar.
import type { Act } from "./acts.ts";
import type { Station } from "./boot.ts";
import { Problem } from "./api.ts";
import { every, now } from "./clock.ts";
import { put } from "./draw.ts";
import type { OpenRoom, RoomsState } from "./rooms-model.ts";
import { floorView, roomView } from "./rooms-view.ts";
import { textOf } from "./pairing.ts";
import { clockText, stationText } from "./text.ts";
import type { Card, Instant, Person, PopRow, StayList } from "./wire.ts";

const MOST_ROOMS = 100;

/** The page's doings. */
export interface Rooms {
  readonly acts: Readonly<Record<string, Act>>;
  set(change: Partial<RoomsState>): void;
  hear(pops: readonly PopRow[]): void;
  last(): number | undefined;
  load(): Promise<void>;
}

/** Opens the page of a floor. */
export function openRooms(station: Station): Rooms {
  const { api, facts, locale } = station;
  let state = openState(station);
  const set = (change: Partial<RoomsState>): void => {
    state = { ...state, ...change };
    show(station, state);
  };
  const openRoom = async (room: OpenRoom): Promise<void> => {
    history.pushState(null, "", location.pathname);
    set({ open: room, picked: new Map(), fault: undefined });
    scrollTo(0, 0);
    const path = `guests/${encodeURIComponent(room.guestId)}/card`;
    const card = await api.get<Card>(path, { role: facts.station.role, locale }).catch(() => undefined);
    if (card !== undefined && state.open?.guestId === room.guestId) set({ open: { ...room, card } });
  };
  const rooms: Rooms = {
    set,
    hear: (pops) => {
      const known = new Set(state.pops.map((pop) => pop.number));
      const all = [...pops.filter((pop) => !known.has(pop.number)), ...state.pops];
      set({ pops: all.sort((a, b) => b.number - a.number).slice(0, 40) });
    },
    last: () => state.pops[0]?.number,
    load: async () => {
      const list = await api
        .get<StayList>("stays", { status: "in-house", limit: MOST_ROOMS })
        .catch(() => undefined);
      if (list !== undefined) set({ stays: list.stays, asOf: now() });
    },
    acts: {
      room: (id) => {
        const stay = state.stays?.find((one) => one.stayId === id);
        if (stay !== undefined)
          void openRoom({
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
        void openRoom({
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

interface Held {
  readonly station: Station;
  readonly state: () => RoomsState;
  readonly set: (change: Partial<RoomsState>) => void;
}

/** One tap notes a fact; ten seconds to take it back. */
function openPicks({ station, state, set }: Held): Readonly<Record<string, Act>> {
  const { api, t } = station;
  let waiting: (() => Promise<void>) | undefined;
  const write = (work: () => Promise<void>): void => {
    if (state().person === null) {
      waiting = work;
      set({ signIn: {} });
      station.frame.querySelector<HTMLInputElement>('[name="login"]')?.focus();
    } else
      work().catch((error: unknown) => {
        set({
          fault: t(
            error instanceof Problem && error.code === "offline"
              ? "pages.fault.offline"
              : "pages.fault.unexpected",
          ),
        });
      });
  };
  const pick = async (cue: string, value: string, shown: string): Promise<void> => {
    const { open } = state();
    if (open === undefined) return;
    const body = { category: cue, value, kind: "seen", room: open.room, clientId: crypto.randomUUID() };
    const answer = await api.post<{ id: string; undoUntil: number }>(
      `guests/${encodeURIComponent(open.guestId)}/observations`,
      body,
    );
    const text = t("pages.rooms.kept", { what: t(`pages.category.${cue}`), value: shown });
    const undo = { id: answer.id, text, cue, until: answer.undoUntil };
    set({ picked: new Map([...state().picked, [cue, value]]), undo, fault: undefined });
    countDown({ station, state, set }, undo.until);
  };
  const takeBack = async (): Promise<void> => {
    const { undo, picked } = state();
    if (undo === undefined) return;
    await api.remove(`observations/${encodeURIComponent(undo.id)}`);
    set({ undo: undefined, picked: new Map([...picked].filter(([cue]) => cue !== undo.cue)) });
  };
  return {
    pick: (id) => {
      const [cue = "", value = "", shown = value] = id.split("|");
      if (state().picked.get(cue) !== value) write(() => pick(cue, value, shown));
    },
    undo: () => write(takeBack),
    signIn: (_id, form) => {
      if (form === undefined) return;
      const given = { login: textOf(form, "login"), password: textOf(form, "password") };
      api.post<{ person: Person }>("session", given).then(
        ({ person }) => {
          set({ person, signIn: undefined });
          if (waiting !== undefined) write(waiting);
          waiting = undefined;
        },
        () => {
          set({ signIn: undefined });
          set({ signIn: { fault: t("pages.fault.sign-in-refused") } });
        },
      );
    },
    cancelSignIn: () => set({ signIn: undefined }),
  };
}

function countDown({ station, state, set }: Held, until: Instant): void {
  const tick = (): void => {
    const left = Math.max(0, Math.ceil((until - now()) / 1000));
    const digits = station.frame.querySelector("[data-seconds]");
    if (digits !== null) digits.textContent = station.t("pages.note.seconds", { n: left });
    if (left > 0 && state().undo?.until === until) return;
    end();
    if (state().undo?.until === until) set({ undo: undefined });
  };
  const end = every(500, tick);
  tick();
}
