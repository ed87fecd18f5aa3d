// A house with a hub on a real port: stations, paired terminals, pops written as the flow writes them.
import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { io, type Socket } from "socket.io-client";
import {
  idOf,
  type Card,
  type Clock,
  type GuestId,
  type Log,
  type Meter,
  type PopReason,
  type Property,
  type Station,
} from "../../plugin/contract/index.ts";
import { systemClock } from "../../plugin/kit/clock.ts";
import { createStaff, type Staff } from "../../plugin/staff/index.ts";
import type { Store } from "../../plugin/store/index.ts";
import { createHub, type Hub, type PopCards } from "../../plugin/terminals/index.ts";

export const PROPERTY: Property = {
  id: idOf<"property">("WLH"),
  name: "西湖大酒店",
  timezone: "Asia/Shanghai",
  locale: "zh-CN",
  currency: "CNY",
  country: "CN",
};

export function station(
  name: string,
  role: Station["role"] = "front-desk",
  more: Partial<Station> = {},
): Station {
  return {
    name,
    role,
    locale: "zh-CN",
    workstations: [],
    outlets: [],
    floors: [],
    extensions: [],
    print: [],
    printWhen: "noteworthy",
    ...more,
  };
}

export const STATIONS: readonly Station[] = [
  station("front-desk-1"),
  station("front-desk-2"),
  station("floor-12", "housekeeping"),
  station("breakfast", "restaurant", { locale: "en" }),
];

const ignore = (): void => undefined;
export const SILENT: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore, child: () => SILENT };
export const NO_METER: Meter = { count: ignore, observe: ignore, gauge: ignore };

/** A card with nothing on it but who it is, for tests of the way it takes. */
export function plainCard(guest: GuestId, role: Station["role"], more: Partial<Card> = {}): Card {
  return {
    guestId: guest,
    role,
    match: "certain",
    names: { primary: "张伟" },
    say: "张先生，下午好",
    honorific: "张先生",
    language: "zh-CN",
    cautions: [],
    lines: [],
    moreLines: 0,
    occasions: [],
    promises: [],
    visits: { stays: 1 },
    ...more,
  };
}

/** Cards by a builder, counting how often it was asked. */
export function plainCards(more: Partial<Card> = {}): PopCards & { asked: number; built: number } {
  const cards = {
    asked: 0,
    built: 0,
    cardsFor(pops: Parameters<PopCards["cardsFor"]>[0], view: Parameters<PopCards["cardsFor"]>[1]) {
      cards.asked += 1;
      cards.built += pops.length;
      return Promise.resolve(new Map(pops.map((pop) => [pop.number, plainCard(pop.guest, view.role, more)])));
    },
  };
  return cards;
}

export interface NewPop {
  readonly stations: readonly (string | { name: string; quiet: boolean })[];
  readonly guest?: string;
  readonly reason?: PopReason;
  readonly at?: number;
}

/** Writes pops as commit 2 does: numbers from the property's row, in one transaction. */
export async function writePops(store: Store, pops: readonly NewPop[], at = Date.now()): Promise<number[]> {
  return store.transaction(async (trx) => {
    const row = await trx("property")
      .where({ id: PROPERTY.id })
      .forUpdate()
      .first<{ last_pop: number }>("last_pop");
    const first = row.last_pop + 1;
    for (const [step, pop] of pops.entries()) {
      const number = first + step;
      await trx("pop").insert({
        property: PROPERTY.id,
        number,
        at: pop.at ?? at,
        reason: pop.reason ?? "checked-in",
        guest: pop.guest ?? `G${number}`,
        event_seq: number,
      });
      await trx("pop_station").insert(
        pop.stations.map((place) => ({
          property: PROPERTY.id,
          station: typeof place === "string" ? place : place.name,
          number,
          quiet: typeof place === "string" ? false : place.quiet,
          state: "waiting",
        })),
      );
    }
    await trx("property")
      .where({ id: PROPERTY.id })
      .update({ last_pop: first + pops.length - 1 });
    return pops.map((_pop, step) => first + step);
  });
}

export async function addProperty(store: Store): Promise<void> {
  await store.db("property").insert({ id: PROPERTY.id, name: PROPERTY.name, last_pop: 0, created_at: 0 });
}

/** A terminal's socket and everything it heard. */
export interface Listener {
  readonly socket: Socket;
  readonly heard: { event: string; body: Record<string, unknown> }[];
  numbers(): number[];
  of(event: string): Record<string, unknown>[];
}

/** A running house. */
export interface Stage {
  readonly store: Store;
  readonly staff: Staff;
  readonly hub: Hub;
  readonly cards: ReturnType<typeof plainCards>;
  readonly server: Server;
  readonly url: string;
  pop(...pops: NewPop[]): Promise<number[]>;
  pair(station: string): Promise<{ token: string; terminalId: string }>;
  connect(auth: Record<string, unknown>): Listener;
  close(): Promise<void>;
}

export async function openStage(
  store: Store,
  more: { clock?: Clock; stations?: readonly Station[]; cards?: ReturnType<typeof plainCards> } = {},
): Promise<Stage> {
  const clock = more.clock ?? systemClock;
  const stations = more.stations ?? STATIONS;
  const cards = more.cards ?? plainCards();
  await addProperty(store);
  const staff = createStaff({ store, property: PROPERTY.id, stations, clock });
  const hub = createHub({
    store,
    property: PROPERTY,
    stations,
    cards,
    staff,
    clock,
    log: SILENT,
    meter: NO_METER,
    lights: () => [{ name: "pms", kind: "fias", state: "up", since: 1 }],
  });
  const server = createServer();
  hub.attach(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  const listeners: Listener[] = [];
  return {
    store,
    staff,
    hub,
    cards,
    server,
    url,
    async pop(...pops) {
      const numbers = await writePops(store, pops, clock.now());
      hub.wake();
      return numbers;
    },
    async pair(name) {
      const { code } = await staff.makePairing(name);
      return staff.pair(code, "old PC");
    },
    connect(auth) {
      const listener = listen(url, auth);
      listeners.push(listener);
      return listener;
    },
    async close() {
      for (const { socket } of listeners) socket.disconnect();
      await hub.stop();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Connects a terminal and keeps what it hears. */
export function listen(url: string, auth: Record<string, unknown>): Listener {
  const socket = io(`${url}/terminals`, {
    transports: ["websocket"],
    auth,
    forceNew: true,
    reconnection: false,
  });
  const heard: Listener["heard"] = [];
  socket.onAny((event: string, body: Record<string, unknown>) => heard.push({ event, body }));
  const of = (event: string): Record<string, unknown>[] =>
    heard.filter((one) => one.event === event).map(({ body }) => body);
  return { socket, heard, of, numbers: () => of("pop").map((pop) => Number(pop["number"])) };
}
