// How an event's row is closed: together with what it changed, once only.
import { KeshiError } from "../contract/index.ts";

/** What became of one event: applied, rejected (it can never apply), or parked (a person has to look). */
export interface Settlement {
  readonly seq: number;
  readonly state: "applied" | "rejected" | "parked";
  readonly code?: string;
  /** Why, without anything personal; cut at 500 characters. */
  readonly reason?: string;
}

/** What is written into the rows it closes. */
export interface ClosedColumns {
  readonly state: Settlement["state"];
  readonly code: string | null;
  readonly reason: string | null;
  readonly settled_at: number | null;
}

const CODE_LENGTH = 64;
const REASON_LENGTH = 500;

/** Closes the rows in one update per outcome; throws transient `journal-not-queued` unless every one was still open. */
export async function settleRows(
  settlements: readonly Settlement[],
  door: {
    readonly now: number;
    readonly close: (seqs: readonly number[], columns: ClosedColumns) => Promise<number>;
  },
): Promise<void> {
  const outcomes = new Map<string, { seqs: number[]; columns: ClosedColumns }>();
  for (const { seq, state, code, reason } of settlements) {
    const columns = {
      state,
      code: code?.slice(0, CODE_LENGTH) ?? null,
      reason: reason?.slice(0, REASON_LENGTH) ?? null,
      // Retention goes by this instant; a parked row is nobody's to delete.
      settled_at: state === "parked" ? null : door.now,
    };
    const name = `${state}\n${columns.code ?? ""}\n${columns.reason ?? ""}`;
    const seqs: number[] = [];
    const outcome = outcomes.get(name) ?? { seqs, columns };
    outcome.seqs.push(seq);
    outcomes.set(name, outcome);
  }
  for (const { seqs, columns } of outcomes.values()) {
    if ((await door.close(seqs, columns)) === seqs.length) continue;
    throw new KeshiError("journal-not-queued", "An event was settled before", { errorClass: "transient" });
  }
}
