// Plays one step of the trial's day: who does it, at which peer, over which protocol.
import { KeshiError, type Clock } from "../contract/index.ts";
import { shownName } from "./cast.ts";
import type { TrialMoment } from "./day-script.ts";
import type { DueInList, Expected } from "./due-in.ts";
import type { PmsPeer } from "./pms-peer.ts";
import type { PosPeer } from "./pos-peer.ts";
import type { SwitchboardCall, SwitchboardPeer } from "./switchboard-peer.ts";

/** What one round of the day plays with. */
export interface StageAround {
  readonly pms: PmsPeer;
  readonly pos: PosPeer | undefined;
  readonly switchboard: SwitchboardPeer | undefined;
  readonly dueIn: DueInList | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** The run's number; makes the ids of checks and calls its own. */
  readonly run: string;
  readonly expected: readonly Expected[];
}

/** Where the trial's breakfast is served, and the switchboard's extension. */
export const TRIAL_OUTLET = "coffee-shop";
/** The extension at which outside calls ring. */
export const TRIAL_EXTENSION = "8000";

const MEAL_MS = 15_000;
const CALL_MS = 12_000;
const AUDIT_MS = 4000;

type Breakfast = Extract<TrialMoment, { do: "breakfast" }>;

/** One round's stage. Posts are not waited for: where Keshi is away the posters try again by themselves. */
export class DayStage {
  readonly #around: StageAround;
  readonly #expected: ReadonlyMap<string, Expected>;

  constructor(around: StageAround) {
    this.#around = around;
    this.#expected = new Map(around.expected.map((one) => [one.guest.profile, one]));
  }

  /** Plays a step; throws a coded error where the guest is not where the step needs them. */
  async play(step: TrialMoment): Promise<void> {
    const { pms } = this.#around;
    switch (step.do) {
      case "check-in":
        await this.#around.dueIn?.came(this.#reservation(step.guest));
        pms.checkIn(this.#find(step.guest).reservation, { workstation: step.workstation });
        return;
      case "check-out":
        pms.checkOut(this.#reservation(step.guest), { workstation: "FO1" });
        return;
      case "move":
        pms.moveRoom(this.#reservation(step.guest), step.to, { workstation: "FO1" });
        return;
      case "upgrade":
        pms.change(this.#reservation(step.guest), { guest: { vip: step.vip } });
        return;
      case "breakfast":
        this.#breakfast(step);
        return;
      case "room-inquiry":
        void this.#around.pos?.askRoom(this.#check(step.guest, step.table, 1));
        return;
      case "call":
        this.#call(step.guest, { number: this.#find(step.guest).guest.phone ?? "" });
        return;
      case "room-call":
        this.#call(step.guest, { room: this.#room(step.guest) });
        return;
      case "night-audit":
        pms.nightAudit("starts");
        this.#later(AUDIT_MS, () => pms.nightAudit("ends"));
    }
  }

  #breakfast(step: Breakfast): void {
    const { pos } = this.#around;
    const check = this.#check(step.guest, step.table, step.covers);
    void pos?.open(check);
    this.#later(MEAL_MS, () => void pos?.close(check, step.dishes));
  }

  #call(profile: string, from: { number: string } | { room: string }): void {
    const { switchboard, run } = this.#around;
    const call: SwitchboardCall = { id: `${run}-${profile}`, extension: TRIAL_EXTENSION, ...from };
    void switchboard?.ring(call);
    this.#later(CALL_MS, () => void switchboard?.hangUp(call));
  }

  #check(profile: string, table: string, covers: number): Parameters<PosPeer["open"]>[0] {
    const { guest } = this.#find(profile);
    return {
      ...{ id: `${this.#around.run}-${table}`, outlet: TRIAL_OUTLET, table, covers },
      ...{ room: this.#room(profile), guestName: shownName(guest) },
    };
  }

  /** The room they live in now, which may not be the one they came to. */
  #room(profile: string): string {
    return this.#around.pms.house.find(this.#reservation(profile)).room;
  }

  #reservation(profile: string): string {
    return this.#find(profile).reservation.id;
  }

  #find(profile: string): Expected {
    const found = this.#expected.get(profile);
    if (found === undefined) throw new KeshiError("trial-unknown-guest", "nobody of the cast");
    return found;
  }

  #later(delayMs: number, run: () => void): void {
    // The round may end first; then what was to follow does not.
    void this.#around.clock.sleep(delayMs, this.#around.signal).then(run, () => undefined);
  }
}
