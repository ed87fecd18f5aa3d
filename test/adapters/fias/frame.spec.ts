// Bytes to records (fias.md §2): the same result whole, split anywhere and byte by byte, on every code page.
import { expect } from "chai";
import fc from "fast-check";
import { CODE_PAGES, encodeText, isEncodable, type CodePage } from "../../../plugin/kit/code-page.ts";
import { encodeFrame, FrameReader, sumOf, type FramePiece } from "../../../adapters/fias/frame.ts";
import { Receiver, type Heard } from "../../../adapters/fias/receiver.ts";
import { formatRecord, parseRecord, valueOf } from "../../../adapters/fias/record.ts";
import { settingsOf } from "./harness.ts";

const CAP = 8192;

function pieces(bytes: Uint8Array, lrc: boolean, cuts: readonly number[] = []): readonly FramePiece[] {
  const reader = new FrameReader({ lrc, capBytes: CAP });
  const found: FramePiece[] = [];
  const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  for (let n = 1; n < at.length; n++) found.push(...reader.push(bytes.subarray(at[n - 1], at[n])));
  return [...found, ...reader.end()];
}

function everyCut(bytes: Uint8Array): readonly number[] {
  return [...bytes.keys()];
}

/** Every byte that a piece stands for, framing included. */
function bytesOf(all: readonly FramePiece[], lrc: boolean): number {
  let sum = 0;
  for (const piece of all) {
    if (piece.is === "control") sum += 1;
    else sum += piece.bytes.length + (piece.is === "frame" ? (lrc ? 3 : 2) : 0);
  }
  return sum;
}

const noise = fc.uint8Array({ maxLength: 300 });
const wire = fc
  .array(
    fc.oneof(
      noise,
      fc.constantFrom(Uint8Array.of(2), Uint8Array.of(3), Uint8Array.of(5, 6, 0x15), Uint8Array.of(13, 10)),
      noise.map((record) => encodeFrame(record, false)),
      noise.map((record) => encodeFrame(record, true)),
      fc.constant(new Uint8Array(9000).fill(0x41)),
    ),
    { maxLength: 12 },
  )
  .map((parts) => Uint8Array.from(parts.flatMap((part) => [...part])));

describe("FIAS framing", () => {
  it("gives the same pieces whole, split anywhere and byte by byte, and accounts for every byte (fuzz)", () => {
    fc.assert(
      fc.property(wire, fc.array(fc.nat(), { maxLength: 8 }), fc.boolean(), (bytes, cuts, lrc) => {
        const whole = pieces(bytes, lrc);
        expect(pieces(bytes, lrc, cuts)).to.deep.equal(whole);
        expect(pieces(bytes, lrc, everyCut(bytes))).to.deep.equal(whole);
        expect(bytesOf(whole, lrc)).to.equal(bytes.length);
        for (const piece of whole)
          if (piece.is !== "control") expect(piece.bytes.length).to.be.at.most(CAP + 3);
      }),
      { numRuns: 60 },
    );
  });

  it("takes the check byte by its place, whatever value it has", () => {
    for (const [record, sum] of [
      ["12345", 0x32],
      ["LS|DA161117|TI102107|", 0x7c],
      ["LD|DA161117|TI103116|V#1.0|IFWW|", 0x3f],
      ["LE|DA161117|TI102841|", 0x61],
    ] as const) {
      expect(sumOf(Buffer.from(record)), record).to.equal(sum);
      const frame = encodeFrame(Buffer.from(record), true);
      expect(pieces(frame, true)).to.deep.equal([
        { is: "frame", bytes: Uint8Array.from(Buffer.from(record)), sumIsGood: true },
      ]);
    }
    // Its own sum is STX: x ^ ETX = 2.
    const sly = Uint8Array.of(0x41, 0x40);
    expect(sumOf(sly)).to.equal(2);
    const after = Uint8Array.from([...encodeFrame(sly, true), ...encodeFrame(sly, true)]);
    expect(pieces(after, true).map((piece) => piece.is)).to.deep.equal(["frame", "frame"]);
  });

  it("says that a check byte is wrong and goes on with the next frame", () => {
    const frame = encodeFrame(Buffer.from("LS|"), true);
    frame[frame.length - 1] = 0;
    const both = Uint8Array.from([...frame, ...encodeFrame(Buffer.from("LA|"), true)]);
    expect(pieces(both, true).map((piece) => piece.is === "frame" && piece.sumIsGood)).to.deep.equal([
      false,
      true,
    ]);
  });

  it("starts over at a new STX, skips what is too long to the next STX, and tells both", () => {
    const restarted = pieces(Buffer.from("\x02GI|RN1\x02LA|\x03"), false);
    expect(restarted.map((piece) => (piece.is === "discarded" ? piece.why : piece.is))).to.deep.equal([
      "restarted",
      "frame",
    ]);
    const long = pieces(Buffer.from(`\x02${"x".repeat(CAP + 1)}\x03\x06\x02LA|\x03`), false);
    expect(long.map((piece) => (piece.is === "discarded" ? piece.why : piece.is))).to.deep.equal([
      "too-long",
      "too-long",
      "frame",
    ]);
    const fits = pieces(Buffer.from(`\x02${"x".repeat(CAP)}\x03`), false);
    expect(fits.map((piece) => piece.is)).to.deep.equal(["frame"]);
  });

  it("tells what the end of the line cut off", () => {
    expect(pieces(Buffer.from("\x02GI|RN1"), false)).to.deep.equal([
      { is: "discarded", why: "cut", bytes: Uint8Array.from(Buffer.from("\x02GI|RN1")) },
    ]);
  });
});

