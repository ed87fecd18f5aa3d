// The part of the queue that is in memory, over all sources: reading on in bounded stretches, and choosing whose turn it is.
import type { Cancel, Clock } from "../contract/index.ts";
import { createBackoff } from "../kit/backoff.ts";
import type { Claim } from "./claim.ts";
import type { JournalQueue } from "./journal.ts";
import type { QueueBounds } from "./queue-bounds.ts";
import type { QueuedEvent } from "./queued-event.ts";
import { SourceQueue, type QueueReading } from "./source-queue.ts";
import { SubjectLines, type Priority, type SubjectLine } from "./subject-lines.ts";

/** What the window looks onto and is bounded by. */
export interface QueueWindowParts {
  readonly queue: JournalQueue;
  readonly clock: Clock;
  /** Called when something that waited may go. */
  readonly wake: () => void;
  readonly bounds: QueueBounds;
}

/** The queue as the dispatcher sees it; reading never runs beside applying, so what is read is not settled meanwhile. */
export class QueueWindow {
  readonly #queue: JournalQueue;
  readonly #clock: Clock;
  readonly #wake: () => void;
  readonly #bounds: QueueBounds;
  readonly #sources = new Map<string, SourceQueue>();
  readonly #lines: SubjectLines;
  /** Barriers that failed, until when they rest. */
  readonly #resting = new Map<SourceQueue, { tries: number; cancel: Cancel | undefined }>();
  readonly #backoff = createBackoff({ firstMs: 250, capMs: 30_000 });
  #areSourcesKnown = false;
  #doubts = 0;

  constructor({ queue, clock, wake, bounds }: QueueWindowParts) {
    this.#queue = queue;
    this.#clock = clock;
    this.#wake = wake;
    this.#bounds = bounds;
    this.#lines = new SubjectLines(clock, wake);
  }

  offer(events: readonly QueuedEvent[]): void {
    for (const queued of events) this.#sourceOf(queued.event.source).offer(queued, this.#lines);
  }

  /** Rows may be there that were not told of. */
  doubt(): void {
    this.#areSourcesKnown = false;
    this.#doubts += 1;
    for (const source of this.#sources.values()) source.doubt(false, this.#doubts);
  }

  /** Insurance: everything queued is looked at once more, such as what another process put back. */
  lookAgain(): void {
    this.#areSourcesKnown = false;
    this.#doubts += 1;
    for (const source of this.#sources.values()) source.doubt(true, this.#doubts);
  }

  recall(source: string, subject: string): void {
    this.#doubts += 1;
    this.#sourceOf(source).doubt(true, this.#doubts);
    this.#lines.recall(source, subject);
  }

  /** Reads what is missing: live rows first, the backlog only when no live one waits. Says whether anything was read. */
  async fill(): Promise<boolean> {
    const reading: QueueReading = {
      queue: this.#queue,
      lines: this.#lines,
      stamp: this.#doubts,
      lastSeq: await this.#queue.lastSeq(),
    };
    await this.#learnSources();
    let hasRead = false;
    for (const source of this.#sources.values()) {
      await source.learnBarrier(reading);
      if (!source.mayRead("live", reading)) continue;
      await source.read("live", reading);
      hasRead = true;
    }
    if (await this.#readOn("live", reading)) hasRead = true;
    if (this.#lines.hasReady("live") || this.#lines.hasReady("replay")) return hasRead;
    for (const source of this.#sources.values()) {
      if (!source.mayRead("replay", reading)) continue;
      await source.read("replay", reading);
      hasRead = true;
    }
    return (await this.#readOn("replay", reading)) || hasRead;
  }

  /** Up to `limit` events of distinct subjects, in the order of commits; a barrier goes alone. */
  claim(limit: number): Claim[] {
    for (const source of this.#sources.values()) {
      const barrier = this.#dueBarrier(source);
      if (barrier !== undefined) return [this.#claimBarrier(source, barrier)];
    }
    const claims = this.#lines.take(limit).flatMap((line) => this.#claimLine(line));
    return claims.sort((one, other) => one.queued.event.seq - other.queued.event.seq);
  }

  close(): void {
    this.#lines.clear();
    for (const { cancel } of this.#resting.values()) cancel?.();
    this.#resting.clear();
    this.#sources.clear();
    this.#areSourcesKnown = false;
  }

  async #learnSources(): Promise<void> {
    if (this.#areSourcesKnown) return;
    const stamp = this.#doubts;
    for (const name of await this.#queue.sources()) this.#sourceOf(name);
    this.#areSourcesKnown = stamp === this.#doubts;
  }

  #sourceOf(name: string): SourceQueue {
    const known = this.#sources.get(name);
    if (known !== undefined) return known;
    const source = new SourceQueue(name, !this.#areSourcesKnown, this.#bounds);
    this.#sources.set(name, source);
    return source;
  }

  async #readOn(priority: Priority, { lastSeq }: QueueReading): Promise<boolean> {
    const lines = this.#lines.takeUnread(priority, this.#bounds.readOnSubjects);
    const [first] = lines;
    if (first === undefined) return false;
    const barrier = this.#sources.get(first.source)?.barrier;
    const upTo = barrier === undefined ? lastSeq : Math.min(lastSeq, barrier.event.seq - 1);
    try {
      const rows = await this.#queue.ofSubjects({
        source: first.source,
        subjects: lines.map((line) => line.subject),
        upTo,
        limit: this.#bounds.readOnRows,
      });
      this.#lines.read(lines, { rows, upTo, isWhole: rows.length < this.#bounds.readOnRows });
    } catch (error) {
      this.#lines.readAgain(lines);
      throw error;
    }
    return true;
  }

  #claimLine(line: SubjectLine): Claim[] {
    const [queued] = line.rows;
    if (queued === undefined) {
      this.#lines.release(line);
      return [];
    }
    return [
      {
        queued,
        tries: line.tries,
        settled: () => this.#lines.settled(line),
        release: () => this.#lines.release(line),
        retryLater: () => {
          line.tries += 1;
          this.#lines.wait(line, line.backoff.next());
        },
      },
    ];
  }

  #dueBarrier(source: SourceQueue): QueuedEvent | undefined {
    if (source.barrier === undefined || this.#resting.get(source)?.cancel !== undefined) return undefined;
    if (!source.isBarrierDue(this.#lines)) return undefined;
    const early = source.barrier.notBefore - this.#clock.now();
    if (early <= 0) return source.barrier;
    this.#rest(source, early, 0);
    return undefined;
  }

  #claimBarrier(source: SourceQueue, queued: QueuedEvent): Claim {
    const tries = this.#resting.get(source)?.tries ?? 0;
    return {
      queued,
      tries,
      settled: () => {
        this.#resting.delete(source);
        source.passBarrier();
      },
      release: () => undefined,
      retryLater: () => this.#rest(source, this.#backoff.next(), tries + 1),
    };
  }

  #rest(source: SourceQueue, delayMs: number, tries: number): void {
    const cancel = this.#clock.after(delayMs, () => {
      this.#resting.set(source, { tries, cancel: undefined });
      // It may have been settled after all; the store knows.
      source.passBarrier();
      this.#wake();
    });
    this.#resting.set(source, { tries, cancel });
  }
}
