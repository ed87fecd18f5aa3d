// The drill over the simulated PMS: it goes on with its day whether or not anybody listens, as a PMS does.
import { setTimeout as pause } from "node:timers/promises";
import type { PmsPeer } from "../../../plugin/trial/pms-peer.ts";
import type { KeshiProcess } from "../../peers/keshi-process.ts";
import { until } from "../../peers/until.ts";
import { waiting, type DrillCount } from "./api-drill.ts";

const GUESTS = 30;
const NAMES = ["张", "尉迟", "单", "欧阳", "王", "Miller", "佐藤", "陈"];

/** Plays a day of check-ins, changes, moves and departures; the service is killed at `kills` seeded instants of it. */
export async function playOverPms(it: {
  keshi: KeshiProcess;
  pms: PmsPeer;
  kills: number;
  chance: () => number;
}): Promise<DrillCount> {
  const count: DrillCount = { kills: 0, betweenCommits: 0 };
  await until("the link is alive", () => it.pms.alive, 20_000);
  const steps = dayOf(it.pms);
  const every = it.kills === 0 ? Number.POSITIVE_INFINITY : Math.floor(steps.length / it.kills);
  for (const [index, step] of steps.entries()) {
    step();
    if (count.kills >= it.kills || index % every !== 0) continue;
    await pause(it.chance() * 8);
    await it.keshi.kill();
    count.kills += 1;
    await it.keshi.start();
    await until(
      "the link is alive again",
      () => it.pms.alive && it.pms.queued === 0 && !it.pms.swapping,
      20_000,
    );
  }
  await until(
    "the PMS has told everything",
    () => it.pms.alive && it.pms.queued === 0 && !it.pms.swapping,
    20_000,
  );
  return count;
}

function resyncsAsked(pms: PmsPeer): number {
  return pms.received.filter(({ id }) => id === "DR").length;
}

function dayOf(pms: PmsPeer): readonly (() => void)[] {
  const guests = Array.from({ length: GUESTS }, (_, n) => n);
  const id = (n: number): string => String(7000 + n);
  const room = (n: number): string => `08${String(n).padStart(2, "0")}`;
  return [
    ...guests.map((n) => (): void => {
      pms.checkIn(
        {
          id: id(n),
          room: room(n % 25),
          arrival: "2026-11-21",
          departure: "2026-11-24",
          guest: {
            profile: `9${n}`,
            family: `${NAMES[n % NAMES.length] ?? "王"}客${n}`,
            vip: n % 2 === 0 ? "1" : "0",
          },
        },
        { workstation: `FO${(n % 2) + 1}` },
      );
    }),
    ...guests.filter((n) => n % 3 === 0).map((n) => (): void => pms.change(id(n), { guest: { vip: "2" } })),
    ...guests
      .filter((n) => n % 5 === 1)
      .map((n) => (): void => pms.moveRoom(id(n), room(30 + n), { form: "GC" })),
    ...guests.filter((n) => n % 4 === 2).map((n) => (): void => pms.checkOut(id(n))),
  ];
}
