// What decides whether there is something to say about a guest, and what popped about them just now.
import { ask, places } from "../guests/index.ts";
import type { Store } from "../store/index.ts";
import { MERGE_MS } from "./popping.ts";
import type { Background, PopSeen, StayGlance, Surroundings, Workspace } from "./workspace.ts";

type Db = Store["db"];

/** Reads the stays of some guests at a glance, and where it matters their open cautions and promises. */
export async function readBackgrounds(
  db: Db,
  guests: readonly string[],
  how: { withOpen: boolean },
): Promise<Map<string, Background>> {
  const found = new Map<string, Background>(
    guests.map((guest) => [guest, { cautions: 0, promises: 0, stays: [] }]),
  );
  const glances = (await ask(
    db,
    `select id, guest, status, checked_in_at, checked_out_at, continues, day_use from stay
     where guest in (${places(guests)}) and status in ('departed', 'in-house') and not_guest = 0`,
    guests,
  )) as StayGlance[];
  for (const glance of glances) found.get(glance.guest)?.stays.push(glance);
  if (!how.withOpen) return found;
  const open = (await ask(
    db,
    `select guest, 'caution' as kind, count(*) as n from caution
       where guest in (${places(guests)}) and ended_at is null group by guest
     union all select guest, 'promise' as kind, count(*) as n from promise
       where guest in (${places(guests)}) and kept_at is null group by guest`,
    [...guests, ...guests],
  )) as { guest: string; kind: string; n: number }[];
  for (const row of open) {
    const background = found.get(row.guest);
    if (background === undefined) continue;
    if (row.kind === "caution") background.cautions = row.n;
    else background.promises = row.n;
  }
  return found;
}

/** Reads what popped about some guests within the last minute, or about the checks at hand at any time. */
export async function readPops(
  db: Db,
  guests: readonly string[],
  of: { around: Surroundings; ws: Workspace },
): Promise<PopSeen[]> {
  const checks = [...of.ws.checks.values()].map((check) => check.id);
  const orOfChecks = checks.length === 0 ? "" : ` or p.\`check\` in (${places(checks)})`;
  const stations = of.around.house.stations.map((station) => station.name);
  if (stations.length === 0) return [];
  return (await ask(
    db,
    // `cross` and the stations by name keep SQLite from reading every pop of the house for each of these.
    `select p.reason, p.guest, p.stay, p.\`check\`, p.at, p.event_seq, s.station
     from pop p cross join pop_station s on s.property = p.property and s.number = p.number
     where p.guest in (${places(guests)}) and (p.at > ?${orOfChecks}) and s.station in (${places(stations)})`,
    [...guests, of.around.now - MERGE_MS, ...checks, ...stations],
  )) as PopSeen[];
}
