// What of one source's queue has been read: lane by lane, never past a barrier that is not applied yet.
import type { JournalQueue } from "./journal.ts";
import type { QueuedEvent } from "./queued-event.ts";
import type { Priority, SubjectLines } from "./subject-lines.ts";

/** Events in memory beyond which a lane is read on from the store; live ones may pass a full backlog. */
const MEMORY = { live: 1_024, replay: 512 } as const;
/** Subjects that may wait (for an instant or after a failure) before reading pauses. */
const LINES = 10_000;
const PAGE = 256;

interface LaneView {
  /** Everything up to this number was seen. */
  cursor: number;
  /** Something after `cursor` may be unread. */
  isBehind: boolean;
  /** Something was passed by while a page was being read. */
  refused: boolean;
}

/** What reading needs. */
export interface QueueReading {
  readonly queue: JournalQueue;
  readonly lines: SubjectLines;
  readonly lastSeq: number;
}

/** One source's lanes and its next barrier. */
export class SourceQueue {
  readonly name: string;
  /** The next barrier, held back until all before it is applied. */
  barrier: QueuedEvent | undefined;
  readonly #lanes: Readonly<Record<Priority, LaneView>>;
  #isBarrierKnown: boolean;
  #hasMissedBarrier = false;

  /** `isBehind` where the store may hold rows of the source that nobody has told of. */
  constructor(name: string, isBehind: boolean) {
    this.name = name;
    const lane = (): LaneView => ({ cursor: 0, isBehind, refused: false });
    this.#lanes = { live: lane(), replay: lane() };
    this.#isBarrierKnown = !isBehind;
  }

  /** Takes a fresh event straight from its commit where nothing before it is unread, and else leaves it to be read. */
  offer(queued: QueuedEvent, lines: SubjectLines): void {
    if (queued.lane === "barrier") {
      if (!this.#isBarrierKnown) this.#hasMissedBarrier = true;
      else this.barrier ??= queued;
      return;
    }
    const lane = this.#lanes[queued.lane];
    const { seq } = queued.event;
    if (seq <= lane.cursor && !lane.isBehind) return;
    const isHeld = this.barrier !== undefined || !this.#isBarrierKnown;
    if (lane.isBehind || isHeld || !hasRoom(lines, queued.lane)) {
      lane.isBehind = true;
      lane.refused = true;
      return;
    }
    lane.cursor = seq;
    lines.add(queued, queued.lane === "live" && this.#lanes.replay.isBehind);
  }

  /** Rows may be in the store that were not told of: after what was seen, or (`all`) anywhere. */
  doubt(all: boolean): void {
    for (const lane of [this.#lanes.live, this.#lanes.replay]) {
      lane.isBehind = true;
      lane.refused = true;
      if (all) lane.cursor = 0;
    }
    if (this.barrier === undefined || all) this.#isBarrierKnown = false;
    this.#hasMissedBarrier = true;
  }

  /** Finds out where the next barrier stands; before that nothing is read. */
  async learnBarrier({ queue, lastSeq }: QueueReading): Promise<void> {
    if (this.#isBarrierKnown) return;
    this.#hasMissedBarrier = false;
    const [barrier] = await queue.page({
      source: this.name,
      lane: "barrier",
      after: 0,
      upTo: lastSeq,
      limit: 1,
    });
    this.barrier = barrier;
    this.#isBarrierKnown = barrier !== undefined || this.#haveAllBeenHeard();
  }

  /** Asked anew after a wait, in which barriers may have been told of. */
  #haveAllBeenHeard(): boolean {
    return !this.#hasMissedBarrier;
  }

  /** Whether a page of the lane may hold something, and memory has room for it. */
  mayRead(priority: Priority, { lines, lastSeq }: QueueReading): boolean {
    const lane = this.#lanes[priority];
    return lane.isBehind && lane.cursor < this.#upTo(priority, lastSeq) && hasRoom(lines, priority);
  }

  /** Reads one page of a lane into the lines. */
  async read(priority: Priority, { queue, lines, lastSeq }: QueueReading): Promise<void> {
    const lane = this.#lanes[priority];
    const upTo = this.#upTo(priority, lastSeq);
    lane.refused = false;
    const rows = await queue.page({
      source: this.name,
      lane: priority,
      after: lane.cursor,
      upTo,
      limit: PAGE,
    });
    for (const row of rows) lines.add(row, priority === "live" && this.#lanes.replay.isBehind);
    const last = rows.at(-1);
    if (last !== undefined && rows.length === PAGE) {
      lane.cursor = last.event.seq;
      return;
    }
    lane.cursor = Math.max(lane.cursor, upTo);
    if (!lane.refused && upTo >= lastSeq) lane.isBehind = false;
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
}

function hasRoom(lines: SubjectLines, priority: Priority): boolean {
  return lines.rowCount < MEMORY[priority] && lines.lineCount < LINES;
}
