// The bodies of canonical events as a source may send them (pms-pos-events.md §18); fields we do not know stay in the raw message.
import { z } from "zod";
import { externalId, guestShape, localDate, text } from "./person-shape.ts";

const money = z.object({
  minor: z.string().regex(/^-?\d{1,15}$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
  exponent: z.int().min(0).max(4),
});
const count = z.int().min(0).max(9999);
const room = text(20);
const instant = z.iso.datetime({ offset: true });

/** One reservation or stay; its id is what order is kept by. */
export const stayShape = z.object({
  reservationId: externalId,
  confirmationNo: text(100).exactOptional(),
  externalRefs: z
    .array(z.object({ system: text(100), id: text(100) }))
    .max(20)
    .exactOptional(),
  status: z
    .enum(["reserved", "due_in", "in_house", "due_out", "checked_out", "cancelled", "no_show", "waitlist"])
    .exactOptional(),
  room: room.exactOptional(),
  roomType: text(60).exactOptional(),
  previousRoom: room.exactOptional(),
  arrival: localDate.exactOptional(),
  departure: localDate.exactOptional(),
  eta: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .exactOptional(),
  adults: count.exactOptional(),
  children: count.exactOptional(),
  share: z
    .object({
      groupId: text(100).exactOptional(),
      sharers: z.array(externalId).max(50).default([]),
      isPrimary: z.boolean().exactOptional(),
    })
    .exactOptional(),
  shared: z.boolean().exactOptional(),
  group: z.object({ code: text(60).exactOptional(), name: text(200).exactOptional() }).exactOptional(),
  company: text(200).exactOptional(),
  travelAgent: text(200).exactOptional(),
  rate: money.exactOptional(),
  paymentMethod: text(60).exactOptional(),
  purpose: text(200).exactOptional(),
  guests: z.array(guestShape).max(50).exactOptional(),
  notes: z
    .array(z.object({ class: text(60), text: text(2000) }))
    .max(50)
    .exactOptional(),
  flags: z
    .object({
      noPost: z.boolean().exactOptional(),
      dnd: z.boolean().exactOptional(),
      doNotDisclose: z.boolean().exactOptional(),
      walkIn: z.boolean().exactOptional(),
    })
    .exactOptional(),
  cleared: z
    .array(z.enum(["vip", "title", "language", "group", "company", "travelAgent"]))
    .max(6)
    .exactOptional(),
});

/** One PMS profile. */
export const profileShape = z.object({
  profileId: externalId,
  guest: guestShape.default({ role: "primary", names: [] }),
  mergedInto: externalId.exactOptional(),
  changed: z.array(text(60)).max(100).exactOptional(),
});

const checkLine = z.object({
  id: text(100).exactOptional(),
  name: text(200),
  qty: z.string().regex(/^-?\d{1,9}(\.\d{1,6})?$/),
  unit: money.exactOptional(),
  total: money.exactOptional(),
  seat: text(20).exactOptional(),
  modifiers: z.array(text(200)).max(50).exactOptional(),
  voided: z.boolean().exactOptional(),
});

const guestLink = z.object({
  reservationId: externalId.exactOptional(),
  profileId: externalId.exactOptional(),
  room: room.exactOptional(),
  guestName: text(200).exactOptional(),
  how: z.enum(["room_charge", "seated_party", "loyalty", "phone", "manual"]).default("manual"),
  confidence: z.number().min(0).max(1).default(1),
});

const amounts = z.object({
  subtotal: money.exactOptional(),
  discount: money.exactOptional(),
  service: money.exactOptional(),
  tax: money.exactOptional(),
  tip: money.exactOptional(),
  total: money.exactOptional(),
  paid: money.exactOptional(),
  due: money.exactOptional(),
});

const payment = z.object({
  tender: text(60),
  amount: money,
  tip: money.exactOptional(),
  roomCharge: z
    .object({
      room: room.exactOptional(),
      guestName: text(200).exactOptional(),
      reservationId: externalId.exactOptional(),
    })
    .exactOptional(),
});

/** One check or table. */
export const posShape = z.object({
  checkId: externalId,
  checkNumber: text(60).exactOptional(),
  posRef: text(100).exactOptional(),
  revenueCentre: z.object({ id: text(100), name: text(200).exactOptional() }).exactOptional(),
  table: text(40).exactOptional(),
  seat: text(20).exactOptional(),
  covers: count.exactOptional(),
  serviceType: text(60).exactOptional(),
  employee: z.object({ id: text(100).exactOptional(), name: text(200).exactOptional() }).exactOptional(),
  openedAt: instant.exactOptional(),
  closedAt: instant.exactOptional(),
  status: z
    .enum(["open", "billed", "paid", "closed", "voided"])
    .exactOptional()
    .describe("Told by the type where absent"),
  training: z.boolean().exactOptional(),
  items: z.array(checkLine).max(1000).exactOptional(),
  amounts: amounts.exactOptional(),
  payments: z.array(payment).max(100).exactOptional(),
  guestLink: guestLink.exactOptional(),
});

/** One telephone call. */
export const callShape = z.object({
  callId: externalId,
  line: text(60).exactOptional(),
  extension: text(40).exactOptional(),
  direction: z.enum(["in", "out"]).default("in"),
  number: z.object({ raw: text(60), e164: text(20).exactOptional() }).exactOptional(),
  name: text(200).exactOptional(),
  presentation: z.enum(["allowed", "private", "unavailable"]).default("allowed"),
  roomPhone: room.exactOptional(),
});

/** Somebody being served at a desk. */
export const deskShape = z.object({
  reservationId: externalId.exactOptional(),
  room: room.exactOptional(),
  guest: guestShape.exactOptional(),
});
