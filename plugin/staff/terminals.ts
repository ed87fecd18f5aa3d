// Browsers paired with a station, by a code that works once; and taking one back.
import { KeshiError, type Clock, type PropertyId, type Station, type TerminalId } from "../contract/index.ts";
import { breathe } from "../kit/breath.ts";
import { newId } from "../kit/ulid.ts";
import type { Store } from "../store/index.ts";
import { createAttempts } from "./attempt.ts";
import {
  insertPairing,
  insertTerminal,
  listTerminals,
  readRevoked,
  readTerminals,
  revokeTerminalRow,
  takePairing,
  writeSeen,
  type StoredTerminal,
} from "./terminal-store.ts";
import { digestOf, newPairingCode, newToken, readPairingCode, tokenKind } from "./token.ts";

/** How long a pairing code works. */
export const PAIRING_MS = 10 * 60_000;
/** A mistyped code is common, forty from one address in a quarter of an hour are not. */
const LIMITS = { perSubject: 40, perOrigin: 40 };

/** A terminal that proved itself, at the station it was paired with. */
export interface Terminal {
  readonly id: TerminalId;
  readonly station: Station;
  readonly name: string;
  readonly seen?: number;
}

/** What became of a token: good, never made, taken back, or of a station that the config no longer has. */
export type TerminalProof =
  | { readonly is: "known"; readonly terminal: Terminal }
  | { readonly is: "unknown" }
  | { readonly is: "revoked" }
  | { readonly is: "stationless" };

/** The browsers of the house. */
export interface Terminals {
  /** A one-time code for a station, good for ten minutes; throws `station-unknown`. */
  makePairing(station: string): Promise<{ station: string; code: string; expiresAt: number }>;
  /** Trades a code for a token, shown once; throws `pairing-refused` or `too-many-tries`. */
  pair(
    code: string,
    name: string,
    origin?: string,
  ): Promise<{ terminalId: TerminalId; token: string; station: string }>;
  terminalOf(token: string): Promise<TerminalProof>;
  list(): Promise<readonly StoredTerminal[]>;
  /** Takes a terminal back; its socket is cut at once here, within seconds in another process. Throws `terminal-unknown`. */
  revokeTerminal(id: TerminalId): Promise<void>;
  /** Tells of every terminal revoked by this process; answers how to stop listening. */
  onRevoked(listener: (id: TerminalId) => void): () => void;
  /** Which of these are revoked by now, whoever did it. */
  revokedAmong(ids: readonly TerminalId[]): Promise<readonly TerminalId[]>;
  /** Keeps how far each terminal has seen. */
  noteSeen(seen: ReadonlyMap<TerminalId, number>): Promise<void>;
}

/** Opens the terminals of one property. */
export function createTerminals(it: {
  store: Store;
  property: PropertyId;
  stations: readonly Station[];
  clock: Clock;
}): Terminals {
  const { store, property, clock } = it;
  const attempts = createAttempts(LIMITS);
  const stations = new Map(it.stations.map((station) => [station.name, station]));
  const listeners = new Set<(id: TerminalId) => void>();
  const lookUp = together((digests) => readTerminals(store.db, property, digests));

  function prove(stored: StoredTerminal | undefined): TerminalProof {
    if (stored === undefined) return { is: "unknown" };
    if (stored.revoked) return { is: "revoked" };
    const station = stations.get(stored.station);
    if (station === undefined) return { is: "stationless" };
    const { id, name, seen } = stored;
    return { is: "known", terminal: { id, station, name, ...(seen === undefined ? {} : { seen }) } };
  }

  return {
    async makePairing(station) {
      if (!stations.has(station))
        throw new KeshiError("station-unknown", `There is no station ${station} in the config.`, {
          remedy: `Stations are: ${[...stations.keys()].join(", ")}.`,
        });
      const code = newPairingCode();
      const expiresAt = clock.now() + PAIRING_MS;
      await insertPairing(store.db, {
        digest: digestOf(code),
        property,
        station,
        at: clock.now(),
        expiresAt,
      });
      return { station, code, expiresAt };
    },
    async pair(code, name, origin = "here") {
      const taking = { digest: digestOf(readPairingCode(code)), property, at: clock.now() };
      const who = { subject: `origin:${origin}`, origin };
      const station = await attempts.tryOnce(who, () => takePairing(store.db, taking));
      if (station === undefined)
        throw new KeshiError(
          "pairing-refused",
          "This pairing code is wrong, used, or older than ten minutes.",
        );
      const token = newToken("terminal");
      const id = newId<"terminal">(clock.now());
      await insertTerminal(store.db, {
        id,
        property,
        station,
        name,
        digest: digestOf(token),
        at: clock.now(),
      });
      return { terminalId: id, token, station };
    },
    async terminalOf(token) {
      return tokenKind(token) === "terminal" ? prove(await lookUp(digestOf(token))) : { is: "unknown" };
    },
    list: () => listTerminals(store.db, property),
    async revokeTerminal(id) {
      if (!(await revokeTerminalRow(store.db, { id, property, at: clock.now() })))
        throw new KeshiError("terminal-unknown", "There is no such terminal, or it is revoked already.");
      for (const listener of listeners) listener(id);
    },
    onRevoked(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    revokedAmong: (ids) => (ids.length === 0 ? Promise.resolve([]) : readRevoked(store.db, ids)),
    noteSeen: (seen) => store.transaction((trx) => writeSeen(trx, seen, clock.now())),
  };
}

/** Asks once for everything asked for in one turn of the event loop: a thousand browsers coming back are few statements. */
function together<V>(
  ask: (keys: readonly string[]) => Promise<Map<string, V>>,
): (key: string) => Promise<V | undefined> {
  const AT_MOST = 500;
  let round: { keys: Set<string>; answer: Promise<Map<string, V>> } | undefined;
  return async (key) => {
    if (round === undefined || round.keys.size >= AT_MOST) {
      const keys = new Set<string>();
      const answer = breathe().then(() => {
        if (round?.keys === keys) round = undefined;
        return ask([...keys]);
      });
      round = { keys, answer };
    }
    round.keys.add(key);
    return (await round.answer).get(key);
  };
}
