// Is the port of the pages free, ours, or somebody else's?
import { createServer } from "node:net";
import { z } from "zod";
import { codeOf } from "../contract/index.ts";
import type { KeshiConfig } from "./config.ts";
import { finding, type Finding } from "./finding.ts";

type HttpPlace = KeshiConfig["http"];

const ANSWER_MS = 2000;
const ours = z.object({ status: z.enum(["ready", "not-ready"]) });

/** Whether a Keshi answers at the port of this config. */
export async function isRunning({ host, port, tls }: HttpPlace): Promise<boolean> {
  const everywhere = host === "0.0.0.0" || host === "::";
  const place = everywhere ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  if (tls !== undefined) return false;
  try {
    const answer = await fetch(`http://${place}:${port}/readyz`, { signal: AbortSignal.timeout(ANSWER_MS) });
    return ours.safeParse(await answer.json()).success;
  } catch {
    return false;
  }
}

/** Looks whether the service could listen there. */
export async function checkPort({ host, port }: HttpPlace, running: boolean): Promise<Finding> {
  const values = { host, port };
  if (running) return finding("port", "ok", { key: "port-ours", values });
  const code = await listenBriefly(host, port);
  return code === undefined
    ? finding("port", "ok", { key: "port-free", values })
    : finding("port", "bad", { key: "port-taken", values: { ...values, code } });
}

function listenBriefly(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve(codeOf(error)));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
