// Listens for the far side; one peer at a time, and a second one displaces it or is refused (setting `secondPeer`).
import { createServer, type Server, type Socket } from "node:net";
import {
  codeOf,
  KeshiError,
  type Line,
  type LineContext,
  type LineSource,
} from "../../plugin/contract/index.ts";
import type { TcpServerSettings } from "./settings.ts";
import { SocketLine } from "./socket-line.ts";

/** A way to wait for peers that dial us, one line after another. */
export function createTcpServer(settings: TcpServerSettings, context: LineContext): LineSource {
  return new TcpServer(settings, context);
}

interface Waiting {
  take(line: Line): void;
  fail(error: Error): void;
}

class TcpServer implements LineSource {
  readonly name: string;
  readonly direction = "server";
  readonly #settings: TcpServerSettings;
  readonly #context: LineContext;
  #server: Server | undefined;
  #current: SocketLine | undefined;
  /** The peer that came while nobody waited; not read from until it is taken. */
  #arrived: Socket | undefined;
  #waiting: Waiting | undefined;

  constructor(settings: TcpServerSettings, context: LineContext) {
    this.name = context.name;
    this.#settings = settings;
    this.#context = context;
  }

  get address(): { readonly host: string; readonly port: number } | undefined {
    const bound = this.#server?.address();
    if (bound === null || bound === undefined || typeof bound === "string") return undefined;
    return { host: bound.address, port: bound.port };
  }

  async open(signal: AbortSignal): Promise<Line> {
    signal.throwIfAborted();
    if (this.#waiting !== undefined)
      throw new KeshiError("line-busy", "Somebody already waits for a peer on this line");
    if (this.#server === undefined) await this.#listen();
    signal.throwIfAborted();
    const arrived = this.#arrived;
    this.#arrived = undefined;
    if (arrived !== undefined && !arrived.destroyed) return this.#adopt(arrived);
    return this.#next(signal);
  }

  release(): Promise<void> {
    this.#arrived?.destroy();
    this.#arrived = undefined;
    this.#server?.close();
    this.#server = undefined;
    this.#waiting?.fail(
      new KeshiError("line-closed", "The line no longer listens", { errorClass: "transient" }),
    );
    return Promise.resolve();
  }

  #next(signal: AbortSignal): Promise<Line> {
    return new Promise((resolve, reject) => {
      const abort = (): void => waiting.fail(reasonOf(signal));
      const done = (): void => {
        this.#waiting = undefined;
        signal.removeEventListener("abort", abort);
      };
      const waiting: Waiting = {
        take(line) {
          done();
          resolve(line);
        },
        fail(error) {
          done();
          reject(error);
        },
      };
      this.#waiting = waiting;
      signal.addEventListener("abort", abort, { once: true });
    });
  }

  #listen(): Promise<void> {
    const { host, port, keepAliveMs } = this.#settings;
    const server = createServer({
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: keepAliveMs,
      pauseOnConnect: true,
    });
    return new Promise((resolve, reject) => {
      server.once("error", (cause) => reject(listenError(this.#settings, cause)));
      server.listen({ host, port, exclusive: true }, () => {
        server.removeAllListeners("error");
        server.on("error", (error) =>
          this.#context.log.warn("A peer could not be accepted", { code: codeOf(error) }),
        );
        server.on("connection", (socket) => this.#arrive(socket));
        this.#server = server;
        resolve();
      });
    });
  }

  #arrive(socket: Socket): void {
    socket.on("error", () => undefined);
    const taken = this.#current?.isOpen === true || this.#arrived?.destroyed === false;
    if (taken && this.#settings.secondPeer === "refuse") {
      this.#context.log.warn("A second peer was refused; the line is taken", { line: this.name });
      socket.destroy();
      return;
    }
    if (taken) this.#context.log.warn("A second peer connected and displaces the first", { line: this.name });
    this.#current?.displace();
    this.#arrived?.destroy();
    this.#arrived = undefined;
    if (this.#waiting === undefined) this.#arrived = socket;
    else this.#waiting.take(this.#adopt(socket));
  }

  #adopt(socket: Socket): SocketLine {
    const { writeTimeoutMs } = this.#settings;
    this.#current = new SocketLine({ socket, clock: this.#context.clock, writeTimeoutMs });
    return this.#current;
  }
}

function listenError({ host, port }: TcpServerSettings, cause: Error): KeshiError {
  const code = codeOf(cause);
  const isTaken = code === "EADDRINUSE";
  return new KeshiError(
    code,
    isTaken ? `Port ${port} on ${host} is used by another program` : `Cannot listen on ${host}:${port}`,
    {
      errorClass: "transient",
      remedy: isTaken
        ? "End the other program (perhaps a second Keshi), or set another port for this line."
        : "Check the address and port of this line.",
      cause,
    },
  );
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error("stopped", { cause: signal.reason });
}
