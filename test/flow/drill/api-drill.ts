// The drill over the open event API: a sender that repeats what was not answered, while the service is killed.
import { setTimeout as pause } from "node:timers/promises";
import type { KeshiProcess } from "../../peers/keshi-process.ts";
import { until } from "../../peers/until.ts";
import type { RecordedEvent } from "./recorded-day.ts";

/** What the kills met. */
export interface DrillCount {
  kills: number;
  /** Kills that left committed events waiting to be applied: between commit 1 and commit 2. */
  betweenCommits: number;
}

/** Posts the day in seeded chunks; at each of `kills` seeded instants the service is killed and started again. */
export async function playOverApi(it: {
  keshi: KeshiProcess;
  key: string;
  day: readonly RecordedEvent[];
  kills: number;
  chance: () => number;
}): Promise<DrillCount> {
  const chunks = cut(it.day, it.chance, it.kills + 20);
  const count: DrillCount = { kills: 0, betweenCommits: 0 };
  for (const [index, chunk] of chunks.entries()) {
    if (index >= it.kills) {
      await post(it, chunk);
      continue;
    }
    const dated = chunk.map((event) => ({ ...event, occurredAt: new Date().toISOString() }));
    const posting = tryPost(it, dated);
    // Half of the kills come while the answer is on its way, half right behind it.
    if (index % 2 === 0) await posting;
    await pause(it.chance() * (index % 2 === 0 ? 3 : 12));
    await it.keshi.kill();
    await posting;
    count.kills += 1;
    if ((await waiting(it.keshi)) > 0) count.betweenCommits += 1;
    await it.keshi.start();
    await post(it, dated);
  }
  return count;
}

function cut(day: readonly RecordedEvent[], chance: () => number, pieces: number): RecordedEvent[][] {
  const chunks: RecordedEvent[][] = [];
  const size = Math.ceil(day.length / pieces);
  for (let at = 0; at < day.length;) {
    const take = Math.max(1, Math.round(size * (0.5 + chance())));
    chunks.push(day.slice(at, at + take));
    at += take;
  }
  return chunks;
}

async function post(it: { keshi: KeshiProcess; key: string }, events: readonly object[]): Promise<void> {
  const dated = events.map((event) => ({ occurredAt: new Date().toISOString(), ...event }));
  await until("the events are taken", () => tryPost(it, dated), 10_000);
}

async function tryPost(
  it: { keshi: KeshiProcess; key: string },
  events: readonly object[],
): Promise<boolean> {
  try {
    const answer = await fetch(`${it.keshi.url}/api/v1/events`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${it.key}` },
      body: JSON.stringify(events),
    });
    if (answer.status !== 202 && answer.status !== 503)
      throw new Error(`answered ${answer.status}: ${await answer.text()}`);
    return answer.status === 202;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** Committed events that were not applied yet, as a stopped service left them. */
export async function waiting(keshi: KeshiProcess): Promise<number> {
  const store = await keshi.openStore();
  const row = await store.db("journal").whereIn("state", ["queued", "claimed"]).count({ n: "*" }).first();
  await store.close();
  return Number(row?.["n"] ?? 0);
}
