// Scenario pop: from the write of a GI frame to the card at the last of 200 terminals, beside the floor, alternately.
import { setTimeout as pause } from "node:timers/promises";
import { until } from "../peers/until.ts";
import { startFloor } from "./floor.ts";
import { cpuMs, memoryMiB, round, spread } from "./measure.ts";
import { openPmsLine, stamp, type PmsLine } from "./pms-line.ts";
import { nameOf, type BenchHouse } from "./service.ts";
import { Crowd } from "./terminals.ts";

const BLOCK = 20;
const GAP_MS = 30;
/** Records to both before anything counts: what is compiled on the way is no part of a record's cost. */
const WARM = 120;

/** What a check-in of the n-th guest looks like on the wire, now or `agoMs` ago. */
export function checkIn(it: { guest: number; reservation: number; room: string; agoMs?: number }): string {
  const at = Date.now() - (it.agoMs ?? 0);
  const day = (offset: number): string =>
    new Date(at + 8 * 3_600_000 + offset * 86_400_000).toISOString().slice(2, 10).replaceAll("-", "");
  return (
    `GI|RN${it.room}|G#${it.reservation}|GSN|GN${nameOf(it.guest)}|GLZH|GV1|G+P${it.guest}|` +
    `GA${day(0)}|GD${day(2)}|WSFO1|${stamp(at)}`
  );
}

/** One run; the figures of the service beside those of the floor. */
export async function popScenario(it: {
  house: BenchHouse;
  pms: PmsLine;
  pid: number;
  records: number;
  firstReservation: number;
}): Promise<object> {
  const crowd = new Crowd();
  await crowd.join(it.house.url, it.house.tokens);
  const idle = memoryMiB(it.pid).now;
  let next = it.firstReservation;
  const send = (line: PmsLine, at: Map<string, number>): void => {
    const reservation = next++;
    const record = checkIn({ guest: reservation % 9000, reservation, room: String(10_000 + reservation) });
    at.set(String(reservation), performance.now());
    line.write([record]);
  };
  const warm = new Map<string, number>();
  for (let n = 0; n < WARM; n++) {
    send(it.pms, warm);
    await pause(GAP_MS);
  }
  await allArrived(crowd, warm);
  const bare = await openPmsLine(false);
  const floor = await startFloor({
    pmsPort: bare.port,
    captured: crowd.captured,
    labels: it.house.tokens.map(({ label }) => label),
  });
  await until("the floor is connected", () => bare.connected());
  const floorIdle = memoryMiB(floor.pid).now;
  const floorWarm = new Map<string, number>();
  for (let n = 0; n < WARM; n++) {
    send(bare, floorWarm);
    await pause(GAP_MS);
  }
  await allArrived(floor.crowd, floorWarm);
  const [ours, theirs] = [new Map<string, number>(), new Map<string, number>()];
  const cpu = { ours: cpuMs(it.pid), theirs: cpuMs(floor.pid) };
  for (let sent = 0; sent < it.records; sent += BLOCK) {
    for (const [line, at] of [
      [it.pms, ours],
      [bare, theirs],
    ] as const)
      for (let n = 0; n < BLOCK; n++) {
        send(line, at);
        await pause(GAP_MS);
      }
  }
  await Promise.all([allArrived(crowd, ours), allArrived(floor.crowd, theirs)]);
  await pause(1200);
  const perRecord = {
    ours: (cpuMs(it.pid) - cpu.ours) / ours.size,
    theirs: (cpuMs(floor.pid) - cpu.theirs) / theirs.size,
  };
  const [service, bareFigures] = [spread(latencies(crowd, ours)), spread(latencies(floor.crowd, theirs))];
  crowd.close();
  floor.stop();
  await bare.close();
  return {
    service,
    floor: bareFigures,
    ratio: { p50: round(service.p50 / bareFigures.p50), p99: round(service.p99 / bareFigures.p99) },
    overtakes: crowd.overtakes,
    cpuMsPerRecord: {
      service: round(perRecord.ours),
      floor: round(perRecord.theirs),
      ratio: round(perRecord.ours / perRecord.theirs),
    },
    memoryMiB: { service: idle, floor: floorIdle, ratio: round(idle / floorIdle) },
  };
}

async function allArrived(crowd: Crowd, sent: ReadonlyMap<string, number>): Promise<void> {
  const wanted = crowd.sockets.length;
  for (const reservation of sent.keys())
    await until(
      `the card of ${reservation} is everywhere`,
      () => crowd.arrivals(reservation).count >= wanted,
      20_000,
    );
}

/** Milliseconds from the write to the last terminal, per record. */
export function latencies(crowd: Crowd, sent: ReadonlyMap<string, number>): number[] {
  return [...sent].map(([reservation, at]) => crowd.arrivals(reservation).lastAt - at);
}
