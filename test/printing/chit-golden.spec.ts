// The arrival chit byte by byte, with its reading beside it: test/printing/golden/*.txt. `KESHI_GOLDEN=write` writes them anew;
// look at the difference before it is committed, it is what printers will get.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { readChits } from "../peers/escpos-reader.ts";
import { chitOf } from "./chit-desk.ts";
import { bytesOf, printedText, readerOf, shown, type TestPaper } from "./paper.ts";

const GOLDEN = [
  { name: "arrival-zh-CN-gb18030-48", locale: "zh-CN", codePage: "gb18030", columns: 48 },
  { name: "arrival-zh-CN-gbk-32", locale: "zh-CN", codePage: "gbk", columns: 32 },
  { name: "arrival-zh-TW-gb18030-48", locale: "zh-TW", codePage: "gb18030", columns: 48 },
  { name: "arrival-zh-TW-big5-48", locale: "zh-TW", codePage: "big5", columns: 48 },
  { name: "arrival-en-gb18030-48", locale: "en", codePage: "gb18030", columns: 48 },
  { name: "arrival-en-cp437-42", locale: "en", codePage: "cp437", columns: 42 },
] as const;

/** Hex on the left, what a strict reader makes of it on the right; one row per command, one per run of text. */
function readingOf(bytes: Buffer, paper: TestPaper): string {
  const marks: { offset: number; means: string }[] = [];
  readChits(bytes, { ...readerOf(paper), read: (offset, means) => void marks.push({ offset, means }) });
  const rows: string[] = [];
  let start = 0;
  let said = "";
  marks.forEach(({ offset, means }, place) => {
    const isText = Array.from(means).length === 1;
    const next = marks[place + 1];
    if (said === "") start = offset;
    said += means;
    if (isText && next !== undefined && Array.from(next.means).length === 1) return;
    const hex = bytes.subarray(start, next?.offset ?? bytes.length).toString("hex");
    rows.push(isText ? `${hex}\n    “${said}”` : `${hex}  ${said}`);
    said = "";
  });
  return `${rows.join("\n")}\n`;
}

function hexOf(golden: string): string {
  const rows = golden.split("\n").filter((row) => !row.startsWith("    "));
  return rows.map((row) => row.split("  ")[0] ?? "").join("");
}

describe("the arrival chit, byte by byte", () => {
  for (const { name, locale, ...paper } of GOLDEN)
    it(`is what was agreed: ${name} (BRF-03)`, async () => {
      const bytes = bytesOf(await chitOf({ locale }), paper);
      const file = join(import.meta.dirname, "golden", `${name}.txt`);
      if (process.env["KESHI_GOLDEN"] === "write") writeFileSync(file, readingOf(bytes, paper));
      const golden = readFileSync(file, "utf8");
      expect(readingOf(bytes, paper)).to.equal(golden);
      expect(bytes.toString("hex")).to.equal(hexOf(golden));
    });

  for (const locale of ["zh-CN", "zh-TW", "en"] as const)
    it(`says on paper what the preview shows, at every width, in ${locale} (BRF-03)`, async () => {
      for (const chit of ["arrival", "table"] as const)
        for (const columns of [32, 42, 48] as const) {
          const document = await chitOf({ locale, chit, copy: chit === "table" });
          const paper = { columns, codePage: locale === "zh-TW" ? "big5" : "gb18030" } as const;
          const text = printedText(document, paper);
          expect(text).to.deep.equal(shown(document, paper));
          expect(text.join("")).not.to.match(/[〓■?⟦]/);
        }
    });
});
