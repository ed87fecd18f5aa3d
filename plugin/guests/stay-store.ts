// Stays: reservations lived or still to be lived, and who else is in the room.
import type { Knex } from "knex";
import { addRows, ask, places, saveRows, type RowDoor, type TableShape } from "./row-store.ts";

/** Where a stay is in its life. */
export type StayStatus = "due-in" | "in-house" | "departed" | "cancelled" | "no-show" | "reversed";

/** One stay as stored. */
export interface StayRow {
  id: string;
  property: string;
  source: string;
  reservation: string;
  guest: string | null;
  room: string | null;
  floor: string | null;
  room_type: string | null;
  previous_room: string | null;
  status: StayStatus;
  arrives_on: string | null;
  departs_on: string | null;
  eta: string | null;
  checked_in_at: number | null;
  checked_out_at: number | null;
  day_use: number;
  continues: string | null;
  not_guest: number;
  adults: number | null;
  children: number | null;
  vip: string | null;
  group_code: string | null;
  company: string | null;
  travel_agent: string | null;
  rate_minor: number | null;
  rate_currency: string | null;
  payment_method: string | null;
  purpose: string | null;
  do_not_disclose: number;
  notes: string | null;
  profile: string | null;
  last_seq: number;
  resync: string | null;
  created_at: number;
  updated_at: number;
}

/** A guest who came along on another's stay. */
export interface CompanionRow {
  id: string;
  property: string;
  stay: string;
  guest: string;
  role: string;
}

const STAY: TableShape<StayRow> = {
  name: "stay",
  key: ["id"],
  columns: [
    ...(["id", "property", "source", "reservation", "guest", "room", "floor", "room_type"] as const),
    ...(["previous_room", "status", "arrives_on", "departs_on", "eta", "checked_in_at"] as const),
    ...(["checked_out_at", "day_use", "continues", "not_guest", "adults", "children", "vip"] as const),
    ...(["group_code", "company", "travel_agent", "rate_minor", "rate_currency"] as const),
    ...(["payment_method", "purpose", "do_not_disclose", "notes", "profile", "last_seq"] as const),
    ...(["resync", "created_at", "updated_at"] as const),
  ],
};

const COMPANION: TableShape<CompanionRow> = {
  name: "stay_companion",
  key: ["id"],
  columns: ["id", "property", "stay", "guest", "role"],
};

/** Reads stays by the reservation ids of one source. */
export async function readStays(
  db: Knex,
  asked: { property: string; source: string; reservations: readonly string[] },
): Promise<StayRow[]> {
  if (asked.reservations.length === 0) return [];
  return (await ask(
    db,
    `select * from stay where property = ? and source = ? and reservation in (${places(asked.reservations)})`,
    [asked.property, asked.source, ...asked.reservations],
  )) as StayRow[];
}

/** Reads the stays in house in some rooms: the set of people there, sharers included. */
export async function readStaysInRooms(
  db: Knex,
  property: string,
  rooms: readonly string[],
): Promise<StayRow[]> {
  if (rooms.length === 0) return [];
  return (await ask(
    db,
    `select * from stay where property = ? and status = 'in-house' and room in (${places(rooms)})`,
    [property, ...rooms],
  )) as StayRow[];
}

/** Reads all stays of some guests, the newest first. */
export async function readStaysOf(db: Knex, guests: readonly string[]): Promise<StayRow[]> {
  if (guests.length === 0) return [];
  return (await ask(
    db,
    `select * from stay where guest in (${places(guests)}) order by guest, arrives_on desc`,
    guests,
  )) as StayRow[];
}

/** Reads the stays some guests came along on. */
export async function readAccompanied(
  db: Knex,
  guests: readonly string[],
): Promise<(StayRow & { companion: string })[]> {
  if (guests.length === 0) return [];
  return (await ask(
    db,
    `select s.*, c.guest as companion from stay_companion c join stay s on s.id = c.stay where c.guest in (${places(guests)})`,
    guests,
  )) as (StayRow & { companion: string })[];
}

/** Reads who came along on some stays. */
export async function readCompanions(db: Knex, stays: readonly string[]): Promise<CompanionRow[]> {
  if (stays.length === 0) return [];
  return (await ask(
    db,
    `select * from stay_companion where stay in (${places(stays)})`,
    stays,
  )) as CompanionRow[];
}

/** Writes stays whole, new and changed. */
export async function saveStays(door: RowDoor, rows: readonly StayRow[]): Promise<void> {
  if (rows.length > 0) await saveRows(door, STAY, rows);
}

/** Adds companions; one who is there already stays as he is. */
export async function addCompanions(door: RowDoor, rows: readonly CompanionRow[]): Promise<void> {
  if (rows.length > 0) await addRows(door, COMPANION, rows);
}
