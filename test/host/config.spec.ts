import { expect } from "chai";
import fc from "fast-check";
import { join, resolve } from "node:path";
import { z } from "zod";
import { ConfigError, sayIssue } from "../../plugin/host/config-issue.ts";
import { readConfig, readConfigFile, type KeshiConfig, type Offers } from "../../plugin/host/config.ts";
import { LOCALES } from "../../plugin/contract/index.ts";
import { openPhrases } from "../../views/phrases.ts";

const dialled = z.strictObject({ host: z.string(), port: z.int().min(1).max(65_535) });
const offers: Offers = {
  lines: new Map([["tcp-client", { settings: dialled }]]),
  adapters: new Map([
    [
      "fias",
      {
        needsLine: true,
        settings: z.strictObject({ interface: z.string().default("MS"), strict: z.boolean().default(false) }),
      },
    ],
    ["open-api", { needsLine: false, settings: z.strictObject({}) }],
  ]),
  printers: new Map([
    ["escpos", { needsLine: true, settings: z.strictObject({ columns: z.int().default(48) }) }],
    ["preview", { needsLine: false, settings: z.strictObject({}) }],
  ]),
};
const FILE = resolve("var", "test", "keshi.config.yaml");
const HOUSE = `property: { code: WLH, name: 西湖大酒店, timezone: Asia/Shanghai, locale: zh-CN, currency: CNY, country: CN }\n`;

function read(text: string, environment: Record<string, string> = {}): KeshiConfig {
  return readConfig(text, { file: FILE, environment, offers });
}

