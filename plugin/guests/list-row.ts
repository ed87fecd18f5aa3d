// One row of a list or of the results of a search, as the pages draw it.
import type { Instant, Locale, Phrases, Property, StationRole } from "../contract/index.ts";
import { addressOf, type Address } from "./address.ts";
import { hidesRoom } from "./disclosure.ts";
import type { GuestFile } from "./guest-file.ts";
import { hotelTime } from "./hotel-day.ts";
import { fullName, latinName, latinText, scriptOf, shownName } from "./names.ts";
import type { StayRow } from "./stay-store.ts";
import { isVip, vipText } from "./vip.ts";
import { ordinalOf, visitsOf } from "./visits.ts";

/** For whom a row is written. */
export interface RowView {
  readonly locale: Locale;
  readonly t: Phrases;
  readonly now: Instant;
  readonly property: Pick<Property, "timezone">;
}

/** For whom a row with a room is written: not every post is shown every guest's room. */
export interface RoomRowView extends RowView {
  readonly role: StationRole;
}

/** A row of a list of stays; a stay the source gave no name has no guest yet. */
export function listRow(stay: StayRow, file: GuestFile | undefined, view: RoomRowView): object {
  const hides = hidesRoom(stay, view.role);
  const vip = [stay.vip, file?.guest.vip].find(isVip);
  return {
    stayId: stay.id,
    guestId: stay.guest ?? "",
    reservation: stay.reservation,
    room: hides ? null : stay.room,
    floor: hides ? null : stay.floor,
    ...personPart(file, view),
    arrival: stay.arrives_on ?? "",
    departure: stay.departs_on ?? "",
    ...(stay.eta === null ? {} : { eta: stay.eta }),
    ...(typeof vip === "string" ? { vip: vipText(vip) } : {}),
    ordinal: file === undefined ? 1 : ordinalOf(file.stays, stay),
    severe: isSevere(file),
    cautions: file?.cautions.length ?? 0,
    promises: file?.promises.length ?? 0,
    language: file?.guest.language ?? null,
    dayUse: stay.day_use === 1,
  };
}

/** A row of the results of a search. */
export function foundRow(file: GuestFile, view: RoomRowView): object {
  const current = file.stays.find((stay) => stay.status === "in-house" && stay.not_guest === 0);
  const visits = visitsOf(file.stays, current?.id);
  return {
    guestId: file.guest.id,
    ...personPart(file, view),
    ...(current === undefined || hidesRoom(current, view.role) ? {} : { room: current.room }),
    ordinal: current === undefined ? visits.stays : ordinalOf(file.stays, current),
    ...(visits.lastStay === undefined ? {} : { lastStay: visits.lastStay }),
    severe: isSevere(file),
  };
}

/** How a file's guest is addressed in a list. */
export function addressInList(file: GuestFile, view: RowView): Address {
  const { hour } = hotelTime(view.now, view.property.timezone);
  return addressOf(
    { ...file.guest, names: file.names },
    { role: "front-desk", hour, isReturning: false },
    view,
  );
}

function personPart(file: GuestFile | undefined, view: RowView): object {
  const shown = file === undefined ? undefined : shownName(file.names);
  if (file === undefined || shown === undefined) {
    const nobody = view.t("card.guest");
    return { name: nobody, honorific: nobody };
  }
  const address = addressInList(file, view);
  const name = fullName(shown);
  const latin = scriptOf(name) === "Latin" ? undefined : latinName(file.names);
  return {
    name,
    ...(latin === undefined ? {} : { latin: latinText(latin) }),
    honorific: address.honorific,
    ...(address.reading === undefined ? {} : { reading: address.reading }),
  };
}

function isSevere(file: GuestFile | undefined): boolean {
  return file?.cautions.some((row) => row.severity === "severe") === true;
}
