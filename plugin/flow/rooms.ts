// Which rooms are guest rooms, and which floor a room is on.
import type { RoomRules } from "../contract/index.ts";

/** What the flow asks about room numbers. */
export interface RoomBook {
  /** Paymaster and house-use rooms: no card, chit, file or visit. */
  isNobodys(room: string): boolean;
  /** The room without its last two characters, as text; the config may say otherwise. */
  floorOf(room: string): string;
}

/** Reads the config's room rules once. */
export function openRoomBook(rules: RoomRules): RoomBook {
  const single = new Set<string>(rules.houseUse);
  const ranges: { from: string; to: string }[] = [];
  for (const entry of rules.ignore) {
    const range = /^(\d+)-(\d+)$/.exec(entry.trim());
    if (range === null) single.add(entry.trim());
    else ranges.push({ from: range[1] ?? "", to: range[2] ?? "" });
  }
  return {
    isNobodys: (room) => single.has(room) || ranges.some((range) => isWithin(room, range)),
    floorOf: (room) => rules.floors[room] ?? room.slice(0, -2),
  };
}

function isWithin(room: string, range: { from: string; to: string }): boolean {
  if (!/^\d+$/.test(room)) return false;
  if (room.length < range.from.length || room.length > range.to.length) return false;
  const number = Number(room);
  return number >= Number(range.from) && number <= Number(range.to);
}
