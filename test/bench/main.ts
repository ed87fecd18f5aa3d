// `npm run bench`: real services as child processes on loopback, floors in the same run, one JSON answer on stdout.
// Options: --store sqlite|mysql|both  --runs N  --only pop,burst,rush,resync,start  --files N  --terminals N
import { join } from "node:path";
import { parseArgs } from "node:util";
import { cpus } from "node:os";
import { hasMariaDb, HOW_TO_GET_IT, startMariaDb, type MariaDb } from "../peers/mariadb.ts";
import { until } from "../peers/until.ts";
import type { StoreSettings } from "../../plugin/store/index.ts";
import { burstScenario, resyncScenario, rushScenario } from "./burst.ts";
import { median, memoryMiB, round } from "./measure.ts";
import { parseOnlyMs } from "./parse-only.ts";
import { openPmsLine, type PmsLine } from "./pms-line.ts";
import { popScenario } from "./pop.ts";
import { layOutHouse, seedFiles, type BenchHouse } from "./service.ts";

const { values: asked } = parseArgs({
  options: {
    store: { type: "string", default: "both" },
    runs: { type: "string", default: "3" },
    only: { type: "string", default: "pop,burst,rush,resync,start" },
    files: { type: "string", default: "10000" },
    terminals: { type: "string", default: "200" },
    records: { type: "string", default: "200" },
  },
});
const only = new Set(asked.only.split(","));
type Kind = StoreSettings["kind"];

let databases = 0;
let server: Promise<MariaDb> | undefined;

/** A server that syncs at every commit, as the hotel's does. */
function durable(): Promise<MariaDb> {
  server ??= startMariaDb({ syncs: true });
  return server;
}

function settingsOf(kind: Kind): (folder: string) => Promise<StoreSettings> {
  return async (folder) =>
    kind === "sqlite"
      ? { kind, file: join(folder, `keshi-${++databases}.db`) }
      : { kind, url: await (await durable()).freshDatabase() };
}

async function runOnce(kind: Kind): Promise<Record<string, unknown>> {
  const pms = await openPmsLine(true);
  const house = await layOutHouse({
    settings: settingsOf(kind),
    pmsPort: pms.port,
    terminals: Number(asked.terminals),
  });
  const startedMs: number[] = [];
  let child = await timedStart(house, startedMs);
  await seedFiles(house, Number(asked.files));
  if (only.has("start"))
    for (let n = 0; n < 2; n++) {
      await house.stop(child);
      child = await timedStart(house, startedMs);
    }
  await until("the PMS link is alive", () => pms.alive(), 30_000);
  const figures = await scenarios(kind, { house, pms, pid: child.pid });
  await house.stop(child);
  await pms.close();
  await house.clear();
  return { coldStartMs: round(median(startedMs)), ...figures };
}

async function timedStart(house: BenchHouse, into: number[]): ReturnType<BenchHouse["start"]> {
  const began = performance.now();
  const child = await house.start();
  into.push(performance.now() - began);
  return child;
}

async function scenarios(
  kind: Kind,
  on: { house: BenchHouse; pms: PmsLine; pid: number },
): Promise<Record<string, unknown>> {
  const figures: Record<string, unknown> = {};
  if (only.has("pop")) {
    say(`${kind}: pop`);
    figures["pop"] = await popScenario({
      ...on,
      records: Number(asked.records),
      firstReservation: 1_000_000,
    });
  }
  if (only.has("burst")) {
    say(`${kind}: burst`);
    figures["burst"] = await burstScenario({
      ...on,
      records: 5000,
      rounds: 3,
      firstReservation: 2_000_000,
      floorSettings: () => settingsOf(kind)(on.house.folder),
    });
  }
  if (only.has("resync")) {
    say(`${kind}: resync`);
    figures["resync"] = await resyncScenario({
      ...on,
      rooms: 2000,
      firstReservation: 3_000_000,
      parseOnlyMs,
    });
  }
  if (only.has("rush")) {
    say(`${kind}: rush`);
    figures["rush"] = await rushScenario({ ...on, records: 2000, firstReservation: 4_000_000 });
  }
  figures["memoryMiBEnd"] = memoryMiB(on.pid);
  return figures;
}

function say(text: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
}

const kinds: Kind[] =
  asked.store === "both" ? ["sqlite", "mysql"] : [asked.store === "mysql" ? "mysql" : "sqlite"];
const results: Record<string, unknown> = {};
for (const kind of kinds) {
  if (kind === "mysql" && !hasMariaDb) {
    results[kind] = { skipped: HOW_TO_GET_IT };
    continue;
  }
  const runs = [];
  for (let n = 0; n < Number(asked.runs); n++) {
    say(`${kind}: run ${n + 1} of ${asked.runs}`);
    runs.push(await runOnce(kind));
  }
  results[kind] = { median: mediansOf(runs), runs };
}
process.stdout.write(
  `${JSON.stringify({ node: process.version, cores: cpus().length, results }, undefined, 2)}\n`,
);
process.exit(0);

/** The median of each figure over the runs, figure by figure. */
function mediansOf(runs: readonly unknown[]): unknown {
  const [first] = runs;
  if (typeof first === "number") return round(median(runs.map(Number)));
  if (typeof first !== "object" || first === null) return first;
  return Object.fromEntries(
    Object.keys(first).map((key) => [
      key,
      mediansOf(runs.map((run) => (run as Record<string, unknown>)[key])),
    ]),
  );
}
