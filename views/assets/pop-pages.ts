// What popped at this station, read page by page, newest first.
import type { Api } from "./api.ts";
import { KEPT_POPS } from "./desk-state.ts";
import type { PopRow } from "./wire.ts";

const RECENT = 20;
const PAGE = 100;

/** The newest pops with what became of them; back to the number given, where one is, as far as a page keeps them. */
export async function readRecentPops(api: Api, downTo?: number): Promise<readonly PopRow[]> {
  const limit = downTo === undefined ? RECENT : PAGE;
  const read: PopRow[] = [];
  while (read.length < KEPT_POPS) {
    const before = read.at(-1)?.number;
    const page = await api
      .get<{ pops: readonly PopRow[] }>("pops", { limit, before })
      .catch(() => ({ pops: [] }));
    read.push(...page.pops);
    const oldest = page.pops.at(-1);
    if (oldest === undefined || page.pops.length < limit || oldest.number <= (downTo ?? Infinity)) break;
  }
  return read;
}
