// The simulated PMS's companion interface: reservations that are still to come, which FIAS never tells (fias.md §1).
import type { Clock } from "../contract/index.ts";
import { guestRef } from "./cast.ts";
import type { CastGuest } from "./cast-guest.ts";
import type { EventPoster, PostedEvent } from "./event-poster.ts";
import type { Notebook } from "./notebook.ts";
import type { PmsReservation } from "./pms-house.ts";

/** A guest of the cast with today's reservation. */
export interface Expected {
  readonly guest: CastGuest;
  readonly reservation: PmsReservation;
}

/** Announces who is due and takes back who never came; what is announced is written down first, so that a restart can take it back. */
export class DueInList {
  readonly #poster: Pick<EventPoster, "post">;
  readonly #notebook: Notebook;
  readonly #clock: Clock;
  #open: string[] = [];

  constructor(around: { poster: Pick<EventPoster, "post">; notebook: Notebook; clock: Clock }) {
    this.#poster = around.poster;
    this.#notebook = around.notebook;
    this.#clock = around.clock;
  }

  /** Takes back whoever was announced before and never came, then announces these. */
  async announce(expected: readonly Expected[]): Promise<void> {
    const stale = (await this.#notebook.read()).dueIn;
    this.#open = expected.map(({ reservation }) => reservation.id);
    await this.#notebook.change({ dueIn: [...stale, ...this.#open] });
    const events = [...stale.map((id) => this.#cancelled(id)), ...expected.map((one) => this.#created(one))];
    if (events.length > 0) await this.#poster.post(events);
    await this.#notebook.change({ dueIn: this.#open });
  }

  /** Somebody came: no longer due. */
  async came(id: string): Promise<void> {
    this.#open = this.#open.filter((other) => other !== id);
    await this.#notebook.change({ dueIn: this.#open });
  }

  #created({ guest, reservation }: Expected): PostedEvent {
    const { id, room, arrival, departure } = reservation;
    const { eta } = guest.today;
    return {
      ...{ type: "reservation.created", idempotencyKey: `${id}:created`, occurredAt: this.#clock.now() },
      stay: {
        ...{ reservationId: id, status: "due_in", room, arrival, departure, guests: [guestRef(guest)] },
        ...(eta === undefined ? {} : { eta }),
      },
    };
  }

  #cancelled(id: string): PostedEvent {
    return {
      ...{ type: "reservation.cancelled", idempotencyKey: `${id}:cancelled` },
      occurredAt: this.#clock.now(),
      stay: { reservationId: id, status: "cancelled" },
    };
  }
}

/** Whether a guest belongs on today's list of arrivals. */
export function isDue({ today }: CastGuest): boolean {
  return today.role === "arrives" || today.role === "day-use";
}

/** A run's number of eight digits, another one each second; with two more it is a `G#` of ten (fias.md §6). */
export function runNumber(now: number): number {
  return 10_000_000 + (Math.floor(now / 1000) % 90_000_000);
}

/** Today's reservation number of the nth of the cast. */
export function reservationNumber(run: number, nth: number): string {
  return `${run}${String(nth).padStart(2, "0")}`;
}
