// Whose table or telephone it is: certain where one person fits, else a choice; never a guess by name.
import type { GuestLink } from "../contract/index.ts";
import { folded, type GuestRow, type StayRow } from "../guests/index.ts";
import type { Turn } from "./turn.ts";
import { keyOf } from "./workspace.ts";

/** One person it can be, with the stay that says so. */
export interface Member {
  readonly guest: GuestRow;
  readonly stay?: StayRow | undefined;
}

/** Who it can be; certain only where one person is left and nothing speaks against it. */
export interface Party {
  readonly members: readonly Member[];
  readonly isCertain: boolean;
}

const NOBODY: Party = { members: [], isCertain: false };

/**
 * A source less sure than this names somebody who may be another: about one card in three would be a stranger's.
 * Sources that are sure send 1; a cashier's guess by table or by voice lies around a half.
 */
export const SURE_FROM = 0.7;

/** A party as far as its source is to be believed: told by one that is not sure, it stays a choice. */
export function believed(party: Party, confidence: number): Party {
  return confidence < SURE_FROM ? { ...party, isCertain: false } : party;
}

/** Who a check or table belongs to: by reservation, else by profile, else those who live in the room. */
export function partyOf(turn: Turn, link: GuestLink | undefined): Party {
  if (link === undefined) return NOBODY;
  return believed(linked(turn, link), Math.min(link.confidence, turn.event.confidence));
}

function linked(turn: Turn, link: GuestLink): Party {
  const byReservation = ofReservation(turn, link.reservationId);
  if (byReservation.members.length > 0) return byReservation;
  const byProfile = ofProfile(turn, link.profileId);
  if (byProfile.members.length > 0) return byProfile;
  return link.room === undefined ? NOBODY : ofRoom(turn, link.room, link.guestName);
}

/** Those who live in a room; a name chooses among them only where it agrees with exactly one. */
export function ofRoom(turn: Turn, room: string, name?: string): Party {
  const members = turn.ws.guestsIn(room).flatMap((stay) => memberOf(turn, stay));
  if (name === undefined || folded(name) === "") return { members, isCertain: members.length === 1 };
  const named = members.filter((member) => agrees(member.guest, name));
  if (named.length === 1) return { members: named, isCertain: true };
  return { members, isCertain: false };
}

/** Those who have a number of this digest. */
export function ofHolders(turn: Turn, digest: string): Party {
  const members = [...(turn.ws.holders.get(digest) ?? [])].flatMap((id) => {
    const guest = turn.ws.guest(id);
    return guest === undefined ? [] : [{ guest, stay: currentStay(turn, id) }];
  });
  return { members, isCertain: members.length === 1 };
}

/** The stay a guest is in house with, among those at hand. */
export function currentStay(turn: Turn, guest: string): StayRow | undefined {
  for (const stay of turn.ws.stays.values())
    if (stay.guest === guest && stay.status === "in-house") return stay;
  return undefined;
}

/** The stay of a reservation, whichever PMS it is of; two of one number are a choice. */
export function ofReservation(turn: Turn, reservation: string | undefined): Party {
  if (reservation === undefined || reservation === "") return NOBODY;
  const members = [...turn.ws.staySources]
    .flatMap((source) => turn.ws.stay(source, reservation) ?? [])
    .filter((stay) => stay.not_guest === 0)
    .flatMap((stay) => memberOf(turn, stay));
  return { members, isCertain: members.length === 1 };
}

function ofProfile(turn: Turn, profile: string | undefined): Party {
  if (profile === undefined || profile === "") return NOBODY;
  const ids = new Set<string>();
  for (const source of turn.ws.staySources) {
    const id = turn.ws.profiles.get(keyOf(source, profile));
    if (id !== undefined) ids.add(id);
  }
  const members = [...ids].flatMap((id) => {
    const guest = turn.ws.guest(id);
    return guest === undefined ? [] : [{ guest, stay: currentStay(turn, id) }];
  });
  return { members, isCertain: members.length === 1 };
}

function memberOf(turn: Turn, stay: StayRow): Member[] {
  const guest = turn.ws.guest(stay.guest);
  return guest === undefined ? [] : [{ guest, stay }];
}

/** Whether a name told with a room speaks of this guest: one of its words stands among the guest's names. */
function agrees(guest: GuestRow, name: string): boolean {
  const words = folded(name)
    .replaceAll(/(?:先生|女士|小姐|太太)$/gu, "")
    .split(" ")
    .filter((word) => word !== "" && !TITLES.has(word));
  const known = new Set(guest.search.split(" "));
  return words.some(
    (word) => known.has(word) || (/^\p{Script=Han}+$/u.test(word) && guest.search.startsWith(word)),
  );
}

const TITLES = new Set([
  "mr",
  "mrs",
  "ms",
  "miss",
  "dr",
  "prof",
  "herr",
  "frau",
  "mme",
  "m",
  "and",
  "family",
]);
