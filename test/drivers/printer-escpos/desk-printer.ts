// A real driver on a real TCP line to the simulated printer, for tests.
import { escpos, type EscposSettings } from "../../../drivers/printer-escpos/index.ts";
import { escposSettings } from "../../../drivers/printer-escpos/settings.ts";
import { tcpClient } from "../../../drivers/line-tcp/index.ts";
import { tcpClientSettings } from "../../../drivers/line-tcp/settings.ts";
import type { Printer } from "../../../plugin/contract/index.ts";
import { systemClock } from "../../../plugin/kit/clock.ts";
import { printerContext, quietLog } from "../printer-context.ts";

/** Deadlines short enough for a test. */
export const QUICK: Partial<EscposSettings> = {
  statusTimeoutMs: 100,
  openTimeoutMs: 500,
  printTimeoutMs: 500,
  settleMs: 60,
};

/** The driver, set to dial that port of this machine. */
export function dialPrinter(port: number, settings: Partial<EscposSettings> = {}): Printer {
  if (escpos.offers !== "printer" || tcpClient.offers !== "line") throw new Error("no printer");
  const line = tcpClient.create(tcpClientSettings.parse({ host: "127.0.0.1", port }), {
    name: "desk-line",
    clock: systemClock,
    log: quietLog,
  });
  return escpos.create(escposSettings.parse({ ...QUICK, ...settings }), printerContext("desk-printer", line));
}
