// The real trial hotel as a stranger has it: the checkout in a folder of its own, `keshi start` as a child process.
import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../peers/until.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const CHECKOUT = ["plugin", "views", "adapters", "drivers", "plugin.manifest.json", "package.json"];
const START_MS = 30_000;

/** What the trial printed when it was ready. */
export interface Opened {
  readonly url: string;
  readonly password: string;
}

/** A trial hotel that can be killed and started again in the same folder. */
export class TrialHouse {
  readonly #folder = mkdtempSync(join(tmpdir(), "keshi-trial-"));
  #child: ChildProcess | undefined;
  #out = "";
  #errors = "";

  constructor() {
    for (const part of CHECKOUT) cpSync(join(ROOT, part), join(this.#folder, part), { recursive: true });
    symlinkSync(join(ROOT, "node_modules"), join(this.#folder, "node_modules"), "junction");
  }

  /** What it wrote on stderr. */
  get errors(): string {
    return this.#errors;
  }

  /** Starts it and reads the address and the password it prints. */
  async start(): Promise<Opened> {
    this.#out = "";
    const child = spawn(process.execPath, [join(this.#folder, "plugin", "keshi.js"), "start"], {
      cwd: this.#folder,
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.on("data", (bytes: Buffer) => (this.#out += bytes.toString()));
    child.stderr.on("data", (bytes: Buffer) => (this.#errors += bytes.toString()));
    this.#child = child;
    await until(
      "the trial hotel tells where it is",
      () => {
        if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: ${this.#errors}`);
        return this.#printed() !== undefined;
      },
      START_MS,
    );
    const opened = this.#printed();
    if (opened === undefined) throw new Error(this.#out);
    return opened;
  }

  /** SIGKILL: no goodbye, no flush. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
  }

  /** Ends it and takes its folder away. */
  async clear(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #printed(): Opened | undefined {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(this.#out)?.[0];
    const password = /\blina\b.*?(\d{3}(?:-\d{3}){3})/.exec(this.#out)?.[1];
    return url === undefined || password === undefined ? undefined : { url, password };
  }
}
