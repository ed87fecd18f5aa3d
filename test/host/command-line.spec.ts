// The command line as a hotel's IT person uses it: real child processes, real files.
import { expect } from "chai";
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { until } from "../peers/until.ts";

const LAUNCHER = resolve(import.meta.dirname, "..", "..", "plugin", "keshi.js");
const started: ChildProcess[] = [];
const folders: string[] = [];

interface Told {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function launch(
  words: readonly string[],
  input = "",
): { child: ChildProcess; told: Promise<Told>; sofar: () => string } {
  const child = spawn(process.execPath, [LAUNCHER, ...words], { stdio: ["pipe", "pipe", "pipe"] });
  started.push(child);
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString("utf8")));
  child.stdin.end(input);
  const told = new Promise<Told>((settle) => child.on("close", (code) => settle({ code, out, err })));
  return { child, told, sofar: () => out };
}

const keshi = (words: readonly string[], input?: string): Promise<Told> => launch(words, input).told;

function house(more = ""): string {
  const folder = mkdtempSync(join(tmpdir(), "keshi-house-"));
  folders.push(folder);
  const file = join(folder, "keshi.config.yaml");
  writeFileSync(
    file,
    `property: { code: WLH, name: West Lake, timezone: Asia/Shanghai, locale: en, currency: CNY, country: CN }
stations: [{ name: desk, role: front-desk }]
${more}`,
  );
  return file;
}

function lastLine(text: string): unknown {
  return JSON.parse(text.trimEnd().split("\n").at(-1) ?? "");
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((open) => server.listen(0, "127.0.0.1", open));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

describe("the command line", function () {
  this.timeout(60_000);

  after(() => {
    for (const child of started) if (child.exitCode === null) child.kill("SIGKILL");
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  it("answers a pairing code, a key and a person as one line of JSON, before the first start too", async () => {
    const config = ["--config", house(), "--json"];
    const [pairing, key] = [
      await keshi(["station", "pair", "desk", ...config]),
      await keshi(["source", "key", "pos-1", ...config]),
    ];
    expect(lastLine(pairing.out)).to.have.all.keys("station", "code", "expiresAt");
    expect(lastLine(key.out)).to.have.all.keys("source", "key").and.include({ source: "pos-1" });
    const words = ["staff", "add", "chen", "--name", "陈晨", "--role", "restaurant", "--password-stdin"];
    const person = await keshi([...words, ...config], "a-long-password\n");
    expect(lastLine(person.out))
      .to.include({ login: "chen", role: "restaurant" })
      .and.not.to.have.property("password");
    expect([pairing.code, key.code, person.code]).to.deep.equal([0, 0, 0]);
    expect(pairing.out.trimEnd().split("\n")).to.have.length(1);
  });

  it("tells bad usage (2) from failure (1), and says what to do", async () => {
    const unknown = await keshi(["station", "pair", "nowhere", "--config", house()]);
    expect(unknown.code).to.equal(1);
    expect(unknown.err).to.contain("nowhere").and.to.contain("desk");
    expect((await keshi(["fly"])).code).to.equal(2);
    expect(
      (await keshi(["staff", "add", "x", "--role", "king", "--name", "X", "--config", house()])).code,
    ).to.equal(2);
    expect((await keshi(["--help"])).code).to.equal(0);
  });

  it("names all mistakes of a config at once and does not start", async () => {
    const told = await keshi([
      "start",
      "--config",
      house("http: { port: 70000 }\nprinters: [{ name: p, kind: laser }]\nlanes: []\n"),
    ]);
    expect(told.code).to.equal(1);
    for (const key of ["http.port", "printers[0].kind", "lanes"]) expect(told.err).to.contain(key);
  });

  it("starts, is ready, sees itself with the doctor, and stops in order within ten seconds", async () => {
    const port = await freePort();
    const config = house(`http: { port: ${port} }\n`);
    const running = launch(["start", "--config", config]);
    const answer = await until(
      "the service is ready",
      () => fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined),
      30_000,
    );
    expect(answer.status).to.equal(200);
    await until("the address is printed", () => running.sofar().includes(`http://127.0.0.1:${port}/desk`));
    const doctor = await keshi(["doctor", "--config", config, "--json"]);
    expect(doctor.code).to.equal(0);
    expect(lastLine(doctor.out)).to.have.property("ok", true);
    const asked = Date.now();
    running.child.kill("SIGTERM");
    expect((await running.told).code).to.equal(0);
    expect(Date.now() - asked).to.be.below(10_000);
  });

  it("says that a port is taken, and by whom it is not", async () => {
    // A program that is no Keshi and answers nothing.
    const taken = createServer((socket) => socket.destroy());
    await new Promise<void>((open) => taken.listen(0, "127.0.0.1", open));
    const { port } = taken.address() as AddressInfo;
    const config = house(`http: { port: ${port} }\n`);
    const told = await keshi(["start", "--config", config]);
    expect(told.code).to.equal(1);
    expect(told.err).to.contain(`Port ${port} is taken`);
    const doctor = await keshi(["doctor", "--config", config, "--json"]);
    expect(doctor.code).to.equal(1);
    expect(JSON.stringify(lastLine(doctor.out))).to.contain("port-taken");
    await new Promise((closed) => taken.close(closed));
  });

  it("finds a line where nobody answers, without holding up the rest", async () => {
    const port = await freePort();
    const lines = `http: { port: ${await freePort()} }\nlines: [{ name: pms-line, kind: tcp-client, settings: { host: 127.0.0.1, port: ${port} } }]\nadapters: [{ name: pms, kind: fias, line: pms-line }]\n`;
    const config = house(lines);
    const doctor = await keshi(["doctor", "--config", config]);
    expect(doctor.code).to.equal(1);
    expect(doctor.out).to.contain(`127.0.0.1:${port} does not answer (ECONNREFUSED)`);
    const spared = await keshi(["doctor", "--no-dial", "--config", config]);
    expect(spared.code).to.equal(0);
  });
});
