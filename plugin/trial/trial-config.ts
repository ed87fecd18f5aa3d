// The trial hotel's config: a real one of the production service, with lines that lead to the simulated peers.
import { join } from "node:path";
import { idOf, type Station } from "../contract/index.ts";
import type { KeshiConfig } from "../host/config.ts";
import { TRIAL_SOURCES } from "./accounts.ts";
import { TRIAL_EXTENSION, TRIAL_OUTLET } from "./day-stage.ts";

/** Where the simulated peers listen and where the trial keeps its things. */
export interface TrialPlaces {
  readonly pmsPort: number;
  readonly printerPort: number;
  readonly httpPort: number;
  /** Absolute path of `var/trial`. */
  readonly folder: string;
}

/** The trial's time zone; its peers stamp their records in it. */
export const TRIAL_TIMEZONE = "Asia/Shanghai";
/** The trial's code, also the hotel id in LC (fias.md §3.1). */
export const TRIAL_CODE = "TRIAL";

const BARE: Omit<Station, "name" | "role"> = {
  locale: "zh-CN",
  workstations: [],
  outlets: [],
  floors: [],
  extensions: [],
  print: [],
  printWhen: "noteworthy",
};

/** Pages of the trial and the station each one is paired with. */
export const TRIAL_STATIONS = {
  desk: "front-desk-1",
  restaurant: "breakfast",
  rooms: "floor-12",
} as const;

const STATIONS: readonly Station[] = [
  {
    ...{ ...BARE, name: TRIAL_STATIONS.desk, role: "front-desk", workstations: ["FO1"] },
    ...{ printer: "desk-printer", print: ["checked-in"] },
  },
  {
    ...{ ...BARE, name: "front-desk-2", role: "front-desk", workstations: ["FO2"] },
    ...{ printer: "desk-printer", print: ["checked-in"] },
  },
  {
    ...{ ...BARE, name: TRIAL_STATIONS.restaurant, role: "restaurant", outlets: [TRIAL_OUTLET] },
    ...{ printer: "breakfast-preview", print: ["check-opened"] },
  },
  ...["08", "09", "10", "11", "12"].map((floor): Station => ({
    ...BARE,
    name: `floor-${floor}`,
    role: "housekeeping",
    floors: [floor],
  })),
  { ...BARE, name: "switchboard", role: "call-centre", extensions: [TRIAL_EXTENSION] },
  { ...BARE, name: "duty-manager", role: "manager" },
];

/** The config as `keshi start` without a config uses it. */
export function trialConfig(places: TrialPlaces): KeshiConfig {
  const host = "127.0.0.1";
  return {
    property: {
      ...{ id: idOf<"property">(TRIAL_CODE), name: "西湖试住酒店", timezone: TRIAL_TIMEZONE },
      ...{ locale: "zh-CN", currency: "CNY", country: "CN" },
    },
    http: { host, port: places.httpPort },
    store: { kind: "sqlite", file: join(places.folder, "keshi.db") },
    secrets: { keyFile: join(places.folder, "keshi.key") },
    lines: [
      { name: "pms-line", kind: "tcp-client", settings: { host, port: places.pmsPort } },
      { name: "desk-line", kind: "tcp-client", settings: { host, port: places.printerPort } },
    ],
    adapters: [
      {
        ...{ name: TRIAL_SOURCES.pms, kind: "fias", line: "pms-line" },
        settings: {
          interface: "MS",
          codePage: "utf-8",
          pacingMs: 20,
          languages: { TW: "zh-TW", HK: "zh-HK" },
        },
      },
    ],
    printers: [
      {
        ...{ name: "desk-printer", kind: "escpos", line: "desk-line" },
        settings: { columns: 48, codePage: "gb18030" },
      },
      { name: "breakfast-preview", kind: "preview", settings: { columns: 48 } },
    ],
    stations: STATIONS,
    rooms: { ignore: ["0000", "9000-9999"], houseUse: [], floors: {} },
  };
}
