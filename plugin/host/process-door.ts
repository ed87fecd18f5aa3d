// The process as the command line sees it: its streams, its environment, and how it is asked to stop.
import type { Streams } from "./voice.ts";

/** Standard output and standard error. */
export const processStreams: Streams = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
};

/** The words of the command line, without the program itself. */
export function processWords(): readonly string[] {
  return process.argv.slice(2);
}

/** The environment that `${NAME}` in a config is filled from. */
export function processEnvironment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}

/** Windows knows no SIGTERM; there Ctrl+C, Ctrl+Break, a closed console or the launcher's word ask for the end. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"] as const;

/** Resolves with what asked the process to stop; asking a second time ends it at once. */
export function askedToStop(): Promise<string> {
  return new Promise((resolve) => {
    let asked = false;
    const ask = (by: string): void => {
      if (asked && by === "SIGINT") process.exit(1);
      asked = true;
      resolve(by);
    };
    for (const signal of SIGNALS) process.on(signal, () => ask(signal));
    process.on("message", (word) => {
      if (word === "stop") ask("launcher");
    });
    process.on("disconnect", () => ask("launcher"));
  });
}

/** Calls back once with what nobody caught; the process is in no known state then and has to end. */
export function onUncaught(tell: (error: unknown) => void): void {
  process.once("uncaughtException", tell);
  process.once("unhandledRejection", tell);
}

/** Ends the process with this answer. */
export function exitWith(code: number): never {
  process.exit(code);
}

/** Answers with this code once everything is done. */
export function answerWith(code: number): void {
  process.exitCode = code;
}

const PASSWORD_BYTES = 4096;

/** Everything on standard input up to its end, without the last line break. */
export async function readStdin(): Promise<string> {
  let text = "";
  process.stdin.setEncoding("utf8");
  for await (const chunk of process.stdin) {
    text += String(chunk);
    if (text.length > PASSWORD_BYTES) break;
  }
  return text.replace(/\r?\n$/, "");
}
