// `keshi start`: the production service with a config, the trial hotel without one; it runs until it is asked to stop.
import { openHouse, type CommandDesk, type CommandHouse } from "./command-house.ts";
import { composeService, type Service } from "./compose.ts";
import { startTrial, type TrialRun, TRIAL_PORT } from "./compose-trial.ts";
import { codeOf, type Phrases } from "./contract/index.ts";
import { withPlaces } from "./host/failure.ts";
import { askedToStop, exitWith, onUncaught } from "./host/process-door.ts";
import { within } from "./kit/part.ts";
import type { Address } from "./web/index.ts";

/** From the asking to the end of the process; parts get a little less. */
const STOP_MS = 9500;
const PARTS_STOP_MS = 8000;

interface Running {
  readonly address: Address;
  stop(deadlineMs: number): Promise<void>;
}

/** Starts the house, tells where it is, and stops it in order when asked to. */
export async function runStart(desk: CommandDesk): Promise<never> {
  const { voice, log, clock } = desk;
  const say = voice.phrases;
  onUncaught((error) => {
    log.error("something was not caught; the service ends and takes up its work at the next start", {
      error,
    });
    voice.fail(error);
    log.flush();
    exitWith(1);
  });
  const asked = askedToStop();
  const house = await openHouse(desk);
  const running = desk.file === undefined ? await openTrial(desk, house) : await openService(desk, house);
  voice.say(say("console.start.stop"));
  const by = await asked;
  log.info("asked to stop", { by });
  voice.say(say("console.start.stopping"));
  const ended = await within(clock, STOP_MS, running.stop(PARTS_STOP_MS)).catch((error: unknown) => {
    log.error("the service did not stop in order", { code: codeOf(error), error });
    return undefined;
  });
  voice.say(say(ended === undefined ? "console.start.stop-late" : "console.start.stopped"));
  log.flush();
  return exitWith(0);
}

async function openService(desk: CommandDesk, house: CommandHouse): Promise<Running> {
  const { voice, log } = desk;
  const { config } = house;
  const { service, address } = await startService(desk, house);
  voice.say(voice.phrases("console.start.ready", { name: config.property.name }));
  sayPages(voice.phrases, config.http.publicUrl ?? address.url, [
    "desk",
    "restaurant",
    "rooms",
    "calls",
  ]).forEach(voice.say);
  log.info("ready", { host: address.host, port: address.port });
  return { address, stop: (deadlineMs) => service.stop(deadlineMs) };
}

async function startService(
  { log, clock, phrasesOf }: CommandDesk,
  { config, offers, manifest }: CommandHouse,
): Promise<{ service: Service; address: Address }> {
  const version = manifest.version;
  try {
    const service = await composeService({
      config,
      offers,
      version,
      log,
      clock,
      phrasesOf,
      onPortTaken: "fail",
    });
    return { service, address: await service.start() };
  } catch (error) {
    throw withPlaces(error, config);
  }
}

async function openTrial(desk: CommandDesk, { offers, manifest }: CommandHouse): Promise<Running> {
  const { voice, log, clock, phrasesOf } = desk;
  const trial = await startTrial({ offers, version: manifest.version, log, clock, phrasesOf });
  sayTrial(voice.phrases, trial).forEach(voice.say);
  return trial;
}

function sayTrial(say: Phrases, { address, signIns, config }: TrialRun): readonly string[] {
  const moved =
    address.port === TRIAL_PORT
      ? []
      : [say("console.start.port-moved", { wanted: TRIAL_PORT, port: address.port })];
  return [
    say("console.start.trial", { name: config.property.name }),
    ...moved,
    ...sayPages(say, address.url, ["all", "desk", "restaurant", "rooms", "calls"]),
    `  ${say("console.start.people")}`,
    ...signIns.map((one) => `    ${say("console.start.person", { ...one })}`),
  ];
}

function sayPages(say: Phrases, url: string, pages: readonly string[]): readonly string[] {
  return [
    `  ${say("console.start.pages")}`,
    ...pages.map((page) => `    ${url}/${page === "all" ? "" : page}  ${say(`console.start.page.${page}`)}`),
  ];
}
