// Lists of stays read page by page: a house has more rooms than one answer holds.
import type { Api } from "./api.ts";
import type { StayList, StayStatus } from "./wire.ts";

/** Rows of one answer; the server gives 500 at most. */
const PAGE = 200;
/** Rooms a page holds at most; a floor has far fewer. */
export const MOST_STAYS = 2000;

/** Which stays. */
export interface AskedStays {
  readonly status: StayStatus;
  readonly floor?: string | undefined;
  /** Reads on behind this page. */
  readonly after?: string | undefined;
}

/** Reads pages until `wanted` rows are there or the list ends; throws the Problem of the page that was refused. */
export async function readStays(api: Api, asked: AskedStays, wanted: number): Promise<StayList> {
  const limit = Math.min(PAGE, wanted);
  const page = await api.get<StayList>("stays", { ...asked, limit });
  const left = wanted - page.stays.length;
  if (page.next === undefined || left <= 0) return page;
  const rest = await readStays(api, { ...asked, after: page.next }, left);
  return { ...rest, stays: [...page.stays, ...rest.stays] };
}

/** Everybody in house on these floors, in the order of rooms; without floors, in the whole house. */
export async function readFloors(api: Api, floors: readonly string[]): Promise<StayList["stays"]> {
  const asked = floors.length === 0 ? [undefined] : floors;
  const lists = await Promise.all(
    asked.map((floor) => readStays(api, { status: "in-house", floor }, MOST_STAYS)),
  );
  return lists.flatMap((list) => list.stays);
}
