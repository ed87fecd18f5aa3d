// Reads guests' files set-wise: the same few queries for one guest as for a hundred.
import type { Knex } from "knex";
import { idOf, type GuestId, type Instant } from "../contract/index.ts";
import { readCautions } from "./caution-store.ts";
import { readOutletsOf } from "./check-store.ts";
import type { GuestFile, Sharer } from "./guest-file.ts";
import { readGuests, type GuestRow } from "./guest-store.ts";
import { readObservations } from "./observation-store.ts";
import { namesOf } from "./profile.ts";
import { readOpenPromises } from "./promise-store.ts";
import { ask, places } from "./row-store.ts";
import { readAccompanied, readStaysOf, type StayRow } from "./stay-store.ts";

/** Guests read in one go; more come in several. */
const FILES_PER_QUERY = 500;

/** Reads the files of some guests as they are at an instant; who is unknown is absent. */
export async function loadGuestFiles(
  db: Knex,
  ids: readonly GuestId[],
  at: { now: Instant },
): Promise<Map<GuestId, GuestFile>> {
  const files = new Map<GuestId, GuestFile>();
  const wanted = [...new Set(ids)];
  for (let from = 0; from < wanted.length; from += FILES_PER_QUERY)
    await loadSome(db, wanted.slice(from, from + FILES_PER_QUERY), { files, now: at.now });
  return files;
}

async function loadSome(
  db: Knex,
  ids: readonly GuestId[],
  into: { files: Map<GuestId, GuestFile>; now: Instant },
): Promise<void> {
  // Asked together: to a database on another machine the way there and back is most of what it takes.
  const [guests, stayRows, alongRows, observationRows, cautionRows, promiseRows, outletRows] =
    await Promise.all([
      readGuests(db, ids),
      readStaysOf(db, ids),
      readAccompanied(db, ids),
      readObservations(db, ids),
      readCautions(db, ids),
      readOpenPromises(db, ids),
      readOutletsOf(db, ids),
    ]);
  const stays = groups(stayRows, (row) => row.guest ?? "");
  const along = groups(alongRows, (row) => row.companion);
  const observations = groups(observationRows, (row) => row.guest);
  const cautions = groups(cautionRows, (row) => row.guest);
  const promises = groups(promiseRows, (row) => row.guest);
  const outlets = groups(outletRows, (row) => row.guest);
  const sharers = await readSharers(db, [...stays.values()].flat());
  for (const guest of guests) {
    const own = [...(stays.get(guest.id) ?? []), ...(along.get(guest.id) ?? [])];
    const rooms = new Set(own.filter((stay) => stay.status === "in-house").map((stay) => stay.room));
    into.files.set(idOf<"guest">(guest.id), {
      guest,
      names: namesOf(guest),
      stays: own,
      observations: observations.get(guest.id) ?? [],
      readAt: into.now,
      cautions: cautions.get(guest.id) ?? [],
      promises: promises.get(guest.id) ?? [],
      outlets: (outlets.get(guest.id) ?? []).map((row) => row.outlet),
      sharers: sharers.filter((sharer) => sharer.guest !== guest.id && rooms.has(sharer.room)),
    });
  }
}

type SharerRow = Pick<GuestRow, "names" | "sex" | "title" | "language"> &
  Pick<StayRow, "property"> & { readonly stay: string; readonly room: string; readonly guest: string };

async function readSharers(db: Knex, stays: readonly StayRow[]): Promise<Sharer[]> {
  const current = stays.filter((stay) => stay.status === "in-house" && stay.room !== null);
  const first = current[0];
  if (first === undefined) return [];
  const rooms = [...new Set(current.map((stay) => stay.room ?? ""))];
  const rows = (await ask(
    db,
    `select s.id as stay, s.room, g.id as guest, g.names, g.sex, g.title, g.language
     from stay s join guest g on g.id = s.guest
     where s.property = ? and s.status = 'in-house' and s.room in (${places(rooms)})`,
    [first.property, ...rooms],
  )) as SharerRow[];
  return rows.map((row) => ({ ...row, names: namesOf(row) }));
}

function groups<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = found.get(key);
    if (group === undefined) found.set(key, [row]);
    else group.push(row);
  }
  return found;
}
