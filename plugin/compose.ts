// The composition root: the one file that sees both sides. It opens the store, makes every part, ties them together and
// says in which order they start; stopping is the reverse.
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { openViews } from "../views/render.ts";
import {
  createListening,
  makeWeb,
  type Base,
  type Devices,
  type ServiceParts,
  type Terminals,
} from "./compose-front.ts";
import type { Card, Clock, Part } from "./contract/index.ts";
import { createFlow } from "./flow/index.ts";
import { createGuestCards } from "./guests/index.ts";
import type { LinedEntry } from "./host/config.ts";
import { createAdapters, createLines, createPrinters } from "./host/devices.ts";
import { createGauges } from "./host/gauges.ts";
import { createLights, lightOfPrinter } from "./host/lights.ts";
import type { Manifest } from "./host/manifest.ts";
import { createMeter } from "./host/meter.ts";
import { loadOffers, type LoadedOffers } from "./host/offers.ts";
import { createSupervisor, type Supervisor } from "./host/supervisor.ts";
import { createDispatcher, createJournal, createRetention } from "./journal/index.ts";
import { createPart, createPartGroup } from "./kit/part.ts";
import {
  createChits,
  createPrintJobStore,
  createSpooler,
  type PrintJob,
  type Spooler,
} from "./printing/index.ts";
import { createStaff, type Staff } from "./staff/index.ts";
import {
  createDeskRetention,
  migrate,
  noteStart,
  noteStop,
  withdrawStart,
  openKeysOf,
  openStoreAlone,
  type Store,
} from "./store/index.ts";
import { createHub, type Hub, type PopCards } from "./terminals/index.ts";
import type { Address } from "./web/index.ts";

/** The program's own folder. */
export const ROOT = join(import.meta.dirname, "..");

/** Loads the adapters and drivers that the manifest lists, and nothing else. Throws an error that names the folder. */
export function loadListed(manifest: Manifest): Promise<LoadedOffers> {
  return loadOffers(manifest, async (folder) => {
    const file = join(ROOT, folder, `index${extname(import.meta.filename)}`);
    if (!existsSync(file)) return undefined;
    const loaded: unknown = await import(pathToFileURL(file).href);
    return loaded;
  });
}

export type { ServiceParts, TrialExtras } from "./compose-front.ts";

/** The running house. */
export interface Service {
  /** Starts every part and listens. Throws coded errors; what was started is stopped again. */
  start(): Promise<Address>;
  /** Stops in reverse within the deadline and notes that the stop was orderly; twice is harmless. */
  stop(deadlineMs: number): Promise<void>;
  /** People and terminals, for the trial hotel. */
  readonly staff: Staff;
  readonly store: Store;
}

/** The open event API needs no entry in the config. */
const OPEN_API: LinedEntry = { name: "open-api", kind: "open-api", settings: {} };
/** Days and rows that applied events are kept for questions afterwards. */
const JOURNAL_KEPT = { days: 30, rows: 2_000_000 };

