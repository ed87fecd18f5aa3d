// Rules of a note: how long it can be taken back, and by whom.
import type { Instant } from "../contract/index.ts";
import type { ObservationRow } from "./observation-store.ts";

/** Ten seconds: long enough for a wrong tap, too short for second thoughts about colleagues. */
export const UNDO_MS = 10_000;

/** Until when a note made now can be taken back. */
export function undoUntil(now: Instant): Instant {
  return now + UNDO_MS;
}

/** Whether somebody may take a note back; `done` where it is already. */
export function mayUndo(
  row: Pick<ObservationRow, "person" | "undo_until" | "retracted_at">,
  by: { person: string | undefined; now: Instant },
): "yes" | "done" | "not-yours" | "undo-over" {
  if (row.person === null || row.person !== by.person) return "not-yours";
  if (row.retracted_at !== null) return "done";
  return by.now <= (row.undo_until ?? 0) ? "yes" : "undo-over";
}
