// The floor and the room as their templates take them.
import type { Station } from "./boot.ts";
import { cardView } from "./card-view.ts";
import { CUES } from "./cues.ts";
import type { OpenRoom, RoomsState } from "./rooms-model.ts";
import { clockText, countText, dayOfMonthText, languageOf, ordinalText } from "./text.ts";
import type { StayRow } from "./wire.ts";

/** The list of rooms, cautions first in each, and the check-outs nobody has looked after yet. */
export function floorView(state: RoomsState, { t, locale, facts }: Station): object {
  const floors = new Set((state.stays ?? []).map((stay) => stay.floor ?? ""));
  const [only] = floors;
  const one = floors.size === 1 && only !== undefined && only !== "";
  const left = state.pops
    .filter((pop) => pop.reason === "checked-out" && !state.seen.has(pop.number))
    .slice(0, 3);
  return {
    title: one ? t("pages.rooms.floor", { floor: only }) : t("pages.rooms.all"),
    count:
      state.stays === undefined
        ? t("pages.list.loading")
        : countText(t, "pages.rooms.count", state.stays.length),
    doors: [...(state.stays ?? [])]
      .sort((a, b) => (a.room ?? "").localeCompare(b.room ?? "", "en"))
      .map((stay) => doorView(stay, { t, locale })),
    none: state.stays !== undefined && state.stays.length === 0,
    left: left.map((pop) => ({
      id: String(pop.number),
      title: t("pages.rooms.left", { room: pop.card.stay?.room ?? "" }),
      at: clockText(pop.at, facts.property.timezone),
    })),
  };
}

function doorView(stay: StayRow, { t, locale }: Pick<Station, "t" | "locale">): object {
  const cautions = stay.severe
    ? t("pages.rooms.severe")
    : stay.cautions > 0
      ? countText(t, "pages.rooms.caution", stay.cautions)
      : undefined;
  return {
    id: stay.stayId,
    room: stay.room ?? t("pages.row.noRoom"),
    until:
      stay.dayUse === true
        ? t("pages.card.dayUse")
        : t("pages.card.until", { day: dayOfMonthText(stay.departure, t) }),
    name: stay.honorific,
    lang: languageOf(stay.honorific, locale),
    ordinal: ordinalText(t, "pages.row.stay", stay.ordinal),
    cautions,
    promises: stay.promises > 0 ? countText(t, "pages.rooms.promises", stay.promises) : undefined,
  };
}

interface Cue {
  readonly category: string;
  readonly icon: string;
  readonly title: string;
  readonly wheel: boolean;
  readonly picks: readonly (readonly [code: string, text: string])[];
}

/** One room: who, cautions, what is known, and a row of taps per thing one sees. */
export function roomView(open: OpenRoom, state: RoomsState, { t, locale }: Station): object {
  const view = open.card === undefined ? undefined : cardView(open.card, { t, locale });
  const ordinal =
    open.card?.stay === undefined ? "" : ordinalText(t, "pages.row.stay", open.card.stay.ordinal);
  const about = [open.honorific, ordinal, open.left ? t("pages.reason.checked-out") : ""].filter(
    (one) => one !== "",
  );
  const nameless = open.guestId === "";
  return {
    room: open.room,
    about: about.join(" · "),
    nameless,
    left: open.left && !nameless,
    cautions: view?.cautions ?? [],
    lines: view?.lines ?? [],
    promises: view?.promises ?? [],
    cues: (nameless ? [] : cuesOf(t)).map((cue) => ({
      ...cue,
      picks: cue.picks.map(([code, text]) => ({
        id: `${cue.category}|${code}|${text}`,
        text,
        on: String(state.picked.get(cue.category) === code),
      })),
    })),
  };
}

/** The cues with their glyphs and words. */
function cuesOf(t: Station["t"]): readonly Cue[] {
  const words = (codes: readonly string[]): Cue["picks"] =>
    codes.map((code) => [code, t(`pages.rooms.pick.${code}`)]);
  const digits = (codes: readonly string[]): Cue["picks"] => codes.map((code) => [code, code]);
  const tea = words(CUES.tea);
  const amenity = words(CUES.amenity);
  const temperature = digits(CUES.temperature);
  return [
    {
      category: "pillow",
      icon: "pillow",
      title: t("pages.rooms.pillows"),
      wheel: true,
      picks: digits(CUES.pillow),
    },
    { category: "tea", icon: "tea", title: t("pages.rooms.tea"), wheel: false, picks: tea },
    {
      category: "temperature",
      icon: "temp",
      title: t("pages.rooms.temperature"),
      wheel: false,
      picks: temperature,
    },
    { category: "amenity", icon: "item", title: t("pages.rooms.items"), wheel: false, picks: amenity },
  ];
}
