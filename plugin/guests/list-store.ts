// The lists of the day: in house, due in, due out, departed; each with its index and its limit.
import type { Knex } from "knex";
import type { Instant, LocalDate } from "../contract/index.ts";
import { ask } from "./row-store.ts";
import type { StayRow } from "./stay-store.ts";

/** Which list is asked for. */
export type StayList = "in-house" | "due-in" | "due-out" | "departed";

/** A list as it is asked for. */
export interface AskedList {
  readonly property: string;
  readonly status: StayList;
  readonly today: LocalDate;
  readonly now: Instant;
  readonly floor?: string | undefined;
  readonly limit: number;
  /** The last row of the page before: its room and its id. */
  readonly after?: { readonly room: string; readonly id: string } | undefined;
}

/** Guests who left within this time stand in the list of the departed. */
const DEPARTED_MS = 24 * 60 * 60_000;

const WHERE: Readonly<Record<StayList, string>> = {
  "in-house": "status = 'in-house'",
  "due-in": "status = 'due-in' and arrives_on <= ? and (departs_on is null or departs_on >= ?)",
  "due-out": "status = 'in-house' and departs_on <= ?",
  departed: "status = 'departed' and checked_out_at >= ?",
};

/** Reads one page of a list, in the order of rooms. */
export async function readStayList(db: Knex, asked: AskedList): Promise<StayRow[]> {
  const floor = asked.floor === undefined ? "" : " and floor = ?";
  const after =
    asked.after === undefined ? "" : " and (coalesce(room, '') > ? or (coalesce(room, '') = ? and id > ?))";
  return (await ask(
    db,
    `select * from stay where property = ? and not_guest = 0 and ${WHERE[asked.status]}${floor}${after}
     order by coalesce(room, ''), id limit ?`,
    [
      asked.property,
      ...valuesOf(asked),
      ...(asked.floor === undefined ? [] : [asked.floor]),
      ...(asked.after === undefined ? [] : [asked.after.room, asked.after.room, asked.after.id]),
      asked.limit,
    ],
  )) as StayRow[];
}

/** How many are due in, in house and due out. */
export async function countStays(
  db: Knex,
  asked: Pick<AskedList, "property" | "today" | "now">,
): Promise<{ dueIn: number; inHouse: number; dueOut: number }> {
  const count = async (status: StayList): Promise<number> => {
    const rows = (await ask(
      db,
      `select count(*) as n from stay where property = ? and not_guest = 0 and ${WHERE[status]}`,
      [asked.property, ...valuesOf({ ...asked, status })],
    )) as { n: number }[];
    return rows[0]?.n ?? 0;
  };
  return {
    dueIn: await count("due-in"),
    inHouse: await count("in-house"),
    dueOut: await count("due-out"),
  };
}

/** Reads who is in house in rooms whose number begins so. */
export async function readStaysByRoom(
  db: Knex,
  asked: { property: string; room: string; limit: number },
): Promise<StayRow[]> {
  return (await ask(
    db,
    `select * from stay where property = ? and status = 'in-house' and not_guest = 0 and room like ?
     order by room, id limit ?`,
    [asked.property, `${asked.room.replaceAll(/[\\%_]/g, "")}%`, asked.limit],
  )) as StayRow[];
}

function valuesOf(asked: Pick<AskedList, "status" | "today" | "now">): (string | number)[] {
  switch (asked.status) {
    case "in-house":
      return [];
    case "due-in":
      return [asked.today, asked.today];
    case "due-out":
      return [asked.today];
    case "departed":
      return [asked.now - DEPARTED_MS];
  }
}
