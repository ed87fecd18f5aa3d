// The command line: reads words, calls the part that does the work, answers 0 done, 1 failed, 2 bad usage.
import { Command, CommanderError, Option } from "commander";
import { openDesk, openHouse, type CommandDesk, type CommandWords } from "./command-house.ts";
import { simulateCommands } from "./command-simulate.ts";
import { runStart } from "./command-start.ts";
import { STAFF_ROLES } from "./contract/index.ts";
import {
  runMigrate,
  runSourceKey,
  runStaffAdd,
  runStationPair,
  type CommandContext,
} from "./host/desk-commands.ts";
import { examine } from "./host/doctor.ts";
import { findingsOf, report } from "./host/doctor-report.ts";
import { withPlaces } from "./host/failure.ts";
import { createMeter } from "./host/meter.ts";
import { answerWith, exitWith, processStreams, processWords, readStdin } from "./host/process-door.ts";

const FAILED = 1;
const USAGE = 2;

/** Runs one command line and sets the exit code; `start` and `simulate` run until they are asked to stop. */
export async function run(words: readonly string[] = processWords()): Promise<void> {
  try {
    await program().parseAsync([...words], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) answerWith(error.exitCode === 0 ? 0 : USAGE);
    else answerWith(FAILED);
  }
}

function program(): Command {
  const keshi = new Command("keshi").description("Keshi 客史: guest history at every service terminal");
  keshi.addCommand(startCommand());
  keshi.addCommand(
    command("migrate", "bring the database up to this program").action(inHouse((it) => runMigrate(it))),
  );
  keshi.addCommand(doctorCommand());
  keshi.addCommand(group("station", "posts where staff serve guests", [pairCommand()]));
  keshi.addCommand(group("staff", "people who may sign in", [staffCommand()]));
  keshi.addCommand(group("source", "systems that post events", [sourceCommand()]));
  keshi.addCommand(group("simulate", "the peers of the trial hotel, alone", simulateCommands()));
  const all = [keshi, ...keshi.commands, ...keshi.commands.flatMap((below) => below.commands)];
  for (const one of all)
    one.exitOverride().configureOutput({ writeOut: processStreams.out, writeErr: processStreams.err });
  return keshi;
}

function group(name: string, about: string, below: readonly Command[]): Command {
  const whole = new Command(name).description(about);
  for (const one of below) whole.addCommand(one);
  return whole;
}

/** A command with the options that all have. */
function command(name: string, about: string): Command {
  return new Command(name)
    .description(about)
    .option(
      "--config <file>",
      "the hotel's config; without it keshi.config.yaml here, or else the trial hotel",
    )
    .option("--json", "one line of JSON, the last on stdout")
    .addOption(
      new Option("--log-level <level>", "how much the log says").choices(["debug", "info", "warn", "error"]),
    );
}

/** Opens the desk, does the work, and tells of a failure in the language of the house. */
async function atDesk(words: CommandWords, work: (desk: CommandDesk) => Promise<unknown>): Promise<void> {
  const desk = openDesk(words);
  try {
    await work(desk);
  } catch (error) {
    desk.log.debug("the command failed", { error });
    desk.voice.fail(error, desk.file === undefined ? {} : { file: desk.file });
    answerWith(FAILED);
  }
  desk.log.flush();
}

/** The action of a command that works in a house: its arguments, then its options. */
function inHouse(
  work: (context: CommandContext, given: readonly string[], words: CommandWords) => Promise<void>,
): (this: Command) => Promise<void> {
  return function (this: Command): Promise<void> {
    const words = this.opts<CommandWords>();
    return atDesk(words, async (desk) => {
      const { config } = await openHouse(desk);
      await work({ config, voice: desk.voice, clock: desk.clock }, this.args, words).catch(
        (error: unknown) => {
          throw withPlaces(error, config);
        },
      );
    });
  };
}

function startCommand(): Command {
  return command("start", "run the service; without a config, the trial hotel").action(async function (
    this: Command,
  ) {
    const words = this.opts<CommandWords>();
    await atDesk({ service: true, ...words }, (desk) => runStart(desk));
    // Only a start that failed comes back here; nothing half-started may keep the process.
    exitWith(FAILED);
  });
}

function doctorCommand(): Command {
  return command("doctor", "check config, database, lines and printers, and say what to mend")
    .option("--no-dial", "leave the lines alone, whoever may be using them")
    .action(async function (this: Command) {
      const words = this.opts<CommandWords & { readonly dial: boolean }>();
      await atDesk(words, async (desk) => {
        if (!(await diagnose(desk, words.dial))) answerWith(FAILED);
      });
    });
}

async function diagnose(desk: CommandDesk, dials: boolean): Promise<boolean> {
  const { voice, clock, log, file } = desk;
  const { phrases } = voice;
  try {
    const { config, offers } = await openHouse(desk);
    const devices = { offers, clock, log, meter: createMeter({ process: false }) };
    const findings = await examine({ config, file, devices, clock, phrases, dials });
    return report(findings, voice, config.property.name);
  } catch (error) {
    return report(findingsOf(error, phrases), voice, file ?? "keshi");
  }
}

function pairCommand(): Command {
  return command("pair", "a one-time code that pairs a terminal with a station")
    .argument("<station>", "its name in the config")
    .action(inHouse((it, [station = ""]) => runStationPair(it, station)));
}

interface StaffWords extends CommandWords {
  readonly name: string;
  readonly role: string;
  readonly passwordStdin?: boolean;
  readonly mustChange?: boolean;
}

function staffCommand(): Command {
  const add = command("add", "a person who may sign in")
    .argument("<login>", "what they sign in with")
    .requiredOption("--name <name>", "their name as colleagues know it")
    .addOption(new Option("--role <role>", "what they may do").choices(STAFF_ROLES).makeOptionMandatory())
    .option("--password-stdin", "read the password from standard input; without it one is made up")
    .option("--must-change", "the password has to be changed at the first sign-in");
  return add.action(
    inHouse(async (it, [login = ""]) => {
      const { name, role, passwordStdin, mustChange = false } = add.opts<StaffWords>();
      const password = passwordStdin === true ? { password: await readStdin() } : {};
      await runStaffAdd(it, { login, name, role, mustChange, ...password });
    }),
  );
}

function sourceCommand(): Command {
  return command("key", "a bearer key for a system that posts events, shown once")
    .argument("<source>", "the name its events will carry")
    .action(inHouse((it, [source = ""]) => runSourceKey(it, source)));
}
