// The trial's day: runs the script over the real protocols, again and again, and can be started over with one click.
import { codeOf, type Clock, type Instant, type Log } from "../contract/index.ts";
import { CAST, castGuest, reservationOf } from "./cast.ts";
import type { CastGuest } from "./cast-guest.ts";
import { TRIAL_DAY, type TrialStep } from "./day-script.ts";
import { DayStage } from "./day-stage.ts";
import { isDue, reservationNumber, runNumber, type DueInList, type Expected } from "./due-in.ts";
import type { PmsPeer } from "./pms-peer.ts";
import { hotelDate } from "./pms-record.ts";
import type { PosPeer } from "./pos-peer.ts";
import type { SwitchboardPeer } from "./switchboard-peer.ts";

/** Who plays in the day. Without POS or switchboard their steps are left out, without a list nobody is announced. */
export interface TrialDayAround {
  readonly pms: PmsPeer;
  readonly pos?: PosPeer;
  readonly switchboard?: SwitchboardPeer;
  readonly dueIn?: DueInList;
  readonly clock: Clock;
  readonly timezone: string;
  readonly log: Log;
  /** A shorter day for tests. */
  readonly script?: readonly TrialStep[];
  /** How much faster than written it plays; 1 where absent. */
  readonly speed?: number;
}

/** One step as the page shows it: what, who, and in how many ms. */
export interface UpcomingStep {
  readonly step: TrialStep;
  readonly guest: CastGuest | undefined;
  readonly inMs: number;
}

/** Where the day stands. */
export interface DayView {
  readonly state: "stopped" | "waiting" | "playing" | "resting";
  readonly step: number;
  readonly steps: number;
  readonly upcoming: readonly UpcomingStep[];
}

const REST_MS = 20_000;
const LINK_LOOK_MS = 50;
const UPCOMING = 5;

/** Starts the trial's day. */
export function startTrialDay(around: TrialDayAround): TrialDay {
  const day = new TrialDay(around);
  day.start();
  return day;
}

/** The running day. */
export class TrialDay {
  readonly #around: TrialDayAround;
  readonly #script: readonly TrialStep[];
  #stop = new AbortController();
  #round = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #state: DayView["state"] = "stopped";
  #next = 0;
  #nextAt: Instant = 0;
  #lastRun = 0;

  constructor(around: TrialDayAround) {
    this.#around = around;
    this.#script = around.script ?? TRIAL_DAY;
  }

  /** Begins with the first round; twice is harmless. */
  start(): void {
    if (this.#state !== "stopped") return;
    this.#stop = new AbortController();
    this.#state = "waiting";
    this.#running = this.#loop();
  }

  /** Starts the day over from its first step. */
  replay(): void {
    this.#round.abort();
  }

  /** Ends the day where it stands. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
    this.#state = "stopped";
  }

  /** Where it stands, for the page. */
  view(): DayView {
    const first = Math.max(0, this.#nextAt - this.#around.clock.now());
    let inMs = first;
    const upcoming = this.#script.slice(this.#next, this.#next + UPCOMING).map((step, nth) => {
      if (nth > 0) inMs += this.#paceOf(step);
      return { step, guest: "guest" in step ? castGuest(step.guest) : undefined, inMs };
    });
    return { state: this.#state, step: this.#next, steps: this.#script.length, upcoming };
  }

  async #loop(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      this.#round = new AbortController();
      const signal = AbortSignal.any([this.#stop.signal, this.#round.signal]);
      try {
        await this.#play(signal);
      } catch (error) {
        if (!signal.aborted) await this.#stumble(error);
      }
    }
  }

  /** Something of the trial itself failed; it tries the next round a little later. */
  async #stumble(error: unknown): Promise<void> {
    this.#around.log.warn("The trial's day stumbled and starts over", { code: codeOf(error) });
    this.#state = "waiting";
    await this.#around.clock.sleep(REST_MS, this.#stop.signal).catch(() => undefined);
  }

  async #play(signal: AbortSignal): Promise<void> {
    const { clock, pms } = this.#around;
    this.#state = "waiting";
    this.#next = 0;
    const stage = await this.#setUp(signal);
    await this.#untilAlive(signal);
    // The PMS of the trial starts each round with a new house and says so: whoever is not told of has left (fias.md §4).
    await pms.resync();
    this.#state = "playing";
    for (const [nth, step] of this.#script.entries()) {
      this.#next = nth;
      this.#nextAt = clock.now() + this.#paceOf(step);
      await clock.sleep(this.#paceOf(step), signal);
      await this.#run(stage, step);
    }
    this.#next = this.#script.length;
    this.#state = "resting";
    await clock.sleep(REST_MS / (this.#around.speed ?? 1), signal);
  }

  /** A house with those who came yesterday, and the list of those who are due. */
  async #setUp(signal: AbortSignal): Promise<DayStage> {
    const { clock, timezone, pms, dueIn, pos, switchboard } = this.#around;
    // Two rounds within a second are two rounds all the same.
    const run = Math.max(runNumber(clock.now()), this.#lastRun + 1);
    this.#lastRun = run;
    const today = hotelDate(clock.now(), timezone);
    const expected: readonly Expected[] = CAST.map((guest, nth) => ({
      guest,
      reservation: reservationOf(guest, reservationNumber(run, nth), today),
    }));
    pms.house.clear();
    for (const { guest, reservation } of expected) {
      if (guest.today.role === "in-house") pms.house.enter(reservation);
    }
    await dueIn?.announce(expected.filter(({ guest }) => isDue(guest)));
    signal.throwIfAborted();
    return new DayStage({ ...{ pms, pos, switchboard, dueIn, clock, signal, run: String(run) }, expected });
  }

  async #untilAlive(signal: AbortSignal): Promise<void> {
    while (!this.#around.pms.alive) await this.#around.clock.sleep(LINK_LOOK_MS, signal);
  }

  /** A step that cannot be played, because somebody is not where the script has them, is left out. */
  async #run(stage: DayStage, step: TrialStep): Promise<void> {
    try {
      await stage.play(step);
    } catch (error) {
      this.#around.log.debug("A step of the trial's day was left out", { code: codeOf(error) });
    }
  }

  #paceOf(step: TrialStep): number {
    return (step.after * 1000) / (this.#around.speed ?? 1);
  }
}
