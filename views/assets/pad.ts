// The number pad at a restaurant's door: a room typed or touched, the guests of that room to choose from.
import type { Act } from "./acts.ts";
import { put } from "./draw.ts";
import type { Desk } from "./desk-model.ts";
import { languageOf } from "./text.ts";
import type { FoundGuest } from "./wire.ts";

const MOST_DIGITS = 6;
const MOST_GUESTS = 6;

/** Wires the pad, where the page has one. */
export function openPad(desk: Desk): { acts: Readonly<Record<string, Act>> } {
  const { frame, draw, t, api, locale } = desk.station;
  const typedRegion = frame.querySelector('[data-region="typed"]');
  const foundRegion = frame.querySelector('[data-region="found"]');
  if (typedRegion === null || foundRegion === null) return { acts: {} };
  let typed = "";
  const show = (found: readonly FoundGuest[] | undefined): void => {
    put(typedRegion, draw("typed", { typed, hint: typed === "" ? t("pages.pad.hint") : "" }));
    const rows = (found ?? []).map((guest) => rowOf(guest, desk.station.t("pages.row.noRoom"), locale));
    put(
      foundRegion,
      draw("found", { rows, none: found?.length === 0 ? t("pages.pad.none", { room: typed }) : "" }),
    );
  };
  const find = async (): Promise<void> => {
    const room = typed;
    if (room === "") return;
    const answer = await api
      .get<{ guests: readonly FoundGuest[] }>("guests", { q: room, limit: MOST_GUESTS })
      .catch(() => ({ guests: [] }));
    if (room !== typed) return;
    const inRoom = answer.guests.filter((guest) => guest.room?.startsWith(room));
    show(inRoom);
    const only = inRoom.length === 1 ? inRoom[0] : undefined;
    if (only !== undefined && only.room === room) open(only.guestId);
  };
  const open = (guestId: string): void => {
    typed = "";
    show(undefined);
    frame.dispatchEvent(new CustomEvent("keshi-guest", { detail: guestId }));
  };
  show(undefined);
  const acts: Readonly<Record<string, Act>> = {
    digit: (digit) => {
      typed = (typed + digit).slice(0, MOST_DIGITS);
      show(undefined);
      if (typed.length >= 2) void find();
    },
    rub: () => {
      typed = typed.slice(0, -1);
      show(undefined);
    },
    find: () => void find(),
    openFound: open,
  };
  document.addEventListener("keydown", (event) => {
    if (event.target instanceof Element && event.target.closest("input") !== null) return;
    if (/^\d$/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey)
      acts["digit"]?.(event.key);
    if (event.key === "Backspace") acts["rub"]?.("");
  });
  return { acts };
}

function rowOf(guest: FoundGuest, noRoom: string, locale: Desk["station"]["locale"]): object {
  return {
    act: "openFound",
    id: guest.guestId,
    room: guest.room ?? noRoom,
    name: guest.honorific,
    lang: languageOf(guest.honorific, locale),
    sub: guest.name,
    end: "",
    severe: guest.severe,
    current: false,
  };
}
