// `keshi simulate pms|pos|printer`: the trial's peers alone, on a port, for integrators.
import type { Clock, Log, Phrases } from "../contract/index.ts";
import { CAST, TRIAL_ROOMS, shownName } from "./cast.ts";
import { textOf } from "./chit-reader.ts";
import { TrialDay } from "./day.ts";
import { TRIAL_OUTLET } from "./day-stage.ts";
import { TRIAL_DAY } from "./day-script.ts";
import type { CodePage } from "./pms-frame.ts";
import { startPmsPeer } from "./pms-peer.ts";
import type { PmsKind } from "./pms-quirks.ts";
import { startPosPeer } from "./pos-peer.ts";
import { startPrinterPeer } from "./printer-peer.ts";
import type { PrinterMode } from "./printer-status.ts";
import { TRIAL_CODE, TRIAL_TIMEZONE } from "./trial-config.ts";

/** What can be simulated alone. */
export const SIMULATORS = ["pms", "pos", "printer"] as const;
/** One of the simulators. */
export type SimulatorKind = (typeof SIMULATORS)[number];

/** What an integrator may set; each simulator reads its own part. */
export interface SimulatorOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Words for what it says. */
  readonly t: Phrases;
  /** Takes one line of what it does, for stderr. */
  readonly say: (line: string) => void;
  readonly host?: string;
  /** Port to listen on (0 takes a free one) or, for a PMS that connects, to dial. */
  readonly port?: number;
  /** PMS: who dials whom (fias.md §2.3). */
  readonly direction?: "listen" | "connect";
  /** PMS: how it writes names (fias.md §2.5). */
  readonly codePage?: CodePage;
  /** PMS: whose habits it has. */
  readonly quirks?: PmsKind;
  readonly timezone?: string;
  /** Printer: columns, code page and behaviour. */
  readonly columns?: 48 | 42 | 32;
  readonly paperCodePage?: "gb18030" | "gbk" | "big5";
  readonly mode?: PrinterMode;
  /** POS: Keshi's address and the source's key. */
  readonly url?: string;
  readonly key?: string;
}

/** A running simulator. */
export interface Simulator {
  /** Where it listens; absent for the POS, which only posts. */
  readonly port?: number;
  stop(): Promise<void>;
}

/** Ports of the simulators where none is given. */
export const SIMULATOR_PORTS = { pms: 5010, printer: 9100 } as const;

/** Starts one simulator; rejects with the system's error (`EADDRINUSE`) where its port is taken. */
export function runSimulator(kind: SimulatorKind, options: SimulatorOptions): Promise<Simulator> {
  switch (kind) {
    case "pms":
      return runPms(options);
    case "pos":
      return Promise.resolve(runPos(options));
    case "printer":
      return runPrinter(options);
  }
}

async function runPms(options: SimulatorOptions): Promise<Simulator> {
  const { clock, log, t, say, timezone = TRIAL_TIMEZONE, port = SIMULATOR_PORTS.pms } = options;
  const { host = "127.0.0.1", direction = "listen", codePage = "utf-8", quirks = "opera" } = options;
  const pms = await startPmsPeer({
    ...{ mode: direction, host, port, clock, timezone, codePage, kind: quirks },
    ...{ rooms: TRIAL_ROOMS, hotel: TRIAL_CODE },
    watch(what) {
      if ("heard" in what) say(t("trial.simulate.heard", { record: what.heard }));
      else say(t(`trial.simulate.link.${what.link}`));
    },
  });
  say(t(`trial.simulate.pms.${direction}`, { host, port: pms.port, codePage, quirks }));
  const day = new TrialDay({ pms, clock, timezone, log, script: TRIAL_DAY });
  day.start();
  return {
    port: pms.port,
    async stop() {
      await day.stop();
      await pms.stop();
    },
  };
}

async function runPrinter(options: SimulatorOptions): Promise<Simulator> {
  const { clock, t, say, host = "127.0.0.1", port = SIMULATOR_PORTS.printer } = options;
  const printer = await startPrinterPeer({
    ...{ host, port, clock, columns: options.columns ?? 48, codePage: options.paperCodePage ?? "gb18030" },
    onChit(chit) {
      const { number, wraps, bytes } = chit;
      say([t("trial.simulate.chit", { number, wraps, bytes: bytes.length }), ...textOf(chit)].join("\n"));
    },
  });
  printer.behave(options.mode ?? "ok");
  say(t("trial.simulate.printer", { host, port: printer.port, columns: printer.columns }));
  return { port: printer.port, stop: () => printer.stop() };
}

const CHECK_EVERY_MS = 15_000;

/** Opens and closes a check for one room after another. */
function runPos(options: SimulatorOptions): Simulator {
  const { clock, t, say, url = "http://127.0.0.1:8090", key = "" } = options;
  const onRefused = (status: number, code: string): void =>
    say(t("trial.simulate.refused", { status, code }));
  const pos = startPosPeer({ url, key, clock, run: String(clock.now()), onRefused });
  say(t("trial.simulate.pos", { url }));
  const living = CAST.filter(({ today }) => today.role === "in-house");
  let turn = 0;
  const open = (): void => {
    const guest = living[turn % living.length];
    if (guest === undefined) return;
    const { room } = guest.today;
    const check = {
      id: String(++turn),
      outlet: TRIAL_OUTLET,
      table: String(1 + (turn % 20)),
      covers: 1,
      room,
    };
    const dishes = [{ name: "白粥", minor: 1200 }];
    void pos
      .open({ ...check, guestName: shownName(guest) })
      .then(() => say(t("trial.simulate.check", { id: check.id, room })));
    void pos.close(check, dishes);
  };
  open();
  const cancel = clock.every(CHECK_EVERY_MS, open);
  return {
    stop() {
      cancel();
      pos.stop();
      return Promise.resolve();
    },
  };
}