describe("FIAS records on every code page", () => {
  const names = "東四會ポ Müller Zoë Łukasz Ñandú 張三 Иван";
  const told = (page: CodePage): string =>
    Array.from(names)
      .filter((one) => isEncodable(page, one))
      .join("");

  function heard(bytes: Uint8Array, page: CodePage, cuts: readonly number[]): readonly Heard[] {
    const receiver = new Receiver(settingsOf({ codePage: page }));
    const found: Heard[] = [];
    const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
    for (let n = 1; n < at.length; n++) found.push(...receiver.hear(bytes.subarray(at[n - 1], at[n])));
    return [...found, ...receiver.end()];
  }

  for (const page of CODE_PAGES)
    it(`${page}: names keep every character, however the bytes are cut, though some hold the byte of |`, () => {
      const record = `GI|RN0323|G#1|GN${told(page)}|GF${told(page)}|GSN|`;
      const frame = encodeFrame(encodeText(page, record), false);
      const whole = heard(frame, page, []);
      const [only] = whole;
      expect(whole).to.have.length(1);
      expect(only?.is === "record" ? valueOf(only.record, "GN") : "").to.equal(told(page));
      expect(only?.is === "record" ? only.record.fields.length : 0).to.equal(5);
      fc.assert(
        fc.property(fc.array(fc.nat(), { maxLength: 6 }), (cuts) => {
          expect(heard(frame, page, cuts)).to.deep.equal(whole);
        }),
        { numRuns: 30 },
      );
      expect(heard(frame, page, everyCut(frame))).to.deep.equal(whole);
    });

  it("bytes of another page are told as unreadable, with the bytes kept", () => {
    const raw = encodeText("gb18030", "GI|RN1|GN张伟|");
    const [only] = heard(encodeFrame(raw, false), "utf-8", []);
    expect(only).to.deep.equal({ is: "unreadable", code: "code-page-mismatch", raw: Uint8Array.from(raw) });
  });

  it("no bytes whatever make the reader throw (fuzz)", () => {
    fc.assert(
      fc.property(wire, fc.constantFrom(...CODE_PAGES), (bytes, page) => {
        heard(bytes, page, []);
      }),
      { numRuns: 100 },
    );
  });
});

describe("a FIAS record", () => {
  it("keeps the order of its fields, repeats, blanks and leading zeros; the last | may be missing", () => {
    expect(parseRecord("GC|RN0312|GSY|RO 332|GSN|GV|GNx")).to.deep.equal({
      id: "GC",
      fields: [
        { id: "RN", value: "0312" },
        { id: "GS", value: "Y" },
        { id: "RO", value: " 332" },
        { id: "GS", value: "N" },
        { id: "GV", value: "" },
        { id: "GN", value: "x" },
      ],
    });
  });

  it("may be bare, may hold ids of any characters, and loses nothing to an extra |", () => {
    expect(parseRecord("LS")).to.deep.equal({ id: "LS", fields: [] });
    expect(parseRecord("LA|")).to.deep.equal({ id: "LA", fields: [] });
    const odd = parseRecord("GI|$J1|S92|G#3|GNA|B|x|");
    expect(typeof odd === "string" ? [] : odd.fields.map((field) => field.id)).to.deep.equal([
      "$J",
      "S9",
      "G#",
      "GN",
    ]);
  });

  it("is refused with a code where it has no id", () => {
    expect(parseRecord("")).to.equal("fias-empty-record");
    expect(parseRecord("|")).to.equal("fias-empty-record");
    expect(parseRecord("HELLO|")).to.equal("fias-bad-record-id");
    expect(parseRecord("客史|")).to.equal("fias-bad-record-id");
  });

  it("is written with every field closed, and with nothing in it that could break it", () => {
    expect(
      formatRecord("LD", [
        ["V#", "1|0"],
        ["IF", "M\x03"],
      ]),
    ).to.equal("LD|V#1 0|IFM |");
  });
});
