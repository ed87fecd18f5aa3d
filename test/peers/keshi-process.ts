// A real `keshi start` as a child process, which a test may kill at any instant and start again.
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore, type Store } from "../../plugin/store/index.ts";
import { until } from "./until.ts";

const ROOT = join(import.meta.dirname, "..", "..");

/** A house on disk and the service that runs in it. */
export class KeshiProcess {
  readonly folder: string;
  readonly port: number;
  #child: ChildProcess | undefined;
  #errors = "";

  private constructor(folder: string, port: number) {
    this.folder = folder;
    this.port = port;
  }

  /** Lays the config down; `config` is told the port and the folder. Nothing runs yet. */
  static async layOut(config: (at: { port: number; folder: string }) => string): Promise<KeshiProcess> {
    const house = new KeshiProcess(mkdtempSync(join(tmpdir(), "keshi-drill-")), await freePort());
    writeFileSync(house.config, config({ port: house.port, folder: house.folder }));
    return house;
  }

  get config(): string {
    return join(this.folder, "keshi.config.yaml");
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** What it last wrote on stderr, for a test that failed. */
  get lastWords(): string {
    return this.#errors.slice(-2000);
  }

  /** Starts it and resolves once `/readyz` says so. */
  async start(): Promise<void> {
    const child = spawn(
      process.execPath,
      [join(ROOT, "plugin", "keshi.js"), "start", "--config", this.config],
      {
        cwd: this.folder,
        stdio: ["ignore", "ignore", "pipe"],
      },
    );
    child.stderr.on(
      "data",
      (bytes: Buffer) => (this.#errors = (this.#errors + bytes.toString()).slice(-8000)),
    );
    this.#child = child;
    await until(
      "keshi is ready",
      async () => {
        if (child.exitCode !== null) throw new Error(`keshi ended with ${child.exitCode}: ${this.lastWords}`);
        return (await fetch(`${this.url}/readyz`).catch(() => undefined))?.ok === true;
      },
      60_000,
    );
  }

  /** Runs one command of the command line in this house and gives its last line as JSON. */
  async command(words: readonly string[]): Promise<Record<string, unknown>> {
    const child = spawn(
      process.execPath,
      [join(ROOT, "plugin", "keshi.js"), ...words, "--config", this.config, "--json"],
      {
        cwd: this.folder,
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    let [out, errors] = ["", ""];
    child.stdout.on("data", (bytes: Buffer) => (out += bytes.toString()));
    child.stderr.on("data", (bytes: Buffer) => (errors += bytes.toString()));
    const code = await new Promise((resolve) => child.once("close", resolve));
    if (code !== 0) throw new Error(`keshi ${words.join(" ")} ended with ${String(code)}: ${errors}`);
    return JSON.parse(out.trim().split("\n").at(-1) ?? "{}") as Record<string, unknown>;
  }

  /** SIGKILL: no goodbye, no flush. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  /** An orderly stop. */
  async stop(): Promise<void> {
    await this.#end("SIGTERM");
  }

  /** Looks into the database from outside, beside or after the service. */
  openStore(): Promise<Store> {
    return openStore({ kind: "sqlite", file: join(this.folder, "keshi.db") });
  }

  clear(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await gone;
  }
}

/** A port nobody holds right now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}
