// What the pages offer to tap is what the guests' vocabulary has words for.
import { expect } from "chai";
import { LOCALES } from "../../plugin/contract/index.ts";
import { hasWord, isCategory, isCautionKind } from "../../plugin/guests/vocabulary.ts";
import { NOTE_CATEGORIES } from "../../views/assets/categories.ts";
import { CUES } from "../../views/assets/cues.ts";
import { openPhrases } from "../../views/phrases.ts";

describe("what one taps", () => {
  it("in a room is a code with a word in every language, so that a tap reads on every card (PREF-01)", () => {
    const phrases = openPhrases();
    for (const [category, codes] of Object.entries(CUES))
      for (const code of codes) {
        expect(hasWord(category, code), `${category} ${code}`).to.equal(true);
        for (const locale of LOCALES)
          expect(
            phrases(locale)(`card.value.${category}.${code}`),
            `${locale} ${category} ${code}`,
          ).to.not.match(/⟦|^card\./);
      }
  });

  it("at a desk is a category of preferences or a kind of caution", () => {
    for (const category of NOTE_CATEGORIES)
      expect(isCategory(category) || isCautionKind(category), category).to.equal(true);
  });
});
