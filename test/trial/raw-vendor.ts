// A vendor made of a bare socket: what a FIAS client sends and sees, with nothing of ours in between.
import { connect, createServer, type Socket } from "node:net";
import { once } from "node:events";
import iconv from "iconv-lite";
import { until } from "../peers/until.ts";

/** The declaration that a guest-profile service makes (fias.md §3.7). */
export const FULL_LR: readonly string[] = [
  "LR|RIGI|FLRNG#GSGNGFGTGLGVGGG+GAGDNPWSDATISF|",
  "LR|RIGC|FLRNG#GSGNGFGTGLGVGGG+GAGDNPWSDATIRO|",
  "LR|RIGO|FLRNG#GSWSDATISF|",
  "LR|RINS|FLDATI|",
  "LR|RINE|FLDATI|",
];

/** A raw socket with the records it got. */
export class RawVendor {
  readonly got: string[] = [];
  closed = false;
  readonly chunks: Buffer[] = [];
  readonly socket: Socket;
  #codePage: string;
  #body: number[] | undefined;

  constructor(socket: Socket, codePage = "utf-8") {
    this.socket = socket;
    this.#codePage = codePage;
    socket.on("data", (chunk: Buffer) => {
      this.chunks.push(chunk);
      for (const byte of chunk) this.#take(byte);
    });
    socket.on("error", () => undefined);
    socket.once("close", () => (this.closed = true));
  }

  static async dial(port: number, codePage?: string): Promise<RawVendor> {
    const socket = connect({ host: "127.0.0.1", port });
    await once(socket, "connect");
    return new RawVendor(socket, codePage);
  }

  /** Listens once, for a PMS that dials. */
  static async listen(): Promise<{ port: number; vendor: Promise<RawVendor>; stop: () => void }> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const vendor = once(server, "connection").then(([socket]) => new RawVendor(socket as Socket));
    return { port, vendor, stop: () => server.close() };
  }

  send(...records: readonly string[]): void {
    for (const record of records) {
      this.socket.write(Buffer.concat([Buffer.of(2), iconv.encode(record, this.#codePage), Buffer.of(3)]));
    }
  }

  /** Goes through the start and waits for LA. */
  async declare(
    records: readonly string[] = FULL_LR,
    ld = "LD|DA261121|TI143200|V#1.0|IFMS|",
  ): Promise<void> {
    await this.record("LS");
    this.send(ld, ...records, "LA|DA261121|TI143200|");
    await this.record("LA");
  }

  /** Waits for the nth record of an id, the first where not said. */
  async record(id: string, nth = 1): Promise<string> {
    const found = await until(`${id} ${nth}`, () => this.all(id)[nth - 1]);
    return found;
  }

  all(id: string): string[] {
    return this.got.filter((text) => text.startsWith(id));
  }

  #take(byte: number): void {
    if (byte === 2) this.#body = [];
    else if (byte === 3 && this.#body !== undefined) {
      this.got.push(iconv.decode(Buffer.from(this.#body), this.#codePage));
      this.#body = undefined;
    } else this.#body?.push(byte);
  }
}
