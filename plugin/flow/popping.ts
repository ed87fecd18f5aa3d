// A card is to pop: who sees it, once per kind, stay and station within a minute.
import type { ChitMoment, PopReason } from "../contract/index.ts";
import { countsAsVisit, isVip, type GuestRow, type StayRow } from "../guests/index.ts";
import { audienceOf, type Occasion, type Seat } from "./audience.ts";
import type { Turn } from "./turn.ts";
import type { PopPlan, PopSeen, Workspace } from "./workspace.ts";

/** Two pops of one kind for one stay at one station within this time are one. */
export const MERGE_MS = 60_000;

/** Whose card, and what about. */
export interface PopWish {
  readonly guest: GuestRow;
  readonly stay?: StayRow | undefined;
  readonly check?: string | undefined;
  /** Who it could be, where that is not certain; the first is `guest`. */
  readonly candidates?: readonly GuestRow[];
  readonly reason: PopReason;
  readonly at?: Omit<Occasion, "reason" | "noteworthy" | "doubtful">;
}

const CHITS: Readonly<Partial<Record<PopReason, "arrival" | "table">>> = {
  "checked-in": "arrival",
  "table-seated": "table",
  "check-opened": "table",
} satisfies Record<ChitMoment, "arrival" | "table">;

/** Plans the pop where the event is news and somebody is to see it. */
export function plan(turn: Turn, wish: PopWish): void {
  if (!turn.fresh) return;
  const { ws, event, around } = turn;
  const isDoubtful = (wish.candidates?.length ?? 0) > 0;
  const occasion: Occasion = {
    ...wish.at,
    reason: wish.reason,
    noteworthy: isDoubtful || isNoteworthy(ws, wish),
    doubtful: isDoubtful,
  };
  const seats = audienceOf(around.house, occasion).filter((seat) => !isRepeat(turn, wish, seat));
  if (seats.length === 0) return;
  const chit = CHITS[wish.reason];
  const pop: PopPlan = {
    reason: wish.reason,
    guest: wish.guest.id,
    stay: wish.stay?.id ?? null,
    check: wish.check ?? null,
    at: around.now,
    eventSeq: event.seq,
    candidates: isDoubtful ? JSON.stringify(wish.candidates?.map((it) => it.id)) : null,
    seats,
    ...(chit === undefined ? {} : { chit }),
  };
  ws.pops.push(pop);
}

/** Whether there is something to say about a guest: a caution, a promise, a VIP mark, an earlier stay. */
export function isNoteworthy(ws: Workspace, wish: Pick<PopWish, "guest" | "stay">): boolean {
  if (isVip(wish.stay?.vip) || isVip(wish.guest.vip)) return true;
  const known = ws.background(wish.guest.id);
  if (known.cautions > 0 || known.promises > 0) return true;
  return known.stays.some(
    (stay) => stay.id !== wish.stay?.id && stay.status === "departed" && countsAsVisit(stay),
  );
}

function isRepeat(turn: Turn, wish: PopWish, seat: Seat): boolean {
  const { ws, event, around } = turn;
  const since = around.now - MERGE_MS;
  const isSame = (pop: Omit<PopSeen, "station" | "at" | "event_seq">): boolean =>
    pop.guest === wish.guest.id &&
    pop.reason === wish.reason &&
    pop.stay === (wish.stay?.id ?? null) &&
    // Without a stay nobody knows that two tables are one guest's.
    (pop.stay !== null || pop.check === (wish.check ?? null));
  const isOfCheck = (pop: { check: string | null }): boolean =>
    wish.check !== undefined && pop.check === wish.check;
  const wasSeen = ws.popsSeen.some(
    (pop) =>
      pop.station === seat.station &&
      ((isSame(pop) && pop.at > since) || isOfCheck(pop) || (isSame(pop) && pop.event_seq === event.seq)),
  );
  return (
    wasSeen ||
    ws.pops.some(
      (pop) => (isSame(pop) || isOfCheck(pop)) && pop.seats.some((taken) => taken.station === seat.station),
    )
  );
}
