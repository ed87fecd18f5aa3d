// The history of the trial's cast, written before the day: past stays as events over the open event API, notes through the guest files.
import { createHash } from "node:crypto";
import type { Clock, PropertyId } from "../contract/index.ts";
import {
  addObservations,
  readIdentifiers,
  readStays,
  saveCautions,
  savePromises,
  type CautionRow,
  type ObservationRow,
  type PromiseRow,
  type StayRow,
} from "../guests/index.ts";
import type { Store, Vault } from "../store/index.ts";
import { TRIAL_SOURCES } from "./accounts.ts";
import { CAST, dayAfter, guestRef } from "./cast.ts";
import type { CastGuest, PastStay } from "./cast-guest.ts";
import type { Colleague } from "./cast-note.ts";
import type { EventPoster, PostedEvent } from "./event-poster.ts";
import { hotelDate } from "./pms-record.ts";

/** What writing the history needs. */
export interface HistoryAround {
  readonly store: Store;
  readonly vault: Vault;
  readonly property: PropertyId;
  readonly timezone: string;
  readonly clock: Clock;
  readonly poster: Pick<EventPoster, "post">;
  /** Person ids by login; they may still be in the making while the past stays are written. */
  readonly people: PeopleIds | Promise<PeopleIds>;
  readonly signal: AbortSignal;
}

/** Ids of colleagues by login. */
export type PeopleIds = Readonly<Record<string, string>>;

const DAY_MS = 86_400_000;
/** The past must be applied before notes can hang on it; past that it goes on with what is there. */
const APPLIED_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 100;
const POST_AT_ONCE = 200;

/** Writes the cast's past once; a second start finds it there and adds nothing twice. */
export async function writeHistory(around: HistoryAround): Promise<void> {
  const past = CAST.filter((guest) => (guest.stays ?? []).length > 0);
  const wanted = past.flatMap((guest) => (guest.stays ?? []).map((_, nth) => pastReservation(guest, nth)));
  if ((await staysOf(around, wanted)).length < wanted.length) await postPast(around, past);
  const stays = await untilApplied(around, wanted);
  const guests = await guestsOf(around, past);
  const people = await around.people;
  const rows: NoteRows = { observations: [], cautions: [], promises: [] };
  for (const guest of past) collect(around, { guest, file: guests.get(guest.profile), stays, people }, rows);
  const door = { db: around.store.db, kind: around.store.kind };
  await addObservations(door, rows.observations);
  await saveCautions(door, rows.cautions);
  await savePromises(door, rows.promises);
}

interface NoteRows {
  readonly observations: ObservationRow[];
  readonly cautions: CautionRow[];
  readonly promises: PromiseRow[];
}

/** A past stay's number; today's are made of digits only, so they never meet. */
function pastReservation(guest: CastGuest, nth: number): string {
  return `H${guest.profile}-${nth + 1}`;
}

async function postPast(around: HistoryAround, past: readonly CastGuest[]): Promise<void> {
  const events = past.flatMap((guest) =>
    (guest.stays ?? []).flatMap((stay, nth) => pastEvents(around, { guest, stay, nth })),
  );
  for (let from = 0; from < events.length; from += POST_AT_ONCE) {
    await around.poster.post(events.slice(from, from + POST_AT_ONCE));
  }
}

function pastEvents(
  around: HistoryAround,
  { guest, stay, nth }: { guest: CastGuest; stay: PastStay; nth: number },
): readonly PostedEvent[] {
  const [daysAgo, nights, room] = stay;
  const reservationId = pastReservation(guest, nth);
  const cameAt = around.clock.now() - daysAgo * DAY_MS;
  const arrival = hotelDate(cameAt, around.timezone);
  const body = {
    reservationId,
    room,
    arrival,
    departure: dayAfter(arrival, nights),
    guests: [guestRef(guest)],
  };
  return [
    {
      ...{ type: "stay.checked_in", idempotencyKey: `${reservationId}:in`, occurredAt: cameAt, replay: true },
      stay: { ...body, status: "in_house" },
    },
    {
      ...{ type: "stay.checked_out", idempotencyKey: `${reservationId}:out`, replay: true },
      occurredAt: cameAt + nights * DAY_MS,
      stay: { reservationId, room, status: "checked_out" },
    },
  ];
}

function staysOf({ store, property }: HistoryAround, reservations: readonly string[]): Promise<StayRow[]> {
  return readStays(store.db, { property, source: TRIAL_SOURCES.pms, reservations });
}

