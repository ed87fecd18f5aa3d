// What a source tells of a stay, put into its row; a field not told changes nothing, one told as blank is emptied.
import type { Instant, StayBody } from "../contract/index.ts";
import { minorOf, type StayRow } from "../guests/index.ts";
import { keyOf } from "./workspace.ts";
import { idAt, type EventWith, type Turn } from "./turn.ts";

/** A stay nobody spoke of before. */
export function newStay(turn: Turn, reservation: string): StayRow {
  const { event, around, ws } = turn;
  const row: StayRow = {
    ...BLANK,
    id: idAt(around),
    property: around.house.property.id,
    source: event.source,
    reservation,
    created_at: around.now,
    updated_at: around.now,
  };
  ws.stays.set(keyOf(event.source, reservation), row);
  return row;
}

const BLANK = {
  guest: null,
  room: null,
  floor: null,
  room_type: null,
  previous_room: null,
  status: "due-in",
  arrives_on: null,
  departs_on: null,
  eta: null,
  checked_in_at: null,
  checked_out_at: null,
  day_use: 0,
  continues: null,
  not_guest: 0,
  adults: null,
  children: null,
  vip: null,
  group_code: null,
  company: null,
  travel_agent: null,
  rate_minor: null,
  rate_currency: null,
  payment_method: null,
  purpose: null,
  do_not_disclose: 0,
  notes: null,
  profile: null,
  last_seq: 0,
  resync: null,
} as const satisfies Partial<StayRow>;

/** Puts the facts of one event into the stay's row and marks it as changed. */
export function learnStay(turn: Turn<EventWith<"stay">>, stay: StayRow): void {
  const { event, ws, around } = turn;
  const body = event.stay;
  putRoom(turn, stay, body.room);
  putTexts(stay, body);
  if (body.rate !== undefined) {
    stay.rate_minor = minorOf(body.rate);
    stay.rate_currency = body.rate.currency;
  }
  if (body.flags?.doNotDisclose !== undefined) stay.do_not_disclose = body.flags.doNotDisclose ? 1 : 0;
  empty(stay, body.cleared ?? []);
  stay.day_use = stay.arrives_on !== null && stay.arrives_on === stay.departs_on ? 1 : 0;
  touch(stay, { seq: event.seq, resync: event.resync, now: around.now });
  ws.changedStays.add(stay);
}

/** Marks which event changed the row last, and which resync window named it. */
export function touch(stay: StayRow, by: { seq: number; resync: string | undefined; now: Instant }): void {
  stay.last_seq = by.seq;
  if (by.resync !== undefined) stay.resync = by.resync;
  stay.updated_at = by.now;
}

/** Puts the room, its floor and whether it is a guest room; keeps the room left. */
export function putRoom(turn: Turn, stay: StayRow, room: string | undefined): void {
  if (room === undefined || room === "" || room === stay.room) return;
  if (stay.room !== null) stay.previous_room = stay.room;
  stay.room = cut(room, 20);
  stay.floor = cut(turn.around.rooms.floorOf(room), 20);
  // A guest in house whose folio is parked in a paymaster room was a guest all the same.
  const wasGuest = stay.guest !== null && stay.status === "in-house";
  stay.not_guest = turn.around.rooms.isNobodys(room) && !wasGuest ? 1 : 0;
}

function putTexts(stay: StayRow, body: StayBody): void {
  const guest = body.guests?.find((it) => it.role === "primary") ?? body.guests?.[0];
  put(stay, "arrives_on", body.arrival);
  put(stay, "departs_on", body.departure);
  put(stay, "eta", body.eta);
  put(stay, "room_type", body.roomType);
  put(stay, "vip", guest?.vip?.code);
  put(stay, "group_code", body.group?.code ?? body.group?.name);
  put(stay, "company", body.company);
  put(stay, "travel_agent", body.travelAgent);
  put(stay, "payment_method", body.paymentMethod);
  put(stay, "purpose", body.purpose);
  if (body.adults !== undefined) stay.adults = body.adults;
  if (body.children !== undefined) stay.children = body.children;
  if (body.notes !== undefined) stay.notes = body.notes.map((note) => note.text).join("\n");
}

/** Longest a text is stored, in characters; the columns' widths. */
const WIDTHS = {
  arrives_on: 10,
  departs_on: 10,
  eta: 5,
  room_type: 60,
  vip: 20,
  group_code: 60,
  company: 200,
  travel_agent: 200,
  payment_method: 60,
  purpose: 200,
} as const;

function put(stay: StayRow, field: keyof typeof WIDTHS, told: string | undefined): void {
  if (told !== undefined && told !== "") stay[field] = cut(told, WIDTHS[field]);
}

function empty(stay: StayRow, cleared: NonNullable<StayBody["cleared"]>): void {
  if (cleared.includes("vip")) stay.vip = null;
  if (cleared.includes("group")) stay.group_code = null;
  if (cleared.includes("company")) stay.company = null;
  if (cleared.includes("travelAgent")) stay.travel_agent = null;
}

function cut(text: string, width: number): string {
  return text.length > width ? text.slice(0, width) : text;
}
