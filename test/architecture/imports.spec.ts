// Imports run one way (design §3); each mandated package lives in one place.
import { expect } from "chai";
import { importsOf, PRODUCT, TESTS, type Import } from "./source-tree.ts";

/** Room -> rooms it may reach into, besides itself. Through `index.ts` only, but for kit (file by file) and views. */
const MAY_REACH: Readonly<Record<string, readonly string[]>> = {
  "plugin/contract": [],
  "plugin/kit": ["plugin/contract"],
  "plugin/store": ["plugin/contract", "plugin/kit"],
  "plugin/journal": ["plugin/contract", "plugin/kit", "plugin/store"],
  "plugin/staff": ["plugin/contract", "plugin/kit", "plugin/store"],
  "plugin/guests": ["plugin/contract", "plugin/kit", "plugin/store", "plugin/staff"],
  "plugin/flow": ["plugin/contract", "plugin/kit", "plugin/store", "plugin/journal", "plugin/guests"],
  "plugin/terminals": [
    "plugin/contract",
    "plugin/kit",
    "plugin/store",
    "plugin/staff",
    "plugin/guests",
    "views",
  ],
  "plugin/printing": [
    "plugin/contract",
    "plugin/kit",
    "plugin/store",
    "plugin/staff",
    "plugin/guests",
    "views",
  ],
  "plugin/web": ["plugin/contract", "plugin/kit", "plugin/store", "plugin/staff", "views"],
  "plugin/trial": [
    "plugin/contract",
    "plugin/kit",
    "plugin/store",
    "plugin/staff",
    "plugin/guests",
    "plugin/host",
    "views",
  ],
  "plugin/host": ["plugin/contract", "plugin/kit", "plugin/store", "plugin/staff", "views"],
  views: ["plugin/contract", "plugin/kit"],
  adapters: ["plugin/contract", "plugin/kit"],
  drivers: ["plugin/contract", "plugin/kit"],
};

/** The composition root and the command line see everything. */
const ROOT_FILE = /^plugin\/(main|compose|compose-front|compose-trial|command-[a-z]+)\.ts$/;

/** Package -> where it may be imported. A package that is not here is not used by the product. */
const LIVES_IN: Readonly<Record<string, readonly string[]>> = {
  express: ["plugin/web/"],
  helmet: ["plugin/web/"],
  cookie: ["plugin/web/", "plugin/staff/", "plugin/terminals/"],
  "rate-limiter-flexible": ["plugin/staff/", "plugin/web/", "plugin/terminals/"],
  "socket.io": ["plugin/terminals/"],
  "socket.io-client": ["views/assets/"],
  knex: ["plugin/store/", "-store.ts"],
  mysql2: ["plugin/store/"],
  "better-sqlite3": ["plugin/store/"],
  handlebars: ["views/render.ts", "views/assets/"],
  i18next: ["views/"],
  "@node-escpos/core": ["drivers/printer-escpos/"],
  "@node-escpos/adapter": ["drivers/printer-escpos/"],
  pino: ["plugin/kit/log.ts"],
  "iconv-lite": ["plugin/kit/", "plugin/trial/"],
  "prom-client": ["plugin/host/meter.ts"],
  yaml: ["plugin/host/"],
  commander: ["plugin/main.ts", "plugin/command-simulate.ts"],
  "libphonenumber-js": ["plugin/guests/", "plugin/flow/"],
  "opencc-js": ["plugin/guests/", "views/"],
  "pinyin-pro": ["plugin/guests/", "views/"],
  "temporal-polyfill": ["plugin/", "adapters/"],
  zod: ["plugin/", "adapters/", "drivers/", "views/"],
  "node:net": ["drivers/line-tcp/", "plugin/trial/", "plugin/host/"],
  "node:http": ["plugin/web/", "plugin/terminals/"],
  "node:https": ["plugin/web/"],
  "node:fs": [
    "plugin/host/",
    "plugin/store/",
    "plugin/web/",
    "plugin/compose.ts",
    "plugin/main.ts",
    "views/",
  ],
  "node:child_process": ["plugin/host/"],
  "node:os": ["plugin/host/"],
  "node:path": ["plugin/", "views/"],
  "node:url": ["plugin/", "views/"],
  "node:crypto": ["plugin/", "drivers/", "adapters/"],
  "node:util": ["plugin/", "adapters/", "drivers/"],
  "node:buffer": ["plugin/", "adapters/", "drivers/"],
  "node:events": ["plugin/", "drivers/"],
  "node:stream": ["plugin/web/", "drivers/line-tcp/", "plugin/trial/"],
  "node:module": ["plugin/web/", "views/"],
  "node:timers": ["plugin/kit/"],
  "node:async_hooks": [],
};