async function untilApplied(
  around: HistoryAround,
  wanted: readonly string[],
): Promise<ReadonlyMap<string, StayRow>> {
  const deadline = around.clock.monotonic() + APPLIED_WITHIN_MS;
  for (;;) {
    const stays = await staysOf(around, wanted);
    const departed = stays.filter(({ status }) => status === "departed").length;
    if (departed >= wanted.length || around.clock.monotonic() > deadline) {
      return new Map(stays.map((stay) => [stay.reservation, stay]));
    }
    await around.clock.sleep(LOOK_EVERY_MS, around.signal);
  }
}

/** Guest files by profile id. */
async function guestsOf(
  { store, vault, property }: HistoryAround,
  past: readonly CastGuest[],
): Promise<ReadonlyMap<string, string>> {
  const digests = past.map(({ profile }) => vault.digest("pms-profile", profile));
  const rows = await readIdentifiers(store.db, { property, kind: "pms-profile", digests });
  return new Map(rows.map((row) => [row.plain ?? "", row.guest]));
}

interface OnFile {
  readonly guest: CastGuest;
  readonly file: string | undefined;
  readonly stays: ReadonlyMap<string, StayRow>;
  readonly people: PeopleIds;
}

function collect(around: HistoryAround, on: OnFile, rows: NoteRows): void {
  if (on.file === undefined) return;
  const shared = { property: around.property, guest: on.file };
  const { guest } = on;
  for (const [nth, note] of (guest.notes ?? []).entries()) {
    const at = momentOf(around, note.daysAgo);
    const stay = stayAt(on, at);
    rows.observations.push({
      ...{ ...shared, id: fixedId(`note:${guest.profile}:${nth}`), stay: stay?.id ?? null },
      ...{ category: note.category, value: note.value, kind: note.kind, note: note.note ?? null },
      ...{ room: stay?.room ?? null, source: ROLE_OF[note.by], person: on.people[note.by] ?? null },
      ...{ station: null, client_id: `trial:${guest.profile}:${nth}`, at, created_at: at },
      ...{ undo_until: null, retracted_at: null },
    });
  }
  for (const [nth, caution] of (guest.cautions ?? []).entries()) {
    const at = momentOf(around, caution.daysAgo);
    rows.cautions.push({
      ...{ ...shared, id: fixedId(`caution:${guest.profile}:${nth}`), kind: caution.kind },
      ...{ value: caution.value, severity: caution.severity, said_by: caution.saidBy },
      ...{ note: caution.note ?? null, source: ROLE_OF[caution.by] },
      ...{ person: on.people[caution.by] ?? null, stay: stayAt(on, at)?.id ?? null, at, ended_at: null },
    });
  }
  for (const [nth, [text, dueInDays, by, daysAgo]] of (guest.promises ?? []).entries()) {
    const due = dayAfter(hotelDate(around.clock.now(), around.timezone), dueInDays);
    rows.promises.push({
      ...{ ...shared, id: fixedId(`promise:${guest.profile}:${nth}`), stay: null, text, due },
      ...{ person: on.people[by] ?? null, made_by: null, at: momentOf(around, daysAgo), kept_at: null },
    });
  }
}

/** The kind of station each notes at, so that a reason can say where it was seen. */
const ROLE_OF: Readonly<Record<Colleague, string>> = {
  lina: "front-desk",
  zhoumin: "restaurant",
  zhouguifang: "housekeeping",
  linxiaoyan: "housekeeping",
  hejie: "call-centre",
  wanglin: "manager",
};

/** Some hours into that day's stay, so that the note falls inside of it. */
function momentOf({ clock }: HistoryAround, daysAgo: number): number {
  return clock.now() - daysAgo * DAY_MS + 3_600_000;
}

function stayAt({ guest, stays }: OnFile, at: number): StayRow | undefined {
  const own = (guest.stays ?? []).map((_, nth) => stays.get(pastReservation(guest, nth)));
  return own.find(
    (stay) =>
      stay !== undefined &&
      (stay.checked_in_at ?? Infinity) <= at &&
      at <= (stay.checked_out_at ?? 0) + DAY_MS / 2,
  );
}

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The same id at every start, so that writing again changes nothing; it sorts before all that is made later. */
function fixedId(what: string): string {
  const digest = createHash("sha256").update(what).digest();
  return Array.from(digest.subarray(0, 26), (byte, place) =>
    place === 0 ? "0" : ALPHABET.charAt(byte & 31),
  ).join("");
}
