// What the journal's tests share: a journal on any store, drafts by a few words, and ears that listen.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EventDraft, Log, Meter, PropertyId, StayEventType } from "../../plugin/contract/index.ts";
import { idOf } from "../../plugin/contract/index.ts";
import { createJournal, type Journal } from "../../plugin/journal/index.ts";
import { openVault, type Store, type Vault } from "../../plugin/store/index.ts";
import { WoundClock } from "../peers/wound-clock.ts";

/** A meter nobody reads. */
export const noMeter: Meter = {
  count: () => undefined,
  observe: () => undefined,
  gauge: () => undefined,
};

/** A log that keeps its warnings. */
export function listeningLog(): Log & { readonly warnings: Record<string, unknown>[] } {
  const warnings: Record<string, unknown>[] = [];
  const log = {
    warnings,
    debug: () => undefined,
    info: () => undefined,
    warn: (message: string, fields: Record<string, unknown> = {}) =>
      void warnings.push({ message, ...fields }),
    error: () => undefined,
    child: () => log,
  };
  return log;
}

const keys = mkdtempSync(join(tmpdir(), "keshi-keys-"));
/** Keys of one test run. */
export const vault: Vault = await openVault(join(keys, "keshi.key"));
rmSync(keys, { recursive: true, force: true });

let properties = 0;

/** A journal of a property of its own, so that many can share a store. */
export function aJournal(
  store: Store,
  clock = new WoundClock(),
): { journal: Journal; property: PropertyId; clock: WoundClock } {
  const property: PropertyId = idOf(`P${++properties}`);
  return {
    journal: createJournal({ store, property: { id: property }, vault, clock, meter: noMeter }),
    property,
    clock,
  };
}

/** What a draft may say beyond its subject. */
export interface DraftWords {
  /** A check-in, unless said otherwise. */
  readonly type?: StayEventType;
  readonly subject?: string;
  readonly key?: string;
  readonly digest?: string;
  readonly replay?: boolean;
  readonly barrier?: boolean;
  readonly notBefore?: number;
  readonly occurredAt?: number;
  readonly room?: string;
  readonly raw?: Uint8Array;
}

let ownKeys = 0;

/** A check-in; every one is new unless it is given a key or a digest. */
export function aDraft(words: DraftWords = {}): EventDraft {
  const { subject = "reservation:4711", key, digest, room = "1208", raw, ...rest } = words;
  return {
    type: "stay.checked_in",
    stay: { reservationId: subject.split(":")[1] ?? subject, room },
    idempotency:
      digest === undefined
        ? { by: "key", key: key ?? `own-${++ownKeys}` }
        : { by: "last-of-subject", digest },
    subject,
    sourceEventType: "GI",
    ...rest,
    raw: { bytes: raw ?? Buffer.from("GI|RN1208|G#4711|"), mediaType: "application/fias" },
  };
}
