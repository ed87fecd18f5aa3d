// The preview printer keeps every promise of a printer.
import { preview, previewSettings } from "../../../drivers/printer-preview/index.ts";
import { describePrinter } from "../../suites/printer.ts";
import { printerContext } from "../printer-context.ts";

describePrinter("preview", () => {
  if (preview.offers !== "printer") throw new Error("no printer");
  const printer = preview.create(previewSettings.parse({}), printerContext("preview"));
  return Promise.resolve({ printer, dispose: () => Promise.resolve() });
});
