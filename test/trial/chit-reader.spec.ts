// The strict reader of printer bytes: the tests of the real printer stand on it, so it must not be kinder than paper.
import { expect } from "chai";
import fc from "fast-check";
import iconv from "iconv-lite";
import { KeshiError } from "../../plugin/contract/index.ts";
import { ChitReader, readChits, textOf, type ReaderSettings } from "../peers/escpos-reader.ts";

const START = "1b401c26";
const CUT = "1d564200";

function bytes(...parts: readonly string[]): Buffer {
  return Buffer.concat(
    parts.map((part) =>
      part.startsWith("'") ? iconv.encode(part.slice(1), "gb18030") : Buffer.from(part, "hex"),
    ),
  );
}

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return error instanceof KeshiError ? error.code : "other";
  }
  return "none";
}

function chitOf(given: Buffer, settings?: ReaderSettings): ReturnType<typeof readChits>[number] {
  const [chit] = readChits(given, settings);
  if (chit === undefined) throw new Error("no chit");
  return chit;
}

describe("the strict reader of printer bytes", () => {
  it("reads a Chinese line back as it was written, two columns a character (BRF-01)", () => {
    const chit = chitOf(bytes(START, "'张先生 1208", "0a", CUT));
    expect(textOf(chit)).to.deep.equal(["张先生 1208"]);
    expect(chit.lines[0]?.columns).to.equal(11);
    expect(chit.cut).to.equal(true);
    expect(chit.wraps).to.equal(0);
  });

  it("counts every line that the printer has to break by itself (BRF-01)", () => {
    const full = "字".repeat(24);
    expect(chitOf(bytes(START, `'${full}`, "0a", CUT)).wraps).to.equal(0);
    expect(chitOf(bytes(START, `'${full}.`, "0a", CUT)).wraps).to.equal(1);
    expect(chitOf(bytes(START, `'${full}`, "0a", CUT), { columns: 32 }).wraps).to.equal(1);
    expect(chitOf(bytes(START, `'${"x".repeat(43)}`, "0a", CUT), { columns: 42 }).wraps).to.equal(1);
  });

  it("a Chinese character that does not fit whole goes to the next line (BRF-01)", () => {
    const chit = chitOf(bytes(START, `'${"x".repeat(47)}字`, "0a", CUT));
    expect(chit.lines.map((line) => [line.text.length, line.wrapped])).to.deep.equal([
      [47, true],
      [1, false],
    ]);
  });

  it("double size takes twice the columns, in both scripts (BRF-01)", () => {
    const chit = chitOf(bytes(START, "1d2111", "'张A", "0a", "1d2100", "'张A", "0a", CUT));
    expect(chit.lines.map((line) => line.columns)).to.deep.equal([6, 3]);
    expect(chit.lines[0]?.cells.every((cell) => cell.double)).to.equal(true);
  });

  it("double size by the older Chinese commands does not multiply, and stays until it is taken back", () => {
    const chit = chitOf(bytes(START, "1d2111", "1c210c", "'张", "0a", "1d2100", "'张A", "0a", CUT));
    expect(chit.lines.map((line) => line.columns)).to.deep.equal([4, 5]);
  });

  it("tells bold, inverse and the two kinds of underline apart (BRF-02)", () => {
    const marks = bytes(START, "1b4501", "1d4201", "1b2d01", "'张A", "0a", CUT);
    const [han, latin] = chitOf(marks).lines[0]?.cells ?? [];
    expect(han).to.include({ bold: true, inverse: true, underline: false });
    expect(latin).to.include({ bold: true, inverse: true, underline: true });
  });

  it("places a line as the alignment says", () => {
    expect(textOf(chitOf(bytes(START, "1b6101", "'副本", "0a", CUT)))).to.deep.equal([
      " ".repeat(22) + "副本",
    ]);
    expect(chitOf(bytes(START, "1b6102", "'1", "0a", CUT)).lines[0]?.indent).to.equal(47);
  });

  it("shows four-byte GB18030 as a box and counts it as missing", () => {
    const chit = chitOf(bytes(START, "'¥𠮷", "0a", CUT));
    expect(textOf(chit)).to.deep.equal(["□□"]);
    expect(chit.missing).to.equal(2);
    expect(chit.lines[0]?.columns).to.equal(4);
  });

  it("without Chinese mode the same bytes are rubbish, as on paper", () => {
    const chit = chitOf(Buffer.concat([bytes("1b40"), bytes("'客人", "0a", CUT)]));
    expect(chit.lines[0]?.text).to.have.length(4).and.not.contain("客");
  });

  it("a reset ends Chinese mode, double size and inverse of the job before", () => {
    const chits = readChits(bytes(START, "1d2111", "1d4201", "'张", "0a", CUT, "1b40", "'a", "0a", CUT));
    expect(chits[1]?.lines[0]?.cells[0]).to.include({ columns: 1, inverse: false });
  });

  it("what a job leaves set is inherited by the next one", () => {
    const chits = readChits(bytes(START, "1d4201", "'a", "0a", CUT, "'b", "0a", CUT));
    expect(chits[1]?.lines[0]?.cells[0]?.inverse).to.equal(true);
  });

  it("reads Big5, whose second byte may look like a bar", () => {
    const given = Buffer.concat([bytes(START), iconv.encode("四會", "big5"), bytes("0a", CUT)]);
    expect(textOf(chitOf(given, { codePage: "big5" }))).to.deep.equal(["四會"]);
  });

  it("reads QR codes and CODE 128, and draws pictures without reading their pixels as commands", () => {
    const qr = Buffer.from("https://x.cn/中");
    const stored = Buffer.concat([
      Buffer.from([0x1d, 0x28, 0x6b, qr.length + 3, 0, 49, 80, 48]),
      qr,
      bytes("1d286b0300315130"),
    ]);
    const bar = bytes("1d6b4907", "'{BA{{12");
    const picture = bytes("1d763000", "0200", "0200", "1b401d56");
    const chit = chitOf(Buffer.concat([bytes(START), stored, bar, picture, bytes(CUT)]));
    expect(textOf(chit)).to.deep.equal(["[qr https://x.cn/中]", "[code128 A{12]", "[raster 16×2]"]);
  });

  it("a bar code without its length swallows what follows, and that is noticed", () => {
    const short = bytes(START, "1d6b49", "'A12", "00", "'abc", "0a", CUT);
    expect(codeOf(() => readChits(short))).to.equal("escpos-torn");
  });

  it("hands the questions asked of the printer on, in order", () => {
    const questions: string[] = [];
    const asked = (question: Uint8Array): void => void questions.push(Buffer.from(question).toString("hex"));
    readChits(bytes("100401", "100402", "1d7201", "1d28480600303031323334"), { asked });
    expect(questions).to.deep.equal(["100401", "100402", "1d7201", "1d28480600303031323334"]);
  });

  it("throws at every opcode it does not know, with the offset", () => {
    const known = new Set(
      "1b40 1b21 1b2d 1b45 1b47 1b4d 1b61 1b64 1b4a 1b32 1b33 1b74 1b52 1b20 1c26 1c2e 1c53 1c21 1c57 1c2d 1d21 1d42 1d56 1d68 1d77 1d48 1d66 1d6b 1d72 1004 1d28 1d76".split(
        " ",
      ),
    );
    for (const starter of [0x10, 0x1b, 0x1c, 0x1d]) {
      for (let second = 0; second < 256; second++) {
        const opcode = Buffer.of(starter, second).toString("hex");
        const code = codeOf(() => readChits(Buffer.concat([Buffer.of(0x41), Buffer.of(starter, second)])));
        if (!known.has(opcode)) expect(code, opcode).to.equal("escpos-unknown");
      }
    }
    expect(() => readChits(bytes("'ab", "1b99"))).to.throw("1b99 at 2");
  });

  it("throws at control bytes, at half a character and at what the code page lacks", () => {
    for (const control of [0, 7, 8, 9, 13, 0x18, 0x7f]) {
      expect(codeOf(() => readChits(Buffer.of(control)))).to.equal("escpos-unknown");
    }
    expect(codeOf(() => readChits(bytes(START, "ff41")))).to.equal("escpos-unknown");
    expect(codeOf(() => readChits(bytes(START, "b0")))).to.equal("escpos-torn");
  });

  it("throws where a printer would not do what was meant: font B, alignment or cut inside a line, a picture too wide", () => {
    expect(codeOf(() => readChits(bytes("1b4d01")))).to.equal("escpos-unknown-setting");
    expect(codeOf(() => readChits(bytes("'a", "1b6101")))).to.equal("escpos-mid-line");
    expect(codeOf(() => readChits(bytes("'a", CUT)))).to.equal("escpos-mid-line");
    expect(codeOf(() => readChits(bytes("1d763000", "49000100", "00".repeat(73))))).to.equal(
      "escpos-too-wide",
    );
    expect(codeOf(() => readChits(bytes("1d6b4903", "'A12")))).to.equal("escpos-code128");
    expect(codeOf(() => readChits(bytes("1d286b0300315130")))).to.equal("escpos-qr-empty");
  });

  it("reads the same whole, split anywhere, and byte by byte", () => {
    const given = bytes(START, "1d2111", "'张伟 single", "0a", "1d6b4907", "'{BA{{12", "'¥", "0a", CUT);
    const whole = readChits(given);
    fc.assert(
      fc.property(fc.array(fc.nat(given.length), { maxLength: 30 }), (places) => {
        const cuts = [0, ...places.sort((a, b) => a - b), given.length];
        const reader = new ChitReader();
        const chits = cuts.slice(1).flatMap((end, nth) => reader.push(given.subarray(cuts[nth], end)));
        expect(chits).to.deep.equal(whole);
      }),
    );
    const single = new ChitReader();
    expect([...given].flatMap((byte) => single.push(Buffer.of(byte)))).to.deep.equal(whole);
  });

  it("any noise ends in a coded error or in text, never in anything else", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        expect(codeOf(() => readChits(noise))).to.match(/^(none|escpos-)/);
      }),
    );
  });
});
