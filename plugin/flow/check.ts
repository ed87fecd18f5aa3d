// A check of an outlet: its lines are kept exactly, its guest is looked up, and the restaurant is told once.
import type { CheckLine, PopReason, PosBody } from "../contract/index.ts";
import type { CheckLineRow, CheckRow } from "../guests/index.ts";
import { partyOf, type Party } from "./party.ts";
import { plan } from "./popping.ts";
import { APPLIED, STALE, idAt, type EventWith, type Outcome, type Turn } from "./turn.ts";
import { keyOf } from "./workspace.ts";

type PosTurn = Turn<EventWith<"pos">>;

const REASONS: Readonly<Record<string, PopReason>> = {
  "pos.table_seated": "table-seated",
  "pos.room_inquiry": "room-inquiry",
  "pos.check_opened": "check-opened",
  "pos.check_updated": "check-opened",
};

/** Keeps a check as the POS has it now, and pops the guest's card at the outlet's stations. */
export function keepCheck(turn: PosTurn): Outcome {
  const { event } = turn;
  if (event.pos.training === true) return { state: "applied", code: "training" };
  const party = partyOf(turn, linkOf(event.pos));
  if (event.type === "pos.room_inquiry") {
    popTable(turn, party, undefined);
    return APPLIED;
  }
  const check = checkOf(turn);
  if (event.seq <= check.last_seq) return STALE;
  learnCheck(turn, check);
  learnLines(turn, check);
  if (party.isCertain) belong(turn, check, party);
  popTable(turn, party, check);
  return APPLIED;
}

/** The guest a check names, else the one whose room it was charged to. */
function linkOf(body: PosBody): PosBody["guestLink"] {
  if (body.guestLink !== undefined) return body.guestLink;
  const charge = body.payments?.find((payment) => payment.roomCharge !== undefined)?.roomCharge;
  return charge === undefined ? undefined : { ...charge, how: "room_charge", confidence: 1 };
}

function checkOf(turn: PosTurn): CheckRow {
  const { event, ws, around } = turn;
  const key = keyOf(event.source, event.pos.checkId);
  const known = ws.checks.get(key);
  if (known !== undefined) return known;
  const row: CheckRow = {
    id: idAt(around),
    property: around.house.property.id,
    source: event.source,
    check_id: event.pos.checkId,
    number: null,
    outlet: null,
    table_no: null,
    covers: null,
    status: "open",
    room: null,
    guest: null,
    stay: null,
    opened_at: event.occurredAt,
    closed_at: null,
    total_minor: null,
    currency: null,
    exponent: null,
    last_seq: 0,
    updated_at: around.now,
  };
  ws.checks.set(key, row);
  return row;
}

function learnCheck(turn: PosTurn, check: CheckRow): void {
  const { event, ws, around } = turn;
  const body = event.pos;
  const outlet = event.outletId ?? body.revenueCentre?.id;
  if (outlet !== undefined) check.outlet = outlet.slice(0, 100);
  if (body.checkNumber !== undefined) check.number = body.checkNumber.slice(0, 60);
  if (body.table !== undefined) check.table_no = body.table.slice(0, 40);
  if (body.covers !== undefined) check.covers = body.covers;
  const room = linkOf(body)?.room;
  if (room !== undefined) check.room = room.slice(0, 20);
  check.status = body.status;
  check.opened_at = instantOf(body.openedAt) ?? check.opened_at;
  const isOver = body.status === "closed" || body.status === "voided";
  check.closed_at = isOver ? (instantOf(body.closedAt) ?? event.occurredAt) : null;
  const total = body.amounts?.total;
  if (total !== undefined) {
    check.total_minor = Number(total.minor);
    check.currency = total.currency;
    check.exponent = total.exponent;
  }
  check.last_seq = event.seq;
  check.updated_at = around.now;
  ws.changedChecks.add(check);
  if (check.guest !== null) ws.touchedGuests.add(check.guest);
}

/** A list of lines is the whole list; a check told without one keeps what it has. */
function learnLines(turn: PosTurn, check: CheckRow): void {
  const items = turn.event.pos.items;
  if (items === undefined) return;
  turn.ws.checkLines.set(
    check.id,
    items.map((line, position) => rowOf(line, { check: check.id, position, property: check.property })),
  );
}

function rowOf(line: CheckLine, place: { check: string; position: number; property: string }): CheckLineRow {
  return {
    ...place,
    item: line.id?.slice(0, 100) ?? null,
    name: line.name.slice(0, 200),
    qty: line.qty.slice(0, 20),
    total_minor: line.total === undefined ? null : Number(line.total.minor),
    currency: line.total?.currency ?? null,
    seat: line.seat?.slice(0, 20) ?? null,
    modifiers: line.modifiers === undefined ? null : JSON.stringify(line.modifiers),
    voided: line.voided === true ? 1 : 0,
  };
}

function belong(turn: PosTurn, check: CheckRow, party: Party): void {
  const member = party.members[0];
  if (member === undefined) return;
  check.guest = member.guest.id;
  check.stay = member.stay?.id ?? check.stay;
  turn.ws.touchedGuests.add(member.guest.id);
}

function popTable(turn: PosTurn, party: Party, check: CheckRow | undefined): void {
  const reason = REASONS[turn.event.type];
  const first = party.members[0];
  if (reason === undefined || first === undefined) return;
  if (check?.status === "closed" || check?.status === "voided") return;
  const { outletId, pos } = turn.event;
  plan(turn, {
    guest: first.guest,
    stay: party.isCertain ? first.stay : undefined,
    check: check?.id,
    candidates: party.isCertain ? [] : party.members.map((member) => member.guest),
    reason,
    at: { outlet: outletId ?? pos.revenueCentre?.id },
  });
}

function instantOf(text: string | undefined): number | undefined {
  const at = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}
