// What went wrong, in the reader's words.
import type { Phrases } from "../../plugin/contract/index.ts";
import { Problem } from "./api.ts";

const FAULTS = new Set([
  "offline",
  "pop-claimed",
  "sign-in-refused",
  "too-many-tries",
  "password-change-needed",
  "not-allowed",
  "station-without-printer",
  "undo-over",
]);

/** A fault in the reader's words; the server's own title where the page has none of its own. */
export function faultText(error: unknown, t: Phrases): string {
  if (!(error instanceof Problem)) return t("pages.fault.unexpected");
  if (FAULTS.has(error.code)) return t(`pages.fault.${error.code}`);
  return error.message === "" ? t("pages.fault.unexpected") : error.message;
}
