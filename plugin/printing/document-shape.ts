// A stored document, decoded: it was written by an older program perhaps.
import { z } from "zod";
import { LOCALES, type Document } from "../contract/index.ts";
import type { PaperLine } from "../kit/paper-layout.ts";

const run = z.object({
  text: z.string(),
  bold: z.boolean().exactOptional(),
  inverse: z.boolean().exactOptional(),
  underline: z.boolean().exactOptional(),
});
const block = z.discriminatedUnion("is", [
  z.object({
    is: z.literal("text"),
    runs: z.array(run),
    align: z.enum(["left", "centre", "right"]).exactOptional(),
    double: z.boolean().exactOptional(),
    indent: z.number().exactOptional(),
    hang: z.number().exactOptional(),
  }),
  z.object({
    is: z.literal("pair"),
    left: z.string(),
    right: z.string(),
    bold: z.boolean().exactOptional(),
    indent: z.number().exactOptional(),
  }),
  z.object({
    is: z.literal("caution"),
    title: z.string(),
    detail: z.string().exactOptional(),
    severe: z.boolean(),
  }),
  z.object({ is: z.literal("rule") }),
  z.object({ is: z.literal("feed"), lines: z.number() }),
  z.object({ is: z.literal("qr"), text: z.string() }),
  z.object({ is: z.literal("code128"), text: z.string() }),
  z.object({ is: z.literal("cut") }),
]);

/** The shape of a chit's document, as stored with its job and as answered over HTTP. */
export const documentShape: z.ZodType<Document> = z.object({
  title: z.string(),
  locale: z.enum(LOCALES),
  blocks: z.array(block),
});

/** The shape of a line of paper, as answered over HTTP to a page that shows a chit. */
export const paperLineShape: z.ZodType<PaperLine> = z.discriminatedUnion("is", [
  z.object({
    is: z.literal("text"),
    double: z.boolean(),
    runs: z.array(
      z.object({ text: z.string(), bold: z.boolean(), inverse: z.boolean(), underline: z.boolean() }),
    ),
    columns: z.number(),
  }),
  z.object({ is: z.literal("qr"), text: z.string() }),
  z.object({ is: z.literal("code128"), text: z.string() }),
  z.object({ is: z.literal("cut") }),
]);
