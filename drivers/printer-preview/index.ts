// A printer that puts nothing on paper: the chit stays with its job and is shown on a page, broken into lines as paper would be.
import { z } from "zod";
import {
  codeOf,
  type DriverDefinition,
  type Printer,
  type PrinterContext,
} from "../../plugin/contract/index.ts";
import { createPart } from "../../plugin/kit/part.ts";

/** The settings of `kind: preview`. */
export const previewSettings = z.strictObject({
  columns: z
    .int()
    .min(24)
    .max(64)
    .default(48)
    .describe("Columns the page shows: 48 as 80 mm paper, 32 as 58 mm."),
});
export type PreviewSettings = z.output<typeof previewSettings>;

/** A printer on a page. */
export const preview: DriverDefinition<PreviewSettings> = {
  offers: "printer",
  kind: "preview",
  settings: previewSettings,
  needsLine: false,
  create: createPreview,
};

function createPreview(settings: PreviewSettings, context: PrinterContext): Printer {
  const part = createPart(context.name, context.clock, { start: () => undefined, stop: () => undefined });
  return {
    name: context.name,
    kind: "preview",
    columns: settings.columns,
    get state() {
      return part.state;
    },
    start: (signal) => part.start(signal),
    stop: (deadlineMs) => part.stop(deadlineMs),
    async print(_document, job) {
      try {
        await job.beforeFirstByte();
        return { is: "printed" };
      } catch (error) {
        return { is: "refused", code: codeOf(error) };
      }
    },
    status: () => Promise.resolve({ is: "ready" }),
  };
}

/** Everything this folder offers. */
const drivers: readonly DriverDefinition<unknown>[] = [preview];
export default drivers;
