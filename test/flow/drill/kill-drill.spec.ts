// SIGKILL at fifty seeded instants of a recorded day: over the event API and over the simulated PMS.
import { expect } from "chai";
import { io, type Socket } from "socket.io-client";
import { systemClock } from "../../../plugin/kit/clock.ts";
import { startPmsPeer, type PmsPeer } from "../../../plugin/trial/pms-peer.ts";
import { startPrinterPeer, type PrinterPeer } from "../../../plugin/trial/printer-peer.ts";
import { KeshiProcess } from "../../peers/keshi-process.ts";
import { until } from "../../peers/until.ts";
import { playOverApi, type DrillCount } from "./api-drill.ts";
import { readDay, readPops, type DayLeft } from "./digest.ts";
import { chanceOf, drillConfig } from "./house.ts";
import { playOverPms } from "./pms-drill.ts";
import { recordedDay } from "./recorded-day.ts";

const SEED = 20261121;
const API_KILLS = 30;
const PMS_KILLS = 20;

/** What one played day left behind. */
interface Played {
  readonly count: DrillCount;
  readonly day: DayLeft;
  readonly pops: readonly string[];
  readonly checkIns: number;
  readonly jobs: readonly { id: string; state: string; copy: boolean; stay: string }[];
  readonly paper: readonly string[];
  readonly heard: readonly number[];
  readonly deskPops: readonly number[];
}

async function playApiDay(kills: number): Promise<Played> {
  const printer = await startPrinterPeer({
    port: 0,
    clock: systemClock,
    columns: 48,
    codePage: "gb18030",
    keep: 500,
  });
  const keshi = await KeshiProcess.layOut((at) => drillConfig({ ...at, printerPort: printer.port }));
  try {
    await keshi.start();
    const { key } = (await keshi.command(["source", "key", "pms"])) as { key: string };
    const terminal = await openTerminal(keshi);
    const count = await playOverApi({ keshi, key, day: recordedDay(24), kills, chance: chanceOf(SEED) });
    const played = await whatIsLeft({ keshi, printer, count, terminal });
    terminal.socket.disconnect();
    return played;
  } finally {
    await keshi.kill();
    await printer.stop();
    keshi.clear();
  }
}

async function playPmsDay(kills: number): Promise<Played> {
  const printer = await startPrinterPeer({
    port: 0,
    clock: systemClock,
    columns: 48,
    codePage: "gb18030",
    keep: 500,
  });
  const rooms = Array.from({ length: 60 }, (_, n) => `08${String(n).padStart(2, "0")}`);
  const pms: PmsPeer = await startPmsPeer({
    mode: "listen",
    port: 0,
    clock: systemClock,
    timezone: "Asia/Shanghai",
    rooms,
  });
  const keshi = await KeshiProcess.layOut((at) =>
    drillConfig({ ...at, printerPort: printer.port, pmsPort: pms.port }),
  );
  try {
    await keshi.start();
    const terminal = await openTerminal(keshi);
    const count = await playOverPms({ keshi, pms, kills, chance: chanceOf(SEED + 1) });
    const played = await whatIsLeft({ keshi, printer, count, terminal });
    terminal.socket.disconnect();
    return played;
  } finally {
    await keshi.kill();
    await pms.stop();
    await printer.stop();
    keshi.clear();
  }
}

interface Terminal {
  readonly socket: Socket;
  readonly heard: number[];
}

/** A terminal at desk 1 that asks for what it missed each time it comes back. */
async function openTerminal(keshi: KeshiProcess): Promise<Terminal> {
  const { code } = (await keshi.command(["station", "pair", "desk-1"])) as { code: string };
  const answer = await fetch(`${keshi.url}/api/v1/terminals/pair`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code, name: "drill" }),
  });
  const { token } = (await answer.json()) as { token: string };
  const heard: number[] = [];
  const socket = io(`${keshi.url}/terminals`, {
    transports: ["websocket"],
    reconnectionDelay: 50,
    reconnectionDelayMax: 100,
    auth: (give) => give({ token, after: heard.at(-1) ?? 0 }),
  });
  socket.on("pop", (pop: { number: number }) => heard.push(pop.number));
  await until("the terminal is connected", () => socket.connected, 10_000);
  return { socket, heard };
}

