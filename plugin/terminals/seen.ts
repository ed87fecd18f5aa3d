// How far each terminal has seen: kept in memory, written for all of them in one statement, at most a second late.
import type { TerminalId } from "../contract/index.ts";

/** The positions of connected terminals; they only rise. */
export class Seen {
  readonly #of = new Map<TerminalId, number>();
  #dirty = new Map<TerminalId, number>();
  readonly #write: (seen: ReadonlyMap<TerminalId, number>) => Promise<void>;

  constructor(write: (seen: ReadonlyMap<TerminalId, number>) => Promise<void>) {
    this.#write = write;
  }

  /** What the store held when the terminal came. */
  begin(id: TerminalId, stored: number | undefined): void {
    const known = this.#of.get(id);
    if (stored !== undefined && (known === undefined || stored > known)) this.#of.set(id, stored);
  }

  /** The newest position of a terminal, stored or not. */
  of(id: TerminalId): number | undefined {
    return this.#of.get(id);
  }

  note(id: TerminalId, upTo: number): void {
    const known = this.#of.get(id);
    if (known !== undefined && known >= upTo) return;
    this.#of.set(id, upTo);
    this.#dirty.set(id, upTo);
  }

  /** Forgets a terminal that left, unless something of it is still to be written. */
  forget(id: TerminalId): void {
    if (!this.#dirty.has(id)) this.#of.delete(id);
  }

  /** Writes what changed; what could not be written is tried again with the next. */
  async flush(): Promise<void> {
    if (this.#dirty.size === 0) return;
    const writing = this.#dirty;
    this.#dirty = new Map();
    try {
      await this.#write(writing);
    } catch (error) {
      for (const [id, upTo] of writing) if (!this.#dirty.has(id)) this.#dirty.set(id, upTo);
      throw error;
    }
  }
}
