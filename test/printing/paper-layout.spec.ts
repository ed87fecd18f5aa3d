// Lines of paper: nothing is wider than the paper, nothing breaks where Chinese must not, nothing is lost without a mark.
import { expect } from "chai";
import fc from "fast-check";
import type { Block, Document } from "../../plugin/contract/index.ts";
import { layOut } from "../../plugin/kit/paper-layout.ts";
import { openPaperPage, PAPER_PAGES, type PaperPageName } from "../../plugin/kit/paper-page.ts";
import { cleanForPaper } from "../../plugin/kit/paper-text.ts";
import { bytesOf, printed, printedText, readerOf, shown } from "./paper.ts";
import { readChits } from "../peers/escpos-reader.ts";

const COLUMNS = [32, 42, 48] as const;
/** Pages the strict reader has a table for. */
const READ_PAGES = ["gb18030", "gbk", "big5", "cp437", "cp850", "cp1252"] as const;

function document(...blocks: Block[]): Document {
  return { title: "test", locale: "zh-CN", blocks };
}

function text(it: string, more: Partial<Block & { is: "text" }> = {}): Block {
  return { is: "text", runs: [{ text: it }], ...more };
}

const ODD = Array.from(
  [
    "aB 9-/.,:;!?()",
    "张偉欧陽尉迟花生過敏严重，。、；：？！（）「」『』“”‘’…—·①㈱々〇ー～",
    "éüöñßŁøā¥￥£€Жя김ㄓあア𠮷㐀訁☕👩‍🍳🇨🇳\u00a0\u3000\u202e\u200d\ufeff\u001b\u0007\u0000\n\t\r\u001d\u0301\ue000",
    "▲△〓■$%#<>&\"'`=",
  ].join(""),
);
const oddText = fc.oneof(
  { weight: 4, arbitrary: fc.array(fc.constantFrom(...ODD), { maxLength: 60 }).map((all) => all.join("")) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "Featherstonehaugh-Cholmondeley",
      "Donaudampfschifffahrtsgesellschaftskapitän".repeat(3),
      "！".repeat(60),
      "（".repeat(60),
      "9".repeat(100),
    ),
  },
);
const maybe = fc.boolean();
const oddBlock: fc.Arbitrary<Block> = fc.oneof(
  fc
    .record({
      t: oddText,
      double: maybe,
      align: fc.constantFrom("left", "centre", "right"),
      indent: fc.nat(60),
      hang: fc.nat(60),
      bold: maybe,
      underline: maybe,
      inverse: maybe,
    })
    .map(({ t, double, align, indent, hang, ...look }): Block => ({
      is: "text",
      runs: [{ text: t, ...look }, { text: t }],
      double,
      align,
      indent,
      hang,
    })),
  fc
    .record({ left: oddText, right: oddText, indent: fc.nat(60) })
    .map((it): Block => ({ is: "pair", ...it })),
  fc
    .record({ title: oddText, detail: oddText, severe: maybe })
    .map((it): Block => ({ is: "caution", ...it })),
  fc.constant<Block>({ is: "rule" }),
  oddText.map((it): Block => ({ is: "qr", text: it })),
  oddText.map((it): Block => ({ is: "code128", text: it })),
);

