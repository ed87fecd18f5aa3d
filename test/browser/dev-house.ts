// A house for pages to stand in before the real one: the true pages, assets and headers, canned answers, a real socket.
// Shares nothing with plugin/web or plugin/terminals, so that pages are tested against what design §5.3 and §5.4 say.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Server as SocketServer, type Namespace } from "socket.io";
import type { Locale, Pop } from "../../plugin/contract/index.ts";
import { openAssets } from "../../views/asset-list.ts";
import { openPhrases } from "../../views/phrases.ts";
import { openViews, type Views } from "../../views/render.ts";
import type { PageName } from "../../views/models.ts";
import { cardOf, chits, found, stays } from "./cast.ts";

/** The content security policy the product sends. */
export const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; frame-ancestors 'self'; form-action 'self'; object-src 'none'; base-uri 'none'";

/** What a page sent. */
export interface Written {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** The house, open on a port of its own. */
export interface DevHouse {
  readonly url: string;
  readonly written: readonly Written[];
  readonly seen: readonly number[];
  /** What sockets said they had when they connected. */
  readonly afters: readonly (number | undefined)[];
  readonly sockets: () => number;
  locale: Locale;
  signedIn: boolean;
  links: readonly object[];
  pops: readonly object[];
  pop(pop: Pop): void;
  tell(event: string, body: unknown): void;
  stop(): Promise<void>;
  start(): Promise<void>;
}

interface Inside {
  readonly house: DevHouse;
  readonly views: Views;
  readonly assets: ReadonlyMap<string, { readonly contentType: string; readonly source: string }>;
  readonly written: Written[];
}

const PAGES: ReadonlySet<string> = new Set([
  "desk",
  "calls",
  "restaurant",
  "rooms",
  "pair",
  "start",
  "trial",
]);
const views = openViews({ phrases: openPhrases() });
const assets = new Map(openAssets(views).map((asset) => [asset.path, asset]));

/** Opens a house; `stop` and `start` are a restart at the same port. */
export async function openDevHouse(port = 0): Promise<DevHouse> {
  const written: Written[] = [];
  const seen: number[] = [];
  const afters: (number | undefined)[] = [];
  let server: Server | undefined;
  let sockets: SocketServer | undefined;
  let terminals: Namespace | undefined;
  let bound = port;
  const house: DevHouse = {
    get url() {
      return `http://127.0.0.1:${bound}`;
    },
    written,
    seen,
    afters,
    sockets: () => terminals?.sockets.size ?? 0,
    locale: "zh-CN",
    signedIn: true,
    links: [
      { name: "pms", kind: "fias", state: "up", since: Date.now() },
      { name: "pos", kind: "pos", state: "up", since: Date.now() },
      { name: "desk-printer", kind: "escpos", state: "up", since: Date.now() },
    ],
    pops: [],
    pop: (pop) => terminals?.emit("pop", pop),
    tell: (event, body) => terminals?.emit(event, body),
    async stop() {
      await sockets?.close();
      server = undefined;
    },
    async start() {
      server = createServer(
        (request, response) => void answer({ house, views, assets, written }, request, response),
      );
      sockets = new SocketServer(server, { transports: ["websocket"], serveClient: false });
      terminals = sockets.of("/terminals");
      terminals.on("connection", (socket) => {
        const { after }: { after?: number } = socket.handshake.auth;
        afters.push(after);
        socket.on("seen", ({ upTo }: { upTo: number }) => seen.push(upTo));
        socket.emit("hello", { station: "front-desk-1", role: "front-desk", property: "WLH", last: 0 });
      });
      const listening = server;
      await new Promise<void>((resolve) => listening.listen(bound, "127.0.0.1", resolve));
      bound = (listening.address() as AddressInfo).port;
    },
  };
  await house.start();
  return house;
}

async function answer(inside: Inside, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://house");
  const asset = inside.assets.get(url.pathname);
  response.setHeader("Content-Security-Policy", POLICY);
  if (asset !== undefined) {
    response.setHeader("Content-Type", asset.contentType).end(asset.source);
    return;
  }
  const name = url.pathname === "/" ? "trial" : url.pathname.slice(1);
  if (PAGES.has(name) || name.startsWith("printers/")) {
    response
      .setHeader("Content-Type", "text/html; charset=utf-8")
      .end(pageHtml(inside, name, url.searchParams));
    return;
  }
  const body = await bodyOf(request);
  if (request.method !== "GET")
    inside.written.push({ method: request.method ?? "", path: url.pathname, body });
  const [status, json] = routes(inside.house, `${request.method ?? ""} ${url.pathname}`, url.searchParams);
  response.statusCode = status;
  response.setHeader("Content-Type", "application/json");
  response.end(status === 204 ? undefined : JSON.stringify(json));
}

function pageHtml({ house }: Inside, name: string, query: URLSearchParams): string {
  const theme = query.get("theme") === "dark" ? "dark" : "light";
  const model = { property: "西湖大酒店", trial: true, theme } as const;
  if (name.startsWith("printers/"))
    return views.page("printer", { ...model, printer: name.slice(9) }, house.locale);
  return views.page(
    name as Exclude<PageName, "printer">,
    { ...model, trial: name !== "start" && name !== "pair" },
    house.locale,
  );
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  return text === "" ? undefined : (JSON.parse(text) as unknown);
}

const PERSON = { id: "p1", name: "李静", role: "front-desk", locale: "zh-CN" };

function routes(house: DevHouse, asked: string, query: URLSearchParams): readonly [number, unknown] {
  const role = query.get("role") ?? "front-desk";
  const fixed: Readonly<Record<string, () => readonly [number, unknown]>> = {
    "POST /trial/station-code": () => [201, { code: "7KQ4-M2XD" }],
    "POST /api/v1/terminals/pair": () => [201, { terminalId: "t1", token: "token", station: "front-desk-1" }],
    "GET /api/v1/terminal": () => [200, terminal(house)],
    "POST /api/v1/session": () => {
      house.signedIn = true;
      return [200, { person: PERSON }];
    },
    "DELETE /api/v1/session": () => [204, undefined],
    "GET /api/v1/pops": () => [200, { pops: house.pops }],
    "GET /api/v1/stays": () => [200, stays(query.get("status") ?? "in-house", house.locale)],
    "GET /api/v1/guests": () => [200, { guests: found(query.get("q") ?? "") }],
    "GET /trial/day": () => [
      200,
      {
        next: [{ text: "1208 张伟", inMs: 3000 }],
        peers: { pms: { state: "alive" }, printer: { state: "ok" } },
      },
    ],
    "GET /trial/chits": () => [200, { chits: query.has("after") ? [] : chits }],
  };
  const known = fixed[asked];
  if (known !== undefined) return known();
  if (/\/card$/.test(asked)) return [200, cardOf("ouyang", house.locale, role)];
  if (/\/(claim|greeted)$/.test(asked)) {
    const [, number, how] = /pops\/(\d+)\/(\w+)/.exec(asked) ?? [];
    return [200, { number: Number(number), state: how === "claim" ? "claimed" : "greeted" }];
  }
  if (/\/observations$/.test(asked)) return [201, { id: "o1", undoUntil: Date.now() + 10_000 }];
  if (/\/observations\//.test(asked)) return [204, undefined];
  if (/\/chits$/.test(asked))
    return [
      201,
      { jobId: "j1", copy: house.written.filter((one) => one.path.endsWith("/chits")).length > 1 },
    ];
  if (/\/jobs$/.test(asked)) return [200, { jobs: [] }];
  if (asked.startsWith("POST /trial/")) return [200, {}];
  return [404, { code: "not-found", title: "There is nothing under this address." }];
}

function terminal(house: DevHouse): object {
  return {
    terminalId: "t1",
    station: { name: "front-desk-1", role: "front-desk", locale: house.locale, floors: [] },
    property: { id: "WLH", name: "西湖大酒店", timezone: "Asia/Shanghai", locale: "zh-CN" },
    person: house.signedIn ? PERSON : null,
    links: house.links,
  };
}
