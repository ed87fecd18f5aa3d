// Makes the guest records of the simulated PMS out of what happened, cut down to what was declared (fias.md §3.2, §6).
import type { Instant } from "../contract/index.ts";
import type { PmsReservation } from "./pms-house.ts";
import type { PmsQuirks } from "./pms-quirks.ts";
import { dateField, stamp, type Field, type PmsRecord } from "./pms-record.ts";

/** One thing to tell: the record's id and every value the PMS has for it, before anything is left out. */
export interface Telling {
  readonly id: string;
  readonly values: ReadonlyMap<string, string>;
  /** Share flag of the old room in a move; stands behind RO (fias.md §6.1). */
  readonly oldRoomShared?: boolean;
  /** Fields stated as blank even by a PMS that leaves empty ones out (fias.md §2.1: `GV|`). */
  readonly blanked?: ReadonlySet<string>;
  /** Part of a resync: carries SF (fias.md §4). */
  readonly swap?: boolean;
}

/** Everything a guest record can say of a reservation (fias.md §6). */
export interface TellingParts {
  readonly reservation: PmsReservation;
  readonly shared: boolean;
  readonly at: Instant;
  readonly timezone: string;
  readonly workstation?: string | undefined;
  readonly names: PmsQuirks["names"];
}

/** GI and a full GC: who, where, how long (fias.md §6). */
export function guestValues(parts: TellingParts): Map<string, string> {
  const { reservation } = parts;
  const { guest } = reservation;
  return new Map([
    ...placeValues(parts),
    ...nameValues(reservation, parts.names),
    ["GT", guest.title ?? ""],
    ["GL", guest.language ?? ""],
    ["GV", guest.vip ?? ""],
    ["GG", guest.group ?? ""],
    ["G+", guest.profile ?? ""],
    ["GA", dateField(reservation.arrival)],
    ["GD", dateField(reservation.departure)],
    ["NP", guest.noPost === true ? "Y" : "N"],
    ...Object.entries(guest.extra ?? {}),
  ]);
}

/** GO, and the head of every other guest record: room, number, share flag, place, time; never a name (fias.md §6). */
export function placeValues({
  reservation,
  shared,
  at,
  timezone,
  workstation,
}: TellingParts): Map<string, string> {
  const { DA, TI } = stamp(at, timezone);
  return new Map([
    ["RN", reservation.room],
    ["G#", reservation.id],
    ["GS", flag(shared)],
    ["WS", workstation ?? ""],
    ["DA", DA],
    ["TI", TI],
  ]);
}

function nameValues({ guest }: PmsReservation, names: PmsQuirks["names"]): [string, string][] {
  const given = guest.given ?? "";
  const han = /\p{Script=Han}/u.test(guest.family);
  const full = han ? guest.family + given : `${given} ${guest.family}`.trim();
  if (names === "full") return [["GN", full]];
  if (names === "comma") return [["GN", given === "" ? guest.family : `${guest.family}, ${given}`]];
  return [
    ["GN", guest.family],
    ["GF", given],
  ];
}

/** The record as this PMS sends it to a vendor that declared `declared` for its id (fias.md §3.2 rule 5: no LR, no data). */
export function recordOf(
  telling: Telling,
  declared: readonly string[],
  how: { quirks: PmsQuirks; chance: () => number },
): PmsRecord {
  const { quirks } = how;
  const units = declared
    .filter((field, nth) => declared.indexOf(field) === nth && field !== "GS")
    .flatMap((field) => unitOf(telling, field, { quirks, shares: declared.includes("GS") }));
  const ordered = quirks.shuffle === undefined ? units : shuffled(units, how.chance);
  const odd: readonly Field[][] = quirks.unknownFields ? [[["ZP", "430000"]], [["HS", ""]]] : [];
  return { id: telling.id, fields: [...ordered, ...odd].flat() };
}

/** A field alone, or a room with the share flag that follows it; nothing where it is empty and left out. */
function unitOf(telling: Telling, field: string, how: { quirks: PmsQuirks; shares: boolean }): Field[][] {
  const { quirks } = how;
  if (field === "SF") return telling.swap === true || quirks.emptySwapFlag ? [[["SF", ""]]] : [];
  const value = telling.values.get(field) ?? "";
  const stated = telling.blanked?.has(field) === true;
  if (value === "" && quirks.fields === "filled" && !stated) return [];
  const own: Field = [field, value];
  const share = how.shares ? shareOf(telling, field, quirks) : undefined;
  return [share === undefined ? [own] : [own, ["GS", share]]];
}

function shareOf(telling: Telling, field: string, quirks: PmsQuirks): string | undefined {
  if (field === "RN") return telling.values.get("GS");
  if (field !== "RO" || !quirks.twoShareFlags || telling.oldRoomShared === undefined) return undefined;
  return flag(telling.oldRoomShared);
}

function shuffled<T>(items: readonly T[], chance: () => number): T[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(chance() * (last + 1));
    const [here, there] = [order[last], order[other]];
    if (here === undefined || there === undefined) continue;
    order[last] = there;
    order[other] = here;
  }
  return order;
}

/** A repeatable chance from 0 to below 1, so that a shuffled run can be run again. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function flag(shared: boolean): string {
  return shared ? "Y" : "N";
}
