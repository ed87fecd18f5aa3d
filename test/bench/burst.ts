// Scenarios of load: what a PMS sends after an outage, a rush of live check-ins, a whole resync.
import { setTimeout as pause } from "node:timers/promises";
import { until } from "../peers/until.ts";
import { insertOnlyRate } from "./floor.ts";
import { memoryMiB, round, spread } from "./measure.ts";
import { checkIn, latencies } from "./pop.ts";
import type { PmsLine } from "./pms-line.ts";
import { settled, type BenchHouse } from "./service.ts";
import { Crowd } from "./terminals.ts";
import type { StoreSettings } from "../../plugin/store/index.ts";

const OLD_MS = 3_600_000;

/** 5,000 stale records in one go with a live check-in a second; rate beside insert-only, live cards beside quiet ones. */
export async function burstScenario(it: {
  house: BenchHouse;
  pms: PmsLine;
  pid: number;
  records: number;
  rounds: number;
  firstReservation: number;
  floorSettings: () => Promise<StoreSettings>;
}): Promise<object> {
  const crowd = new Crowd();
  await crowd.join(it.house.url, it.house.tokens);
  let next = it.firstReservation;
  const live = async (into: Map<string, number>): Promise<void> => {
    const reservation = next++;
    into.set(String(reservation), performance.now());
    it.pms.write([checkIn({ guest: reservation % 9000, reservation, room: String(reservation) })]);
    await until("the live card is everywhere", () => arrivedAll(crowd, reservation), 30_000);
  };
  const quiet = new Map<string, number>();
  for (let n = 0; n < 40; n++) {
    await live(quiet);
    await pause(30);
  }
  const busy = new Map<string, number>();
  const rates: number[] = [];
  for (let round = 0; round < it.rounds; round++) {
    const stale = Array.from({ length: it.records }, () => {
      const reservation = next++;
      return checkIn({
        guest: 1_000_000 + reservation,
        reservation,
        room: String(reservation),
        agoMs: OLD_MS,
      });
    });
    const began = performance.now();
    it.pms.write(stale);
    let done = false;
    const finished = appliedUpTo(it, next - 1).then(() => {
      done = true;
      rates.push(it.records / ((performance.now() - began) / 1000));
    });
    await pause(150);
    while (!done) {
      await live(busy);
      await Promise.race([finished, pause(1000)]);
    }
    await finished;
  }
  const memory = memoryMiB(it.pid);
  crowd.close();
  const floor = await insertOnlyRate(it.house.store, await it.floorSettings(), it.records);
  const [quietFigures, busyFigures] = [spread(latencies(crowd, quiet)), spread(latencies(crowd, busy))];
  const rate = rates.sort((a, b) => a - b)[Math.floor(rates.length / 2)] ?? 0;
  return {
    appliedPerSecond: round(rate),
    insertOnlyPerSecond: round(floor),
    share: round(rate / floor),
    liveQuietMs: quietFigures,
    liveInBurstMs: busyFigures,
    liveRatioP99: round(busyFigures.p99 / quietFigures.p99),
    memoryMiBAfter: memory,
  };
}

/** The last of the stale reservations stands as a stay, and nothing is queued. */
async function appliedUpTo(it: { house: BenchHouse }, reservation: number): Promise<void> {
  const { db } = it.house.store;
  await until(
    "the backlog is applied",
    async () =>
      (await db("stay")
        .where({ reservation: String(reservation) })
        .first("id")) !== undefined,
    120_000,
  );
  await settled(it.house.store, 120_000);
}

function arrivedAll(crowd: Crowd, reservation: number): boolean {
  return crowd.arrivals(String(reservation)).count >= crowd.sockets.length;
}

/** 2,000 live check-ins at once: how long until all 200 terminals are up to date, and what it does to memory. */
export async function rushScenario(it: {
  house: BenchHouse;
  pms: PmsLine;
  pid: number;
  records: number;
  firstReservation: number;
}): Promise<object> {
  const crowd = new Crowd();
  await crowd.join(it.house.url, it.house.tokens);
  const records = Array.from({ length: it.records }, (_, n) => {
    const reservation = it.firstReservation + n;
    return checkIn({ guest: reservation % 9000, reservation, room: String(reservation) });
  });
  const began = performance.now();
  it.pms.write(records);
  await until(
    "every terminal has the last card",
    () => arrivedAll(crowd, it.firstReservation + it.records - 1),
    240_000,
  );
  const seconds = (performance.now() - began) / 1000;
  const result = {
    records: it.records,
    seconds: round(seconds),
    overtakes: crowd.overtakes,
    memoryMiB: memoryMiB(it.pid),
  };
  crowd.close();
  return result;
}

/** A resync of so many occupied rooms: time from DS to settled, and that nothing pops. */
export async function resyncScenario(it: {
  house: BenchHouse;
  pms: PmsLine;
  rooms: number;
  firstReservation: number;
  parseOnlyMs: (records: readonly string[]) => number;
}): Promise<object> {
  const { db } = it.house.store;
  const endedBefore = await resyncsEnded(it.house);
  const popsBefore = await db("pop").count({ n: "*" }).first();
  const records = Array.from({ length: it.rooms }, (_, n) => {
    const reservation = it.firstReservation + n;
    return `${checkIn({ guest: 2_000_000 + reservation, reservation, room: String(reservation) })}SF|`;
  });
  const began = performance.now();
  it.pms.resync(records);
  await until("the resync is applied", async () => (await resyncsEnded(it.house)) > endedBefore, 120_000);
  await settled(it.house.store, 120_000);
  const ms = performance.now() - began;
  const parseOnly = it.parseOnlyMs(records);
  const popsAfter = await db("pop").count({ n: "*" }).first();
  return {
    rooms: it.rooms,
    ms: round(ms),
    parseOnlyMs: round(parseOnly),
    ratio: round(ms / parseOnly),
    pops: Number(popsAfter?.["n"] ?? 0) - Number(popsBefore?.["n"] ?? 0),
  };
}

async function resyncsEnded({ store }: BenchHouse): Promise<number> {
  const row = await store
    .db("journal")
    .where({ type: "link.resync_ended", state: "applied" })
    .count({ n: "*" })
    .first();
  return Number(row?.["n"] ?? 0);
}
