// One after the other: work that must not overlap, in the order it was asked for.

/** A queue of one lane; a failing piece of work does not stop the next. */
export class Turn {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs the work when everything asked for earlier is done. */
  take<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work, work);
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  /** Resolves when everything asked for so far is done. */
  async idle(): Promise<void> {
    await this.#last;
  }
}
