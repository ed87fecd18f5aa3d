// Two desks, one guest: whoever is first takes the guest, the other one is told. Decided on rows, under the pop's lock.
import { KeshiError, type PersonId, type PropertyId, type TerminalId } from "../contract/index.ts";
import { toInteger, type Store, type Transaction } from "../store/index.ts";
import type { PopState } from "./pop-store.ts";

/** Who wants to take or has greeted the guest of a pop, and where. */
export interface Claim {
  readonly property: PropertyId;
  readonly number: number;
  readonly station: string;
  /** Stations that compete for the guest: all of the same role. */
  readonly rivals: readonly string[];
  readonly person: PersonId;
  readonly terminal: TerminalId;
  readonly at: number;
}

interface PopStationRow {
  property: string;
  station: string;
  number: number;
  state: string;
  person: string | null;
  terminal: string | null;
  settled_at: number | null;
}

/** Takes the guest, or notes the greeting; throws `pop-unknown` or `pop-claimed`. Doing it twice is harmless. */
export async function settlePop(
  store: Store,
  claim: Claim,
  wanted: "claimed" | "greeted",
): Promise<PopState> {
  return store.transaction(async (trx) => {
    const rows = await lockRows(trx, claim);
    const mine = rows.find(({ station }) => station === claim.station);
    if (mine === undefined) throw new KeshiError("pop-unknown", "This station has no pop of that number.");
    const taken = rows.find(({ state, person }) => state !== "waiting" && person !== claim.person);
    if (taken !== undefined) throw new KeshiError("pop-claimed", "A colleague has taken this guest.");
    if (mine.state === "greeted" || mine.state === wanted)
      return mine.state === "greeted" ? "greeted" : wanted;
    await trx<PopStationRow>("pop_station")
      .where({ property: claim.property, station: claim.station, number: claim.number })
      .update({ state: wanted, person: claim.person, terminal: claim.terminal, settled_at: claim.at });
    return wanted;
  });
}

/** Stations of one role that hold the pop, behind the lock on the pop itself: two claims at once come one after the other. */
async function lockRows(trx: Transaction, claim: Claim): Promise<PopStationRow[]> {
  await trx("pop").where({ property: claim.property, number: claim.number }).forUpdate().select("number");
  const rows = await trx<PopStationRow>("pop_station")
    .where({ property: claim.property, number: claim.number })
    .whereIn("station", claim.rivals)
    .limit(claim.rivals.length);
  return rows.map((row) => ({ ...row, number: toInteger(row.number) }));
}
