#!/usr/bin/env node
// The launcher: plain JavaScript that any Node can read, so that an old Node is told what to do instead of crashing on
// TypeScript or inside SQLite. A checkout brings its own Node along (`npm ci`); an old one hands over to it.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import * as modules from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const NEEDED = [22, 18];
const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, "..");

function isNewEnough(version) {
  const [major, minor] = version.split(".").map(Number);
  return major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);
}

/** The checkout runs from its sources; a package, where Node refuses to strip types, from `dist`. */
function programFile() {
  const source = join(HERE, "main.ts");
  const built = join(ROOT, "dist", "plugin", "main.js");
  const packaged = HERE.split(/[\\/]/).includes("node_modules");
  return packaged || !existsSync(source) ? built : source;
}

function ownNode() {
  const folder = join(ROOT, "node_modules", "node", "bin");
  return [join(folder, "node.exe"), join(folder, "node")].find((file) => existsSync(file));
}

/** The older Node stays as a shell around the newer one: it passes on signals, and what the command answered. */
function handOver(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"]) {
    try {
      process.on(signal, () => {
        if (child.connected) child.send("stop");
      });
    } catch {
      // a signal this system does not know
    }
  }
  child.on("error", (error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
  child.on("exit", (code) => {
    process.exitCode = code === null ? 1 : code;
  });
}

function refuse() {
  const version = process.versions.node;
  console.error(
    `客史需要 Node 22.18 或更新的版本；现在是 ${version}。请安装 Node 24，或在程序文件夹里运行 npm ci（它会带上 Node 24）。`,
  );
  console.error(
    `Keshi needs Node 22.18 or newer; this is ${version}. Install Node 24, or run npm ci in its folder, which brings Node 24 along.`,
  );
  process.exitCode = 1;
}

/** Node warns of its own type stripping; that is for us to know, not for a hotel. Every other warning is told. */
function keepWarnings() {
  process.removeAllListeners("warning");
  process.on("warning", ({ name, message }) => {
    const isOwnStripping =
      name === "ExperimentalWarning" && /stripTypeScriptTypes|Type Stripping/i.test(message);
    if (!isOwnStripping) console.error(`${name}: ${message}`);
  });
}

function launch() {
  keepWarnings();
  if (isNewEnough(process.versions.node)) {
    // What was compiled once is not compiled at every start.
    modules.enableCompileCache?.();
    return import(pathToFileURL(programFile()).href).then((program) => program.run());
  }
  const newer = ownNode();
  if (newer === undefined || process.env.KESHI_HANDED_OVER === "1") return refuse();
  process.env.KESHI_HANDED_OVER = "1";
  return handOver(newer);
}

launch();
