// What was heard and is not yet committed: kept in order, published in as few calls as there are commits, bounded.
// When it is full the reader waits, so that TCP holds the PMS back; when the journal fails, nothing is given up.
import { classOf, codeOf, type AdapterContext, type EventDraft } from "../../plugin/contract/index.ts";
import { createBackoff } from "../../plugin/kit/backoff.ts";
import { unreadable } from "./translate.ts";

/** Events that may wait for their commit before reading stops. */
const BOUND = 2048;

/** What is waiting: events of one record or chunk, and what to do once they are safe. */
export interface IntakeEntry {
  readonly drafts: readonly EventDraft[];
  readonly committed?: () => void;
}

/** The queue between hearing and commit 1. */
export class Intake {
  readonly #context: AdapterContext;
  #closing = new AbortController();
  #waiting: IntakeEntry[] = [];
  #drafts = 0;
  #pumping: Promise<void> | undefined;
  #freed: (() => void)[] = [];

  constructor(context: AdapterContext) {
    this.#context = context;
  }

  /** Takes entries again after a close. */
  open(): void {
    if (this.#closing.signal.aborted) this.#closing = new AbortController();
  }

  get isFull(): boolean {
    return this.#drafts >= BOUND;
  }

  /** Takes an entry; it is published at once when nothing is under way, else together with all that gathers meanwhile. */
  put(entry: IntakeEntry): void {
    if (this.#closing.signal.aborted) return;
    this.#waiting.push(entry);
    this.#drafts += entry.drafts.length;
    this.#pumping ??= this.#pump();
  }

  /** Resolves when there is room again. */
  room(): Promise<void> {
    if (!this.isFull || this.#closing.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => this.#freed.push(resolve));
  }

  /** Resolves with true when all is committed, with false when the deadline came first. */
  async flush(deadlineMs: number): Promise<boolean> {
    const pumping = this.#pumping;
    if (pumping === undefined) return true;
    const { clock } = this.#context;
    const late = new AbortController();
    const isDone = await Promise.race([
      pumping.then(() => true),
      clock.sleep(deadlineMs, late.signal).then(
        () => false,
        () => true,
      ),
    ]);
    late.abort(new Error("flushed"));
    return isDone;
  }

  /** Ends it; what is not committed by now stays uncommitted. */
  close(): void {
    this.#closing.abort(new Error("stopped"));
    this.#free();
  }

  async #pump(): Promise<void> {
    const { signal } = this.#closing;
    // Whatever else the same chunk holds is put before the first commit begins.
    await Promise.resolve();
    while (this.#waiting.length > 0 && !signal.aborted) {
      const entries = this.#waiting;
      this.#waiting = [];
      const drafts = entries.flatMap((entry) => entry.drafts);
      const isSafe = drafts.length === 0 || (await this.#commit(drafts));
      this.#drafts -= drafts.length;
      if (isSafe) for (const entry of entries) entry.committed?.();
      this.#free();
    }
    const isLeft = this.#waiting.length > 0 && !this.#closing.signal.aborted;
    this.#pumping = isLeft ? this.#pump() : undefined;
  }

  #free(): void {
    const freed = this.#freed;
    this.#freed = [];
    for (const go of freed) go();
  }

  /** Commits the drafts, however long the journal needs; false only when the adapter is closed meanwhile. */
  async #commit(drafts: readonly EventDraft[]): Promise<boolean> {
    const { clock, log, meter, name } = this.#context;
    const backoff = createBackoff({ firstMs: 200, capMs: 10_000 });
    const { signal } = this.#closing;
    for (;;) {
      const began = clock.monotonic();
      try {
        await this.#context.publish(drafts);
        meter.observe("fias_commit_ms", clock.monotonic() - began, { adapter: name });
        meter.count("fias_events", { adapter: name }, drafts.length);
        return true;
      } catch (error) {
        if (classOf(error) === "permanent") return this.#commitSingly(drafts, codeOf(error));
        log.warn("Events could not be committed; trying again", {
          code: codeOf(error),
          events: drafts.length,
        });
        const isClosed = await clock.sleep(backoff.next(), signal).then(
          () => false,
          () => true,
        );
        if (isClosed) return false;
      }
    }
  }

  /** One event the journal will never take must not hold back the others; its bytes are kept as unreadable. */
  async #commitSingly(drafts: readonly EventDraft[], code: string): Promise<boolean> {
    const [only, ...others] = drafts;
    if (only === undefined) return true;
    if (others.length > 0) {
      for (const draft of drafts) if (!(await this.#commit([draft]))) return false;
      return true;
    }
    this.#context.log.error("The journal refuses an event", { code, record: only.sourceEventType });
    this.#context.meter.count("fias_refused", { adapter: this.#context.name });
    if (only.type === "unreadable") return true;
    return this.#commit([unreadable("fias-refused", only.raw.bytes, only.sourceEventType)]);
  }
}
