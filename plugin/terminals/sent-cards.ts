// Which card each role was last shown of a pop, as a digest: what is the same for a role is not told to it again.
import { createHash } from "node:crypto";
import type { Station } from "../contract/index.ts";
import { Recent } from "../kit/recent.ts";
import type { Packet } from "./pops.ts";

/** Cards remembered; of one forgotten a change is told even where the role sees none. */
const BOUND = 4096;

/** The memory of one feed; the oldest is forgotten first. */
export class SentCards {
  readonly #digests = new Recent<string, string>(BOUND);

  /** Remembers what the stations of this packet are shown. */
  note(packet: Packet, stations: ReadonlyMap<string, Station>): void {
    this.#digests.set(keyOf(packet, stations), digestOf(packet));
  }

  /** Whether the stations of this packet have this very card on their screens. */
  isSame(packet: Packet, stations: ReadonlyMap<string, Station>): boolean {
    return this.#digests.get(keyOf(packet, stations)) === digestOf(packet);
  }
}

function keyOf({ stations: places, pop }: Packet, stations: ReadonlyMap<string, Station>): string {
  const view = stations.get(places[0] ?? "");
  return `${pop.number} ${view?.role ?? ""} ${view?.locale ?? ""}`;
}

function digestOf({ pop }: Packet): string {
  return createHash("sha256").update(JSON.stringify(pop.card)).digest("base64");
}
