// What an event's type alone tells of a status, for senders that leave it out (pms-pos-events.md §18).
import type { PosBody, PosEventType, StayBody, StayEventType } from "../../plugin/contract/index.ts";

/** The status a stay has after an event of this type; an update alone tells none. */
export const STAY_STATUS: Readonly<Record<StayEventType, StayBody["status"]>> = {
  "reservation.created": "reserved",
  "reservation.updated": undefined,
  "reservation.cancelled": "cancelled",
  "reservation.no_show": "no_show",
  "stay.checked_in": "in_house",
  "stay.updated": undefined,
  "stay.room_moved": "in_house",
  "stay.checked_out": "checked_out",
  "stay.checkin_reversed": "due_in",
  "stay.checkout_reversed": "in_house",
};

const CHECK_STATUS: Readonly<Record<Exclude<PosEventType, "pos.payment">, PosBody["status"]>> = {
  "pos.table_seated": "open",
  "pos.room_inquiry": "open",
  "pos.check_opened": "open",
  "pos.check_updated": "open",
  "pos.bill_printed": "billed",
  "pos.check_closed": "closed",
  "pos.check_voided": "voided",
};

/** The status a check has after an event of this type; a payment that leaves something due has only been billed. */
export function checkStatus(type: PosEventType, body: Pick<PosBody, "amounts">): PosBody["status"] {
  if (type !== "pos.payment") return CHECK_STATUS[type];
  const due = Number(body.amounts?.due?.minor ?? 0);
  return due > 0 ? "billed" : "paid";
}
