// The drill over the simulated PMS: it goes on with its day whether or not anybody listens, as a PMS does.
import { setTimeout as pause } from "node:timers/promises";
import type { PmsPeer } from "../../../plugin/trial/pms-peer.ts";
import type { KeshiProcess } from "../../peers/keshi-process.ts";
import { until } from "../../peers/until.ts";
import { waiting, type DrillCount } from "./api-drill.ts";

const GUESTS = 30;
const NAMES = ["张", "尉迟", "单", "欧阳", "王", "Miller", "佐藤", "陈"];
const WITHIN_MS = 60_000;

/** A service under the drill and the PMS it listens to. */
interface Pair {
  readonly keshi: KeshiProcess;
  readonly pms: PmsPeer;
}

/** Plays a day of check-ins, changes, moves and departures; the service is killed at `kills` seeded instants of it. */
export async function playOverPms(it: Pair & { kills: number; chance: () => number }): Promise<DrillCount> {
  const count: DrillCount = { kills: 0, betweenCommits: 0 };
  await until("the first resync is applied", async () => (await resyncsApplied(it)) > 0, WITHIN_MS);
  const steps = dayOf(it.pms);
  const every = it.kills === 0 ? Number.POSITIVE_INFINITY : Math.floor(steps.length / it.kills);
  for (const [index, step] of steps.entries()) {
    step();
    if (count.kills >= it.kills || index % every !== 0) continue;
    await pause(it.chance() * 8);
    await it.keshi.kill();
    count.kills += 1;
    if ((await waiting(it.keshi)) > 0) count.betweenCommits += 1;
    const before = await resyncsApplied(it);
    await it.keshi.start();
    // What was in flight comes back by the one resync that an unclean stop asks for; then the day goes on.
    await until("the resync is applied", async () => (await resyncsApplied(it)) > before, WITHIN_MS);
  }
  await until("the service has read the whole day", () => isRead(it), WITHIN_MS);
  return count;
}

/** The in-house lists of both agree: what the PMS said last was read. */
async function isRead({ keshi, pms }: Pair): Promise<boolean> {
  if (!pms.alive || pms.queued > 0 || pms.swapping) return false;
  const store = await keshi.openStore();
  const ours = await store.db("stay").where({ status: "in-house" }).select("reservation", "room", "vip");
  await store.close();
  const ourList = ours.map(
    (row: Record<string, string>) => `${row["reservation"]} ${row["room"]} ${row["vip"]}`,
  );
  const theirList = pms.house.inHouse.map(({ id, room, guest }) => `${id} ${room} ${guest.vip ?? ""}`);
  return JSON.stringify(ourList.sort()) === JSON.stringify(theirList.sort());
}

async function resyncsApplied({ keshi }: Pair): Promise<number> {
  const store = await keshi.openStore();
  const row = await store
    .db("journal")
    .where({ type: "link.resync_ended", state: "applied" })
    .count({ n: "*" })
    .first();
  await store.close();
  return Number(row?.["n"] ?? 0);
}

function dayOf(pms: PmsPeer): readonly (() => void)[] {
  const guests = Array.from({ length: GUESTS }, (_, n) => n);
  const id = (n: number): string => String(7000 + n);
  const room = (n: number): string => `08${String(n).padStart(2, "0")}`;
  const name = (n: number): string => `${NAMES[n % NAMES.length] ?? "王"}客${n}`;
  const dates = { arrival: "2026-11-21", departure: "2026-11-24" };
  return [
    ...guests.map((n) => (): void => {
      const guest = { profile: `9${n}`, family: name(n), vip: n % 2 === 0 ? "1" : "0" };
      pms.checkIn({ id: id(n), room: room(n % 25), ...dates, guest }, { workstation: `FO${(n % 2) + 1}` });
    }),
    ...guests.filter((n) => n % 3 === 0).map((n) => (): void => pms.change(id(n), { guest: { vip: "2" } })),
    ...guests
      .filter((n) => n % 5 === 1)
      .map((n) => (): void => pms.moveRoom(id(n), room(30 + n), { form: "GC" })),
    ...guests.filter((n) => n % 4 === 2).map((n) => (): void => pms.checkOut(id(n))),
  ];
}
