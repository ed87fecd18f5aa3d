// A guest's file as it is read on a page: every field of IND-01, what adds up, and one timeline.
import type { Instant, Locale, Phrases, Property, StaffRole } from "../contract/index.ts";
import { cautionsOf } from "./caution.ts";
import { placesOf } from "./currency.ts";
import type { GuestFile } from "./guest-file.ts";
import type { GuestHouse } from "./house-parts.ts";
import { hotelTime } from "./hotel-day.ts";
import { readIdentifiersOf, type IdentifierRow } from "./identifier-store.ts";
import { addressInList } from "./list-row.ts";
import { linesOf, preferencesOf } from "./preference.ts";
import type { StayRow } from "./stay-store.ts";
import { timelineOf } from "./timeline.ts";
import { ordinalOf, visitsOf } from "./visits.ts";

interface FileReader {
  readonly locale: Locale;
  readonly t: Phrases;
  readonly now: Instant;
  readonly property: Property;
  readonly role: StaffRole | undefined;
}

/** Who may read document numbers and contacts in clear: those who have to copy them onto a form. */
const SEES_IDENTIFIERS: readonly (StaffRole | undefined)[] = [
  "admin",
  "general-manager",
  "sales-manager",
  "client-manager",
  "front-desk",
  "archivist",
];

/** Who may read where somebody works and lives, and who sent him: not those who only serve in the room or at the table. */
const SEES_PERSON: readonly (StaffRole | undefined)[] = [...SEES_IDENTIFIERS, "department-manager"];

/** Who may read what a stay cost. */
const SEES_RATES: readonly (StaffRole | undefined)[] = [
  "admin",
  "general-manager",
  "sales-manager",
  "client-manager",
  "front-desk",
];

/** Who may read what a table cost: those, and the outlets themselves. */
const SEES_TOTALS: readonly (StaffRole | undefined)[] = [...SEES_RATES, "restaurant"];

/** Builds the file for one reader; what he may not see is absent. */
export async function fileView(parts: GuestHouse, file: GuestFile, view: FileReader): Promise<object> {
  const { guest } = file;
  const today = hotelTime(view.now, view.property.timezone).date;
  const of = { t: view.t, today, timezone: view.property.timezone };
  const preferences = preferencesOf(file.observations, view.now);
  const mayIdentify = SEES_IDENTIFIERS.includes(view.role);
  const identifiers = mayIdentify ? await readIdentifiersOf(parts.store.db, [guest.id]) : undefined;
  return {
    guestId: guest.id,
    names: file.names.filter((name) => name.kind !== "incognito"),
    honorific: addressInList(file, view).honorific,
    sex: guest.sex,
    title: guest.title,
    vip: guest.vip,
    language: guest.language,
    ...(SEES_PERSON.includes(view.role) ? personView(guest) : {}),
    ...(identifiers === undefined ? {} : { identifiers: identifiers.map((row) => opened(parts, row)) }),
    visits: { ...visitsOf(file.stays), outlets: file.outlets },
    stays: file.stays.map((stay) => stayView(file, stay, view.role)),
    cautions: cautionsOf(file.cautions, of),
    ...linesOf(preferences, { ...of, role: "manager", now: view.now }),
    promises: file.promises.map((row) => ({ text: row.text, due: row.due, by: row.made_by })),
    timeline: await timelineOf(parts.store.db, file, {
      t: view.t,
      withTotals: SEES_TOTALS.includes(view.role),
    }),
  };
}

function opened(parts: GuestHouse, row: IdentifierRow): object {
  return {
    kind: row.kind,
    issuer: row.issuer,
    value: row.sealed === null ? row.plain : parts.vault.open(row.sealed),
    detail: row.detail,
  };
}

function personView(guest: GuestFile["guest"]): object {
  return {
    nationality: guest.nationality,
    birthDate: guest.birth_date,
    employer: guest.employer,
    residence: guest.residence,
  };
}

function stayView(file: GuestFile, stay: StayRow, role: StaffRole | undefined): object {
  return {
    stayId: stay.id,
    reservation: stay.reservation,
    status: stay.status,
    room: stay.room,
    roomType: stay.room_type,
    previousRoom: stay.previous_room,
    arrival: stay.arrives_on,
    departure: stay.departs_on,
    checkedInAt: stay.checked_in_at,
    checkedOutAt: stay.checked_out_at,
    dayUse: stay.day_use === 1,
    ordinal: ordinalOf(file.stays, stay),
    adults: stay.adults,
    children: stay.children,
    notes: stay.notes,
    ...(SEES_PERSON.includes(role) ? tripView(stay) : {}),
    ...(SEES_RATES.includes(role) ? rateView(stay) : {}),
  };
}

function tripView(stay: StayRow): object {
  return {
    purpose: stay.purpose,
    company: stay.company,
    travelAgent: stay.travel_agent,
    group: stay.group_code,
  };
}

function rateView(stay: StayRow): object {
  const { rate_minor: minor, rate_currency: currency } = stay;
  const rate =
    minor === null || currency === null
      ? null
      : { minor: String(minor), currency, exponent: placesOf(currency) };
  return { rate, paymentMethod: stay.payment_method };
}
