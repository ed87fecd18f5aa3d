// What of one source's queue has been read: lane by lane, never past a barrier that is not applied yet.
import type { JournalQueue } from "./journal.ts";
import type { QueueBounds } from "./queue-bounds.ts";
import type { QueuedEvent } from "./queued-event.ts";
import type { Priority, SubjectLines } from "./subject-lines.ts";

interface LaneView {
  /** Everything up to this number was seen. */
  cursor: number;
  /** Something after `cursor` may be unread. */
  isBehind: boolean;
  /** The last event that was passed by; it has to be read before the lane is whole again. */
  refused: number;
}

/** What reading needs. */
export interface QueueReading {
  readonly queue: JournalQueue;
  readonly lines: SubjectLines;
  /** The number up to which everything is told, and which doubts had been raised when it was asked for. */
  readonly lastSeq: number;
  readonly stamp: number;
}

/** One source's lanes and its next barrier. */
export class SourceQueue {
  readonly name: string;
  /** The next barrier, held back until all before it is applied. */
  barrier: QueuedEvent | undefined;
  readonly #bounds: QueueBounds;
  readonly #lanes: Readonly<Record<Priority, LaneView>>;
  #isBarrierKnown: boolean;
  /** The last barrier that was passed by, to be read. */
  #missedBarrier = 0;
  #doubtedAt = 0;

  /** `isBehind` where the store may hold rows of the source that nobody has told of. */
  constructor(name: string, isBehind: boolean, bounds: QueueBounds) {
    this.#bounds = bounds;
    this.name = name;
    const lane = (): LaneView => ({ cursor: 0, isBehind, refused: 0 });
    this.#lanes = { live: lane(), replay: lane() };
    this.#isBarrierKnown = !isBehind;
  }

  /** Takes a fresh event straight from its commit where nothing before it is unread, and else leaves it to be read. */
  offer(queued: QueuedEvent, lines: SubjectLines): void {
    if (queued.lane === "barrier") {
      if (!this.#isBarrierKnown) this.#missedBarrier = queued.event.seq;
      else this.barrier ??= queued;
      return;
    }
    const lane = this.#lanes[queued.lane];
    const { seq } = queued.event;
    if (seq <= lane.cursor && !lane.isBehind) return;
    const isHeld = this.barrier !== undefined || !this.#isBarrierKnown;
    // An unread live one may be of the same subject, and then comes first.
    const isAfterLive = queued.lane === "replay" && this.#lanes.live.isBehind;
    if (lane.isBehind || isHeld || isAfterLive || !this.#hasRoom(lines, queued.lane)) {
      lane.isBehind = true;
      lane.refused = seq;
      return;
    }
    lane.cursor = seq;
    lines.add(queued, queued.lane === "live" && this.#lanes.replay.isBehind);
  }

  /** Rows may be in the store that were not told of: after what was seen, or (`all`) anywhere. Only what is asked after `stamp` counts. */
  doubt(all: boolean, stamp: number): void {
    this.#doubtedAt = stamp;
    for (const lane of [this.#lanes.live, this.#lanes.replay]) {
      lane.isBehind = true;
      if (all) lane.cursor = 0;
    }
    if (this.barrier === undefined || all) this.#isBarrierKnown = false;
  }

  /** Finds out where the next barrier stands; before that nothing is read. */
  async learnBarrier({ queue, lastSeq, stamp }: QueueReading): Promise<void> {
    if (this.#isBarrierKnown) return;
    const [barrier] = await queue.page({
      source: this.name,
      lane: "barrier",
      after: 0,
      upTo: lastSeq,
      limit: 1,
    });
    this.barrier = barrier;
    this.#isBarrierKnown =
      barrier !== undefined || (lastSeq >= this.#missedBarrier && stamp >= this.#doubtedAt);
  }

  /** Whether a page of the lane may hold something, and memory has room for it. */
  mayRead(priority: Priority, { lines, lastSeq }: QueueReading): boolean {
    const lane = this.#lanes[priority];
    return lane.isBehind && lane.cursor < this.#upTo(priority, lastSeq) && this.#hasRoom(lines, priority);
  }

  /** Reads one page of a lane into the lines. */
  async read(priority: Priority, { queue, lines, lastSeq, stamp }: QueueReading): Promise<void> {
    const lane = this.#lanes[priority];
    const upTo = this.#upTo(priority, lastSeq);
    const rows = await queue.page({
      source: this.name,
      lane: priority,
      after: lane.cursor,
      upTo,
      limit: this.#bounds.page,
    });
    for (const row of rows) lines.add(row, priority === "live" && this.#lanes.replay.isBehind);
    const last = rows.at(-1);
    if (last !== undefined && rows.length === this.#bounds.page) {
      lane.cursor = last.event.seq;
      return;
    }
    lane.cursor = Math.max(lane.cursor, upTo);
    if (upTo >= Math.max(lastSeq, lane.refused) && stamp >= this.#doubtedAt) lane.isBehind = false;
  }

  /** Whether everything before the barrier has been read and applied, so that its turn has come. */
  isBarrierDue(lines: SubjectLines): boolean {
    if (this.barrier === undefined || lines.countOf(this.name) > 0) return false;
    const before = this.barrier.event.seq - 1;
    return [this.#lanes.live, this.#lanes.replay].every((lane) => !lane.isBehind || lane.cursor >= before);
  }

  /** The barrier is settled; the next one is still to be found. */
  passBarrier(): void {
    this.barrier = undefined;
    this.#isBarrierKnown = false;
  }

  /** A page never goes past a barrier, past what was told of, or (replay) past unread live rows of the same subjects. */
  #upTo(priority: Priority, lastSeq: number): number {
    const horizon = this.barrier === undefined ? lastSeq : Math.min(lastSeq, this.barrier.event.seq - 1);
    const { live } = this.#lanes;
    return priority === "replay" && live.isBehind ? Math.min(horizon, live.cursor) : horizon;
  }

  #hasRoom(lines: SubjectLines, priority: Priority): boolean {
    return lines.rowCount < this.#bounds[priority] && lines.lineCount < this.#bounds.subjects;
  }
}
