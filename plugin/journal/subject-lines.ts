// The queue as far as it is in memory: one line per subject, where only the first may be applied.
import type { Cancel, Clock } from "../contract/index.ts";
import { createBackoff, type Backoff } from "../kit/backoff.ts";
import { pairOf } from "./intake.ts";
import type { QueuedEvent } from "./queued-event.ts";

/** Whose turn comes first. */
export type Priority = "live" | "replay";

/** One subject's waiting events. */
export interface SubjectLine {
  readonly source: string;
  readonly subject: string;
  /** In the order of commits; what comes after them may still be unread. */
  rows: QueuedEvent[];
  /** More of this subject may stand in the store, after `rows`. */
  unread: boolean;
  priority: Priority;
  /** Everything up to this number was seen. */
  knownUpTo: number;
  place: "ready" | "unread" | "taken" | "waiting";
  /** The last event it was told of, in `rows` or not. */
  heardOf: number;
  /** The last of them that ends a hold. */
  arrivedAt: number;
  /** The number of its first event, while that one waits for its instant. */
  held: number | undefined;
  tries: number;
  readonly backoff: Backoff;
  cancel: Cancel | undefined;
}

/** A check-out that one of these follows is half of a move: there is nothing left to wait for. */
const ENDS_HOLD: ReadonlySet<string> = new Set(["stay.checked_in", "stay.room_moved"]);

const BACKOFF = { firstMs: 250, capMs: 30_000, floorMs: 100 } as const;

/** All lines of all sources; a line is kept only while something of it is in memory, unread or waiting. */
export class SubjectLines {
  readonly #clock: Clock;
  readonly #wake: () => void;
  readonly #lines = new Map<string, SubjectLine>();
  readonly #perSource = new Map<string, number>();
  readonly #ready = { live: new Set<SubjectLine>(), replay: new Set<SubjectLine>() };
  readonly #unread = { live: new Set<SubjectLine>(), replay: new Set<SubjectLine>() };
  #rows = 0;

  constructor(clock: Clock, wake: () => void) {
    this.#clock = clock;
    this.#wake = wake;
  }

  /** Events in memory. */
  get rowCount(): number {
    return this.#rows;
  }

  /** Subjects with something waiting, in memory or not. */
  get lineCount(): number {
    return this.#lines.size;
  }

  countOf(source: string): number {
    return this.#perSource.get(source) ?? 0;
  }

  hasReady(priority: Priority): boolean {
    return this.#ready[priority].size > 0;
  }

  /** Takes an event in, or only notes it where earlier ones of its subject may still be unread. */
  add(queued: QueuedEvent, isAfterUnread: boolean): void {
    const { event, lane } = queued;
    const line = this.#lineOf(event.source, event.subject);
    if (lane === "live") line.priority = "live";
    hear(line, queued);
    if (event.seq > line.knownUpTo) {
      if (line.unread || isAfterUnread) line.unread = true;
      else {
        line.rows.push(queued);
        line.knownUpTo = event.seq;
        this.#rows += 1;
      }
    }
    if (line.held === undefined || line.arrivedAt <= line.held) this.#file(line);
    else {
      line.cancel?.();
      this.#giveBack(line);
    }
  }

  /** Notes that the store holds something of the subject that was passed by. */
  recall(source: string, subject: string): void {
    const line = this.#lineOf(source, subject);
    this.#drop(line);
    if (line.place !== "taken") this.#file(line);
  }

  /** Up to `limit` lines whose first event may be applied now: live ones alone while there are any. */
  take(limit: number): SubjectLine[] {
    const from = this.#ready.live.size > 0 ? this.#ready.live : this.#ready.replay;
    return this.#takeFrom(from, limit);
  }

