// Cautions on a card: all of them, severe first, for every post; never ranked out, never decayed.
import type { CardCaution, LocalDate, Phrases } from "../contract/index.ts";
import type { CautionRow } from "./caution-store.ts";
import { whenText, wordFor } from "./preference.ts";

/** The cautions of a guest in the reader's words. */
export function cautionsOf(
  cautions: readonly CautionRow[],
  of: { t: Phrases; today: LocalDate; timezone: string },
): readonly CardCaution[] {
  return cautions
    .filter((row) => row.ended_at === null)
    .sort((a, b) => order(a) - order(b) || b.at - a.at || (a.id < b.id ? -1 : 1))
    .map((row) => ({
      kind: row.kind,
      text: textOf(row, of.t),
      severity: row.severity,
      why: of.t("card.why.caution", {
        who: of.t(`card.said-by.${SAYERS.has(row.said_by) ? row.said_by : "staff"}`),
        when: whenText(row.at, of),
      }),
    }));
}

const SAYERS = new Set(["guest", "companion", "staff", "pms"]);

function order(row: CautionRow): number {
  return row.severity === "severe" ? 0 : 1;
}

function textOf(row: CautionRow, t: Phrases): string {
  const word = wordFor(t, row.kind, row.value);
  const text = row.kind === "allergy" ? t("card.allergy", { what: word }) : word;
  const note = row.note?.trim() ?? "";
  return note === "" ? text : t("card.line", { text, note });
}
