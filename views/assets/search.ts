// Searching a guest by name or room: results under the field, chosen with the arrows, opened with Enter.
import type { Act } from "./acts.ts";
import { after } from "./clock.ts";
import { put } from "./draw.ts";
import type { Desk } from "./desk-model.ts";
import { countText, dayText, languageOf, ordinalText } from "./text.ts";
import type { FoundGuest } from "./wire.ts";

const PAUSE_MS = 120;
const MOST = 8;

/** The search field of a page. */
export interface Search {
  readonly acts: Readonly<Record<string, Act>>;
  readonly focus: () => void;
  /** Closes what is open; answers whether there was anything to close. */
  readonly close: () => boolean;
}

/** Wires the field, where the page has one. */
export function openSearch(desk: Desk): Search {
  const field = desk.station.frame.querySelector<HTMLInputElement>("[data-search]");
  if (field === null) return { acts: {}, focus: () => undefined, close: () => false };
  const found = createFound(desk, field);
  let cancel = (): void => undefined;
  field.addEventListener("input", () => {
    cancel();
    cancel = after(PAUSE_MS, () => void found.ask(field.value.trim()));
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      found.step(event.key === "ArrowDown" ? 1 : -1);
    }
    if (event.key === "Enter") found.open();
  });
  field.addEventListener("blur", () => after(200, () => document.activeElement !== field && found.hide()));
  return {
    acts: { openFound: (id) => found.openId(id) },
    focus: () => {
      field.focus();
      field.select();
    },
    close: () => {
      const open = document.activeElement === field || found.isOpen();
      found.clear();
      field.blur();
      return open;
    },
  };
}

interface Found {
  ask(q: string): Promise<void>;
  step(by: number): void;
  open(): void;
  openId(id: string): void;
  hide(): void;
  clear(): void;
  isOpen(): boolean;
}

function createFound(desk: Desk, field: HTMLInputElement): Found {
  const { api, draw, t, frame } = desk.station;
  const region = frame.querySelector('[data-region="results"]');
  let guests: readonly FoundGuest[] = [];
  let chosen = 0;
  let asked = 0;
  const show = (open: boolean): void => {
    if (region !== null) put(region, open ? draw("results", resultsView(guests, chosen, desk)) : "");
    field.setAttribute("aria-expanded", String(open));
    if (open && guests.length > 0) field.setAttribute("aria-activedescendant", `found-${chosen}`);
    else field.removeAttribute("aria-activedescendant");
  };
  const found: Found = {
    async ask(q) {
      const mine = ++asked;
      if (q === "") {
        found.hide();
        return;
      }
      const answer = await api
        .get<{ guests: readonly FoundGuest[] }>("guests", { q, limit: MOST })
        .catch(() => ({ guests: [] }));
      if (mine !== asked || field.value.trim() !== q) return;
      guests = answer.guests;
      chosen = 0;
      show(true);
    },
    step(by) {
      if (guests.length === 0) return;
      chosen = (chosen + by + guests.length) % guests.length;
      show(true);
    },
    open: () => found.openId(guests[chosen]?.guestId ?? ""),
    openId(id) {
      if (id === "") return;
      found.clear();
      field.blur();
      desk.station.frame.dispatchEvent(new CustomEvent("keshi-guest", { detail: id }));
    },
    hide: () => show(false),
    clear() {
      asked++;
      guests = [];
      field.value = "";
      show(false);
    },
    isOpen: () => field.getAttribute("aria-expanded") === "true",
  };
  field.setAttribute("aria-label", t("pages.search.label"));
  return found;
}

function resultsView(guests: readonly FoundGuest[], chosen: number, { station }: Desk): object {
  const { t, locale } = station;
  const alike = (guest: FoundGuest): number => guests.filter((one) => one.name === guest.name).length;
  return {
    count: countText(t, "pages.search.count", guests.length),
    none: t("pages.search.none"),
    rows: guests.map((guest, index) => ({
      index,
      selected: String(index === chosen),
      id: guest.guestId,
      room: guest.room ?? t("pages.row.noRoom"),
      name: guest.name,
      lang: languageOf(guest.name, locale),
      latin: guest.latin === guest.name ? undefined : (guest.latin ?? undefined),
      sub: [guest.honorific, visitText(guest, station)].filter((part) => part !== "").join(" · "),
      severe: guest.severe,
      alike: alike(guest) > 1 ? t("pages.search.alike", { n: alike(guest) }) : undefined,
    })),
  };
}

function visitText(guest: FoundGuest, { t }: Desk["station"]): string {
  const room = guest.room ?? undefined;
  if (room !== undefined) return ordinalText(t, "pages.row.stay", Math.max(1, guest.ordinal));
  return typeof guest.lastStay === "string"
    ? t("pages.card.last", { day: dayText(guest.lastStay, t, "0000") })
    : "";
}
