// The trial hotel as a whole: peers first, then the service that talks to them, then history and the day.
import { codeOf, type Clock, type Locale, type Log, type Phrases, type Route } from "../contract/index.ts";
import type { KeshiConfig } from "../host/config.ts";
import type { Staff } from "../staff/index.ts";
import type { Store, Vault } from "../store/index.ts";
import { openAccounts, openKeys, type TrialSignIn } from "./accounts.ts";
import { TRIAL_ROOMS } from "./cast.ts";
import { TrialDay } from "./day.ts";
import { DueInList } from "./due-in.ts";
import { EventPoster } from "./event-poster.ts";
import { writeHistory } from "./history.ts";
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

/** Starts PMS and printer on free ports of this machine. */
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

/** What the trial needs of the service it plays for. */
export interface TrialAround {
  readonly peers: TrialPeers;
  readonly config: KeshiConfig;
  readonly store: Store;
  readonly vault: Vault;
  readonly staff: Staff;
  readonly clock: Clock;
  readonly log: Log;
  readonly phrases: (locale: Locale) => Phrases;
  /** The trial's own note in `var/trial`. */
  readonly paper: NotebookPaper;
  readonly restart: () => void;
}

/** The trial on a running service. */
export interface Trial {
  readonly routes: readonly Route[];
  /** Makes accounts and keys, writes the history once, starts the day; to be called when the service answers at `url`. */
  begin(url: string): Promise<{ readonly signIns: readonly TrialSignIn[] }>;
  /** Ends the day; the peers go on. */
  stop(): Promise<void>;
}

/** Makes the trial; nothing runs until `begin`. */
export function createTrial(around: TrialAround): Trial {
  const notebook = new Notebook(around.paper);
  const stopping = new AbortController();
  let playing: Playing | undefined;
  return {
    routes: trialRoutes({
      ...{ pms: around.peers.pms, printer: around.peers.printer, day: () => playing?.day },
      ...{ staff: around.staff, phrases: around.phrases, restart: around.restart },
      host: around.config.http.host,
    }),
    async begin(url) {
      const signIns = await openAccounts(around.staff, notebook);
      playing = await openPlay(around, { url, notebook });
      // Who opens the page must not wait for the history; the day begins behind it.
      void beginDay(around, { playing, notebook, signal: stopping.signal });
      return { signIns };
    },
    async stop() {
      stopping.abort();
      playing?.poster.stop();
      playing?.pos.stop();
      playing?.switchboard.stop();
      await playing?.day.stop();
    },
  };
}

interface Playing {
  readonly day: TrialDay;
  readonly poster: EventPoster;
  readonly pos: PosPeer;
  readonly switchboard: SwitchboardPeer;
}

async function openPlay(
  { peers, staff, clock, log, config }: TrialAround,
  { url, notebook }: { url: string; notebook: Notebook },
): Promise<Playing> {
  const keys = await openKeys(staff);
  const { timezone, currency } = config.property;
  const run = String(clock.now());
  const onRefused = (status: number, code: string): void =>
    log.warn("Keshi refused an event", { status, code });
  const shared = { url, clock, onRefused };
  const poster = new EventPoster({ ...shared, key: keys.pms });
  const pos = startPosPeer({ ...shared, key: keys.pos, run, currency });
  const switchboard = startSwitchboardPeer({ ...shared, key: keys.switchboard, run });
  const dueIn = new DueInList({ poster, notebook, clock });
  const day = new TrialDay({ pms: peers.pms, pos, switchboard, dueIn, clock, timezone, log });
  return { day, poster, pos, switchboard };
}

async function beginDay(
  { store, vault, config, clock, log }: TrialAround,
  { playing, notebook, signal }: { playing: Playing; notebook: Notebook; signal: AbortSignal },
): Promise<void> {
  const { people } = await notebook.read();
  const { id: property, timezone } = config.property;
  try {
    await writeHistory({ store, vault, property, timezone, clock, poster: playing.poster, people, signal });
  } catch (error) {
    if (!signal.aborted) log.warn("The trial's history could not be written whole", { code: codeOf(error) });
  }
  if (!signal.aborted) playing.day.start();
}