  /** Up to `limit` lines of one source that have to be read on. */
  takeUnread(priority: Priority, limit: number): SubjectLine[] {
    const [first] = this.#unread[priority];
    if (first === undefined) return [];
    const ofSource = [...this.#unread[priority]].filter((line) => line.source === first.source);
    const taken = this.#takeFrom(this.#unread[priority], limit, new Set(ofSource));
    for (const line of taken) line.unread = false;
    return taken;
  }

  /** What was read of the taken lines; `isWhole` when nothing was left behind up to `upTo`. */
  read(
    lines: readonly SubjectLine[],
    found: { rows: readonly QueuedEvent[]; upTo: number; isWhole: boolean },
  ): void {
    const bySubject = Map.groupBy(found.rows, (row) => row.event.subject);
    const knownUpTo = found.isWhole ? found.upTo : (found.rows.at(-1)?.event.seq ?? 0);
    for (const line of lines) {
      const rows = bySubject.get(line.subject) ?? [];
      if (!found.isWhole) this.#drop(line);
      line.rows = [...rows, ...line.rows];
      this.#rows += rows.length;
      line.knownUpTo = Math.max(line.knownUpTo, knownUpTo);
      for (const row of rows) hear(line, row);
      // Told of while the store was being read, which then could not give it.
      if (line.heardOf > line.knownUpTo) line.unread = true;
      this.#giveBack(line);
    }
  }

  /** The reading failed: everything of these lines is to be read again. */
  readAgain(lines: readonly SubjectLine[]): void {
    for (const line of lines) {
      this.#drop(line);
      this.#giveBack(line);
    }
  }

  /** The first event of a taken line is settled; the next one may go. */
  settled(line: SubjectLine): void {
    if (line.rows.shift() !== undefined) this.#rows -= 1;
    line.tries = 0;
    line.backoff.reset();
    this.#giveBack(line);
  }

  /** A taken line goes back untouched. */
  release(line: SubjectLine): void {
    this.#giveBack(line);
  }

  /** Nothing of the subject goes before the delay is over; what it holds is read again then. */
  wait(line: SubjectLine, delayMs: number): void {
    this.#drop(line);
    this.#leave(line);
    line.place = "waiting";
    line.cancel = this.#clock.after(delayMs, () => {
      this.#giveBack(line);
      this.#wake();
    });
  }

  /** Ends all waits; the lines are of no use afterwards. */
  clear(): void {
    for (const line of this.#lines.values()) line.cancel?.();
    for (const set of [this.#ready, this.#unread]) {
      set.live.clear();
      set.replay.clear();
    }
    this.#lines.clear();
    this.#perSource.clear();
    this.#rows = 0;
  }

  #takeFrom(set: Set<SubjectLine>, limit: number, only: ReadonlySet<SubjectLine> = set): SubjectLine[] {
    const taken: SubjectLine[] = [];
    for (const line of set) {
      if (taken.length === limit) break;
      if (only.has(line)) taken.push(line);
    }
    for (const line of taken) {
      set.delete(line);
      line.place = "taken";
    }
    return taken;
  }

  #giveBack(line: SubjectLine): void {
    line.place = "unread";
    line.cancel = undefined;
    line.held = undefined;
    if (!line.unread && !line.rows.some((row) => row.lane === "live")) line.priority = "replay";
    this.#file(line);
  }

  /** Puts a line where it belongs now; one that is out or waiting stays so. */
  #file(line: SubjectLine): void {
    if (line.place === "taken" || line.place === "waiting") return;
    this.#leave(line);
    const [first] = line.rows;
    if (first === undefined) {
      if (line.unread) this.#enter(line, "unread");
      else this.#forget(line);
      return;
    }
    const early = first.notBefore - this.#clock.now();
    const { seq } = first.event;
    if (early <= 0 || line.arrivedAt > seq) this.#enter(line, "ready");
    else {
      this.wait(line, early);
      line.held = seq;
    }
  }

  #enter(line: SubjectLine, place: "ready" | "unread"): void {
    line.place = place;
    (place === "ready" ? this.#ready : this.#unread)[line.priority].add(line);
  }

  #leave(line: SubjectLine): void {
    for (const set of [this.#ready, this.#unread]) {
      set.live.delete(line);
      set.replay.delete(line);
    }
  }

  #drop(line: SubjectLine): void {
    this.#rows -= line.rows.length;
    line.rows = [];
    line.unread = true;
    line.knownUpTo = 0;
  }

  #lineOf(source: string, subject: string): SubjectLine {
    const key = pairOf(source, subject);
    const known = this.#lines.get(key);
    if (known !== undefined) return known;
    const line: SubjectLine = {
      source,
      subject,
      rows: [],
      unread: false,
      priority: "replay",
      knownUpTo: 0,
      place: "unread",
      heardOf: 0,
      arrivedAt: 0,
      held: undefined,
      tries: 0,
      backoff: createBackoff(BACKOFF),
      cancel: undefined,
    };
    this.#lines.set(key, line);
    this.#perSource.set(source, this.countOf(source) + 1);
    return line;
  }

  #forget(line: SubjectLine): void {
    this.#lines.delete(pairOf(line.source, line.subject));
    this.#perSource.set(line.source, this.countOf(line.source) - 1);
  }
}

function hear(line: SubjectLine, { event }: QueuedEvent): void {
  line.heardOf = Math.max(line.heardOf, event.seq);
  if (ENDS_HOLD.has(event.type)) line.arrivedAt = Math.max(line.arrivedAt, event.seq);
}
