// The socket: pops come in, `seen` goes out. It comes back by itself after a cut or a restart and asks for what it missed.
import { after } from "./clock.ts";
import { io } from "./socket-io.js";
import type { Changed, Light, PopRow, Settled } from "./wire.ts";

const SEEN_LATE_MS = 500;
const AGAIN_MS = 1000;

/** What a page hears. */
export interface LiveEars {
  online(): void;
  offline(): void;
  /** The server does not take the token any more: `data.code`. */
  refused(code: string): void;
  pops(pops: readonly PopRow[]): void;
  changed(change: Changed): void;
  settled(settled: Settled): void;
  links(links: readonly Light[]): void;
}

/** The open connection. */
export interface Live {
  reconnect(): void;
  stop(): void;
}

/**
 * Connects a paired page. A page that was just opened lets the server go by what this terminal acknowledged; only what
 * came over the socket itself, in order, counts as heard when the connection comes back.
 */
export function openLive(token: string, ears: LiveEars): Live {
  let heard: number | undefined;
  const socket = io("/terminals", {
    transports: ["websocket"],
    reconnectionDelay: 500,
    reconnectionDelayMax: 5000,
    auth: (give) => give({ token, ...(heard === undefined ? {} : { after: heard }) }),
  });
  const seen = createSeen((upTo) => socket.emit("seen", { upTo }));
  const hear = (pops: readonly PopRow[]): void => {
    ears.pops(pops.map((pop) => ({ ...pop, state: stateOf(pop) })));
    heard = Math.max(heard ?? 0, ...pops.map((pop) => pop.number));
    seen(heard);
  };
  socket.on("connect", () => ears.online());
  socket.on("disconnect", (reason) => {
    ears.offline();
    if (reason === "io server disconnect") after(AGAIN_MS, () => socket.connect());
  });
  socket.on("connect_error", (error) => {
    const code = codeOf(error);
    if (code !== undefined && REFUSALS.has(code)) ears.refused(code);
    else {
      ears.offline();
      if (!socket.active) after(AGAIN_MS, () => socket.connect());
    }
  });
  socket.on("pop", (pop: PopRow) => hear([pop]));
  socket.on("snapshot", ({ pops }: { pops: readonly PopRow[] }) => hear(pops));
  socket.on("changed", (change: Changed) => ears.changed(change));
  socket.on("settled", (settled: Settled) => ears.settled(settled));
  socket.on("refused", ({ code }: { code: string }) => {
    if (REFUSALS.has(code)) ears.refused(code);
  });
  socket.on("links", (links: readonly Light[]) => ears.links(links));
  return {
    reconnect: () => socket.disconnect().connect(),
    stop: () => socket.disconnect(),
  };
}

/** Codes after which trying again with the same token is of no use. */
const REFUSALS = new Set(["terminal-needed", "terminal-unknown", "terminal-revoked", "terminal-stationless"]);

function codeOf(error: object): string | undefined {
  const found: unknown = Reflect.get(error, "data");
  const code: unknown = typeof found === "object" && found !== null ? Reflect.get(found, "code") : undefined;
  return typeof code === "string" ? code : undefined;
}

/** A pop pushed by the socket is new; one from a snapshot may tell what became of it. */
function stateOf(pop: Partial<PopRow>): PopRow["state"] {
  return pop.state ?? "waiting";
}

/** Answers `seen {upTo}` for many pops at once, half a second late at most. */
function createSeen(send: (upTo: number) => void): (upTo: number) => void {
  let highest = 0;
  let waiting = false;
  return (upTo) => {
    highest = Math.max(highest, upTo);
    if (waiting) return;
    waiting = true;
    after(SEEN_LATE_MS, () => {
      waiting = false;
      send(highest);
    });
  };
}
