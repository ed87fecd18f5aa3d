// A PMS profile changed: its file learns it, with or without a stay.
import { isSomebody, newGuest } from "../guests/index.ts";
import { guestOfProfile, learnPerson, openFile } from "./guest-of-stay.ts";
import { APPLIED, type EventWith, type Outcome, type Turn } from "./turn.ts";
import { keyOf } from "./workspace.ts";

/** Learns what a source says of one of its profiles. */
export function learnProfile(turn: Turn<EventWith<"profile">>): Outcome {
  const { profileId, guest: ref } = turn.event.profile;
  const told = { ...ref, profileId };
  if (turn.event.type === "profile.anonymized") return forget(turn, profileId);
  if (turn.event.type === "profile.merged") return followMerge(turn);
  const known = guestOfProfile(turn, profileId);
  if (known === undefined && !isSomebody({ ...ref, names: ref.names })) return APPLIED;
  const guest = known ?? openFile(turn);
  turn.ws.profiles.set(keyOf(turn.event.source, profileId), guest.id);
  learnPerson(turn, { guest, ref: told, stay: null });
  return APPLIED;
}

/** The source's profile now goes by another id: the file answers to both, where the other had none yet. */
function followMerge(turn: Turn<EventWith<"profile">>): Outcome {
  const { profileId, mergedInto, guest: ref } = turn.event.profile;
  const guest = guestOfProfile(turn, profileId);
  if (guest === undefined || mergedInto === undefined) return APPLIED;
  if (guestOfProfile(turn, mergedInto) !== undefined) return APPLIED;
  turn.ws.profiles.set(keyOf(turn.event.source, mergedInto), guest.id);
  learnPerson(turn, { guest, ref: { ...ref, profileId: mergedInto }, stay: null });
  return APPLIED;
}

/** The source forgot the person: so do we, and keep the stays as visits of nobody known. */
function forget(turn: Turn<EventWith<"profile">>, profileId: string): Outcome {
  const { ws, around } = turn;
  const guest = guestOfProfile(turn, profileId);
  if (guest === undefined) return APPLIED;
  const { id, property, created_at: made, version } = guest;
  Object.assign(guest, newGuest({ id, property, now: made }), {
    version: version + 1,
    updated_at: around.now,
  });
  ws.changedGuests.add(guest);
  ws.forgotten.add(id);
  ws.touchedGuests.add(id);
  return APPLIED;
}
