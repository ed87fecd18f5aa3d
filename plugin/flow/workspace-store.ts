// Loads what a batch is about, set-wise: a few queries for all its events together.
import type { JournalEvent } from "../contract/index.ts";
import {
  ask,
  places,
  readCalls,
  readCautions,
  readChecks,
  readCompanions,
  readGuests,
  readIdentifiers,
  readStays,
  readStaysInRooms,
  type IdentifierKind,
  type StayRow,
} from "../guests/index.ts";
import type { Store } from "../store/index.ts";
import { readBackgrounds, readPops } from "./background-store.ts";
import { isFresh } from "./fresh.ts";
import { digestOf } from "./identifiers.ts";
import { keysOf, type BatchKeys } from "./keys.ts";
import { readFollowingArrivals, readUnnamed } from "./look-ahead-store.ts";
import { Workspace, keyOf, type Surroundings } from "./workspace.ts";

type Db = Store["db"];

/** Reads all rows the batch may touch. */
export async function loadWorkspace(
  db: Db,
  events: readonly JournalEvent[],
  more: { around: Surroundings; staySources: Set<string> },
): Promise<Workspace> {
  const { around } = more;
  const keys = keysOf(events, around);
  const ws = new Workspace();
  for (const source of keys.reservations.keys()) more.staySources.add(source);
  for (const source of more.staySources) ws.staySources.add(source);
  await loadStays(db, ws, { keys, around });
  const people = new Set<string>();
  await loadPeople(db, ws, { keys, around, people });
  for (const event of events)
    if (event.type === "link.resync_ended" && event.link.complete === true && event.resync !== undefined)
      ws.unnamed.set(event.seq, await readUnnamed(db, event, keep(ws)));
  for (const stay of ws.stays.values()) if (stay.guest !== null) people.add(stay.guest);
  await loadTalk(db, ws, { keys, around, people });
  await loadGuests(db, ws, [...people]);
  if (keys.asksForPerson) await loadCurrentStays(db, ws);
  if (keys.departures.length > 0)
    for (const seq of await readFollowingArrivals(db, keys.departures)) ws.halfMoves.add(seq);
  await loadBackground(db, ws, { events, keys, around });
  return ws;
}

interface Wanted {
  readonly keys: BatchKeys;
  readonly around: Surroundings;
  readonly people: Set<string>;
}

function keep(ws: Workspace): (stay: StayRow) => StayRow {
  return (stay) => {
    const key = keyOf(stay.source, stay.reservation);
    const known = ws.stays.get(key);
    if (known !== undefined) return known;
    ws.stays.set(key, stay);
    return stay;
  };
}

async function loadStays(db: Db, ws: Workspace, wanted: Omit<Wanted, "people">): Promise<void> {
  const { keys, around } = wanted;
  const property = around.house.property.id;
  const sources = new Set([...keys.reservations.keys(), ...(keys.anywhere.size > 0 ? ws.staySources : [])]);
  for (const source of sources) {
    const reservations = [...new Set([...(keys.reservations.get(source) ?? []), ...keys.anywhere])];
    (await readStays(db, { property, source, reservations })).forEach(keep(ws));
  }
  (await readStaysInRooms(db, property, [...keys.rooms])).forEach(keep(ws));
}

async function loadPeople(db: Db, ws: Workspace, wanted: Wanted): Promise<void> {
  const { keys, around, people } = wanted;
  const property = around.house.property.id;
  const digests = [...keys.profiles].map((id) => digestOf(around.vault, "pms-profile", id));
  for (const row of await readIdentifiers(db, { property, kind: "pms-profile", digests })) {
    ws.profiles.set(keyOf(row.issuer, row.plain ?? ""), row.guest);
    ws.identifiersKept.add(`pms-profile\0${row.issuer}\0${row.digest}\0${row.guest}`);
    people.add(row.guest);
  }
  const holders: readonly (readonly [IdentifierKind, Set<string>])[] = [
    ["phone", keys.phones],
    ["document", keys.documents],
  ];
  for (const [kind, wantedDigests] of holders)
    for (const row of await readIdentifiers(db, { property, kind, digests: [...wantedDigests] })) {
      ws.holders.set(row.digest, (ws.holders.get(row.digest) ?? new Set()).add(row.guest));
      people.add(row.guest);
    }
  if (!keys.hasCompanions) return;
  const stays = [...ws.stays.values()].map((stay) => stay.id);
  for (const row of await readCompanions(db, stays)) {
    ws.companions.set(row.stay, [...(ws.companions.get(row.stay) ?? []), row]);
    people.add(row.guest);
  }
}

async function loadTalk(db: Db, ws: Workspace, wanted: Wanted): Promise<void> {
  const property = wanted.around.house.property.id;
  for (const [source, checks] of wanted.keys.checks)
    for (const row of await readChecks(db, { property, source, checks: [...checks] })) {
      ws.checks.set(keyOf(source, row.check_id), row);
      if (row.guest !== null) wanted.people.add(row.guest);
    }
  for (const [source, calls] of wanted.keys.calls)
    for (const row of await readCalls(db, { property, source, calls: [...calls] })) {
      ws.calls.set(keyOf(source, row.call_id), row);
      if (row.guest !== null) wanted.people.add(row.guest);
    }
}

async function loadGuests(db: Db, ws: Workspace, ids: readonly string[]): Promise<void> {
  for (const row of await readGuests(db, ids)) ws.guests.set(row.id, row);
}

async function loadCurrentStays(db: Db, ws: Workspace): Promise<void> {
  const guests = [...ws.guests.keys()];
  if (guests.length === 0) return;
  const rows = await ask(
    db,
    `select * from stay where guest in (${places(guests)}) and status = 'in-house'`,
    guests,
  );
  (rows as StayRow[]).forEach(keep(ws));
}

async function loadBackground(
  db: Db,
  ws: Workspace,
  of: { events: readonly JournalEvent[]; keys: BatchKeys; around: Surroundings },
): Promise<void> {
  const guests = [...ws.guests.keys()];
  if (guests.length === 0) return;
  const { around, keys } = of;
  const isNews = of.events.some((event) => isFresh(event, around.now));
  for (const [guest, background] of await readBackgrounds(db, guests, { withOpen: isNews }))
    ws.backgrounds.set(guest, background);
  if (isNews) ws.popsSeen.push(...(await readPops(db, guests, { around, ws })));
  if (!keys.hasWishes) return;
  for (const row of await readCautions(db, guests)) {
    const known = ws.knownCautions.get(row.guest) ?? new Set<string>();
    ws.knownCautions.set(row.guest, known.add(`${row.kind}\0${row.value}`));
  }
}