function mistakesOf(text: string, environment: Record<string, string> = {}): ConfigError {
  try {
    read(text, environment);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error("the config was taken");
}

const keysOf = (error: ConfigError): string[] => error.issues.map((one) => `${one.key}: ${one.code}`);

describe("the config", () => {
  it("takes the example of the design as it stands", () => {
    const config = read(
      `${HOUSE}
http:     { host: 127.0.0.1, port: 8090 }
store:    { kind: sqlite, file: var/keshi.db }
secrets:  { keyFile: var/keshi.key }
lines:
  - { name: pms-line,  kind: tcp-client, settings: { host: 10.0.0.5, port: 5010 } }
  - { name: desk-line, kind: tcp-client, settings: { host: 10.0.0.9, port: 9100 } }
adapters:
  - { name: pms, kind: fias, line: pms-line, settings: { interface: MS } }
printers:
  - { name: desk-printer, kind: escpos, line: desk-line, settings: { columns: 48 } }
stations:
  - { name: front-desk-1, role: front-desk, workstations: [FO1, FO2], printer: desk-printer, print: [checked-in], printWhen: noteworthy, locale: zh-CN }
  - { name: breakfast,    role: restaurant, outlets: [coffee-shop], captain: breakfast-captain }
  - { name: breakfast-captain, role: restaurant }
  - { name: floor-12,     role: housekeeping, floors: ["12"] }
  - { name: switchboard,  role: call-centre, extensions: ["8000"] }
rooms:    { ignore: ["0000", "9000-9999"], houseUse: ["1001"], floors: {} }
`,
    );
    expect(config.property).to.deep.include({ id: "WLH", name: "西湖大酒店" });
    expect(config.lines[0]?.settings).to.deep.equal({ host: "10.0.0.5", port: 5010 });
    expect(config.store).to.deep.equal({
      kind: "sqlite",
      file: join(resolve(FILE, ".."), "var", "keshi.db"),
    });
    expect(config.stations[0]).to.include({ printer: "desk-printer", printWhen: "noteworthy" });
    expect(config.stations[3]?.floors).to.deep.equal(["12"]);
  });

  it("is content with the property alone", () => {
    const config = read(HOUSE);
    expect(config.http).to.deep.equal({ host: "127.0.0.1", port: 8090 });
    expect(config.rooms).to.deep.equal({ ignore: [], houseUse: [], floors: {} });
  });

  it("leaves a room's number as it is written, zeros and all", () => {
    const config = read(`${HOUSE}rooms: { ignore: [0000, 0101], houseUse: [1e3], floors: { 0816: 08 } }\n`);
    expect(config.rooms).to.deep.equal({
      ignore: ["0000", "0101"],
      houseUse: ["1e3"],
      floors: { "0816": "08" },
    });
  });

  it("names three mistakes at once, each with key, line, value and what was expected", () => {
    const error = mistakesOf(`${HOUSE}http: { port: 70000 }
stations:
  - { name: desk, role: reception, printer: nowhere }
`);
    expect(keysOf(error)).to.deep.equal([
      "http.port: too-big",
      "stations[0].role: not-one-of",
      "stations[0].printer: printer-unknown",
    ]);
    expect(error.issues[0]).to.include({ value: '"70000"', line: 2 });
    expect(error.issues[1]?.values["options"]).to.contain("front-desk");
  });

  it("says each mistake in all three languages", () => {
    const error = mistakesOf(`${HOUSE}http: { port: 70000, prot: 1 }
adapters:
  - { name: pms, kind: fias, line: nowhere, settings: { strict: perhaps } }
  - { name: pms, kind: hl7 }
store: { kind: postgres }
`);
    expect(keysOf(error)).to.have.members([
      "http.port: too-big",
      "http.prot: unknown-key",
      "store.kind: not-one-of",
      "adapters[0].settings.strict: not-yes-no",
      "adapters[0].line: line-unknown",
      "adapters[1].name: twice",
      "adapters[1].kind: kind-unknown",
    ]);
    for (const locale of LOCALES)
      for (const one of error.issues)
        expect(sayIssue(one, openPhrases()(locale)))
          .to.contain(one.key)
          .and.not.to.match(/[⟦⟧{}]/);
  });

  it("finds names that lead nowhere, stand twice or point at themselves", () => {
    const error = mistakesOf(`${HOUSE}lines: [{ name: a, kind: tcp-client, settings: { host: h, port: 1 } }]
adapters: [{ name: pms, kind: fias }, { name: other, kind: fias, line: a }, { name: api, kind: open-api, line: a }]
printers: [{ name: p, kind: escpos, line: a }]
stations: [{ name: d, role: front-desk, captain: d }, { name: d, role: manager, captain: e }]
`);
    expect(keysOf(error)).to.have.members([
      "adapters[0].line: line-needed",
      "adapters[2].line: line-not-used",
      "printers[0].line: line-shared",
      "stations[0].captain: captain-itself",
      "stations[1].name: twice",
      "stations[1].captain: captain-unknown",
    ]);
  });

  it("knows a real time zone, currency and country from one that only looks so", () => {
    const error = mistakesOf(
      `property: { code: A, name: B, timezone: Asia/Peking, locale: zh-CN, currency: RMB, country: QQ }\n`,
    );
    expect(keysOf(error)).to.deep.equal([
      "property.timezone: not-a-timezone",
      "property.currency: not-a-currency",
      "property.country: not-a-country",
    ]);
  });

  it("refuses rooms that run backwards", () => {
    expect(keysOf(mistakesOf(`${HOUSE}rooms: { ignore: [9999-9000, 9-100, "12A"] }\n`))).to.deep.equal([
      "rooms.ignore[0]: not-rooms",
      "rooms.ignore[1]: not-rooms",
    ]);
  });

  it("fills names from the environment without letting the value change the file's shape", () => {
    const config = read(
      `${HOUSE}store: { kind: mysql, url: "mysql://keshi:\${DB_PASSWORD}@db:3306/keshi" }\n`,
      {
        DB_PASSWORD: "a-b",
      },
    );
    expect(config.store).to.deep.equal({ kind: "mysql", url: "mysql://keshi:a-b@db:3306/keshi" });
    expect(keysOf(mistakesOf(`${HOUSE}http: { host: "\${NOT_SET}" }\n`))).to.deep.equal([
      "http.host: environment-missing",
    ]);
  });

  it("never shows a secret in a mistake, whether written or filled in", () => {
    const error = mistakesOf(
      `${HOUSE}store: { kind: mysql, url: "postgres://keshi:s3cret@db/keshi" }
secrets: { keyFile: "", password: hunter2 }
http: { port: "\${PORT}" }
`,
      { PORT: "s3cret2" },
    );
    const said = JSON.stringify(error.issues) + error.message;
    expect(said).not.to.match(/s3cret|hunter2/);
    expect(said).to.contain("${PORT}");
  });

  it("tells where YAML itself is broken", () => {
    const error = mistakesOf(`${HOUSE}lines:\n  - { name: a\nstations: [\n`);
    expect(error.issues[0]).to.include({ code: "not-yaml" });
    expect(error.issues[0]?.line).to.be.a("number");
  });

  it("takes an alias that leads nowhere, or a swarm of them, as no YAML", () => {
    const swarm = `a: &a [x, x, x, x]\nb: &b [*a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c]\n`;
    for (const text of ["property: *nobody\n", swarm])
      expect(mistakesOf(text).issues[0]).to.include({ code: "not-yaml" });
  });

  it("says so when the file is not there", () => {
    expect(() => readConfigFile({ file: join(FILE, "nowhere"), environment: {}, offers }))
      .to.throw()
      .with.property("code", "config-missing");
  });

  it("meets whatever text it is given with a config or a list of mistakes, never with a crash", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.anything().map((any) => `property: ${JSON.stringify(any)}`),
        ),
        (text) => {
          const error = mistakesOf(text);
          expect(error.issues).not.to.be.empty;
        },
      ),
      { numRuns: 300 },
    );
  });
});