function roomOf(path: string): string {
  const [first = "", second = ""] = path.split("/");
  if (first !== "plugin") return first === "views" ? "views" : `${first}/${second}`;
  return path.split("/").length === 2 ? path : `plugin/${second}`;
}

function reachOf(room: string): readonly string[] {
  return MAY_REACH[room] ?? MAY_REACH[room.split("/")[0] ?? ""] ?? [];
}

function wrongReach(one: Import): string | undefined {
  if (one.to === undefined || ROOT_FILE.test(one.from)) return undefined;
  const [from, to] = [roomOf(one.from), roomOf(one.to)];
  if (from === to) return undefined;
  if (!reachOf(from).includes(to)) return `${one.at} reaches into ${one.to}`;
  const throughDoor =
    to === "plugin/kit" ||
    to === "views" ||
    one.to === `${to}/index.ts` ||
    (from === "plugin/trial" && to === "plugin/host");
  return throughDoor ? undefined : `${one.at} passes by the index.ts of ${to}: ${one.to}`;
}

function wrongPackage(one: Import): string | undefined {
  if (one.pack === undefined || (ROOT_FILE.test(one.from) && one.pack.startsWith("node:"))) return undefined;
  const homes = LIVES_IN[one.pack];
  if (homes === undefined) return `${one.at} imports ${one.pack}, which is not in the table`;
  const fits = homes.some((home) =>
    home.startsWith("-") ? one.from.endsWith(home) : one.from.startsWith(home),
  );
  return fits ? undefined : `${one.at} imports ${one.pack}, which lives in ${homes.join(", ")}`;
}

const all = PRODUCT.flatMap(importsOf);
const failures = (check: (one: Import) => string | undefined): string[] =>
  all.flatMap((one) => check(one) ?? []);

describe("the imports", () => {
  it("run one way: from outside to the contract, and from the core to the contract", () => {
    expect(failures(wrongReach)).to.deep.equal([]);
  });

  it("keep each package in its one place", () => {
    expect(failures(wrongPackage)).to.deep.equal([]);
  });

  it("never lead from the product into the tests", () => {
    expect(failures((one) => (one.to?.startsWith("test/") === true ? one.at : undefined))).to.deep.equal([]);
  });

  it("let only the composition root name a concrete adapter or driver", () => {
    const named = failures((one) => {
      const outside = /^(adapters|drivers)\//;
      if (one.to === undefined || !outside.test(one.to) || ROOT_FILE.test(one.from)) return undefined;
      return roomOf(one.from) === roomOf(one.to) ? undefined : one.at;
    });
    expect(named).to.deep.equal([]);
    expect(
      all.filter((one) => one.from === "plugin/main.ts" && /^(adapters|drivers)\//.test(one.to ?? "")),
    ).to.deep.equal([]);
  });

  it("keep the simulated peers away from the adapters: a peer that shares our code shares our misreading", () => {
    const peers = [
      ...PRODUCT.filter((one) => one.path.startsWith("plugin/trial/")),
      ...TESTS.filter((one) => one.path.startsWith("test/peers/")),
    ];
    const shared = peers.flatMap(importsOf).filter((one) => /^(adapters|drivers)\//.test(one.to ?? ""));
    expect(peers).not.to.be.empty;
    expect(shared.map((one) => one.at)).to.deep.equal([]);
  });

  it("keep the rules of the guest file free of input and output", () => {
    const io = /^(node:(fs|net|http|https|child_process|dgram|tls)|knex|express|socket\.io)$/;
    const rule = /^plugin\/guests\/(?!.*-(store|routes)\.ts$)/;
    expect(
      failures((one) =>
        rule.test(one.from) && io.test(one.pack ?? "") ? `${one.at} ${one.whole}` : undefined,
      ),
    ).to.deep.equal([]);
  });

  it("go round in no circle", () => {
    expect(circles(all)).to.deep.equal([]);
  });
});

/** Every circle of files once, found depth first. */
function circles(imports: readonly Import[]): string[] {
  const next = new Map<string, string[]>();
  for (const one of imports)
    if (one.to !== undefined) next.set(one.from, [...(next.get(one.from) ?? []), one.to]);
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, above: readonly string[]): void => {
    if (above.includes(path)) {
      found.push([...above.slice(above.indexOf(path)), path].join(" -> "));
      return;
    }
    if (done.has(path)) return;
    for (const to of next.get(path) ?? []) visit(to, [...above, path]);
    done.add(path);
  };
  for (const path of next.keys()) visit(path, []);
  return found;
}
