// What a hotel sets for its FIAS link; every value has a default that suits an Oracle interface (fias.md §3.7).
import { z } from "zod";
import { CODE_PAGES } from "../../plugin/kit/code-page.ts";
import { ATTRIBUTES } from "./attributes.ts";
import { readAuthKey } from "./crypt.ts";
import { NAME_LAYOUTS } from "./names.ts";

/** Ways a PMS differs from the specification, each seen in the field. */
export const QUIRKS = ["initialBurstWithoutEnvelope", "sfMeansSwap", "neverMovesByOutAndIn"] as const;
export type Quirk = (typeof QUIRKS)[number];

const GUEST_FIELDS = "RNG#GSGNGFGTGLGVGGG+GAGDNPWSDATIA0A1A2A3A4A5A6A7A8A9";
const RECORDS = {
  GI: `${GUEST_FIELDS}SF`,
  GC: `${GUEST_FIELDS}RO`,
  GO: "RNG#GSWSDATISF",
  NS: "DATI",
  NE: "DATI",
};

const fieldList = z
  .string()
  .regex(/^([!-{}~]{2})+$/, "field ids of two characters each, written one after another")
  .refine((list) => !list.startsWith("FL"), "field ids only, without the leading FL");

/** The settings of a FIAS adapter. */
export const fiasSettings = z.strictObject({
  interface: z
    .enum(["CA", "DL", "EM", "MB", "MS", "PB", "PO", "VI", "VM", "WW"])
    .default("MS")
    .describe("Family of the licensed interface (IF in LD); it must match the hotel's licence."),
  codePage: z.enum(CODE_PAGES).default("utf-8").describe("Code page the PMS writes names in."),
  vendorVersion: z
    .string()
    .regex(/^[!-{}~]{1,10}$/)
    .default("1.0")
    .describe("Our version as told to the PMS (V# in LD)."),
  linkOptions: z
    .int()
    .min(0)
    .max(9999)
    .default(53)
    .describe("What the PMS shall tell of itself (RT in LD, a sum of bits); 0 leaves RT out."),
  pacingMs: z
    .int()
    .min(0)
    .max(5000)
    .default(100)
    .describe("Milliseconds between the records of our declaration; 0 sends it in one go."),
  records: z
    .record(z.string().regex(/^[!-{}~]{2}$/), fieldList)
    .default(RECORDS)
    .describe("Record types to subscribe to, each with its field ids in a row."),
  lrc: z.boolean().default(false).describe("Records carry a check byte after ETX."),
  ack: z
    .boolean()
    .default(false)
    .describe("Records are answered by ACK once they are safe, by NAK when broken."),
  maxRecordBytes: z
    .int()
    .min(8192)
    .max(1_048_576)
    .default(16_384)
    .describe("Longest record taken, in bytes; a longer one is skipped and reported."),
  aliveCheckMs: z
    .int()
    .min(300_000)
    .max(86_400_000)
    .default(300_000)
    .describe("Milliseconds between our checks whether the PMS still answers; five minutes at least."),
  answerTimeoutMs: z
    .int()
    .min(1000)
    .max(600_000)
    .default(30_000)
    .describe("Milliseconds the PMS may take to answer a link start or a resync request."),
  nameLayout: z.enum(NAME_LAYOUTS).default("auto").describe("How the PMS lays out the guest name in GN."),
  moveHoldMs: z
    .int()
    .min(1000)
    .max(3000)
    .default(3000)
    .describe("Milliseconds a live check-out waits, because it may be one half of a room move."),
  quirks: z
    .preprocess(quirkNames, z.array(z.enum(QUIRKS)))
    .default([])
    .describe("Ways this PMS differs from the specification."),
  attributes: z
    .partialRecord(z.enum(["A0", "A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9"]), z.enum(ATTRIBUTES))
    .default({})
    .describe("What the site put into A0 to A9; fields not named here are not read."),
  languages: z
    .record(z.string().toUpperCase(), z.string().min(2))
    .default({})
    .describe("The site's own language codes with their BCP-47 tags, before the standard ones."),
  authKey: z
    .string()
    .refine((text) => readAuthKey(text) !== undefined, "16 bytes in base64, as handed over (FidCrypt0S|…)")
    .optional()
    .describe("Key of the interface where it asks for one (IfcAuthKey). Secret."),
});
export type FiasSettings = z.output<typeof fiasSettings>;

/** Quirks may be written as a list of names or as `name: true`. */
function quirkNames(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.entries(value)
    .filter(([, isOn]) => isOn !== false)
    .map(([name]) => name);
}
