// A private MariaDB for tests: a child process on a free port with a data folder of its own, gone when the tests end.
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import mysql from "mysql2/promise";
import { until } from "./until.ts";

/** What to tell a developer whose machine has no server. */
export const HOW_TO_GET_IT =
  "no mariadbd on this machine: install Debian's mariadb-server (or MariaDB 10.11+)";

/** A running private server. */
export interface MariaDb {
  readonly port: number;
  /** Makes an empty database and gives its URL. */
  freshDatabase(): Promise<string>;
  dropDatabase(url: string): Promise<void>;
  /** Ends the server at once, as a crash would; used to see what we do without it. */
  stop(): Promise<void>;
}

const server = programOf("mariadbd");
const installer = programOf("mariadb-install-db");

/** Whether this machine can run one. */
export const hasMariaDb = server !== undefined && installer !== undefined;

let shared: Promise<MariaDb> | undefined;

/** The one server all suites of a test run share, started when the first one asks. */
export function sharedMariaDb(): Promise<MariaDb> {
  shared ??= startMariaDb({ syncs: false });
  return shared;
}

/** Starts a server of one's own. */
export async function startMariaDb(how: { syncs: boolean } = { syncs: true }): Promise<MariaDb> {
  if (server === undefined || installer === undefined) throw new Error(HOW_TO_GET_IT);
  const folder = mkdtempSync(join(tmpdir(), "keshi-mariadb-"));
  const user = userInfo().uid === 0 ? ["--user=root"] : [];
  const port = await freePort();
  await promisify(execFile)(installer, [
    "--no-defaults",
    `--datadir=${folder}`,
    "--auth-root-authentication-method=normal",
    ...user,
  ]);
  const child = spawn(server, [...argumentsFor(folder, port), ...(how.syncs ? [] : CARELESS), ...user], {
    stdio: "ignore",
  });
  // Neither the child nor an open pipe to it may keep the test run from ending.
  child.unref();
  const clear = (): void => clearAway(child, folder);
  process.once("exit", clear);
  await until("MariaDB answers", () => answers(port, child), 30_000);
  return running({ port, child, clear });
}

function running(at: { port: number; child: ChildProcess; clear: () => void }): MariaDb {
  let made = 0;
  return {
    port: at.port,
    async freshDatabase() {
      const name = `keshi_${process.pid}_${++made}`;
      await ask(at.port, `create database ${name} character set utf8mb4 collate utf8mb4_bin`);
      return `mysql://root@127.0.0.1:${at.port}/${name}`;
    },
    dropDatabase: (url) => ask(at.port, `drop database if exists ${new URL(url).pathname.slice(1)}`),
    stop() {
      process.off("exit", at.clear);
      return new Promise((resolve) => {
        at.child.once("exit", () => resolve());
        at.clear();
      });
    },
  };
}

/** Tests try what the server answers, not its disk: nothing is waited for. The bench measures a server that syncs as a hotel's does. */
const CARELESS = [
  "--innodb-flush-method=nosync",
  "--innodb-flush-log-at-trx-commit=0",
  "--skip-innodb-doublewrite",
  "--sync-frm=0",
];

function argumentsFor(folder: string, port: number): string[] {
  return [
    "--no-defaults",
    `--datadir=${folder}`,
    `--socket=${join(folder, "s")}`,
    `--pid-file=${join(folder, "pid")}`,
    `--port=${port}`,
    "--bind-address=127.0.0.1",
    "--character-set-server=utf8mb4",
    "--collation-server=utf8mb4_bin",
    "--skip-name-resolve",
    "--innodb-buffer-pool-size=64M",
  ];
}

async function answers(port: number, child: ChildProcess): Promise<boolean> {
  if (child.exitCode !== null) throw new Error(`mariadbd ended with ${child.exitCode}`);
  try {
    await ask(port, "select 1");
    return true;
  } catch {
    return false;
  }
}

async function ask(port: number, sql: string): Promise<void> {
  const connection = await mysql.createConnection({ host: "127.0.0.1", port, user: "root" });
  try {
    await connection.query(sql);
  } finally {
    connection.destroy();
  }
}

function clearAway(child: ChildProcess, folder: string): void {
  child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

function programOf(name: string): string | undefined {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}
