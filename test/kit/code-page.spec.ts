// Code pages and waits, as lines and printers use them.
import { expect } from "chai";
import fc from "fast-check";
import { codeOf } from "../../plugin/contract/index.ts";
import { createBackoff } from "../../plugin/kit/backoff.ts";
import { CODE_PAGES, decodeText, encodeText, isEncodable } from "../../plugin/kit/code-page.ts";

function codeThrown(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return codeOf(error);
  }
  return "nothing thrown";
}

describe("a code page", () => {
  it("gives back every text it can hold, in every page (INT-01)", () => {
    fc.assert(
      fc.property(fc.constantFrom(...CODE_PAGES), fc.string({ unit: "binary" }), (page, text) => {
        if (isEncodable(page, text)) expect(decodeText(page, encodeText(page, text))).to.equal(text);
      }),
    );
  });

  it("holds the names guests have, each in the page that can", () => {
    for (const [page, name] of [
      ["utf-8", "Müller Zoë Łukasz Ñandú 張三 東四 Иван"],
      ["gb18030", "Müller Zoë Łukasz 張三 東四 欧阳婉 𠮷田"],
      ["gbk", "東四億 欧阳婉"],
      ["big5", "四會揉 歐陽婉"],
      ["cp850", "Müller Zoë Ñandú"],
      ["cp1252", "Müller Zoë Ñandú €"],
      ["latin1", "Müller Zoë Ñandú"],
    ] as const)
      expect(decodeText(page, encodeText(page, name)), page).to.equal(name);
  });

  it("refuses bytes of another page rather than guess a name", () => {
    expect(codeThrown(() => decodeText("utf-8", encodeText("gb18030", "张伟")))).to.equal(
      "code-page-mismatch",
    );
    expect(codeThrown(() => decodeText("big5", Uint8Array.of(0xff, 0xff)))).to.equal("code-page-mismatch");
    expect(codeThrown(() => decodeText("gbk", Uint8Array.of(0x81)))).to.equal("code-page-mismatch");
    expect(decodeText("utf-8", encodeText("utf-8", "张伟"))).to.equal("张伟");
  });

  it("knows what it lacks", () => {
    expect(isEncodable("cp850", "张")).to.equal(false);
    expect(isEncodable("big5", "张")).to.equal(false);
    expect(isEncodable("gb18030", "張")).to.equal(true);
  });
});

describe("a wait between tries", () => {
  it("doubles its ceiling from 1 s to 60 s, and starts over when reset", () => {
    const backoff = createBackoff({ random: () => 0.999_999 });
    const waits = [...Array(8).keys()].map(() => backoff.next());
    expect(waits).to.deep.equal([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
    backoff.reset();
    expect(backoff.next()).to.equal(1000);
  });

  it("is spread over the whole of its range, never shorter than its floor", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(12), (chance, tries) => {
        const backoff = createBackoff({ random: () => chance, floorMs: 200 });
        let wait = 0;
        for (let n = 0; n <= tries; n++) wait = backoff.next();
        expect(wait).to.be.within(200, 60_000);
      }),
    );
    expect(createBackoff({ random: () => 0 }).next()).to.equal(100);
  });
});
