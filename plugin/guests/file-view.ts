// A guest's file as it is read on a page: every field of IND-01, what adds up, and one timeline.
import type { Instant, Locale, Phrases, Property, StaffRole } from "../contract/index.ts";
import { cautionsOf } from "./caution.ts";
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

/** Who may read what a stay cost. */
const SEES_RATES: readonly (StaffRole | undefined)[] = [
  "admin",
  "general-manager",
  "sales-manager",
  "client-manager",
  "front-desk",
];

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
    nationality: guest.nationality,
    birthDate: guest.birth_date,
    employer: guest.employer,
    residence: guest.residence,
    ...(identifiers === undefined ? {} : { identifiers: identifiers.map((row) => opened(parts, row)) }),
    visits: { ...visitsOf(file.stays), outlets: file.outlets },
    stays: file.stays.map((stay) => stayView(file, stay, SEES_RATES.includes(view.role))),
    cautions: cautionsOf(file.cautions, of),
    ...linesOf(preferences, { ...of, role: "manager", now: view.now }),
    promises: file.promises.map((row) => ({ text: row.text, due: row.due, by: row.made_by })),
    timeline: await timelineOf(parts.store.db, file, view.t),
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

function stayView(file: GuestFile, stay: StayRow, withRate: boolean): object {
  const rate =
    stay.rate_minor === null
      ? {}
      : {
          rate: { minor: String(stay.rate_minor), currency: stay.rate_currency },
          paymentMethod: stay.payment_method,
        };
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
    purpose: stay.purpose,
    company: stay.company,
    travelAgent: stay.travel_agent,
    group: stay.group_code,
    adults: stay.adults,
    children: stay.children,
    notes: stay.notes,
    ...(withRate ? rate : {}),
  };
}
