// `keshi doctor`: looks at everything the service needs, one after another, and says what to mend. It changes nothing, and
// it never takes a PMS line away from a service that is using it.
import { stat, access, constants } from "node:fs/promises";
import { codeOf, type Clock, type Phrases } from "../contract/index.ts";
import {
  checkKeys,
  isMigrated,
  migrationsOf,
  openStore,
  rowsOf,
  toInteger,
  type Store,
} from "../store/index.ts";
import type { KeshiConfig } from "./config.ts";
import type { DeviceContext } from "./devices.ts";
import { checkLines, checkPrinters } from "./doctor-devices.ts";
import { checkPort, isRunning } from "./doctor-port.ts";
import { finding, type Finding } from "./finding.ts";
import { sayFailure } from "./voice.ts";

/** What the doctor looks at. */
export interface DoctorContext {
  readonly config: KeshiConfig;
  /** The config's file; absent in the trial hotel. */
  readonly file: string | undefined;
  readonly devices: DeviceContext;
  readonly clock: Clock;
  readonly phrases: Phrases;
  /** False: no line is dialled, whoever may be using it. */
  readonly dials: boolean;
}

/** Looks at everything; the config and the manifest have been read when this is called. */
export async function examine(context: DoctorContext): Promise<readonly Finding[]> {
  const { config, file, devices } = context;
  const running = await isRunning(config.http);
  const { adapters, lines, printers } = devices.offers;
  return [
    finding("manifest", "ok", {
      key: "manifest-good",
      values: { adapters: adapters.size, drivers: lines.size + printers.size },
    }),
    finding(
      "config",
      "ok",
      file === undefined ? { key: "config-trial" } : { key: "config-good", values: { file } },
    ),
    ...(await checkStore(context)),
    ...(await checkTls(config)),
    await checkPort(config.http, running),
    ...(await checkLines(context, running)),
    ...(await checkPrinters(context)),
  ];
}

async function checkStore(context: DoctorContext): Promise<readonly Finding[]> {
  const { config, clock } = context;
  const { store: settings } = config;
  const time = checkClock(context);
  const { keyFile } = config.secrets;
  if (settings.kind === "sqlite" && (await isMissing(settings.file)))
    return [finding("store", "ok", { key: "store-new" }), time, await checkKey(keyFile)];
  let store: Store;
  try {
    store = await openStore(settings);
  } catch (error) {
    const values = settings.kind === "sqlite" ? { file: settings.file } : {};
    const reason = sayFailure(error, context.phrases, values);
    const bad = finding("store", "bad", { key: "store-bad", values: { code: codeOf(error), reason } });
    return [bad, time, await checkKey(keyFile)];
  }
  try {
    const version = await checkVersion(store);
    const ahead = await minutesAhead(store, clock);
    const clockFinding =
      ahead > 2 ? finding("clock", "bad", { key: "clock-store", values: { minutes: ahead } }) : time;
    return [
      finding("store", "ok", { key: "store-good", values: { kind: store.kind } }),
      version,
      clockFinding,
      (await checkKeysOf(store, keyFile)) ?? (await checkKey(keyFile)),
    ];
  } finally {
    await store.close();
  }
}

async function checkVersion(store: Store): Promise<Finding> {
  if (await isMigrated(store)) return finding("migrations", "ok", { key: "migrations-good" });
  const seen = await migrationsOf(store.db);
  return finding("migrations", "note", {
    key: "migrations-due",
    values: { count: seen.length === 0 ? 1 : seen.length },
  });
}

/** How far the newest event lies ahead of this clock, in whole minutes. */
async function minutesAhead(store: Store, clock: Clock): Promise<number> {
  if (!(await store.db.schema.hasTable("journal"))) return 0;
  const rows = await rowsOf(store.db("journal").orderBy("seq", "desc").limit(1).select("received_at"));
  const newest = rows[0]?.["received_at"];
  return newest === undefined ? 0 : Math.floor((toInteger(newest) - clock.now()) / 60_000);
}

/** Before this program was written no clock can be right. */
const EARLIEST = Date.UTC(2026, 0, 1);

function checkClock({ config, clock }: DoctorContext): Finding {
  const { timezone, locale } = config.property;
  const now = clock.now();
  const time = new Intl.DateTimeFormat(locale, {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: timezone,
  }).format(now);
  return now < EARLIEST
    ? finding("clock", "bad", { key: "clock-bad", values: { time } })
    : finding("clock", "ok", { key: "clock-good", values: { time, timezone } });
}

async function isMissing(file: string): Promise<boolean> {
  return access(file, constants.F_OK).then(
    () => false,
    () => true,
  );
}

/** What is wrong between the store and its keys, if anything is. */
async function checkKeysOf(store: Store, file: string): Promise<Finding | undefined> {
  try {
    await checkKeys(store, file);
    return undefined;
  } catch (error) {
    const code = codeOf(error);
    if (code === "keys-missing") return finding("key", "bad", { key: "key-missing", values: { file } });
    if (code === "keys-foreign") return finding("key", "bad", { key: "key-foreign", values: { file } });
    return code.startsWith("keys-") ? finding("key", "bad", { key: "key-bad", values: { code } }) : undefined;
  }
}

const OTHERS_MAY_READ = 0o077;

async function checkKey(file: string): Promise<Finding> {
  try {
    const { mode } = await stat(file);
    await access(file, constants.R_OK);
    // Windows tells nothing by mode; there the folder's own rights decide.
    const open = process.platform !== "win32" && (mode & OTHERS_MAY_READ) !== 0;
    return open ? finding("key", "bad", { key: "key-open" }) : finding("key", "ok", { key: "key-good" });
  } catch (error) {
    const code = codeOf(error);
    return code === "ENOENT"
      ? finding("key", "note", { key: "key-new" })
      : finding("key", "bad", { key: "key-bad", values: { code } });
  }
}

async function checkTls({ http }: KeshiConfig): Promise<readonly Finding[]> {
  if (http.tls === undefined) return [];
  for (const file of [http.tls.cert, http.tls.key])
    try {
      await access(file, constants.R_OK);
    } catch (error) {
      return [finding("tls", "bad", { key: "tls-bad", values: { file, code: codeOf(error) } })];
    }
  return [finding("tls", "ok", { key: "tls-good" })];
}
