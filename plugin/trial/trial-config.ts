// The trial hotel's config: a real one of the production service, with lines that lead to the simulated peers.
import { join } from "node:path";
import { idOf, LOCALES, type Locale, type Station } from "../contract/index.ts";
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

/** Pages of the trial and the station each one is paired with, by the language the page is read in. */
export const TRIAL_STATIONS = {
  desk: { "zh-CN": "front-desk-1", "zh-TW": "front-desk-2", en: "front-desk-3" },
  restaurant: { "zh-CN": "restaurant-1", "zh-TW": "restaurant-2", en: "restaurant-3" },
  rooms: { "zh-CN": "floor-12", "zh-TW": "floor-11", en: "floor-10" },
} as const satisfies Readonly<Record<string, Readonly<Record<Locale, string>>>>;

/** Which language the station of a page speaks; floors without a page of their own speak the house's. */
function localeOf(name: string): Locale {
  const pages = Object.values(TRIAL_STATIONS);
  return LOCALES.find((locale) => pages.some((page) => page[locale] === name)) ?? BARE.locale;
}

/** Every desk has a PMS workstation of its own: 1 the mainland's guests, 2 the region's, 3 those from farther away. */
const DESKS = LOCALES.map((locale, nth): Station => ({
  ...{ ...BARE, name: TRIAL_STATIONS.desk[locale], role: "front-desk", locale },
  ...{ workstations: [`FO${nth + 1}`], printer: "desk-printer", print: ["checked-in"] },
}));

/** One restaurant in three languages; what it prints comes out once. */
const RESTAURANTS = LOCALES.map((locale, nth): Station => ({
  ...{ ...BARE, name: TRIAL_STATIONS.restaurant[locale], role: "restaurant", locale },
  ...{ outlets: [TRIAL_OUTLET], printer: "breakfast-preview", print: nth === 0 ? ["check-opened"] : [] },
}));

const FLOORS = ["08", "09", "10", "11", "12"].map((floor): Station => ({
  ...{ ...BARE, name: `floor-${floor}`, role: "housekeeping", locale: localeOf(`floor-${floor}`) },
  floors: [floor],
}));

const STATIONS: readonly Station[] = [
  ...[...DESKS, ...RESTAURANTS, ...FLOORS],
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
