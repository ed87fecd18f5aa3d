// Is anybody there? Lines are dialled only while no service uses them: a PMS takes one FIAS client, a second displaces it.
import { codeOf, type Clock, type LineSource, type Printer } from "../contract/index.ts";
import { within } from "../kit/part.ts";
import type { KeshiConfig } from "./config.ts";
import { createLines, createPrinters, type DeviceContext } from "./devices.ts";
import { finding, type Finding } from "./finding.ts";

interface DeviceCheck {
  readonly config: KeshiConfig;
  readonly devices: DeviceContext;
  readonly clock: Clock;
  readonly dials: boolean;
}

const DIAL_MS = 5000;
/** How long a listening line is held to see that its port is free. */
const LISTEN_MS = 300;

/** Looks at each line that an adapter uses; lines of printers are looked at with their printer. */
export async function checkLines(it: DeviceCheck, running: boolean): Promise<readonly Finding[]> {
  const used = it.config.lines.filter((line) => it.config.adapters.some((one) => one.line === line.name));
  const lines = createLines(used, it.devices);
  return Promise.all(
    used.flatMap(({ name, settings }) => {
      const line = lines.get(name);
      return line === undefined
        ? []
        : [checkLine({ line, peer: peerOf(settings), running, clock: it.clock }, it.dials)];
    }),
  );
}

function peerOf(settings: Readonly<Record<string, unknown>>): string {
  const { host, port } = settings;
  return `${typeof host === "string" ? host : "*"}:${typeof port === "number" ? port : "?"}`;
}

interface LineCheck {
  readonly line: LineSource;
  readonly peer: string;
  readonly running: boolean;
  readonly clock: Clock;
}

function checkLine(it: LineCheck, dials: boolean): Promise<Finding> {
  return it.line.direction === "client" ? checkClient(it, dials) : checkServer(it);
}

async function checkClient({ line, peer, running, clock }: LineCheck, dials: boolean): Promise<Finding> {
  const { name } = line;
  const values = { peer };
  if (running) return finding("line", "note", { key: "line-spared", name, values });
  if (!dials) return finding("line", "note", { key: "line-unasked", name, values });
  const code = await tryOpen(line, clock, DIAL_MS);
  return code === undefined
    ? finding("line", "ok", { key: "line-dialled", name, values })
    : finding("line", "bad", { key: "line-nobody", name, values: { peer, code } });
}

async function checkServer({ line, peer, running, clock }: LineCheck): Promise<Finding> {
  const { name } = line;
  const values = { peer };
  if (running) return finding("line", "ok", { key: "line-ours", name, values });
  const code = await tryOpen(line, clock, LISTEN_MS);
  return code === undefined || code === LATE
    ? finding("line", "ok", { key: "line-waits", name, values })
    : finding("line", "bad", { key: "line-taken", name, values: { peer, code } });
}

const LATE = "no-answer";

/** Opens and closes at once; the code of why not, `no-answer` when nobody came in time. */
async function tryOpen(line: LineSource, clock: Clock, limitMs: number): Promise<string | undefined> {
  const abort = new AbortController();
  try {
    const opening = line.open(abort.signal);
    const opened = await within(clock, limitMs, opening);
    if (opened === undefined) {
      abort.abort(new Error(LATE));
      return LATE;
    }
    await opened.value.close();
    return undefined;
  } catch (error) {
    return codeOf(error);
  } finally {
    await line.release();
  }
}

/** Asks each printer how it is; one that does not tell can print all the same. */
export async function checkPrinters(it: DeviceCheck): Promise<readonly Finding[]> {
  const lines = createLines(it.config.lines, it.devices);
  const printers = createPrinters(it.config.printers, lines, it.devices);
  return Promise.all([...printers.values()].map((printer) => checkPrinter(printer, it.clock)));
}

async function checkPrinter(printer: Printer, clock: Clock): Promise<Finding> {
  const { name } = printer;
  try {
    await printer.start(new AbortController().signal);
    const answer = await within(clock, DIAL_MS, printer.status());
    return findingOf(name, answer?.value.is ?? "unreachable");
  } catch (error) {
    return finding("printer", "bad", { key: "printer-unreachable", name, values: { code: codeOf(error) } });
  } finally {
    await printer.stop(LISTEN_MS);
  }
}

function findingOf(name: string, status: Awaited<ReturnType<Printer["status"]>>["is"]): Finding {
  switch (status) {
    case "ready":
      return finding("printer", "ok", { key: "printer-ready", name });
    case "unanswered":
      return finding("printer", "note", { key: "printer-unanswered", name });
    case "unreachable":
      return finding("printer", "bad", { key: "printer-unreachable", name, values: { code: LATE } });
    default:
      return finding("printer", status === "paper-near-end" ? "note" : "bad", {
        key: "printer-status",
        name,
        values: { status },
      });
  }
}
