// The PMS end of a bench line: the shortest honest FIAS server (fias.md §3.2) and raw writes.
import { createServer, type Server, type Socket } from "node:net";

const STX = "\x02";
const ETX = "\x03";

/** A listening PMS end; `alive` once the client's declaration was answered with LA. */
export interface PmsLine {
  readonly port: number;
  alive(): boolean;
  connected(): boolean;
  /** Writes frames in one go. */
  write(records: readonly string[]): void;
  /** Sends DS, the records, DE, in one go. */
  resync(records: readonly string[]): void;
  close(): Promise<void>;
}

/** Opens a PMS end on a free port; `greets: false` for the floor, which speaks no link records. */
export async function openPmsLine(greets: boolean): Promise<PmsLine> {
  let socket: Socket | undefined;
  let alive = false;
  const send = (records: readonly string[]): void => {
    socket?.write(records.map((record) => STX + record + ETX).join(""));
  };
  const server: Server = createServer((incoming) => {
    socket = incoming;
    alive = !greets;
    incoming.setNoDelay(true);
    incoming.on("error", () => undefined);
    if (greets) send([`LS|${stamp(Date.now())}`]);
    incoming.on("data", (bytes) => {
      for (const frame of bytes.toString("utf8").split(ETX)) {
        if (frame.includes(`${STX}LA|`) && !alive) {
          send([`LA|${stamp(Date.now())}`]);
          alive = true;
        }
        if (frame.includes(`${STX}DR|`)) send([`DS|${stamp(Date.now())}`, `DE|${stamp(Date.now())}`]);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    port,
    alive: () => alive,
    connected: () => socket !== undefined,
    write: send,
    resync: (records) => send([`DS|${stamp(Date.now())}`, ...records, `DE|${stamp(Date.now())}`]),
    async close() {
      socket?.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** `DA…|TI…|` of an instant, in Asia/Shanghai (UTC+8, no summer time). */
export function stamp(at: number): string {
  const text = new Date(at + 8 * 3_600_000).toISOString();
  return `DA${text.slice(2, 10).replaceAll("-", "")}|TI${text.slice(11, 19).replaceAll(":", "")}|`;
}
