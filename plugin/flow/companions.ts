// Those who came along on a stay: each has a file of his own, told apart from the others and from the main guest.
import type { GuestName, GuestRef } from "../contract/index.ts";
import { fullName, isSomebody, namesOf, type GuestRow, type StayRow } from "../guests/index.ts";
import { guestOfProfile, learnPerson, mainGuest, openFile } from "./guest-of-stay.ts";
import { idAt, type EventWith, type Turn } from "./turn.ts";
import { keyOf } from "./workspace.ts";

/** Keeps the companions a source names on a stay; bookers are no guests. */
export function noteCompanions(turn: Turn<EventWith<"stay">>, stay: StayRow): void {
  const guests = turn.event.stay.guests ?? [];
  if (guests.length < 2) return;
  const main = mainGuest(guests);
  for (const ref of guests) {
    if (ref === main || ref.role === "booker" || ref.role === "primary" || !isSomebody(ref)) continue;
    const guest = companionOf(turn, stay, ref);
    if (guest.id === stay.guest) continue;
    learnPerson(turn, { guest, ref, stay: stay.id });
    join(turn, stay, { guest: guest.id, role: ref.role });
  }
}

/** By profile id; without one, the companion of this very stay who has exactly that name. */
function companionOf(turn: Turn, stay: StayRow, ref: GuestRef): GuestRow {
  const { ws, event } = turn;
  if (ref.profileId !== undefined) {
    const known = guestOfProfile(turn, ref.profileId);
    if (known !== undefined) return known;
    const guest = openFile(turn);
    ws.profiles.set(keyOf(event.source, ref.profileId), guest.id);
    return guest;
  }
  const here = (ws.companions.get(stay.id) ?? []).map((row) => ws.guest(row.guest));
  const same = here.find((guest) => guest !== undefined && hasName(guest, ref.names));
  return same ?? openFile(turn);
}

function hasName(guest: GuestRow, names: readonly GuestName[]): boolean {
  const known = new Set(namesOf(guest).map(fullName));
  return names.some((name) => known.has(fullName(name)));
}

function join(turn: Turn, stay: StayRow, who: { guest: string; role: string }): void {
  const { ws, around } = turn;
  const rows = ws.companions.get(stay.id) ?? [];
  if (rows.some((row) => row.guest === who.guest)) return;
  const row = { id: idAt(around), property: stay.property, stay: stay.id, ...who };
  ws.companions.set(stay.id, [...rows, row]);
  ws.newCompanions.push(row);
}
