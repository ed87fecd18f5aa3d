// The socket server and who may come in: websocket only, small messages, a paired terminal's token.
import type { IncomingMessage, Server as HttpServer } from "node:http";
import { Server, type DefaultEventsMap, type Namespace } from "socket.io";
import { parseCookie } from "cookie";
import { codeOf, KeshiError } from "../contract/index.ts";
import { mayAsk, TERMINAL_COOKIE, type Staff, type Terminal } from "../staff/index.ts";
import { authShape, type ServerWords, type SocketMemory, type TerminalWords } from "./message.ts";

/** The namespace of the terminals. */
export type TerminalSpace = Namespace<TerminalWords, ServerWords, DefaultEventsMap, SocketMemory>;

/** An opened door. */
export interface Door {
  readonly terminals: TerminalSpace;
  /** Closes every connection; browsers come back by themselves when the service is there again. */
  close(): void;
}

const MOST_SOCKETS = 4000;
/** A terminal says its token and how far it has seen, nothing longer. */
const LONGEST_MESSAGE_BYTES = 16 * 1024;
const INTRODUCE_WITHIN_MS = 10_000;
const PING_EVERY_MS = 20_000;
const PONG_WITHIN_MS = 15_000;

/** Attaches the socket server to the web's server; a refused socket gets `connect_error` with `data.code`. */
export function openDoor(server: HttpServer, it: { staff: Staff; publicUrl?: string | undefined }): Door {
  const io = new Server<TerminalWords, ServerWords, DefaultEventsMap, SocketMemory>(server, {
    transports: ["websocket"],
    serveClient: false,
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: LONGEST_MESSAGE_BYTES,
    connectTimeout: INTRODUCE_WITHIN_MS,
    pingInterval: PING_EVERY_MS,
    pingTimeout: PONG_WITHIN_MS,
    allowRequest(request, answer) {
      const isFull = io.engine.clientsCount >= MOST_SOCKETS;
      answer(null, !isFull && isOurs(request, it.publicUrl));
    },
  });
  io.use((_socket, next) => next(refusal("namespace-unknown")));
  const terminals: TerminalSpace = io.of("/terminals");
  terminals.use((socket, next) => {
    introduce(socket.handshake.auth, socket.request, it.staff).then(
      ({ terminal, after }) => {
        socket.data.terminal = terminal;
        socket.data.after = after;
        next();
      },
      (error: unknown) => next(refusal(codeOf(error))),
    );
  });
  return { terminals, close: () => void io.engine.close() };
}

async function introduce(
  auth: unknown,
  request: IncomingMessage,
  staff: Staff,
): Promise<{ terminal: Terminal; after: number | undefined }> {
  const said = authShape.safeParse(auth);
  if (!said.success) throw new KeshiError("auth-unreadable", "The introduction is not {token, after?}.");
  const token = said.data.token ?? parseCookie(request.headers.cookie ?? "")[TERMINAL_COOKIE];
  if (token === undefined)
    throw new KeshiError("terminal-needed", "A terminal introduces itself with its token.");
  const proof = await staff.terminalOf(token);
  if (proof.is !== "known") throw new KeshiError(`terminal-${proof.is}`, "This token is not good here.");
  return { terminal: proof.terminal, after: said.data.after };
}

/** What socket.io hands to the browser as `connect_error`. */
function refusal(code: string): Error & { data: { code: string } } {
  return Object.assign(new Error(code), { data: { code } });
}

function isOurs(request: IncomingMessage, publicUrl: string | undefined): boolean {
  const site = request.headers["sec-fetch-site"];
  const from = {
    origin: request.headers.origin,
    host: request.headers.host,
    secFetchSite: typeof site === "string" ? site : undefined,
  };
  return mayAsk(from, publicUrl);
}
