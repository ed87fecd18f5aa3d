// The desk of the simulated PMS: what somebody does there changes its hotel and becomes records to tell (fias.md §6.1).
import type { Clock, Instant, LocalDate } from "../contract/index.ts";
import type { PmsGuest, PmsHouse, PmsReservation } from "./pms-house.ts";
import type { MoveForm, PmsQuirks } from "./pms-quirks.ts";
import { stamp } from "./pms-record.ts";
import { guestValues, placeValues, type Telling, type TellingParts } from "./pms-teller.ts";

/** Where and when something happened: the PMS workstation (`WS`) and the instant, now where absent. */
export interface Happening {
  readonly workstation?: string;
  readonly at?: Instant;
}

/** What may change of a reservation in house. */
export interface PmsChange {
  readonly guest?: Partial<PmsGuest>;
  readonly departure?: LocalDate;
}

/** Does what a clerk does and says it in records; sends nothing itself. */
export class PmsDesk {
  readonly #house: PmsHouse;
  readonly #quirks: PmsQuirks;
  readonly #clock: Clock;
  readonly #timezone: string;

  constructor(around: { house: PmsHouse; quirks: PmsQuirks; clock: Clock; timezone: string }) {
    this.#house = around.house;
    this.#quirks = around.quirks;
    this.#clock = around.clock;
    this.#timezone = around.timezone;
  }

  /** GI, with GS where others live in the room (fias.md §6.1). */
  checkIn(reservation: PmsReservation, where: Happening): readonly Telling[] {
    this.#house.enter(reservation);
    return [{ id: "GI", values: guestValues(this.#parts(reservation, where)) }];
  }

  /** GO of exactly that reservation; GS says whether others remain (fias.md §6.1). */
  checkOut(id: string, where: Happening): readonly Telling[] {
    const left = this.#house.leave(id);
    return [{ id: "GO", values: placeValues(this.#parts(left, where)) }];
  }

  /** GC with the changed fields only, or with all where this PMS sends all (fias.md §2.1, §6.1). */
  change(id: string, what: PmsChange, where: Happening): readonly Telling[] {
    const before = guestValues(this.#parts(this.#house.find(id), where));
    const parts = this.#parts(this.#house.alter(id, what), where);
    const after = guestValues(parts);
    const changed = [...after].filter(([field, value]) => before.get(field) !== value);
    const blanked = new Set(changed.filter(([, value]) => value === "").map(([field]) => field));
    const values = this.#quirks.fields === "all" ? after : new Map([...placeValues(parts), ...changed]);
    return [{ id: "GC", values, blanked }];
  }

  /** A move of one or of sharers together, in one of the three forms (fias.md §6.1). */
  move(
    ids: readonly string[],
    room: string,
    where: Happening & { readonly form?: MoveForm },
  ): readonly Telling[] {
    const movers = ids.map((id) => this.#house.find(id));
    const out = (): Telling[] => movers.map((mover) => this.#leaving(mover, where));
    const into = (): Telling[] => movers.map((mover) => this.#entering(mover, room, where));
    switch (where.form ?? this.#quirks.move) {
      case "GC":
        return movers.map((mover) => this.#moving(mover, room, where));
      case "GO-GI":
        return [...out(), ...into()];
      case "GI-GO":
        return [...into(), ...out()];
    }
  }

  /** NS or NE with the system's date and time; the date means nothing (fias.md §5). */
  nightAudit(step: "starts" | "ends"): readonly Telling[] {
    const { DA, TI } = stamp(this.#clock.now(), this.#timezone);
    return [{ id: step === "starts" ? "NS" : "NE", values: new Map(Object.entries({ DA, TI })) }];
  }

  /** An occupied room's record of a resync: GI with SF (fias.md §4). */
  occupied(reservation: PmsReservation, swap: boolean): Telling {
    return { id: "GI", values: guestValues(this.#parts(reservation, {})), swap };
  }

  /** A vacant room's record of a resync: GO with RN and GS only, without G# (fias.md §4). */
  vacant(room: string, swap: boolean): Telling {
    return { id: "GO", values: new Map(Object.entries({ RN: room, GS: "N" })), swap };
  }

  /** GC with RO: the first GS is the new room's, the second the old one's (fias.md §6.1). */
  #moving(mover: PmsReservation, room: string, where: Happening): Telling {
    const after = this.#house.alter(mover.id, { room });
    const values = guestValues(this.#parts(after, where)).set("RO", mover.room);
    return { id: "GC", values, oldRoomShared: this.#house.isShared(mover.room, mover.id) };
  }

  #leaving(mover: PmsReservation, where: Happening): Telling {
    const stillThere = this.#house.has(mover.id) && this.#house.find(mover.id).room === mover.room;
    if (stillThere) this.#house.leave(mover.id);
    return { id: "GO", values: placeValues(this.#parts(mover, where)) };
  }

  #entering(mover: PmsReservation, room: string, where: Happening): Telling {
    const moved = { ...mover, room };
    this.#house.enter(moved);
    return { id: "GI", values: guestValues(this.#parts(moved, where)) };
  }

  #parts(reservation: PmsReservation, where: Happening): TellingParts {
    return {
      reservation,
      shared: this.#house.isShared(reservation.room, reservation.id),
      at: where.at ?? this.#clock.now(),
      timezone: this.#timezone,
      workstation: where.workstation,
      names: this.#quirks.names,
    };
  }
}
