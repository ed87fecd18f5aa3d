// The simulated PMS's own small hotel: who lives where, so that a resync tells the truth.
import { KeshiError, type LocalDate } from "../contract/index.ts";

/** A guest as the PMS knows one; everything but the family name may be missing (fias.md §6). */
export interface PmsGuest {
  /** Profile id (`G+`). */
  readonly profile?: string;
  readonly family: string;
  readonly given?: string;
  readonly title?: string;
  /** Language code as this PMS writes it (`GL`, fias.md §10). */
  readonly language?: string;
  readonly vip?: string;
  readonly group?: string;
  readonly noPost?: boolean;
  /** Site-mapped fields `A0`-`A9` (fias.md §6). */
  readonly extra?: Readonly<Record<string, string>>;
}

/** One reservation in the PMS; a sharer has an own one in the same room. */
export interface PmsReservation {
  /** `G#`. */
  readonly id: string;
  readonly guest: PmsGuest;
  readonly room: string;
  readonly arrival: LocalDate;
  readonly departure: LocalDate;
}

/** The rooms and who is checked in to them; everybody else is none of FIAS's business (fias.md §1). */
export class PmsHouse {
  readonly rooms: readonly string[];
  readonly #inHouse = new Map<string, PmsReservation>();
  readonly #departed = new Map<string, PmsReservation>();

  constructor(rooms: readonly string[]) {
    this.rooms = rooms;
  }

  /** Everybody checked in. */
  get inHouse(): readonly PmsReservation[] {
    return [...this.#inHouse.values()];
  }

  /** Who lives in a room, in order of arrival. */
  livingIn(room: string): readonly PmsReservation[] {
    return this.inHouse.filter((reservation) => reservation.room === room);
  }

  /** A checked-in reservation; throws `pms-unknown-reservation`. */
  find(id: string): PmsReservation {
    const found = this.#inHouse.get(id);
    if (found === undefined) throw new KeshiError("pms-unknown-reservation", "nobody in house under it");
    return found;
  }

  /** True where the reservation is checked in. */
  has(id: string): boolean {
    return this.#inHouse.has(id);
  }

  /** Puts a reservation into its room; one that departed may come back under the same number (fias.md §6.1). */
  enter(reservation: PmsReservation): void {
    this.#departed.delete(reservation.id);
    this.#inHouse.set(reservation.id, reservation);
  }

  /** Changes what is known of a reservation in house and answers its new state. */
  alter(
    id: string,
    what: { guest?: Partial<PmsGuest>; room?: string; departure?: LocalDate },
  ): PmsReservation {
    const before = this.find(id);
    const after = {
      ...before,
      guest: { ...before.guest, ...what.guest },
      room: what.room ?? before.room,
      departure: what.departure ?? before.departure,
    };
    this.#inHouse.set(id, after);
    return after;
  }

  /** Takes a reservation out of its room and answers it as it was. */
  leave(id: string): PmsReservation {
    const left = this.find(id);
    this.#inHouse.delete(id);
    this.#departed.set(id, left);
    // A hotel for trying things out needs no long memory of who left.
    if (this.#departed.size > 1000) {
      const oldest = this.#departed.keys().next().value;
      if (oldest !== undefined) this.#departed.delete(oldest);
    }
    return left;
  }

  /** A reservation that left, to check it in again; throws `pms-unknown-reservation`. */
  departed(id: string): PmsReservation {
    const found = this.#departed.get(id);
    if (found === undefined) throw new KeshiError("pms-unknown-reservation", "nobody left under it");
    return found;
  }

  /** Whether others than this reservation live in the room: what `GS` says (fias.md §6). */
  isShared(room: string, beside: string): boolean {
    return this.livingIn(room).some((reservation) => reservation.id !== beside);
  }

  /** Empties the hotel, as before a new day of the trial. */
  clear(): void {
    this.#inHouse.clear();
    this.#departed.clear();
  }
}
