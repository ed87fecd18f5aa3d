// Commit 2: everything a batch changed, set-wise, in the transaction that also settles its journal rows.
import { newId } from "../kit/ulid.ts";
import {
  addCompanions,
  addIdentifiers,
  addObservations,
  addRows,
  places,
  saveCalls,
  saveCautions,
  saveChecks,
  saveGuests,
  saveStays,
  type RowDoor,
} from "../guests/index.ts";
import { ask, tell } from "../store/index.ts";
import { UNNUMBERED } from "./unnumbered.ts";
import type { PopPlan, Surroundings, Workspace } from "./workspace.ts";

/** Writes all marked rows, pops and print jobs of a batch. */
export async function writeWorkspace(door: RowDoor, ws: Workspace, around: Surroundings): Promise<void> {
  await saveGuests(door, [...ws.changedGuests]);
  await addIdentifiers(door, ws.newIdentifiers);
  await saveStays(door, [...ws.changedStays]);
  await addCompanions(door, ws.newCompanions);
  await addObservations(door, ws.newObservations);
  await saveCautions(door, ws.newCautions);
  await saveChecks(door, [...ws.changedChecks], ws.checkLines);
  await saveCalls(door, [...ws.changedCalls]);
  await forget(door, [...ws.forgotten]);
  if (ws.pops.length > 0) await writePops(door, ws.pops, around);
}

/** A chit nobody printed within this time would only confuse. */
const CHIT_LIFE_MS = 2 * 60 * 60_000;

async function writePops(door: RowDoor, pops: readonly PopPlan[], around: Surroundings): Promise<void> {
  const property = around.house.property.id;
  const first = (await takeNumbers(door, { property, count: pops.length })) - pops.length + 1;
  const numbered = pops.map((pop, index) => ({ ...pop, property, number: first + index }));
  await addRows(
    door,
    POP,
    numbered.map((pop) => ({ ...pop, event_seq: pop.eventSeq })),
  );
  await addRows(
    door,
    POP_STATION,
    numbered.flatMap(({ number, seats }) =>
      seats.map((seat) => ({
        property,
        station: seat.station,
        number,
        quiet: seat.quiet ? 1 : 0,
        state: "waiting",
      })),
    ),
  );
  const jobs = numbered.flatMap((pop) => jobsOf(pop, around));
  if (jobs.length > 0) await addRows(door, PRINT_JOB, jobs);
}

/** One chit per printer, for the first station of it that wants paper: an audience names first where it happened. */
function jobsOf(pop: PopPlan & { number: number }, around: Surroundings): PrintJobIntake[] {
  const printers = new Set<string>();
  return pop.seats.flatMap((seat) => {
    if (seat.printer === undefined || pop.chit === undefined || printers.has(seat.printer)) return [];
    printers.add(seat.printer);
    return {
      id: newId(around.now),
      property: around.house.property.id,
      printer: seat.printer,
      station: seat.station,
      chit: pop.chit,
      guest: pop.guest,
      stay: pop.stay,
      pop_number: pop.number,
      state: "queued",
      copy: 0,
      attempts: 0,
      created_at: around.now,
      expires_at: around.now + CHIT_LIFE_MS,
    };
  });
}

/** Takes the next numbers; gives the last of them. */
async function takeNumbers(door: RowDoor, of: { property: string; count: number }): Promise<number> {
  await tell(door.db, "update property set last_pop = last_pop + ? where id = ?", [of.count, of.property]);
  const rows = await ask(door.db, "select last_pop from property where id = ?", [of.property]);
  return Number((rows as { last_pop: number }[])[0]?.last_pop);
}

/** Makes sure the house has its row, which counts the pops. */
export async function ensureProperty(door: RowDoor, around: Surroundings): Promise<void> {
  const { id, name } = around.house.property;
  await addRows(door, PROPERTY, [{ id, name, last_pop: 0, created_at: around.now }]);
}

/** Which sources have told of stays so far. */
export async function readStaySources(db: RowDoor["db"], property: string): Promise<Set<string>> {
  const rows = await ask(db, "select distinct source from stay where property = ?", [property]);
  return new Set((rows as { source: string }[]).map((row) => row.source));
}

/** Which sources have guests in house whom they gave no reservation number. */
export async function readUnnumbered(db: RowDoor["db"], property: string): Promise<readonly string[]> {
  const rows = await ask(
    db,
    "select distinct source from stay where property = ? and status = 'in-house' and reservation like ?",
    [property, `${UNNUMBERED}%`],
  );
  return (rows as { source: string }[]).map((row) => row.source);
}

async function forget(door: RowDoor, guests: readonly string[]): Promise<void> {
  if (guests.length === 0) return;
  for (const table of ["guest_identifier", "observation", "caution", "promise"])
    await tell(door.db, `delete from ${table} where guest in (${places(guests)})`, guests);
  // The stays remain as visits of nobody known, without what was written about the person.
  await tell(
    door.db,
    `update stay set notes = null, profile = null, company = null, purpose = null where guest in (${places(guests)})`,
    guests,
  );
}

interface PopIntake {
  property: string;
  number: number;
  at: number;
  reason: string;
  guest: string;
  stay: string | null;
  check: string | null;
  event_seq: number;
  candidates: string | null;
}

interface SeatIntake {
  property: string;
  station: string;
  number: number;
  quiet: number;
  state: string;
}

interface PrintJobIntake {
  id: string;
  property: string;
  printer: string;
  station: string;
  chit: string;
  guest: string;
  stay: string | null;
  pop_number: number;
  state: string;
  copy: number;
  attempts: number;
  created_at: number;
  expires_at: number;
}

const POP = {
  name: "pop",
  key: ["property", "number"],
  columns: [
    ...(["property", "number", "at", "reason", "guest", "stay", "check", "event_seq"] as const),
    "candidates",
  ],
} as const satisfies {
  name: string;
  key: readonly (keyof PopIntake)[];
  columns: readonly (keyof PopIntake)[];
};

const POP_STATION = {
  name: "pop_station",
  key: ["property", "station", "number"],
  columns: ["property", "station", "number", "quiet", "state"],
} as const satisfies {
  name: string;
  key: readonly (keyof SeatIntake)[];
  columns: readonly (keyof SeatIntake)[];
};

const PRINT_JOB = {
  name: "print_job",
  key: ["id"],
  columns: [
    ...(["id", "property", "printer", "station", "chit", "guest", "stay", "pop_number"] as const),
    ...(["state", "copy", "attempts", "created_at", "expires_at"] as const),
  ],
} as const satisfies {
  name: string;
  key: readonly (keyof PrintJobIntake)[];
  columns: readonly (keyof PrintJobIntake)[];
};

const PROPERTY = {
  name: "property",
  key: ["id"],
  columns: ["id", "name", "last_pop", "created_at"],
} as const;
