// A real `keshi start` beside the bench: its config, its terminals, its ten thousand files.
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { idOf, type Station } from "../../plugin/contract/index.ts";
import { systemClock } from "../../plugin/kit/clock.ts";
import { createStaff } from "../../plugin/staff/index.ts";
import { migrate, openStore, type Store, type StoreSettings } from "../../plugin/store/index.ts";
import { until } from "../peers/until.ts";

/** The four desks of the bench hotel and the PMS workstation of each. */
export const DESKS = ["desk-1", "desk-2", "desk-3", "desk-4"] as const;
const ROOT = join(import.meta.dirname, "..", "..");

/** A house on disk that a service can be started in. */
export interface BenchHouse {
  /** Where its files are; a floor's database goes beside them, on the same disk. */
  readonly folder: string;
  readonly settings: StoreSettings;
  readonly url: string;
  readonly store: Store;
  readonly tokens: readonly { auth: { token: string }; label: string }[];
  readonly sourceKey: string;
  start(): Promise<ChildProcess & { readonly pid: number }>;
  stop(child: ChildProcess): Promise<void>;
  clear(): Promise<void>;
}

/** Lays out a house: config file, store, paired terminals, a source key named like the PMS adapter. */
export async function layOutHouse(at: {
  settings: (folder: string) => Promise<StoreSettings>;
  pmsPort: number;
  terminals: number;
}): Promise<BenchHouse> {
  const folder = mkdtempSync(join(tmpdir(), "keshi-bench-"));
  const settings = await at.settings(folder);
  const port = await freePort();
  const config = join(folder, "keshi.config.yaml");
  writeFileSync(config, configText({ settings, folder, port, pmsPort: at.pmsPort }));
  const store = await openStore(settings);
  await migrate(store);
  const staff = createStaff({
    store,
    property: idOf("BCH"),
    stations: DESKS.map(stationOf),
    clock: systemClock,
  });
  const tokens = [];
  for (let n = 0; n < at.terminals; n++) {
    const label = DESKS[n % DESKS.length] ?? DESKS[0];
    const { code } = await staff.makePairing(label);
    const { token } = await staff.pair(code, `bench ${n}`, `origin ${n}`);
    tokens.push({ auth: { token }, label });
  }
  const { key } = await staff.makeSourceKey("pms");
  const url = `http://127.0.0.1:${port}`;
  return {
    folder,
    settings,
    url,
    store,
    tokens,
    sourceKey: key,
    start: () => startService(config, url),
    stop: stopService,
    async clear() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startService(config: string, url: string): Promise<ChildProcess & { readonly pid: number }> {
  const profile = process.env["BENCH_PROFILE"];
  const flags = profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profile}`];
  const program = [join(ROOT, "plugin/keshi.js"), "start", "--config", config];
  const child = spawn(process.execPath, [...flags, ...program], {
    cwd: ROOT,
    stdio: ["ignore", "ignore", process.env["BENCH_LOG"] === undefined ? "ignore" : "inherit"],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error("the service did not start");
  await until(
    "the service is ready",
    async () => (await fetch(`${url}/readyz`).catch(() => undefined))?.ok === true,
    30_000,
  );
  return Object.assign(child, { pid });
}

async function stopService(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await gone;
}

function stationOf(name: string, index: number): Station {
  return {
    name,
    role: "front-desk",
    locale: "zh-CN",
    workstations: [`FO${index + 1}`],
    outlets: [],
    floors: [],
    extensions: [],
    print: [],
    printWhen: "noteworthy",
  };
}

function configText(it: { settings: StoreSettings; folder: string; port: number; pmsPort: number }): string {
  const { settings } = it;
  return [
    "property: { code: BCH, name: 量测大酒店, timezone: Asia/Shanghai, locale: zh-CN, currency: CNY, country: CN }",
    `http: { host: 127.0.0.1, port: ${it.port} }`,
    settings.kind === "sqlite"
      ? `store: { kind: sqlite, file: ${JSON.stringify(settings.file)} }`
      : `store: { kind: mysql, url: ${JSON.stringify(settings.url)} }`,
    `secrets: { keyFile: ${JSON.stringify(join(it.folder, "keshi.key"))} }`,
    "lines:",
    `  - { name: pms-line, kind: tcp-client, settings: { host: 127.0.0.1, port: ${it.pmsPort} } }`,
    "adapters:",
    "  - { name: pms, kind: fias, line: pms-line, settings: { interface: MS, codePage: utf-8, pacingMs: 0 } }",
    "printers: []",
    "stations:",
    ...DESKS.map(
      (name, n) => `  - { name: ${name}, role: front-desk, workstations: [FO${n + 1}], locale: zh-CN }`,
    ),
    'rooms: { ignore: ["0000"], houseUse: [], floors: {} }',
    "",
  ].join("\n");
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Fills the store with guests who stayed a year ago, over the open event API. */
export async function seedFiles(house: BenchHouse, files: number): Promise<void> {
  const at = Date.now() - 365 * 86_400_000;
  for (let from = 0; from < files; from += 200) {
    const events = [];
    for (let n = from; n < Math.min(files, from + 200); n++) events.push(...pastStay(n, at));
    const answer = await fetch(`${house.url}/api/v1/events`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${house.sourceKey}` },
      body: JSON.stringify(events),
    });
    if (answer.status !== 202)
      throw new Error(`seeding was answered ${answer.status}: ${await answer.text()}`);
  }
  await settled(house.store, 180_000);
}

