// What a note can be about: the coded categories a person picks from, with their glyphs.
import { lineIcon } from "./card-view.ts";
import type { Phrases } from "../../plugin/contract/index.ts";

/** Codes of the categories offered for a note, in the order shown. */
export const NOTE_CATEGORIES = [
  "allergy",
  "room",
  "pillow",
  "tea",
  "food",
  "seat",
  "temperature",
  "wake-up",
  "invoice",
  "other",
] as const;

/** The choices as the form draws them. */
export function categoryViews(chosen: string, t: Phrases): object[] {
  return NOTE_CATEGORIES.map((code) => ({
    code,
    icon: lineIcon(code),
    text: t(`pages.category.${code}`),
    chosen: code === chosen,
  }));
}
