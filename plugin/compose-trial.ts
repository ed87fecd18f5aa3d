// The trial hotel: the production service with a config of its own, and simulated peers that talk to it over real sockets.
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { composeService, ROOT, type Service, type ServiceParts } from "./compose.ts";
import { codeOf, type Clock, type Log } from "./contract/index.ts";
import type { KeshiConfig } from "./host/config.ts";
import {
  createTrial,
  openTrialPeers,
  trialConfig,
  type NotebookPaper,
  type Trial,
  type TrialSignIn,
} from "./trial/index.ts";
import type { Address } from "./web/index.ts";

/** Where the trial keeps its things. */
export const TRIAL_FOLDER = join(ROOT, "var", "trial");
/** Where its pages are, unless that port is taken. */
export const TRIAL_PORT = 8090;
const RESTART_STOP_MS = 5000;

/** The trial's config as commands beside it use it; its peers' ports are only known to the running trial. */
export function trialHouse(ports: {
  readonly pmsPort: number;
  readonly printerPort: number;
  readonly httpPort?: number;
}): KeshiConfig {
  return trialConfig({ httpPort: TRIAL_PORT, ...ports, folder: TRIAL_FOLDER });
}

/** A running trial hotel. */
export interface TrialRun {
  readonly address: Address;
  readonly signIns: readonly TrialSignIn[];
  readonly config: KeshiConfig;
  stop(deadlineMs: number): Promise<void>;
}

type TrialParts = Omit<ServiceParts, "config" | "trial" | "onPortTaken">;

/** Starts peers, service and day. The page's button restarts the service behind them at the same address. */
export async function startTrial(parts: TrialParts): Promise<TrialRun> {
  const { clock, log } = parts;
  const peers = await openTrialPeers({ clock });
  const config = trialHouse({ pmsPort: peers.pms.port, printerPort: peers.printer.port });
  const trial = createTrial({
    peers,
    config,
    clock,
    log: log.child("trial"),
    phrases: parts.phrasesOf,
    paper: notebook(join(TRIAL_FOLDER, "trial.json")),
    restart: () => restart(),
  });
  const run = new Restartable(parts, trial, config);
  const restart = (): void => void run.restart();
  try {
    const { address, signIns } = await run.start();
    return { address, signIns, config, stop: (deadlineMs) => run.stop(deadlineMs) };
  } catch (error) {
    await trial.stop();
    throw error;
  }
}

/** The service behind the trial, which comes and goes while the hotel plays on. */
class Restartable {
  readonly #parts: TrialParts;
  readonly #trial: Trial;
  readonly #clock: Clock;
  readonly #log: Log;
  #config: KeshiConfig;
  #service: Service | undefined;
  #restarting: Promise<void> | undefined;
  #ended = false;

  constructor(parts: TrialParts, trial: Trial, config: KeshiConfig) {
    this.#parts = parts;
    this.#trial = trial;
    this.#config = config;
    this.#clock = parts.clock;
    this.#log = parts.log.child("trial");
  }

  async start(): Promise<{ address: Address; signIns: readonly TrialSignIn[] }> {
    const address = await this.#open("next");
    this.#config = { ...this.#config, http: { ...this.#config.http, port: address.port } };
    return { address, ...(await this.#trial.begin(address.url)) };
  }

  restart(): Promise<void> {
    this.#restarting ??= this.#again().finally(() => (this.#restarting = undefined));
    return this.#restarting;
  }

  async stop(deadlineMs: number): Promise<void> {
    this.#ended = true;
    await this.#restarting;
    await this.#service?.stop(deadlineMs);
    await this.#trial.stop();
  }

  async #again(): Promise<void> {
    // The answer to whoever pressed the button goes out first.
    await this.#clock.sleep(ANSWER_FIRST_MS);
    await this.#service?.stop(RESTART_STOP_MS);
    for (let round = 0; !this.#ended && round < RESTART_ROUNDS; round++)
      try {
        const address = await this.#open("fail");
        await this.#trial.begin(address.url);
        return;
      } catch (error) {
        this.#log.warn("the service did not come back and is tried again", { code: codeOf(error), error });
        await this.#clock.sleep(RESTART_WAIT_MS);
      }
  }

  async #open(onPortTaken: "next" | "fail"): Promise<Address> {
    this.#service = await composeService({
      ...this.#parts,
      config: this.#config,
      onPortTaken,
      trial: (opened) => this.#trial.attach(opened),
    });
    return this.#service.start();
  }
}

const ANSWER_FIRST_MS = 200;
const RESTART_WAIT_MS = 1000;
const RESTART_ROUNDS = 30;

/** The trial's own note as a file, replaced whole. */
function notebook(file: string): NotebookPaper {
  return {
    read: () =>
      readFile(file, "utf8").catch((error: unknown) => {
        if (codeOf(error) === "ENOENT") return undefined;
        throw error;
      }),
    write: async (text) => {
      await mkdir(TRIAL_FOLDER, { recursive: true });
      await writeFile(`${file}.new`, text);
      await rename(`${file}.new`, file);
    },
  };
}
