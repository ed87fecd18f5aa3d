// The simulated restaurant POS: tables, room inquiries, checks and their lines, told over the open event API.
import type { CheckLine, Clock, GuestLink, Instant, Money } from "../contract/index.ts";
import { EventPoster, type EventPosterSettings, type PostedEvent } from "./event-poster.ts";

/** A check as a waiter opens it. */
export interface PosCheck {
  readonly id: string;
  readonly outlet: string;
  readonly table: string;
  readonly covers: number;
  readonly room?: string;
  readonly guestName?: string;
}

/** A dish as the POS knows it; the price in the smallest unit of the property's currency. */
export interface PosDish {
  readonly name: string;
  readonly qty?: number;
  readonly minor: number;
  readonly modifiers?: readonly string[];
}

/** How the POS is set up; `run` makes its keys differ from those of an earlier run. */
export interface PosPeerSettings extends EventPosterSettings {
  readonly run: string;
  readonly currency?: string;
}

/** Starts a simulated POS. */
export function startPosPeer(settings: PosPeerSettings): PosPeer {
  return new PosPeer(settings);
}

/** A running simulated POS; each verb resolves once Keshi took it. */
export class PosPeer {
  readonly #settings: PosPeerSettings;
  readonly #poster: EventPoster;
  readonly #clock: Clock;
  #said = 0;

  constructor(settings: PosPeerSettings) {
    this.#settings = settings;
    this.#clock = settings.clock;
    this.#poster = new EventPoster(settings);
  }

  /** Guests sat down at a table. */
  seat(check: PosCheck, at?: Instant): Promise<void> {
    return this.#tell("pos.table_seated", check, { at });
  }

  /** A waiter asks who lives in the room. */
  askRoom(check: PosCheck, at?: Instant): Promise<void> {
    return this.#tell("pos.room_inquiry", check, { at });
  }

  /** A check is opened. */
  open(check: PosCheck, at?: Instant): Promise<void> {
    return this.#tell("pos.check_opened", check, { at });
  }

  /** Dishes were ordered; the list is the whole list of the check. */
  order(check: PosCheck, dishes: readonly PosDish[], at?: Instant): Promise<void> {
    return this.#tell("pos.check_updated", check, { dishes, at });
  }

  /** The check is paid and closed. */
  close(check: PosCheck, dishes: readonly PosDish[], at?: Instant): Promise<void> {
    return this.#tell("pos.check_closed", check, { dishes, at, closed: true });
  }

  /** Gives up what still waits. */
  stop(): void {
    this.#poster.stop();
  }

  #tell(
    type: PostedEvent["type"] & `pos.${string}`,
    check: PosCheck,
    more: { dishes?: readonly PosDish[]; at?: Instant | undefined; closed?: boolean },
  ): Promise<void> {
    const total = (more.dishes ?? []).reduce((sum, dish) => sum + dish.minor * (dish.qty ?? 1), 0);
    const event: PostedEvent = {
      type,
      idempotencyKey: `${this.#settings.run}:${check.id}:${++this.#said}`,
      occurredAt: more.at ?? this.#clock.now(),
      outletId: check.outlet,
      pos: {
        checkId: `${this.#settings.run}-${check.id}`,
        checkNumber: check.id,
        table: check.table,
        covers: check.covers,
        status: more.closed === true ? "closed" : "open",
        ...(more.dishes === undefined ? {} : { items: more.dishes.map((dish) => this.#line(dish)) }),
        ...(more.closed === true ? { amounts: { total: this.#money(total) } } : {}),
        ...linkOf(check),
      },
    };
    return this.#poster.post([event]);
  }

  #line(dish: PosDish): CheckLine {
    const qty = dish.qty ?? 1;
    return {
      name: dish.name,
      qty: String(qty),
      total: this.#money(dish.minor * qty),
      ...(dish.modifiers === undefined ? {} : { modifiers: dish.modifiers }),
    };
  }

  #money(minor: number): Money {
    return { minor: String(minor), currency: this.#settings.currency ?? "CNY", exponent: 2 };
  }
}

function linkOf(check: PosCheck): { guestLink?: GuestLink } {
  if (check.room === undefined) return {};
  const named = check.guestName === undefined ? {} : { guestName: check.guestName };
  return { guestLink: { how: "room_charge", room: check.room, confidence: 1, ...named } };
}
