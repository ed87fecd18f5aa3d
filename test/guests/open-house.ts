// A house with its doors open: flow, staff, the real web with the guests' routes, and the terminals' hub on one port.
import request from "supertest";
import { idOf, type JournalEvent, type Locale, type StaffRole } from "../../plugin/contract/index.ts";
import { createGuestCards, guestRoutes } from "../../plugin/guests/index.ts";
import { createStaff } from "../../plugin/staff/index.ts";
import type { Store } from "../../plugin/store/index.ts";
import { createHub } from "../../plugin/terminals/index.ts";
import { createWeb } from "../../plugin/web/index.ts";
import { openPhrases } from "../../views/phrases.ts";
import { flowHouse, NO_METER, silent, type FlowHouse } from "../builders/flow-house.ts";
import { listen, type Listener } from "../terminals/stage.ts";
import { until } from "../peers/until.ts";

/** What a request proves, as headers. */
export type Proof = Readonly<Record<string, string>>;

/** The house, and who may ask it what. */
export interface OpenHouse {
  readonly hotel: FlowHouse;
  /** A person who signed in; with a terminal too where a station is named. */
  person(login: string, role: StaffRole, station?: string): Promise<Proof>;
  /** A paired terminal that nobody signed in at. */
  terminal(station: string): Promise<Proof>;
  /** A terminal's socket that said hello. */
  socket(station: string): Promise<Listener>;
  get(path: string, as: Proof, locale?: Locale): Promise<request.Response>;
  post(path: string, as: Proof, body: object): Promise<request.Response>;
  remove(path: string, as: Proof): Promise<request.Response>;
  /** The file of whoever lives in a stay. */
  guestOf(reservation: string): Promise<string>;
  tell(...events: readonly JournalEvent[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens the house on a store; nobody is in it yet. */
export async function openHouse(store: Store): Promise<OpenHouse> {
  const hotel = await flowHouse(store);
  const { clock, house, vault } = hotel;
  const { property, stations } = house;
  const phrases = openPhrases();
  const staff = createStaff({ store, property: property.id, stations, clock });
  const cards = createGuestCards({ store, house, phrases, clock });
  const shared = { store, property, stations, staff, clock, log: silent, meter: NO_METER };
  const hub = createHub({ ...shared, cards, lights: () => [] });
  const routes = guestRoutes({
    store,
    house,
    vault,
    clock,
    phrases,
    onChanged: (guests) => hub.changed(guests),
  });
  const web = createWeb({
    ...shared,
    routes,
    phrases,
    settings: { host: "127.0.0.1", port: 0 },
    version: "0.1.0",
    ready: () => Promise.resolve({ ready: true, parts: {} }),
    metrics: () => Promise.resolve(""),
  });
  hub.attach(web.server);
  const { port } = await web.listen();
  const listeners: Listener[] = [];
  const pairing = async (station: string): Promise<string> =>
    (await staff.pair((await staff.makePairing(station)).code, "PC")).token;
  const ask = request(web.server);
  return {
    hotel,
    async person(login, role, station) {
      const password = `of ${login} alone`;
      await staff.addPerson({ login, name: login, role, password });
      const { token } = await staff.signIn({ login, password, origin: "here" });
      const cookie = { Cookie: `keshi_session=${token}` };
      return station === undefined
        ? cookie
        : { ...cookie, Authorization: `Bearer ${await pairing(station)}` };
    },
    terminal: async (station) => ({ Authorization: `Bearer ${await pairing(station)}` }),
    async socket(station) {
      const listener = listen(`http://127.0.0.1:${port}`, { token: await pairing(station) });
      listeners.push(listener);
      await until("it said hello", () => listener.of("hello").length > 0);
      return listener;
    },
    get: (path, as, locale = "zh-CN") =>
      ask
        .get(`/api/v1/${path}`)
        .set({ ...as, "Accept-Language": locale })
        .then((answer) => answer),
    post: (path, as, body) =>
      ask
        .post(`/api/v1/${path}`)
        .set(as)
        .send(body)
        .then((answer) => answer),
    remove: (path, as) =>
      ask
        .delete(`/api/v1/${path}`)
        .set(as)
        .then((answer) => answer),
    async guestOf(reservation) {
      const [row] = await hotel.rows("select guest from stay where reservation = ?", reservation);
      return idOf<"guest">(String(row?.["guest"]));
    },
    async tell(...events) {
      await hotel.tell(...events);
      hub.wake();
    },
    async close() {
      for (const { socket } of listeners) socket.disconnect();
      await hub.stop();
      await web.close(1000);
    },
  };
}
