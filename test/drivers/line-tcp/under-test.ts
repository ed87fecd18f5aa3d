// Real sockets on port 0 for the line suite.
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import type { Line, LineContext } from "../../../plugin/contract/index.ts";
import { systemClock } from "../../../plugin/kit/clock.ts";
import { createTcpClient } from "../../../drivers/line-tcp/client.ts";
import { createTcpServer } from "../../../drivers/line-tcp/server.ts";
import type { FarSide, LineUnderTest } from "../../suites/line.ts";
import { until } from "../../peers/until.ts";

const quiet = (): void => undefined;
/** A line's context that logs nowhere. */
export const lineContext: LineContext = {
  name: "pms-line",
  clock: systemClock,
  log: { debug: quiet, info: quiet, warn: quiet, error: quiet, child: () => lineContext.log },
};

/** A socket as the far side of a line. */
export function farSide(socket: Socket): FarSide {
  const chunks: Uint8Array[] = [];
  socket.on("data", (chunk: Uint8Array) => chunks.push(chunk));
  socket.on("error", quiet);
  return {
    write: (bytes) =>
      new Promise((resolve) => {
        socket.write(bytes, () => resolve());
      }),
    received: () => Buffer.concat(chunks),
    end: () => void socket.end(),
    reset: () => void socket.resetAndDestroy(),
    stopReading: () => void socket.pause(),
  };
}

/** Listens on a free port; `accepted` gives each peer once. */
export async function listening(): Promise<{
  server: Server;
  port: number;
  accepted: () => Promise<Socket>;
}> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { server, port, accepted: () => until("a peer came", () => sockets.shift()) };
}

/** A TCP client line with a far side that listens. */
export async function clientUnderTest(): Promise<LineUnderTest> {
  const { server, port, accepted } = await listening();
  const sockets: Socket[] = [];
  const lines: Line[] = [];
  const source = createTcpClient(
    { host: "127.0.0.1", port, connectTimeoutMs: 2000, writeTimeoutMs: 200, keepAliveMs: 60_000 },
    lineContext,
  );
  return {
    source,
    async open() {
      const line = await source.open(new AbortController().signal);
      const socket = await accepted();
      sockets.push(socket);
      lines.push(line);
      return { line, far: farSide(socket) };
    },
    async dispose() {
      for (const line of lines) await line.close();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A TCP server line with a far side that dials. */
export async function serverUnderTest(
  secondPeer: "displace" | "refuse" = "displace",
): Promise<LineUnderTest & { port(): number }> {
  const sockets: Socket[] = [];
  const lines: Line[] = [];
  const source = createTcpServer(
    { host: "127.0.0.1", port: 0, secondPeer, writeTimeoutMs: 200, keepAliveMs: 60_000 },
    lineContext,
  );
  const port = (): number => source.address?.port ?? 0;
  return Promise.resolve({
    source,
    port,
    async open() {
      const opening = source.open(new AbortController().signal);
      await until("it listens", () => port() > 0);
      const socket = connect(port(), "127.0.0.1");
      sockets.push(socket);
      const far = farSide(socket);
      const line = await opening;
      lines.push(line);
      return { line, far };
    },
    async dispose() {
      for (const line of lines) await line.close();
      for (const socket of sockets) socket.destroy();
      await source.release();
    },
  });
}