/** Opens the store, migrates it and makes every part. Nothing listens or talks before `start`. */
export async function composeService(it: ServiceParts): Promise<Service> {
  const { config, clock } = it;
  if (config.store.kind === "sqlite") await mkdir(dirname(config.store.file), { recursive: true });
  const store = await openStoreAlone(config.store, { clock, onLost: (error) => endBy(error, clock) });
  try {
    await migrate(store);
    const vault = await openKeysOf(store, config.secrets.keyFile);
    const meter = createMeter();
    const { property, stations } = config;
    const staff = createStaff({ store, property: property.id, stations, clock });
    return build({
      ...it,
      store,
      vault,
      run: await noteStart(store, clock),
      meter,
      staff,
      journal: createJournal({ store, property, vault, clock, meter }),
      cards: createGuestCards({ store, house: config, phrases: it.phrasesOf, clock }),
      views: openViews({ phrases: it.phrasesOf }),
      extras: (await it.trial?.({ staff, store })) ?? { routes: [] },
    });
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Uncaught, so that the process ends: what is durable is safe with the house that has the store now. */
function endBy(error: Error, clock: Clock): void {
  clock.after(0, () => {
    throw error;
  });
}

function build(base: Base): Service {
  const { store, staff, clock, log } = base;
  const devices = makeDevices(base);
  const spooler = makeSpooler(base, devices);
  const terminals = makeTerminals(base, { devices, spooler });
  const dispatcher = makeDispatcher(base, { hub: terminals.hub, spooler });
  const printers = createSupervisor("printers", [...devices.printers.values()], base);
  const adapters = createSupervisor("adapters", devices.adapters, base);
  const watched = (): ReturnType<Supervisor["states"]> => [
    ...before,
    ...after,
    ...states([printers, adapters]),
  ];
  const web = makeWeb(base, { devices, spooler, terminals, watched });
  const listening = createListening(base, { web, hub: terminals.hub });
  const course: Course = { started: false, left: [] };
  const before = [storePart(base, course), ...retentionParts(base), listening.part, dispatcher];
  const after = [spooler, terminals.lights, makeGauges(base, terminals, watched)];
  const inOrder = [...before, printers, ...after, adapters];
  const group = createPartGroup("keshi", inOrder, {
    clock,
    log: log.child("host"),
    onLeft: (part) => course.left.push(part),
  });
  return {
    staff,
    store,
    start: async () => {
      await group.start(new AbortController().signal);
      course.started = true;
      return listening.address();
    },
    stop: (deadlineMs) => group.stop(deadlineMs),
  };
}

/** Applied events, and what the desks showed and printed, are kept for questions afterwards, then deleted in small steps. */
function retentionParts(base: Base): readonly Part[] {
  const { property } = base.config;
  return [
    createRetention({ ...base, property, keep: JOURNAL_KEPT }),
    createDeskRetention({ ...base, property }),
  ];
}

function makeGauges(
  base: Base,
  { hub, lights }: Terminals,
  parts: () => ReturnType<Supervisor["states"]>,
): Part {
  const { journal, store, config } = base;
  const jobs = createPrintJobStore(store, config.property.id);
  const sources = { journal: () => journal.counts(), prints: () => jobs.standing(), parts };
  return createGauges({ ...sources, terminals: () => hub.connected, lights: () => lights.all() }, base);
}

function states(supervisors: readonly Supervisor[]): ReturnType<Supervisor["states"]> {
  return supervisors.flatMap((one) => one.states());
}

/** How this run of the service went so far. */
interface Course {
  started: boolean;
  /** Parts that were cut while stopping, or left something uncommitted. */
  readonly left: string[];
}

/** First to start and last to stop: when it stops, everything else has, so the stop was orderly unless something was left. */
function storePart({ store, run, clock, log }: Base, course: Course): Part {
  return createPart("store", clock, {
    start: () => {
      if (run.afterUncleanStop)
        log.info("the last stop was not orderly, or this is the first start; sources are asked again");
    },
    stop: async () => {
      if (!course.started) await withdrawStart(store, run);
      else if (course.left.length === 0) await noteStop(store, clock, run);
      else
        log.warn("the stop was not orderly; sources are asked again at the next start", {
          left: course.left,
        });
      await store.close();
    },
  });
}

function makeDevices(base: Base): Devices {
  const { config, journal } = base;
  const lines = createLines(config.lines, base);
  const printers = createPrinters(config.printers, lines, base);
  const adapters = createAdapters([OPEN_API, ...config.adapters], lines, {
    ...base,
    property: config.property,
    afterUncleanStop: base.run.afterUncleanStop,
    append: (source, events) => journal.append(source, events),
  });
  return { printers, adapters };
}

function makeSpooler(base: Base, { printers }: Devices): Spooler {
  const { property, stations } = base.config;
  const makeDocument = createChits({
    cardOf: (job, reader) => cardOfJob(base.cards, job, reader),
    drawChit: (name, model, locale) => base.views.chit(name, model, locale),
    phrases: base.phrasesOf,
    property,
    stations,
  });
  return createSpooler({ ...base, property: property.id, printers, makeDocument });
}

/** A chit shows the card as it stands when it is printed, for the moment it was made for. */
async function cardOfJob(
  cards: PopCards,
  job: PrintJob,
  reader: Parameters<PopCards["cardsFor"]>[1],
): Promise<Card | undefined> {
  const { guest, stay, popNumber: number = 0 } = job;
  const reason = job.chit === "table" ? "check-opened" : "checked-in";
  const row = { number, at: job.createdAt, reason, guest, ...(stay === undefined ? {} : { stay }) } as const;
  return (await cards.cardsFor([row], reader)).get(number);
}

function makeTerminals(base: Base, { devices, spooler }: { devices: Devices; spooler: Spooler }): Terminals {
  const { property, stations, http } = base.config;
  const conversations = devices.adapters.filter((one) => one.name !== OPEN_API.name);
  const lights = createLights(
    [
      ...conversations.map((one) => ({ name: one.name, kind: one.kind, look: () => one.link })),
      ...[...devices.printers].map(([name, { kind }]) => ({
        name,
        kind,
        look: () => lightOfPrinter(spooler.statusOf(name)),
      })),
    ],
    { clock: base.clock, onChanged: () => hub.lightsChanged() },
  );
  const hub = createHub({
    ...base,
    property,
    stations,
    lights: () => lights.all(),
    ...(http.publicUrl === undefined ? {} : { publicUrl: http.publicUrl }),
  });
  return { hub, lights };
}

function makeDispatcher(base: Base, { hub, spooler }: { hub: Hub; spooler: Spooler }): Part {
  const flow = createFlow({
    ...base,
    house: base.config,
    onCommitted: ({ pops, jobs, changedGuests }) => {
      if (pops) hub.wake();
      if (changedGuests.length > 0) hub.changed(changedGuests);
      if (jobs) spooler.wake();
    },
  });
  return createDispatcher({ ...base, apply: (events) => flow.apply(events) });
}
