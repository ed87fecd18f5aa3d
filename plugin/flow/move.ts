// A room move: the same stay in another room. Both floors and the desks hear of it, nobody checks in or out.
import type { StayRow } from "../guests/index.ts";
import { plan } from "./popping.ts";
import type { EventWith, Turn } from "./turn.ts";

/** Tells housekeeping of both floors, and the desks quietly. */
export function popMove(turn: Turn<EventWith<"stay">>, stay: StayRow): void {
  const guest = turn.ws.guest(stay.guest);
  if (guest === undefined) return;
  const left = turn.event.stay.previousRoom ?? stay.previous_room;
  const floors = new Set<string>();
  if (stay.floor !== null) floors.add(stay.floor);
  if (left !== null) floors.add(turn.around.rooms.floorOf(left));
  plan(turn, { guest, stay, reason: "room-moved", at: { floors: [...floors] } });
}

/** Whether a check-out is half of a move: its check-in follows, or was there first and the room told is the one just left. */
export function isHalfOfMove(turn: Turn<EventWith<"stay">>, stay: StayRow): boolean {
  const { event, ws } = turn;
  if (ws.halfMoves.has(event.seq)) return true;
  const told = event.stay.room;
  if (told === undefined || told === "" || stay.status !== "in-house") return false;
  return stay.room !== told && stay.previous_room === told;
}
