// The trial's config and the routes of its page, without a browser.
import { expect } from "chai";
import { KeshiError, type Answer, type Locale, type Route } from "../../plugin/contract/index.ts";
import { configSchema } from "../../plugin/host/config-schema.ts";
import { systemClock } from "../../plugin/kit/clock.ts";
import { TRIAL_DAY } from "../../plugin/trial/day-script.ts";
import { castGuest } from "../../plugin/trial/cast.ts";
import { openTrialPeers, type TrialPeers } from "../../plugin/trial/trial.ts";
import { TRIAL_STATIONS, trialConfig } from "../../plugin/trial/trial-config.ts";
import { stepText, trialRoutes } from "../../plugin/trial/trial-routes.ts";
import { LOCALES } from "../../plugin/contract/index.ts";
import { openPhrases } from "../../views/phrases.ts";
import { connect } from "node:net";
import iconv from "iconv-lite";
import { until } from "../peers/until.ts";

const config = trialConfig({ pmsPort: 5010, printerPort: 9100, httpPort: 8090, folder: "/x/trial" });

describe("the trial's config", () => {
  it("is one that the production service reads (design §5.1)", () => {
    const { property, ...rest } = config;
    const { id, ...named } = property;
    const read = configSchema.safeParse({ ...rest, property: { code: id, ...named } });
    expect(read.success ? [] : read.error.issues).to.deep.equal([]);
  });

  it("names only lines, printers and stations that it has", () => {
    const names = (list: readonly { name: string }[]): string[] => list.map(({ name }) => name);
    const lined = [...config.adapters, ...config.printers].flatMap(({ line }) => line ?? []);
    expect(names(config.lines)).to.include.members(lined);
    expect(names(config.printers)).to.include.members(
      config.stations.flatMap(({ printer }) => printer ?? []),
    );
    expect(names(config.stations)).to.include.members(
      Object.values(TRIAL_STATIONS).flatMap((page) => Object.values(page)),
    );
  });
});

describe("the trial page's routes", () => {
  let peers: TrialPeers;
  let restarts: number;

  beforeEach(async () => {
    peers = await openTrialPeers({ clock: systemClock });
    restarts = 0;
  });

  afterEach(() => peers.stop());

  function routes(host = "127.0.0.1"): readonly Route[] {
    return trialRoutes({
      ...{ pms: peers.pms, printer: peers.printer, day: () => undefined, host },
      staff: { makePairing: (station) => Promise.resolve({ station, code: "7KQ4-M2XD", expiresAt: 1 }) },
      phrases: openPhrases(),
      restart: () => restarts++,
    });
  }

  async function call(path: string, body: unknown = {}, host?: string): Promise<Answer> {
    const found = routes(host).find((one) => one.path === path);
    if (found === undefined) throw new Error(path);
    const schema = found.method === "GET" ? found.query : found.body;
    const read = schema?.parse(body);
    const caller = { locale: "zh-CN" as Locale, origin: "o" };
    return found.handle({ params: {}, query: read, body: read, raw: new Uint8Array(), caller });
  }

  it("hands out a pairing code for the station of each page (IND-09)", async () => {
    for (const [page, stations] of Object.entries(TRIAL_STATIONS))
      for (const [locale, station] of Object.entries(stations))
        expect((await call("/trial/station-code", { page, locale })).json).to.deep.include({ station });
  });

  it("cuts and mends the PMS, breaks and mends the printer, restarts", async () => {
    expect((await call("/trial/pms", { do: "cut" })).json).to.deep.include({ state: "cut" });
    expect((await call("/trial/pms", { do: "mend" })).json).to.deep.include({ state: "waiting" });
    expect((await call("/trial/printer", { do: "paper-out" })).json).to.deep.include({ state: "paper-out" });
    expect((await call("/trial/printer", { do: "mend" })).json).to.deep.include({ state: "ok" });
    expect((await call("/trial/restart")).status).to.equal(202);
    expect(restarts).to.equal(1);
    expect((await call("/trial/day")).json).to.deep.nested.include({
      state: "stopped",
      "peers.pms.state": "waiting",
    });
  });

  it("shows what the printer put on paper, newer than asked for", async () => {
    const socket = connect(peers.printer.port, "127.0.0.1");
    const text = iconv.encode("张先生", "gb18030");
    socket.write(
      Buffer.concat([Buffer.from("1b401c261d4201", "hex"), text, Buffer.from("1d420020310a1d564200", "hex")]),
    );
    await until("the chit", () => peers.printer.printed === 1);
    socket.destroy();
    const { json } = await call("/trial/chits");
    expect(json).to.deep.nested.include({ columns: 48, wraps: 0, "chits[0].number": 1 });
    expect(json).to.deep.nested.include({ "chits[0].lines[0].text": "张先生 1" });
    expect(json).to.deep.nested.include({ "chits[0].lines[0].runs[0].inverse": true });
    expect((await call("/trial/chits", { after: "1" })).json).to.deep.include({ chits: [] });
  });

  it("does nothing where the trial listens beyond its own machine", async () => {
    for (const { path } of routes()) {
      const refused = await call(path, { page: "desk", do: "mend" }, "0.0.0.0").catch(
        (error: unknown) => error,
      );
      expect(refused).to.be.instanceOf(KeshiError).and.to.include({ code: "trial-local-only" });
    }
  });

  it("tells each step in three languages, with name and room", () => {
    for (const locale of LOCALES) {
      for (const step of TRIAL_DAY) {
        const guest = "guest" in step ? castGuest(step.guest) : undefined;
        const text = stepText({ step, guest }, openPhrases()(locale), locale);
        expect(text).to.not.match(/⟦|\{\{|undefined/);
      }
    }
  });
});
