// Whose stay it is: by profile id, else by the reservation itself. Nobody is recognised by a name here.
import type { GuestRef } from "../contract/index.ts";
import { isSomebody, learn, newGuest, type GuestRow, type StayRow } from "../guests/index.ts";
import { sealedIdentifiers } from "./identifiers.ts";
import { noteWishes } from "./wishes.ts";
import { idAt, type Turn } from "./turn.ts";
import { keyOf } from "./workspace.ts";

/** The person of a stay among those a source names: the primary, else the first who is not only the booker. */
export function mainGuest(guests: readonly GuestRef[] | undefined): GuestRef | undefined {
  return guests?.find((it) => it.role === "primary") ?? guests?.find((it) => it.role !== "booker");
}

/** Finds or opens the file of a stay's guest and learns what was told; a stay of nobody gets none. */
export function settleGuest(
  turn: Turn,
  stay: StayRow,
  guests: readonly GuestRef[] | undefined,
): GuestRow | undefined {
  if (stay.not_guest === 1) return undefined;
  const ref = mainGuest(guests);
  const known = turn.ws.guest(stay.guest);
  if (ref === undefined) return known;
  if (!isSomebody(ref)) {
    // A change that names nobody (a new VIP code, a language) is still said of the guest who lives there.
    if (known !== undefined) learnPerson(turn, { guest: known, ref, stay: stay.id });
    return known;
  }
  const guest = personOf(turn, ref, stay);
  stay.guest = guest.id;
  if (ref.profileId !== undefined) stay.profile = ref.profileId;
  learnPerson(turn, { guest, ref, stay: stay.id });
  return guest;
}

/** Puts what was told of a person into the file: facts, identifiers, wishes. */
export function learnPerson(turn: Turn, told: { guest: GuestRow; ref: GuestRef; stay: string | null }): void {
  const { ws, around } = turn;
  const { guest, ref } = told;
  const isNew = guest.names === "[]" && guest.created_at === around.now;
  if (learn(guest, ref) || isNew) {
    guest.updated_at = around.now;
    if (!isNew) guest.version += 1;
    ws.changedGuests.add(guest);
  }
  ws.touchedGuests.add(guest.id);
  sealedIdentifiers(turn, guest.id, ref);
  noteWishes(turn, told);
}

/** The file a profile id leads to, else the stay's own, else a new one. */
function personOf(turn: Turn, ref: GuestRef, stay: StayRow): GuestRow {
  const known = stay.guest === null ? undefined : turn.ws.guest(stay.guest);
  if (ref.profileId === undefined) return known ?? openFile(turn);
  const byProfile = guestOfProfile(turn, ref.profileId);
  if (byProfile !== undefined) return byProfile;
  // A stay that had no profile id so far keeps its file, which now has one.
  const own = stay.profile === null || stay.profile === ref.profileId ? known : undefined;
  const guest = own ?? openFile(turn);
  turn.ws.profiles.set(keyOf(turn.event.source, ref.profileId), guest.id);
  return guest;
}

/** The file a source's profile id belongs to. */
export function guestOfProfile(turn: Turn, profileId: string): GuestRow | undefined {
  const id = turn.ws.profiles.get(keyOf(turn.event.source, profileId));
  return id === undefined ? undefined : turn.ws.guest(id);
}

/** Opens a new, empty file. */
export function openFile(turn: Turn): GuestRow {
  const { ws, around } = turn;
  const guest = newGuest({ id: idAt(around), property: around.house.property.id, now: around.now });
  ws.guests.set(guest.id, guest);
  ws.changedGuests.add(guest);
  return guest;
}
