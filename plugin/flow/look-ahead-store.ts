// What the journal still holds that decides about an event now: the second half of a move, the parked of a window.
import type { JournalEvent } from "../contract/index.ts";
import { ask, places, type StayRow } from "../guests/index.ts";
import type { Store } from "../store/index.ts";

type Db = Store["db"];

/** A check-out followed by a check-in of the same reservation within this time is a room move. */
export const MOVE_MS = 3000;

interface Following {
  readonly source: string;
  readonly subject: string;
  readonly seq: number;
  readonly received_at: number;
  readonly occurred_at: number;
}

// `coalesce` keeps the databases from reading the whole queue by its state instead of the few rows of a subject.
/** Tells which of some check-outs are followed by their own check-in, by their seq. */
export async function readFollowingArrivals(
  db: Db,
  departures: readonly JournalEvent[],
): Promise<readonly number[]> {
  const first = departures[0];
  if (first === undefined) return [];
  const subjects = [...new Set(departures.map((event) => event.subject))];
  const sources = [...new Set(departures.map((event) => event.source))];
  const rows = (await ask(
    db,
    `select source, subject, seq, received_at, occurred_at from journal
     where property = ? and source in (${places(sources)}) and subject in (${places(subjects)}) and seq > ?
       and coalesce(state, '') = 'queued' and type in ('stay.checked_in', 'stay.room_moved')`,
    [first.propertyId, ...sources, ...subjects, Math.min(...departures.map((event) => event.seq))],
  )) as Following[];
  return departures.filter((event) => rows.some((row) => isSecondHalf(row, event))).map((event) => event.seq);
}

function isSecondHalf(row: Following, event: JournalEvent): boolean {
  return (
    row.source === event.source &&
    row.subject === event.subject &&
    row.seq > event.seq &&
    row.received_at - event.receivedAt <= MOVE_MS &&
    Math.abs(row.occurred_at - event.occurredAt) <= MOVE_MS
  );
}

/** Reads the stays in house that a complete resync window did not name; those with a parked event of it are spared. */
export async function readUnnamed(
  db: Db,
  ended: JournalEvent,
  keep: (stay: StayRow) => StayRow,
): Promise<StayRow[]> {
  const window = ended.resync ?? "";
  const parked = (await ask(
    db,
    "select subject from journal where property = ? and state = 'parked' and source = ? and resync = ?",
    [ended.propertyId, ended.source, window],
  )) as { subject: string }[];
  const starts = (await ask(
    db,
    `select seq from journal where property = ? and source = ? and subject = ? and seq < ?
       and type = 'link.resync_started' and resync = ? order by seq desc limit 1`,
    [ended.propertyId, ended.source, ended.subject, ended.seq, window],
  )) as { seq: number }[];
  const start = starts[0]?.seq ?? ended.seq;
  const spared = new Set(parked.map((row) => row.subject));
  const stays = (await ask(
    db,
    `select * from stay where property = ? and status = 'in-house' and source = ?
       and (resync is null or resync <> ?) and last_seq < ?`,
    [ended.propertyId, ended.source, window, start],
  )) as StayRow[];
  return stays
    .filter(
      (stay) => !spared.has(`reservation:${stay.reservation}`) && !spared.has(`room:${stay.room ?? ""}`),
    )
    .map(keep);
}
