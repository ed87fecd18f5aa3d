// Lines over TCP: `tcp-client` dials, `tcp-server` listens.
import type { DriverDefinition } from "../../plugin/contract/index.ts";
import { createTcpClient } from "./client.ts";
import { createTcpServer } from "./server.ts";
import {
  tcpClientSettings,
  tcpServerSettings,
  type TcpClientSettings,
  type TcpServerSettings,
} from "./settings.ts";

export { type TcpClientSettings, type TcpServerSettings } from "./settings.ts";

/** A line that dials a listening machine: a PMS interface, a receipt printer. */
export const tcpClient: DriverDefinition<TcpClientSettings> = {
  offers: "line",
  kind: "tcp-client",
  settings: tcpClientSettings,
  create: createTcpClient,
};

/** A line that waits for a machine to dial us. */
export const tcpServer: DriverDefinition<TcpServerSettings> = {
  offers: "line",
  kind: "tcp-server",
  settings: tcpServerSettings,
  create: createTcpServer,
};

/** Everything this folder offers. */
const drivers: readonly DriverDefinition<unknown>[] = [tcpClient, tcpServer];
export default drivers;
