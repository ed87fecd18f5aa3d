// What every command begins with: the manifest, what it offers, the config or the trial's, and a voice in the house's language.
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { openPhrases } from "../views/phrases.ts";
import { loadListed, ROOT } from "./compose.ts";
import { trialHouse } from "./compose-trial.ts";
import type { Clock, Locale } from "./contract/index.ts";
import { readConfigFile, type KeshiConfig } from "./host/config.ts";
import { readManifest, type Manifest } from "./host/manifest.ts";
import type { LoadedOffers } from "./host/offers.ts";
import { processEnvironment, processStreams } from "./host/process-door.ts";
import { createVoice, machineLocale, writtenLocale, type Voice } from "./host/voice.ts";
import { systemClock } from "./kit/clock.ts";
import { createLog, type FlushableLog, type LogLevel } from "./kit/log.ts";

/** What a command was told on the command line. */
export interface CommandWords {
  readonly config?: string;
  readonly json?: boolean;
  readonly logLevel?: LogLevel;
  /** It is the service itself, whose log somebody keeps; a command beside it only tells what goes wrong. */
  readonly service?: boolean;
}

/** What a command works with before it knows whether the config is right. */
export interface CommandDesk {
  readonly voice: Voice;
  readonly clock: Clock;
  readonly log: FlushableLog;
  readonly phrasesOf: ReturnType<typeof openPhrases>;
  /** The config's file; absent where none is given and none is there: then it is the trial hotel. */
  readonly file: string | undefined;
}

/** The file that is read where `--config` is not given, if it is there. */
const DEFAULT_CONFIG = "keshi.config.yaml";

/** Opens voice and log; nothing here can fail because of a config. */
export function openDesk(words: CommandWords): CommandDesk {
  const phrasesOf = openPhrases();
  const file = words.config ?? (existsSync(DEFAULT_CONFIG) ? DEFAULT_CONFIG : undefined);
  const voice = createVoice({
    streams: processStreams,
    json: words.json === true,
    locale: localeOf(file),
    phrasesOf,
  });
  const level = words.logLevel ?? (words.service === true && file !== undefined ? "info" : "warn");
  return {
    voice,
    clock: systemClock,
    log: createLog({ level }),
    phrasesOf,
    file: file === undefined ? undefined : resolve(file),
  };
}

function localeOf(file: string | undefined): Locale {
  try {
    const written = file === undefined ? undefined : writtenLocale(readFileSync(file, "utf8"));
    return written ?? machineLocale();
  } catch {
    return machineLocale();
  }
}

/** The house a command works in. */
export interface CommandHouse {
  readonly config: KeshiConfig;
  readonly offers: LoadedOffers;
  readonly manifest: Manifest;
}

/** Reads manifest and config. Throws what `readManifest`, `loadListed` and `readConfigFile` throw. */
export async function openHouse({ file }: CommandDesk): Promise<CommandHouse> {
  const manifest = readManifest(ROOT);
  const offers = await loadListed(manifest);
  if (file !== undefined)
    return { manifest, offers, config: readConfigFile({ file, environment: processEnvironment(), offers }) };
  // Commands beside the trial never talk to its peers, whose ports only the running trial knows.
  return { manifest, offers, config: trialHouse({ pmsPort: 1, printerPort: 1 }) };
}
