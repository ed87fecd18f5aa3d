// The front of the house: what answers over HTTP and the socket, made of the parts the composition root has opened.
import { openAssets } from "../views/asset-list.ts";
import type { Views } from "../views/render.ts";
import type { Adapter, Clock, Locale, Log, Part, Phrases, Printer, Route } from "./contract/index.ts";
import { guestRoutes } from "./guests/index.ts";
import type { KeshiConfig } from "./host/config.ts";
import { createHealth } from "./host/health.ts";
import type { Lights } from "./host/lights.ts";
import type { ReadableMeter } from "./host/meter.ts";
import type { LoadedOffers } from "./host/offers.ts";
import { pagesOf } from "./host/pages.ts";
import type { Journal } from "./journal/index.ts";
import { createPart } from "./kit/part.ts";
import { printingRoutes, type Spooler } from "./printing/index.ts";
import { areCookiesSecure, staffRoutes, type Staff } from "./staff/index.ts";
import type { ServiceRun, Store, Vault } from "./store/index.ts";
import { popRoutes, type Hub, type PopCards } from "./terminals/index.ts";
import { createWeb, type Address, type Web } from "./web/index.ts";

/** What the trial hotel adds to the service; production has none of it. */
export interface TrialExtras {
  readonly routes: readonly Route[];
}

/** What a service is made of. */
export interface ServiceParts {
  readonly config: KeshiConfig;
  readonly offers: LoadedOffers;
  readonly version: string;
  readonly log: Log;
  readonly clock: Clock;
  readonly phrasesOf: (locale: Locale) => Phrases;
  /** A taken port is a failure in production; the trial hotel takes the next free one. */
  readonly onPortTaken: "next" | "fail";
  readonly trial?: (opened: { readonly staff: Staff; readonly store: Store }) => Promise<TrialExtras>;
}

/** Everything that is open before any part is made. */
export interface Base extends ServiceParts {
  readonly store: Store;
  readonly vault: Vault;
  readonly run: ServiceRun;
  readonly meter: ReadableMeter;
  readonly staff: Staff;
  readonly journal: Journal;
  readonly cards: PopCards;
  readonly views: Views;
  readonly extras: TrialExtras;
}

/** What the config names, made. */
export interface Devices {
  readonly printers: ReadonlyMap<string, Printer>;
  readonly adapters: readonly Adapter[];
}

/** The push side of the pages. */
export interface Terminals {
  readonly hub: Hub;
  readonly lights: Lights;
}

/** What the web answers for. */
export interface Front {
  readonly devices: Devices;
  readonly spooler: Spooler;
  readonly terminals: Terminals;
  readonly watched: () => readonly Pick<Part, "name" | "state">[];
}

/** Makes the web with all its routes, pages, probes and figures. */
export function makeWeb(base: Base, front: Front): Web {
  const { config, store, clock } = base;
  const health = createHealth({
    clock,
    checks: [{ name: "database", ask: () => store.ping() }],
    parts: front.watched,
  });
  return createWeb({
    ...base,
    property: config.property,
    phrases: base.phrasesOf,
    routes: [...routesOf(base, front), ...base.extras.routes],
    pages: pagesOf(base.views, { property: config.property, trial: base.trial !== undefined }),
    assets: openAssets(base.views),
    settings: { ...config.http, onPortTaken: base.onPortTaken },
    ready: async () => {
      const { ready, checks, parts } = await health.ready();
      const told: Record<string, string> = {};
      for (const one of checks) told[one.name] = one.code ?? "ok";
      for (const one of parts) told[one.name] = one.code ?? one.state;
      return { ready, parts: told };
    },
    metrics: () => base.meter.text(),
  });
}

function routesOf(base: Base, { devices, spooler, terminals }: Front): readonly Route[] {
  const { config, staff } = base;
  const { hub, lights } = terminals;
  const { property, stations } = config;
  return [
    ...staffRoutes({ staff, property, lights: () => lights.all(), secure: areCookiesSecure(config.http) }),
    ...popRoutes({ ...base, property, stations, onSettled: (settled, at) => hub.settled(settled, at) }),
    ...guestRoutes({
      ...base,
      house: config,
      phrases: base.phrasesOf,
      onChanged: (guests) => hub.changed(guests),
    }),
    ...printingRoutes({ ...base, property: property.id, printers: devices.printers, spooler }),
    ...devices.adapters.flatMap((one) => one.routes ?? []),
  ];
}

/** The web and the terminals' socket as one part; it closes the sockets first, then lets requests finish. */
export function createListening(
  base: Base,
  { web, hub }: { web: Web; hub: Hub },
): { part: Part; address(): Address } {
  let address: Address | undefined;
  const part = createPart("web", base.clock, {
    start: async () => {
      hub.attach(web.server);
      try {
        address = await web.listen();
      } catch (error) {
        await hub.stop();
        throw error;
      }
    },
    stop: async (deadlineMs) => {
      await hub.stop();
      await web.close(deadlineMs);
    },
  });
  return {
    part,
    address: () => {
      if (address === undefined) throw new Error("the web is not started");
      return address;
    },
  };
}