describe("paper", () => {
  it("never wraps and says what is shown, whatever a guest is called, on every width and page (BRF-03)", () => {
    fc.assert(
      fc.property(
        fc.array(oddBlock, { maxLength: 6 }),
        fc.constantFrom(...COLUMNS),
        fc.constantFrom(...READ_PAGES),
        (blocks, columns, codePage) => {
          const paper = { columns, codePage };
          const doc = document(...blocks);
          const chits = readChits(bytesOf(doc, paper), readerOf(paper));
          expect(chits.length).to.be.at.most(1);
          for (const chit of chits) {
            expect(chit.wraps, "lines the printer had to break").to.equal(0);
            expect(chit.missing, "four-byte characters").to.equal(0);
          }
          const lines = (chits[0]?.lines ?? []).filter((line) => line.figure === undefined);
          const told = lines.map((line) => line.text).filter((line) => !/^-+$/.test(line));
          const wanted = shown(doc, paper).filter((line) => !/^-+$|^\[(?:qr|code128) [^]*\]$/.test(line));
          expect(told).to.deep.equal(wanted);
        },
      ),
      { numRuns: 400 },
    );
  });

  it("lays out lines that fit on paper of any width and page (BRF-03)", () => {
    fc.assert(
      fc.property(
        fc.array(oddBlock),
        fc.integer({ min: 1, max: 70 }),
        fc.constantFrom(...PAPER_PAGES),
        (blocks, columns, name) => {
          for (const line of layOut(document(...blocks), columns, openPaperPage(name)))
            if (line.is === "text") expect(line.columns).to.be.at.most(Math.max(8, columns));
        },
      ),
    );
  });

  it("a caution block fills every one of its lines in inverse to the edge (BRF-05)", () => {
    const long = document({
      is: "caution",
      title: "花生、榛子、腰果与一切坚果过敏 严重",
      detail: "厨房与送餐都已确认，迎宾礼不放坚果，请不要换小吃碟，也不要让客人自取",
      severe: true,
    });
    for (const columns of COLUMNS) {
      const { lines } = printed(long, { columns, codePage: "gb18030" });
      expect(lines.length).to.be.greaterThan(2);
      for (const line of lines) {
        expect(line.columns).to.equal(columns);
        expect(line.cells.every((cell) => cell.inverse)).to.equal(true);
      }
      expect(lines[0]?.cells.every((cell) => cell.double)).to.equal(true);
      expect(lines.at(-1)?.cells.some((cell) => cell.double)).to.equal(false);
    }
  });

  it("a mild caution cannot be taken for a severe one (BRF-05)", () => {
    const [mild] = printed(document({ is: "caution", title: "少辣 轻微", severe: false }), {
      columns: 48,
      codePage: "gb18030",
    }).lines;
    expect(mild?.text.trim()).to.equal("△ 少辣 轻微");
    expect(mild?.cells.some((cell) => cell.double)).to.equal(false);
    expect(mild?.cells.every((cell) => cell.inverse)).to.equal(true);
  });

  it("no line starts with a closing mark or ends with an opening one (避头尾, BRF-03)", () => {
    const sentence = document(
      text("欧阳女士，早上好。今天“东坡肉”“龙井虾仁”都有（不含花生），要不要先上一壶普洱？八折！"),
    );
    for (const columns of COLUMNS) {
      const lines = printedText(sentence, { columns, codePage: "gb18030" });
      expect(lines.length).to.be.greaterThan(1);
      for (const line of lines) {
        expect(line).not.to.match(/^[，。、”）？！]/u);
        expect(line).not.to.match(/[“（]$/u);
      }
    }
  });

  it("Latin words stay whole, and break after a hyphen before they are cut (BRF-03)", () => {
    const name = document(text("Good morning, Ms Featherstonehaugh-Cholmondeley", { double: true }));
    expect(printedText(name, { columns: 48, codePage: "gb18030" })).to.deep.equal([
      "Good morning, Ms",
      "Featherstonehaugh-",
      "Cholmondeley",
    ]);
    expect(printedText(name, { columns: 32, codePage: "gb18030" })).to.deep.equal([
      "Good morning, Ms",
      "Featherstonehaug",
      "h-Cholmondeley",
    ]);
  });

  it("the reason stands flush right, on a line of its own where both do not fit (BRF-03)", () => {
    const pair = document({ is: "pair", left: "1 High floor, away from lift", right: "said 03/25" });
    expect(printedText(pair, { columns: 48, codePage: "gb18030" })).to.deep.equal([
      "1 High floor, away from lift          said 03/25",
    ]);
    expect(printedText(pair, { columns: 32, codePage: "gb18030" })).to.deep.equal([
      "1 High floor, away from lift",
      "                      said 03/25",
    ]);
  });

  it("accented letters and circled digits take the two columns the printer gives them (BRF-03)", () => {
    const accents = document(text("é".repeat(24)), text("①·…—".repeat(6)));
    for (const line of printed(accents, { columns: 48, codePage: "gb18030" }).lines)
      expect(line.columns).to.equal(48);
  });

  it("a code that does not fit on the paper leaves a rule, not a torn code (BRF-03)", () => {
    const codes = document(
      { is: "code128", text: "x".repeat(60) },
      { is: "qr", text: "字".repeat(400) },
      { is: "code128", text: "张" },
    );
    expect(printedText(codes, { columns: 32, codePage: "gb18030" })).to.deep.equal(
      Array(3).fill("-".repeat(32)),
    );
  });

  it("a QR code carries Chinese by its bytes, and CODE 128 its braces (BRF-03)", () => {
    const codes = document({ is: "qr", text: "https://x.cn/中" }, { is: "code128", text: "K7{Q4" });
    expect(printedText(codes, { columns: 32, codePage: "gb18030" })).to.deep.equal([
      "[qr https://x.cn/中]",
      "[code128 K7{Q4]",
    ]);
  });
});

describe("text for paper", () => {
  const clean = (it: string, page: PaperPageName = "gb18030"): string =>
    cleanForPaper(it, openPaperPage(page));

  it("never lets ? stand for part of a name: what a page lacks is marked (BRF-03)", () => {
    expect(clean("𠮷田")).to.equal("〓田");
    expect(clean("김 님 ☕")).to.equal("〓 〓 〓");
    expect(clean("𠮷田", "big5")).to.equal("■田");
    expect(clean("张伟", "cp437")).to.equal("■■");
    for (const page of PAPER_PAGES) expect(openPaperPage(page).missing).not.to.equal("?");
  });

  it("prints ¥ as ￥, never as the four-byte character that comes out as rubbish (BRF-03)", () => {
    expect(clean("¥88.00")).to.equal("￥88.00");
    expect(clean("¥88.00", "cp437")).to.equal("¥88.00");
  });

  it("takes control characters out of a name, so that it cannot command the printer (BRF-03)", () => {
    expect(clean("张\u001b@\u001d\u0056伟\u0000")).to.equal("张@V伟");
    expect(clean("a\u202eb\u200dc\ufeff")).to.equal("abc");
    expect(clean("a\u00a0b\nc\td")).to.equal("a b c d");
  });

  it("composes accents first, so that é is one character (BRF-03)", () => {
    expect(clean("e\u0301")).to.equal("é");
  });

  it("a four-byte character passes only where the model has a picture for it (BRF-03)", () => {
    const page = openPaperPage("gb18030", { fourByte: true });
    expect(cleanForPaper("𠮷", page)).to.equal("𠮷");
    expect(page.columnsOf("𠮷")).to.equal(2);
  });

  it("private-use characters count as lacking although the code page has bytes for them", () => {
    expect(clean("\ue000")).to.equal("〓");
  });

  it("half of a surrogate pair is marked, not sent", () => {
    expect(clean("a\ud842b")).to.equal("a〓b");
  });
});
