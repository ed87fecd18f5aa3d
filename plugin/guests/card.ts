// The card: how to greet, what to take care of, what they like, and why we think so. Pure; what a role may not see is absent.
import type {
  Card,
  GuestId,
  Instant,
  Locale,
  Phrases,
  PopReason,
  Property,
  StationRole,
  StayId,
} from "../contract/index.ts";
import { idOf } from "../contract/index.ts";
import { addressOf, type Address } from "./address.ts";
import { cautionsOf } from "./caution.ts";
import type { CheckRow } from "./check-store.ts";
import { hidesRoom } from "./disclosure.ts";
import type { GuestFile } from "./guest-file.ts";
import { hotelTime } from "./hotel-day.ts";
import { fullName, latinName, latinText, partsOf, scriptOf, shownName } from "./names.ts";
import { occasionsOf } from "./occasion.ts";
import { linesOf, preferencesOf } from "./preference.ts";
import type { StayRow } from "./stay-store.ts";
import { isVip, vipText } from "./vip.ts";
import { ordinalOf, visitsOf } from "./visits.ts";

/** For whom and when a card is built. */
export interface CardView {
  readonly role: StationRole;
  readonly locale: Locale;
  readonly t: Phrases;
  readonly now: Instant;
  readonly property: Pick<Property, "timezone">;
  readonly reason?: PopReason;
  /** The stay the card is about; the present one where absent. */
  readonly stay?: StayId;
  /** The check it popped for. */
  readonly check?: Pick<CheckRow, "table_no" | "outlet">;
  /** All it could be, where that is not certain; the file's own guest among them. */
  readonly candidates?: readonly GuestFile[];
}

/** What each post sees beyond the greeting, the cautions and its lines. */
const SEES: Readonly<
  Record<
    StationRole,
    { vip: boolean; latin: boolean; occasions: boolean; promises: boolean; kinds: boolean; sharers: boolean }
  >
> = {
  "front-desk": { vip: true, latin: true, occasions: true, promises: true, kinds: true, sharers: true },
  restaurant: { vip: true, latin: true, occasions: true, promises: true, kinds: false, sharers: true },
  kitchen: { vip: false, latin: false, occasions: true, promises: false, kinds: false, sharers: false },
  housekeeping: { vip: true, latin: false, occasions: true, promises: true, kinds: false, sharers: true },
  "call-centre": { vip: true, latin: true, occasions: false, promises: true, kinds: false, sharers: false },
  manager: { vip: true, latin: true, occasions: true, promises: true, kinds: true, sharers: true },
};

/** Builds the card of a guest for a station. */
export function buildCard(file: GuestFile, view: CardView): Card {
  if ((view.candidates?.length ?? 0) > 0) return doubtfulCard(file, view);
  const stay = stayFor(file, view.stay);
  const { date: today, hour } = hotelTime(view.now, view.property.timezone);
  const of = { t: view.t, today, timezone: view.property.timezone };
  const sees = SEES[view.role];
  const ordinal = stay === undefined ? 1 : ordinalOf(file.stays, stay);
  const visits = visitsOf(file.stays, stay?.id);
  const isReturning = ordinal > 1 || (stay === undefined && visits.stays > 0);
  const address = addressOf(
    { ...file.guest, names: file.names },
    { role: view.role, reason: view.reason, hour, isReturning },
    view,
  );
  const vip = [stay?.vip, file.guest.vip].find(isVip);
  const preferences = preferencesOf(file.observations, view.now);
  return {
    ...greeting(file, view, address),
    match: "certain",
    ...(sees.vip && typeof vip === "string" ? { vip: vipText(vip) } : {}),
    ...stayPart(file, stay, { view, ordinal }),
    cautions: cautionsOf(file.cautions, of),
    ...linesOf(preferences, { ...of, role: view.role, now: view.now }),
    occasions: sees.occasions ? occasionsOf(file.guest.birth_date, of) : [],
    promises: sees.promises ? promisesOf(file) : [],
    visits: sees.kinds ? { ...visits, ...kindsOf(file, view.t) } : visitsFor(view.role, visits),
  };
}

/** The stay a card is about: the one named, else the one in house, else the next due. */
export function stayFor(file: Pick<GuestFile, "stays">, named?: string): StayRow | undefined {
  const isOpen = (stay: StayRow): boolean => stay.not_guest === 0;
  return (
    file.stays.find((stay) => stay.id === named) ??
    file.stays.find((stay) => stay.status === "in-house" && isOpen(stay)) ??
    file.stays.findLast((stay) => stay.status === "due-in" && isOpen(stay))
  );
}

