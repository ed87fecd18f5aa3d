// The trial hotel as a whole: peers first, then the service that talks to them, then history and the day.
import {
  codeOf,
  KeshiError,
  type Clock,
  type Locale,
  type Log,
  type Phrases,
  type Route,
} from "../contract/index.ts";
import type { KeshiConfig } from "../host/config.ts";
import type { Staff } from "../staff/index.ts";
import { openVault, type Store } from "../store/index.ts";
import { openAccounts, openKeys, type TrialSignIn } from "./accounts.ts";
import { TRIAL_ROOMS } from "./cast.ts";
import { TrialDay } from "./day.ts";
import { DueInList } from "./due-in.ts";
import { EventPoster } from "./event-poster.ts";
import { writeHistory, type PeopleIds } from "./history.ts";
import { Notebook, type NotebookPaper } from "./notebook.ts";
import { startPmsPeer, type PmsPeer } from "./pms-peer.ts";
import { startPosPeer, type PosPeer } from "./pos-peer.ts";
import { startPrinterPeer, type PrinterPeer } from "./printer-peer.ts";
import { startSwitchboardPeer, type SwitchboardPeer } from "./switchboard-peer.ts";
import { TRIAL_CODE, TRIAL_TIMEZONE } from "./trial-config.ts";
import { trialRoutes } from "./trial-routes.ts";

/** The simulated PMS and printer, listening; they outlive a restart of the service. */
export interface TrialPeers {
  readonly pms: PmsPeer;
  readonly printer: PrinterPeer;
  stop(): Promise<void>;
}

/** Starts PMS and printer on free ports of this machine; done once, before the trial config is made. */
export async function openTrialPeers({ clock }: { clock: Clock }): Promise<TrialPeers> {
  const pms = await startPmsPeer({
    ...{ mode: "listen", port: 0, clock, timezone: TRIAL_TIMEZONE, rooms: TRIAL_ROOMS, hotel: TRIAL_CODE },
  });
  const printer = await startPrinterPeer({ port: 0, clock });
  return {
    pms,
    printer,
    async stop() {
      await Promise.all([pms.stop(), printer.stop()]);
    },
  };
}

/** What the trial is made with, once, before the service it plays for. */
export interface TrialAround {
  readonly peers: TrialPeers;
  readonly config: KeshiConfig;
  readonly clock: Clock;
  readonly log: Log;
  readonly phrases: (locale: Locale) => Phrases;
  /** The trial's own note in `var/trial`. */
  readonly paper: NotebookPaper;
  /** What the page's restart button does. */
  readonly restart: () => void;
  /** How much faster than written the day plays; 1 where absent. */
  readonly speed?: number;
}

/** A service the trial plays for. */
export interface TrialHost {
  readonly staff: Staff;
  readonly store: Store;
}

/** The trial; it goes on while the service behind it is restarted. */
export interface Trial {
  /** Takes the service just made, and gives it the trial page's routes. */
  attach(host: TrialHost): Promise<{ readonly routes: readonly Route[] }>;
  /**
   * To be called when the service answers at `url`: makes accounts and keys, writes the history once, starts the day.
   * After a restart of the service the day is already on its way, and only the sign-ins are told again.
   */
  begin(url: string): Promise<{ readonly signIns: readonly TrialSignIn[] }>;
  /** Ends the day and the peers. */
  stop(): Promise<void>;
}

/** Makes the trial; nothing runs until `begin`. */
export function createTrial(around: TrialAround): Trial {
  return new RunningTrial(around);
}

class RunningTrial implements Trial {
  readonly #around: TrialAround;
  readonly #notebook: Notebook;
  readonly #stopping = new AbortController();
  #host: TrialHost | undefined;
  #playing: Playing | undefined;

  constructor(around: TrialAround) {
    this.#around = around;
    this.#notebook = new Notebook(around.paper);
  }

  attach(host: TrialHost): Promise<{ routes: readonly Route[] }> {
    this.#host = host;
    const { peers, phrases, restart, config } = this.#around;
    const routes = trialRoutes({
      ...{ pms: peers.pms, printer: peers.printer, day: () => this.#playing?.day },
      ...{ staff: host.staff, phrases, restart, host: config.http.host },
    });
    return Promise.resolve({ routes });
  }

  async begin(url: string): Promise<{ signIns: readonly TrialSignIn[] }> {
    const host = this.#host;
    if (host === undefined) throw new KeshiError("trial-not-attached", "The trial has no service yet.");
    const accounts = openAccounts(host.staff, this.#notebook);
    // Past stays are told while the passwords are hashed; the day begins behind both.
    const people = accounts.then(async () => (await this.#notebook.read()).people);
    // A failure is told by `accounts` itself.
    people.catch(() => undefined);
    if (this.#playing?.url === url) return { signIns: await accounts };
    await this.#end();
    this.#playing = await openPlay(this.#around, { url, host, notebook: this.#notebook });
    void beginDay(this.#around, { playing: this.#playing, host, people, signal: this.#stopping.signal });
    return { signIns: await accounts };
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#end();
    await this.#around.peers.stop();
  }

  async #end(): Promise<void> {
    const playing = this.#playing;
    this.#playing = undefined;
    if (playing === undefined) return;
    for (const poster of [playing.poster, playing.pos, playing.switchboard]) poster.stop();
    await playing.day.stop();
  }
}

interface Playing {
  readonly url: string;
  readonly day: TrialDay;
  readonly poster: EventPoster;
  readonly pos: PosPeer;
  readonly switchboard: SwitchboardPeer;
}

async function openPlay(
  { peers, clock, log, config, speed = 1 }: TrialAround,
  { url, host, notebook }: { url: string; host: TrialHost; notebook: Notebook },
): Promise<Playing> {
  const keys = await openKeys(host.staff);
  const { timezone, currency } = config.property;
  const run = String(clock.now());
  const onRefused = (status: number, code: string): void =>
    log.warn("Keshi refused an event", { status, code });
  const shared = { url, clock, onRefused };
  const poster = new EventPoster({ ...shared, key: keys.pms });
  const pos = startPosPeer({ ...shared, key: keys.pos, run, currency });
  const switchboard = startSwitchboardPeer({ ...shared, key: keys.switchboard, run });
  const dueIn = new DueInList({ poster, notebook, clock });
  const day = new TrialDay({ pms: peers.pms, pos, switchboard, dueIn, clock, timezone, log, speed });
  return { url, day, poster, pos, switchboard };
}

interface Beginning {
  readonly playing: Playing;
  readonly host: TrialHost;
  readonly people: Promise<PeopleIds>;
  readonly signal: AbortSignal;
}

async function beginDay({ config, clock, log }: TrialAround, it: Beginning): Promise<void> {
  const { playing, host, people, signal } = it;
  const { id: property, timezone } = config.property;
  try {
    const vault = await openVault(config.secrets.keyFile);
    const { store } = host;
    await writeHistory({ store, vault, property, timezone, clock, poster: playing.poster, people, signal });
  } catch (error) {
    if (!signal.aborted) log.warn("The trial's history could not be written whole", { code: codeOf(error) });
  }
  if (!signal.aborted) playing.day.start();
}
