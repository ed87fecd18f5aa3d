// The hotel as the config describes it: the property, its stations, its rooms.
import type { Locale } from "./document.ts";
import type { PropertyId } from "./ids.ts";

/** What a station serves; decides what its cards show. */
export const STATION_ROLES = [
  "front-desk",
  "restaurant",
  "kitchen",
  "housekeeping",
  "call-centre",
  "manager",
] as const;
export type StationRole = (typeof STATION_ROLES)[number];

/** What a member of staff may do. */
export const STAFF_ROLES = [
  "admin",
  "general-manager",
  "sales-manager",
  "client-manager",
  "department-manager",
  "front-desk",
  "restaurant",
  "housekeeping",
  "call-centre",
  "archivist",
] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** One hotel. */
export interface Property {
  readonly id: PropertyId;
  readonly name: string;
  /** IANA, `Asia/Shanghai`. */
  readonly timezone: string;
  readonly locale: Locale;
  readonly currency: string;
  readonly country: string;
}

/** Which moments a station wants on paper. */
export type ChitMoment = "checked-in" | "table-seated" | "check-opened";

/** A post where staff serve guests (岗位): front desk 1, the breakfast door, floor 12. */
export interface Station {
  readonly name: string;
  readonly role: StationRole;
  readonly locale: Locale;
  /** PMS workstations it serves (FIAS `WS`). */
  readonly workstations: readonly string[];
  readonly outlets: readonly string[];
  readonly floors: readonly string[];
  readonly extensions: readonly string[];
  readonly captain?: string;
  readonly printer?: string;
  readonly print: readonly ChitMoment[];
  readonly printWhen: "always" | "noteworthy";
}

/** Which room numbers are no guest rooms, and which floor a room is on. */
export interface RoomRules {
  /** Single numbers and ranges `9000-9999`: paymaster and the like; they make no card, chit, file or visit. */
  readonly ignore: readonly string[];
  readonly houseUse: readonly string[];
  /** Room -> floor, where the room's number does not tell. */
  readonly floors: Readonly<Record<string, string>>;
}

/** Everything the flow needs to know of the hotel. */
export interface House {
  readonly property: Property;
  readonly stations: readonly Station[];
  readonly rooms: RoomRules;
}
