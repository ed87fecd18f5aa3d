// Dials the far side; each open is one new connection.
import { connect, type Socket } from "node:net";
import {
  codeOf,
  KeshiError,
  type Clock,
  type LineContext,
  type LineSource,
} from "../../plugin/contract/index.ts";
import type { TcpClientSettings } from "./settings.ts";
import { SocketLine } from "./socket-line.ts";

/** A way to dial the machine and port of the settings. */
export function createTcpClient(settings: TcpClientSettings, context: LineContext): LineSource {
  return {
    name: context.name,
    direction: "client",
    async open(signal) {
      const socket = await dial(settings, context.clock, signal);
      return new SocketLine({ socket, clock: context.clock, writeTimeoutMs: settings.writeTimeoutMs });
    },
    release: () => Promise.resolve(),
  };
}

function dial(settings: TcpClientSettings, clock: Clock, signal: AbortSignal): Promise<Socket> {
  signal.throwIfAborted();
  const { host, port, connectTimeoutMs, keepAliveMs } = settings;
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: keepAliveMs,
    });
    const settle = (error?: unknown): void => {
      cancel();
      signal.removeEventListener("abort", abort);
      socket.off("connect", settle);
      socket.off("error", fail);
      if (error === undefined) {
        resolve(socket);
        return;
      }
      socket.on("error", () => undefined);
      socket.destroy();
      reject(error instanceof Error ? error : new Error("stopped", { cause: error }));
    };
    const abort = (): void => settle(signal.reason);
    const fail = (error: Error): void => settle(dialError(settings, error));
    const cancel = clock.after(connectTimeoutMs, () => settle(timeoutError(settings)));
    signal.addEventListener("abort", abort, { once: true });
    socket.on("connect", settle);
    socket.on("error", fail);
  });
}

function dialError({ host, port }: TcpClientSettings, cause: Error): KeshiError {
  return new KeshiError(codeOf(cause), `No connection to ${host}:${port}`, {
    errorClass: "transient",
    remedy: "Check that the other side is running and listens on this address and port.",
    cause,
  });
}

function timeoutError({ host, port, connectTimeoutMs }: TcpClientSettings): KeshiError {
  return new KeshiError("line-timeout", `No answer from ${host}:${port} within ${connectTimeoutMs} ms`, {
    errorClass: "transient",
    remedy: "Check the address, the network and any firewall in between.",
  });
}
