// Which rows a batch of events is about, told by the ids the sources use.
import type { GuestRef, JournalEvent } from "../contract/index.ts";
import { callerDigest } from "./call.ts";
import { documentDigests } from "./desk.ts";
import { unnumberedKeys } from "./unnumbered.ts";
import type { Surroundings } from "./workspace.ts";

/** The ids to look up before a batch is applied. */
export interface BatchKeys {
  /** Source -> reservation ids. */
  readonly reservations: Map<string, Set<string>>;
  /** Reservations named without their source, by a POS or a desk. */
  readonly anywhere: Set<string>;
  readonly rooms: Set<string>;
  readonly profiles: Set<string>;
  readonly checks: Map<string, Set<string>>;
  readonly calls: Map<string, Set<string>>;
  readonly phones: Set<string>;
  readonly documents: Set<string>;
  /** Check-outs that may be half of a move. */
  readonly departures: JournalEvent[];
  hasCompanions: boolean;
  hasWishes: boolean;
  /** Somebody's current stay is asked for by person, not by reservation. */
  asksForPerson: boolean;
}

/** Collects the ids of a batch. */
export function keysOf(events: readonly JournalEvent[], around: Surroundings): BatchKeys {
  const keys: BatchKeys = {
    reservations: new Map(),
    anywhere: new Set(),
    rooms: new Set(),
    profiles: new Set(),
    checks: new Map(),
    calls: new Map(),
    phones: new Set(),
    documents: new Set(),
    departures: [],
    hasCompanions: false,
    hasWishes: false,
    asksForPerson: false,
  };
  for (const event of events) collect(keys, event, around);
  return keys;
}

function collect(keys: BatchKeys, event: JournalEvent, around: Surroundings): void {
  if ("stay" in event) collectStay(keys, event, around);
  else if ("profile" in event) {
    collectPeople(keys, [event.profile.guest]);
    add(keys.profiles, event.profile.profileId);
    add(keys.profiles, event.profile.mergedInto);
  } else if ("pos" in event) {
    into(keys.checks, event.source, event.pos.checkId);
    const charges = event.pos.payments?.map((payment) => payment.roomCharge) ?? [];
    for (const link of [event.pos.guestLink, ...charges]) {
      add(keys.anywhere, link?.reservationId);
      add(keys.rooms, link?.room);
    }
    add(keys.profiles, event.pos.guestLink?.profileId);
    keys.asksForPerson = true;
  } else if ("call" in event) {
    into(keys.calls, event.source, event.call.callId);
    add(keys.rooms, event.call.roomPhone);
    add(keys.phones, callerDigest(event, around));
    keys.asksForPerson = true;
  } else if ("desk" in event) {
    add(keys.anywhere, event.desk.reservationId);
    add(keys.rooms, event.desk.room);
    if (event.desk.guest !== undefined) collectPeople(keys, [event.desk.guest]);
    for (const digest of documentDigests(event, around)) keys.documents.add(digest);
    keys.asksForPerson = true;
  }
}

function collectStay(
  keys: BatchKeys,
  event: Extract<JournalEvent, { stay: unknown }>,
  around: Surroundings,
): void {
  const { reservationId, room, previousRoom, guests } = event.stay;
  const hasNumber = reservationId !== undefined && reservationId !== "";
  if (hasNumber) into(keys.reservations, event.source, reservationId);
  else for (const key of unnumberedKeys(event, around)) into(keys.reservations, event.source, key);
  if (!hasNumber || around.unnumbered.has(event.source))
    for (const one of [room, previousRoom]) add(keys.rooms, one);
  if (event.type === "stay.checked_out" && !event.replay) keys.departures.push(event);
  if (guests === undefined) return;
  collectPeople(keys, guests);
  if (guests.length > 1) keys.hasCompanions = true;
}

function collectPeople(keys: BatchKeys, guests: readonly GuestRef[]): void {
  for (const ref of guests) {
    add(keys.profiles, ref.profileId);
    if (ref.preferences !== undefined && ref.preferences.length > 0) keys.hasWishes = true;
  }
}

function add(to: Set<string>, id: string | undefined): void {
  if (id !== undefined && id !== "") to.add(id);
}

function into(to: Map<string, Set<string>>, source: string, id: string): void {
  const ids = to.get(source) ?? new Set<string>();
  to.set(source, ids.add(id));
}
