// Many terminals in one process: socket.io clients that note when each pop reached them.
import { io, type Socket } from "socket.io-client";

/** What a terminal hears. */
export interface HeardPop {
  readonly number: number;
  readonly quiet?: boolean;
  readonly card: { readonly stay?: { readonly reservation: string } };
}

/** A crowd of terminals; `arrivals(reservation)` counts who has it and says when the last one got it. */
export class Crowd {
  readonly sockets: Socket[] = [];
  readonly #arrived = new Map<string, { count: number; lastAt: number }>();
  readonly #seen = new Map<Socket, number>();
  readonly captured = new Map<string, HeardPop>();
  overtakes = 0;
  #seenTimer: NodeJS.Timeout;

  constructor() {
    this.#seenTimer = setInterval(() => this.#tellSeen(), 500);
  }

  /** Connects terminals; each `auth` is one terminal, `label` names its station. */
  async join(url: string, crowd: readonly { auth: Record<string, unknown>; label: string }[]): Promise<void> {
    await Promise.all(
      crowd.map(
        ({ auth, label }) =>
          new Promise<void>((resolve, reject) => {
            const socket = io(`${url}/terminals`, {
              transports: ["websocket"],
              auth,
              forceNew: true,
              reconnection: false,
            });
            let last = 0;
            socket.on("connect", () => resolve());
            socket.on("connect_error", reject);
            socket.on("pop", (pop: HeardPop) => {
              const at = performance.now();
              if (pop.number <= last) this.overtakes += 1;
              last = pop.number;
              this.#seen.set(socket, pop.number);
              this.captured.set(label, pop);
              const reservation = pop.card.stay?.reservation ?? "";
              const arrived = this.#arrived.get(reservation);
              if (arrived === undefined) this.#arrived.set(reservation, { count: 1, lastAt: at });
              else {
                arrived.count += 1;
                arrived.lastAt = at;
              }
            });
            this.sockets.push(socket);
          }),
      ),
    );
  }

  arrivals(reservation: string): { count: number; lastAt: number } {
    return this.#arrived.get(reservation) ?? { count: 0, lastAt: Number.NaN };
  }

  close(): void {
    clearInterval(this.#seenTimer);
    for (const socket of this.sockets) socket.disconnect();
  }

  /** Cumulative and at most a second late, as the real page does it. */
  #tellSeen(): void {
    for (const [socket, upTo] of this.#seen) socket.emit("seen", { upTo });
    this.#seen.clear();
  }
}
