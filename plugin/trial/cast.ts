// The whole cast of the trial hotel, its rooms, and how one of them becomes a reservation of today.
import type { GuestName, GuestRef, LocalDate, Locale, NameScript } from "../contract/index.ts";
import type { CastGuest } from "./cast-guest.ts";
import { MAINLAND } from "./cast-mainland.ts";
import { REGION } from "./cast-region.ts";
import { WEST } from "./cast-west.ts";
import type { PmsReservation } from "./pms-house.ts";

/** Everybody who appears in the trial, about forty people. */
export const CAST: readonly CastGuest[] = [...MAINLAND, ...REGION, ...WEST];

/** Guest rooms of the trial hotel, floors 8 to 12, and the paymaster room, which is none. */
export const TRIAL_ROOMS: readonly string[] = [
  ...["08", "09", "10", "11", "12"].flatMap((floor) =>
    Array.from({ length: 12 }, (_, nth) => `${floor}${String(nth + 1).padStart(2, "0")}`),
  ),
  "9000",
];

/** One of the cast by profile id; an unknown one is a mistake in the script, found by a test. */
export function castGuest(profile: string): CastGuest | undefined {
  return CAST.find((guest) => guest.profile === profile);
}

/** A day so many days after (or before) another. */
export function dayAfter(day: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Today's reservation of a guest; who is in house came yesterday. */
export function reservationOf(guest: CastGuest, id: string, today: LocalDate): PmsReservation {
  const { room, nights, role } = guest.today;
  const arrival = role === "in-house" || role === "paymaster" ? dayAfter(today, -1) : today;
  return {
    ...{ id, room, arrival, departure: dayAfter(arrival, nights) },
    guest: {
      profile: guest.profile,
      family: guest.family,
      given: guest.given,
      language: guest.languageCode,
      ...(guest.title === undefined ? {} : { title: guest.title }),
      ...(guest.vip === undefined ? {} : { vip: guest.vip }),
    },
  };
}

/** A guest as a reservation system describes one: all names, contacts, employer (what FIAS never tells). */
export function guestRef(guest: CastGuest): GuestRef {
  const { sex, vip, birthday, employer } = guest;
  return {
    ...{ role: "primary", profileId: guest.profile, names: namesOf(guest) },
    ...{ language: guest.language, nationality: guest.nationality },
    ...(sex === undefined ? {} : { sex }),
    ...(vip === undefined ? {} : { vip: { code: vip } }),
    ...(birthday === undefined ? {} : { birthday }),
    ...(employer === undefined ? {} : { employer }),
    ...contactsOf(guest),
  };
}

/** How the cast's full name is written, for a page or a check. */
export function shownName(guest: Pick<CastGuest, "family" | "given" | "script">): string {
  return isFamilyFirst(guest.script) ? guest.family + guest.given : `${guest.given} ${guest.family}`.trim();
}

/** The full name for a reader of this language: in Latin letters for an English one. */
export function readName(guest: CastGuest, locale: Locale): string {
  if (locale !== "en" || guest.latin === undefined) return shownName(guest);
  const [family, given] = guest.latin;
  return isFamilyFirst(guest.script) ? `${family} ${given}`.trim() : `${given} ${family}`.trim();
}

function contactsOf({ phone, email }: CastGuest): Pick<GuestRef, "contacts"> {
  const contacts = [
    ...(phone === undefined ? [] : [{ type: "phone" as const, value: phone }]),
    ...(email === undefined ? [] : [{ type: "email" as const, value: email }]),
  ];
  return contacts.length === 0 ? {} : { contacts };
}

function namesOf(guest: CastGuest): readonly GuestName[] {
  const title = guest.title === undefined ? {} : { title: guest.title };
  const { family, given, script, language } = guest;
  const own: GuestName = {
    ...{ kind: "primary", lang: language, script, family, ...title },
    ...(given === "" ? {} : { given }),
    order: isFamilyFirst(script) ? "family_first" : "given_first",
  };
  if (guest.latin === undefined) return [own];
  const [latinFamily, latinGiven] = guest.latin;
  const latin: GuestName = {
    ...{ kind: "phonetic", script: "Latn", family: latinFamily, given: latinGiven },
    order: isFamilyFirst(script) ? "family_first" : "given_first",
  };
  return [own, latin];
}

function isFamilyFirst(script: NameScript): boolean {
  return script !== "Latn" && script !== "Cyrl";
}