async function whatIsLeft(it: {
  keshi: KeshiProcess;
  printer: PrinterPeer;
  count: DrillCount;
  terminal: Terminal;
}): Promise<Played> {
  const store = await it.keshi.openStore();
  const { db } = store;
  const none = async (table: string, states: readonly string[]): Promise<boolean> =>
    (await db(table).whereIn("state", states).first("state")) === undefined;
  await until("everything is applied", () => none("journal", ["queued", "claimed"]), 30_000);
  await until("everything is printed", () => none("print_job", ["queued", "claimed", "on-wire"]), 60_000);
  const deskPops = await db("pop_station").where({ station: "desk-1" }).orderBy("number").pluck("number");
  await until(
    "the terminal has every pop",
    () => (it.terminal.heard.at(-1) ?? 0) >= (deskPops.at(-1) ?? 0),
    15_000,
  );
  const left: Played = {
    count: it.count,
    day: await readDay(store),
    pops: await readPops(store),
    checkIns: Number(
      (
        await db("journal")
          .where({ type: "stay.checked_in", state: "applied", lane: 1 })
          .count({ n: "*" })
          .first()
      )?.["n"],
    ),
    jobs: await db("print_job")
      .leftJoin("stay", "stay.id", "print_job.stay")
      .select<Played["jobs"]>(
        "print_job.id as id",
        "print_job.state as state",
        "print_job.copy as copy",
        "stay.reservation as stay",
      ),
    paper: it.printer.chits.map((chit) => JSON.stringify(chit.lines)),
    heard: [...it.terminal.heard],
    deskPops: deskPops.map(Number),
  };
  await store.close();
  return left;
}

/** Table by table, only what differs is shown: `+` the killed day has more, `-` it lacks. */
function expectSameDay(killed: DayLeft, calm: DayLeft): void {
  const tables = Object.keys(calm) as (keyof DayLeft)[];
  const unlike = tables.flatMap((table) => [
    ...killed[table].filter((line) => !calm[table].includes(line)).map((line) => `+ ${table}: ${line}`),
    ...calm[table].filter((line) => !killed[table].includes(line)).map((line) => `- ${table}: ${line}`),
    ...(killed[table].length === calm[table].length ? [] : [`${table}: ${killed[table].length} rows`]),
  ]);
  expect(unlike, "what the kills changed").to.deep.equal([]);
}

/** Every job is on paper once, or listed as unknown, or marked as a copy. */
function expectHonestPaper(played: Played): void {
  const unsettled = played.jobs.filter(({ state }) => state !== "printed" && state !== "unknown");
  expect(unsettled, "jobs neither printed nor listed as unknown").to.deep.equal([]);
  const originals = played.jobs.filter(({ copy }) => !copy).map(({ stay }) => stay);
  expect(new Set(originals).size, "a stay has one original chit").to.equal(originals.length);
  const printed = played.jobs.filter(({ state }) => state === "printed").length;
  const unknown = played.jobs.filter(({ state }) => state === "unknown").length;
  expect(played.paper.length, "chits in the tray").to.be.within(printed, printed + unknown);
}

describe("Pulling the plug on a recorded day", function () {
  this.timeout(600_000);

  it("over the event API: the killed day ends as the undisturbed one, every event pops once, no chit prints twice (BRF-01, BRF-02, BRF-03)", async () => {
    const calm = await playApiDay(0);
    const killed = await playApiDay(API_KILLS);
    expect(calm.checkIns, "the day really happened").to.be.greaterThan(25);
    expect(killed.count.kills).to.equal(API_KILLS);
    expect(killed.count.betweenCommits, "kills between commit 1 and commit 2").to.be.at.least(10);
    expectSameDay(killed.day, calm.day);
    expect(killed.pops).to.deep.equal(calm.pops);
    expect(killed.heard, "what the terminal heard: every pop, in order, once").to.deep.equal(killed.deskPops);
    expectHonestPaper(killed);
  });

  it("over the simulated PMS: after at most one resync the house is as the undisturbed one (BRF-01)", async () => {
    const calm = await playPmsDay(0);
    const killed = await playPmsDay(PMS_KILLS);
    expect(calm.checkIns, "the day really happened").to.be.greaterThan(25);
    expect(killed.count.kills).to.equal(PMS_KILLS);
    expectSameDay(killed.day, calm.day);
    expect(new Set(killed.pops).size, "no event popped twice").to.equal(killed.pops.length);
    expect(killed.heard, "what the terminal heard: every pop, in order, once").to.deep.equal(killed.deskPops);
    expectHonestPaper(killed);
  });
});
