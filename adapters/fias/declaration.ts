// What we send: our declaration (LD, one LR per record type, LA) and the few records of the link (fias.md §3).
import type { Instant } from "../../plugin/contract/index.ts";
import { encodeText, type CodePage } from "../../plugin/kit/code-page.ts";
import { cryptogram, readAuthKey } from "./crypt.ts";
import { encodeFrame } from "./frame.ts";
import type { Stamp } from "./link-words.ts";
import { formatRecord } from "./record.ts";
import type { FiasSettings } from "./settings.ts";
import { stampOf } from "./when.ts";

/** How many records our declaration is: LD, the LRs, LA. */
export function declarationLength(settings: Pick<FiasSettings, "records">): number {
  return Object.keys(settings.records).length + 2;
}

/** One record of our declaration by its place; date and time are the hotel's, not UTC. */
export function declarationRecord(
  place: number,
  settings: FiasSettings,
  at: { readonly stamp: Stamp; readonly ls?: Stamp | undefined },
): string {
  const subscriptions = Object.entries(settings.records);
  if (place === 0) return description(settings, at);
  const subscription = subscriptions[place - 1];
  if (subscription === undefined) return stamped("LA", at.stamp);
  const [record, fields] = subscription;
  return formatRecord("LR", [
    ["RI", record],
    ["FL", fields],
  ]);
}

/** A record that carries only date and time: LS, LE, DR. */
export function stamped(id: "LS" | "LA" | "LE" | "DR", stamp: Stamp): string {
  return formatRecord(id, [
    ["DA", stamp.da],
    ["TI", stamp.ti],
  ]);
}

/** Now, as this hotel's records write it. */
export function stampNow(now: Instant, timezone: string): Stamp {
  return stampOf(now, timezone);
}

/** The bytes on the wire for a record's text. */
export function wireBytes(
  text: string,
  line: { readonly codePage: CodePage; readonly lrc: boolean },
): Uint8Array {
  return encodeFrame(encodeText(line.codePage, text), line.lrc);
}

function description(
  settings: FiasSettings,
  { stamp, ls }: { readonly stamp: Stamp; readonly ls?: Stamp | undefined },
): string {
  const fields: [string, string][] = [
    ["DA", stamp.da],
    ["TI", stamp.ti],
    ["V#", settings.vendorVersion],
    ["IF", settings.interface],
  ];
  const key = settings.authKey === undefined ? undefined : readAuthKey(settings.authKey);
  // A cryptogram without RT makes the interface stop (§3.6).
  const options = key === undefined ? settings.linkOptions : Math.max(1, settings.linkOptions);
  if (options > 0) fields.push(["RT", String(options)]);
  if (key !== undefined) fields.push(["CG", cryptogram(key, ls ?? stamp)]);
  return formatRecord("LD", fields);
}
