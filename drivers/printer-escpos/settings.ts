// What a hotel sets for a receipt printer.
import { z } from "zod";
import { PAPER_PAGES } from "../../plugin/kit/paper-page.ts";

/** The settings of `kind: escpos`. */
export const escposSettings = z.strictObject({
  columns: z
    .int()
    .min(24)
    .max(64)
    .default(48)
    .describe("Columns of font A: 48 on 80 mm paper, 42 on some Western models, 32 on 58 mm."),
  codePage: z
    .enum(PAPER_PAGES)
    .default("gb18030")
    .describe(
      "The code page the printer itself is set to; Chinese models gb18030 or gbk, Taiwan models big5.",
    ),
  fourByte: z
    .boolean()
    .default(false)
    .describe("The model has pictures for the four-byte characters of GB18030 (few do)."),
  olderDoubleSize: z
    .boolean()
    .default(false)
    .describe("Old models double Chinese characters only by FS ! in addition to GS !."),
  cut: z.boolean().default(true).describe("The printer has a cutter."),
  feedLines: z
    .int()
    .min(0)
    .max(20)
    .default(4)
    .describe("Blank lines before tearing off, where there is no cutter."),
  statusTimeoutMs: z
    .int()
    .min(50)
    .max(10_000)
    .default(500)
    .describe("Milliseconds the printer has to answer one status question (DLE EOT)."),
  openTimeoutMs: z
    .int()
    .min(100)
    .max(120_000)
    .default(5000)
    .describe("Milliseconds until an unreachable printer counts as refused."),
  printTimeoutMs: z
    .int()
    .min(100)
    .max(300_000)
    .default(20_000)
    .describe("Milliseconds until a printer that stops taking bytes is given up; the chit is then unknown."),
  settleMs: z
    .int()
    .min(0)
    .max(10_000)
    .default(200)
    .describe("Milliseconds to watch the line after the last byte of a printer that answers nothing."),
});
export type EscposSettings = z.output<typeof escposSettings>;
