// The shape of keshi.config.yaml: one declaration that reads, checks and describes every setting.
import { z } from "zod";
import { LOCALES, STATION_ROLES } from "../contract/index.ts";

const name = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/)
  .describe("A name of letters, digits, dots and hyphens, used wherever this entry is spoken of.");
const text = (length: number): z.ZodString => z.string().min(1).max(length);
const texts = z.array(text(60)).max(1000).default([]);
const port = z.int().min(0).max(65_535);
/** Room 0101, or a run of rooms 9000-9999. */
const rooms = z.array(text(41)).max(1000).default([]);
const settings = z.record(z.string(), z.unknown()).default({});

const property = z.strictObject({
  code: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,32}$/)
    .describe("The hotel's short code; it never changes once guests are on file."),
  name: text(200).describe("The hotel's name as staff know it."),
  timezone: text(60).describe("IANA time zone, such as Asia/Shanghai."),
  locale: z.enum(LOCALES).default("zh-CN").describe("The language of the house."),
  currency: text(3).default("CNY").describe("ISO 4217 code of the hotel's money."),
  country: text(2).default("CN").describe("ISO 3166 code; decides how local telephone numbers are read."),
});

const http = z.strictObject({
  host: text(255).default("127.0.0.1").describe("Address to listen on; 0.0.0.0 lets the hotel's network in."),
  port: port.default(8090).describe("TCP port of the pages; 0 takes a free one."),
  publicUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe("The address staff type, where a proxy stands in front."),
  tls: z
    .strictObject({ cert: text(1000), key: text(1000) })
    .optional()
    .describe("PEM files, where Keshi itself speaks https."),
});

const store = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("sqlite"), file: text(1000).default("var/keshi.db") }),
    z.strictObject({ kind: z.literal("mysql"), url: z.url({ protocol: /^(mysql|mariadb)$/ }) }),
  ])
  .default({ kind: "sqlite", file: "var/keshi.db" })
  .describe("Where the guest files live: one file, or a MySQL or MariaDB server.");

const station = z.strictObject({
  name,
  role: z.enum(STATION_ROLES),
  locale: z.enum(LOCALES).optional(),
  workstations: texts,
  outlets: texts,
  floors: texts,
  extensions: texts,
  captain: name.optional(),
  printer: name.optional(),
  print: z.array(z.enum(["checked-in", "table-seated", "check-opened"])).default([]),
  printWhen: z.enum(["always", "noteworthy"]).default("noteworthy"),
});

/** The whole config as it is written (design §5.2); settings of lines, adapters and printers are checked by their own kind. */
export const configSchema = z.strictObject({
  property,
  http: http.prefault({}),
  store,
  secrets: z.strictObject({ keyFile: text(1000).default("var/keshi.key") }).prefault({}),
  lines: z
    .array(z.strictObject({ name, kind: text(60), settings }))
    .max(200)
    .default([]),
  adapters: z
    .array(z.strictObject({ name, kind: text(60), line: name.optional(), settings }))
    .max(200)
    .default([]),
  printers: z
    .array(z.strictObject({ name, kind: text(60), line: name.optional(), settings }))
    .max(200)
    .default([]),
  stations: z.array(station).max(1000).default([]),
  rooms: z
    .strictObject({
      ignore: rooms,
      houseUse: rooms,
      floors: z.record(z.string(), text(20)).default({}),
    })
    .prefault({}),
});

/** A config whose shape is right; names in it may still lead nowhere. */
export type WrittenConfig = z.output<typeof configSchema>;
