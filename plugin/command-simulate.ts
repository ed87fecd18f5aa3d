// `keshi simulate pms|pos|printer`: the peers of the trial hotel alone, for whoever connects a system of their own.
import { Command, InvalidArgumentError, Option } from "commander";
import { openDesk } from "./command-house.ts";
import { askedToStop, exitWith } from "./host/process-door.ts";
import {
  CODE_PAGES,
  PRINTER_MODES,
  QUIRKS,
  runSimulator,
  SIMULATOR_PORTS,
  type SimulatorKind,
  type SimulatorOptions,
} from "./trial/index.ts";

/** What an integrator set, as far as the words fit. */
type SimulateWords = Omit<SimulatorOptions, "clock" | "log" | "t" | "say"> & { readonly config?: string };

/** The three simulators as commands. */
export function simulateCommands(): readonly Command[] {
  const host = new Option("--host <address>", "address to listen on or to dial").default("127.0.0.1");
  const pms = new Command("pms")
    .description("a PMS that speaks FIAS, with a day of check-ins")
    .addOption(host)
    .addOption(portOption(SIMULATOR_PORTS.pms))
    .addOption(
      new Option("--direction <direction>", "who dials whom")
        .choices(["listen", "connect"])
        .default("listen"),
    )
    .addOption(new Option("--code-page <page>", "how it writes names").choices(CODE_PAGES).default("utf-8"))
    .addOption(new Option("--quirks <pms>", "whose habits it has").choices(Object.keys(QUIRKS)))
    .option("--timezone <zone>", "IANA zone its records are stamped in");
  const pos = new Command("pos")
    .description("a POS that opens checks over the open event API")
    .option("--url <url>", "where Keshi is", "http://127.0.0.1:8090")
    .requiredOption("--key <key>", "a key made by: keshi source key NAME");
  const printer = new Command("printer")
    .description("a receipt printer; what it prints is written out")
    .addOption(host)
    .addOption(portOption(SIMULATOR_PORTS.printer))
    .addOption(
      new Option("--columns <columns>", "columns of the paper")
        .choices(["48", "42", "32"])
        .argParser(columnsOf),
    )
    .addOption(new Option("--paper-code-page <page>", "code page").choices(["gb18030", "gbk", "big5"]))
    .addOption(new Option("--mode <mode>", "how it behaves").choices(PRINTER_MODES));
  return [
    pms.action((words: SimulateWords) => simulate("pms", words)),
    pos.action((words: SimulateWords) => simulate("pos", words)),
    printer.action((words: SimulateWords) => simulate("printer", words)),
  ].map((command) => command.option("--config <file>", "speaks the language of this house"));
}

function portOption(port: number): Option {
  return new Option("--port <port>", "TCP port; 0 takes a free one").default(port).argParser(portOf);
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError("0 to 65535");
}

function columnsOf(text: string): SimulatorOptions["columns"] {
  const columns = ([48, 42, 32] as const).find((one) => String(one) === text);
  if (columns === undefined) throw new InvalidArgumentError("48, 42 or 32");
  return columns;
}

async function simulate(kind: SimulatorKind, { config, ...words }: SimulateWords): Promise<void> {
  const desk = openDesk(config === undefined ? {} : { config });
  const { voice, clock, log } = desk;
  const asked = askedToStop();
  const simulator = await runSimulator(kind, { ...words, clock, log, t: voice.phrases, say: voice.say });
  await asked;
  await simulator.stop();
  exitWith(0);
}