/** Resolves once the journal has nothing left to apply. */
export async function settled(store: Store, withinMs: number): Promise<void> {
  await until(
    "the journal is settled",
    async () => (await store.db("journal").where({ state: "queued" }).first("seq")) === undefined,
    withinMs,
  );
}

const FAMILIES = [
  "王",
  "李",
  "张",
  "刘",
  "陈",
  "杨",
  "赵",
  "黄",
  "周",
  "吴",
  "徐",
  "孙",
  "胡",
  "朱",
  "高",
  "林",
];
const GIVEN = [
  "伟",
  "芳",
  "娜",
  "敏",
  "静",
  "秀英",
  "丽",
  "强",
  "磊",
  "军",
  "洋",
  "勇",
  "艳",
  "杰",
  "涛",
  "明",
];

/** The full name of the n-th guest of the bench hotel. */
export function nameOf(n: number): string {
  return `${FAMILIES[n % 16]}${GIVEN[(n >> 4) % 16]}${GIVEN[(n >> 8) % 16]}`;
}

function pastStay(n: number, at: number): object[] {
  const day = (offset: number): string => new Date(at + offset * 86_400_000).toISOString().slice(0, 10);
  const stay = {
    reservationId: `past-${n}`,
    room: String(1000 + (n % 900)),
    arrival: day(0),
    departure: day(2),
    guests: [
      {
        role: "primary",
        profileId: `P${n}`,
        names: [{ kind: "primary", script: "Hans", full: nameOf(n), order: "family_first" }],
        sex: n % 2 === 0 ? "male" : "female",
        language: "zh-CN",
        vip: { code: n % 20 === 0 ? "1" : "0" },
        preferences: [
          { group: "room", text: "高楼层，远离电梯", scope: "global" },
          { group: "tea", text: "龙井，不加糖", scope: "global" },
          { group: "pillow", text: "荞麦枕两个", scope: "global" },
        ],
      },
    ],
  };
  const event = (type: string, offset: number, status: string): object => ({
    type,
    idempotencyKey: `seed:${n}:${type}`,
    occurredAt: new Date(at + offset * 86_400_000).toISOString(),
    stay: { ...stay, status },
  });
  return [event("stay.checked_in", 0, "in_house"), event("stay.checked_out", 2, "checked_out")];
}