function greeting(
  file: GuestFile,
  view: CardView,
  address: Address,
): Pick<Card, "guestId" | "role" | "names" | "say" | "spoken" | "honorific" | "language"> {
  const shown = shownName(file.names);
  const primary = shown === undefined ? view.t("card.guest") : fullName(shown);
  const latin = latinName(file.names);
  const hasLatin = SEES[view.role].latin && latin !== undefined && scriptOf(primary) !== "Latin";
  const language = file.guest.language ?? (shown === undefined ? undefined : languageOf(primary));
  return {
    guestId: idOf<"guest">(file.guest.id),
    role: view.role,
    names: {
      primary,
      ...(hasLatin ? { latin: latinText(latin) } : {}),
      ...(shown?.lang === undefined ? {} : { lang: shown.lang }),
    },
    say: address.say,
    spoken: address.spoken,
    honorific: address.honorific,
    language: language ?? "und",
  };
}

/** The language a name's script speaks for, where only one does. */
function languageOf(name: string): string {
  const script = scriptOf(name);
  if (script === "Han") return "zh";
  if (script === "Kana") return "ja";
  return script === "Hangul" ? "ko" : "und";
}

function stayPart(
  file: GuestFile,
  stay: StayRow | undefined,
  of: { view: CardView; ordinal: number },
): Pick<Card, "stay"> {
  const { view, ordinal } = of;
  if (stay?.room === undefined || stay.room === null || hidesRoom(stay, view.role)) return {};
  const { room } = stay;
  const sharers = file.sharers
    .filter((sharer) => sharer.room === room && stay.status === "in-house")
    .map((it) => addressOf(it, { role: view.role, hour: 12, isReturning: false }, view).honorific);
  const table = view.check?.table_no;
  const outlet = view.check?.outlet;
  return {
    stay: {
      reservation: stay.reservation,
      room,
      arrival: stay.arrives_on ?? "",
      departure: stay.departs_on ?? "",
      ordinal,
      ...(stay.day_use === 1 ? { dayUse: true } : {}),
      ...(SEES[view.role].sharers && sharers.length > 0 ? { sharers } : {}),
      ...(typeof table === "string" ? { table } : {}),
      ...(typeof outlet === "string" ? { outlet } : {}),
    },
  };
}

function promisesOf(file: GuestFile): Card["promises"] {
  return file.promises
    .filter((row) => row.kept_at === null)
    .map((row) => ({
      text: row.text,
      due: row.due,
      ...(row.made_by === null ? {} : { by: row.made_by }),
    }));
}

function kindsOf(file: GuestFile, t: Phrases): { kinds?: readonly string[] } {
  const hasLived = file.stays.some((stay) => stay.status === "in-house" || stay.status === "departed");
  const kinds = [...(hasLived ? [t("card.kind.rooms")] : []), ...file.outlets];
  return kinds.length === 0 ? {} : { kinds };
}

function visitsFor(role: StationRole, visits: Card["visits"]): Card["visits"] {
  return role === "kitchen" ? { stays: visits.stays } : visits;
}

/** Until somebody says who it is, nobody's likes are shown; but everybody's severe cautions are heeded. */
function doubtfulCard(file: GuestFile, view: CardView): Card {
  const candidates = view.candidates ?? [];
  const { date: today, hour } = hotelTime(view.now, view.property.timezone);
  const of = { t: view.t, today, timezone: view.property.timezone };
  const moment = { role: view.role, reason: undefined, hour, isReturning: false };
  const addresses = candidates.map((it) => addressOf({ ...it.guest, names: it.names }, moment, view));
  const first = addresses[0];
  const isOneName = first !== undefined && addresses.every((it) => it.honorific === first.honorific);
  const nameless = addressOf({ names: [], sex: null, title: null, language: null }, moment, view);
  const address = isOneName ? first : nameless;
  const severe = candidates.flatMap((it) => it.cautions.filter((row) => row.severity === "severe"));
  return {
    ...greeting(file, view, address),
    names: isOneName ? greeting(file, view, address).names : { primary: view.t("card.which") },
    match: "doubtful",
    candidates: candidates.map((it) => candidateOf(it, view)),
    cautions: cautionsOf(severe, of),
    lines: [],
    moreLines: 0,
    occasions: [],
    promises: [],
    visits: { stays: 0 },
  };
}

function candidateOf(file: GuestFile, view: CardView): { guestId: GuestId; name: string; apart: string } {
  const shown = shownName(file.names);
  const visits = visitsOf(file.stays);
  const present = file.stays.find((stay) => stay.status === "in-house");
  const room = present === undefined || hidesRoom(present, view.role) ? null : present.room;
  const apart = [
    ...(typeof room === "string" ? [view.t("card.apart.room", { room })] : []),
    view.t("card.apart.stays", { stays: visits.stays }),
    ...(file.guest.residence === null ? [] : [file.guest.residence]),
  ];
  return {
    guestId: idOf<"guest">(file.guest.id),
    name: shown === undefined ? view.t("card.guest") : fullName(shown),
    apart: apart.join(" · "),
  };
}

/** The family name of a file, for the short code and sorting; the full name where it is not known. */
export function familyOf(file: Pick<GuestFile, "names">): string {
  const shown = shownName(file.names);
  if (shown === undefined) return "";
  const parts = partsOf(shown);
  return parts.family ?? parts.full;
}
