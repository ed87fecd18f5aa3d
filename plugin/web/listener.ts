// The port: found, opened, and closed within a deadline.
import { createServer, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { readFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { codeOf, KeshiError, type Clock } from "../contract/index.ts";

/** Where the service listens. */
export interface HttpSettings {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** How the hotel's browsers reach it, where a proxy stands before it. */
  readonly publicUrl?: string;
  readonly tls?: { readonly cert: string; readonly key: string };
  /** `next` tries the following ports where one is taken (the trial hotel); `fail` says so and stops. */
  readonly onPortTaken?: "next" | "fail";
}

/** Where it really listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
  readonly url: string;
}

const NEXT_PORTS = 20;
const HEADERS_WITHIN_MS = 10_000;
const REQUEST_WITHIN_MS = 30_000;
const KEEP_ALIVE_MS = 65_000;

/** A server with deadlines on headers, bodies and idle connections; throws `tls-unreadable`. */
export function makeServer(answer: RequestListener, settings: HttpSettings): Server {
  const server =
    settings.tls === undefined ? createServer(answer) : createSecureServer(keysOf(settings.tls), answer);
  server.headersTimeout = HEADERS_WITHIN_MS;
  server.requestTimeout = REQUEST_WITHIN_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return server;
}

/** Listens on the port or, if asked to, the next free one; throws `port-taken`, `port-denied` or `host-unknown`. */
export async function listenOn(server: Server, settings: HttpSettings): Promise<Address> {
  const tries = settings.onPortTaken === "next" && settings.port !== 0 ? NEXT_PORTS : 1;
  for (let step = 0; ; step++) {
    try {
      await listenOnce(server, settings.host, settings.port + step);
      return addressOf(server, settings);
    } catch (error) {
      if (codeOf(error) !== "EADDRINUSE" || step + 1 >= tries) throw refusal(error, settings);
    }
  }
}

/** Stops taking requests, lets those under way finish, and cuts what is left after the deadline. */
export async function closeServer(server: Server, clock: Clock, deadlineMs: number): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cancel = clock.after(deadlineMs, () => server.closeAllConnections());
  await closed;
  cancel();
}

function listenOnce(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => reject(error);
    server.once("error", fail);
    server.listen({ host, port, exclusive: true }, () => {
      server.removeListener("error", fail);
      resolve();
    });
  });
}

function addressOf(server: Server, { tls, host }: HttpSettings): Address {
  const bound = server.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : 0;
  const named = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  const authority = named.includes(":") ? `[${named}]` : named;
  return { host, port, url: `${tls === undefined ? "http" : "https"}://${authority}:${port}` };
}

function refusal(error: unknown, { host, port }: HttpSettings): unknown {
  const code = codeOf(error);
  if (code === "EADDRINUSE")
    return new KeshiError("port-taken", `Port ${port} on ${host} is in use by another program.`, {
      remedy: "Stop the other program or set http.port to a free one.",
      cause: error,
    });
  if (code === "EACCES")
    return new KeshiError("port-denied", `This user may not listen on port ${port}.`, {
      remedy: "Set http.port to 1024 or higher.",
      cause: error,
    });
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return new KeshiError("host-unknown", `${host} is not an address of this machine.`, {
      remedy: "Set http.host to 127.0.0.1, 0.0.0.0 or an address of this machine.",
      cause: error,
    });
  return error;
}

function keysOf(tls: { cert: string; key: string }): { cert: Buffer; key: Buffer } {
  try {
    return { cert: readFileSync(tls.cert), key: readFileSync(tls.key) };
  } catch (cause) {
    throw new KeshiError("tls-unreadable", "http.tls names a certificate or key that cannot be read.", {
      cause,
    });
  }
}
