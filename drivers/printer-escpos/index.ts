// Receipt printers that speak ESC/POS, `kind: escpos`: Chinese or Western, over any line.
import { KeshiError, type DriverDefinition } from "../../plugin/contract/index.ts";
import { EscposPrinter } from "./printer.ts";
import { escposSettings, type EscposSettings } from "./settings.ts";

export { type EscposSettings } from "./settings.ts";

/** A receipt printer over a line. */
export const escpos: DriverDefinition<EscposSettings> = {
  offers: "printer",
  kind: "escpos",
  settings: escposSettings,
  needsLine: true,
  create(settings, context) {
    if (context.line === undefined)
      throw new KeshiError("printer-without-line", `Printer ${context.name} has no line`, {
        remedy: "Name one of `lines` under `line` of this printer in the config.",
      });
    return new EscposPrinter(settings, context, context.line);
  },
};

/** Everything this folder offers. */
const drivers: readonly DriverDefinition<unknown>[] = [escpos];
export default drivers;
