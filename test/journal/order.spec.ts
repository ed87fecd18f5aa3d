// The order of events, whatever comes in whichever way and whatever fails: found by chance, told by the seed.
import { expect } from "chai";
import fc from "fast-check";
import { KeshiError, type JournalEvent, type StayEventType } from "../../plugin/contract/index.ts";
import { createDispatcher, type Journal } from "../../plugin/journal/index.ts";
import { QUEUE_BOUNDS, type QueueBounds } from "../../plugin/journal/queue-bounds.ts";
import type { Store } from "../../plugin/store/index.ts";
import { until } from "../peers/until.ts";
import type { WoundClock } from "../peers/wound-clock.ts";
import { forEachStore } from "../suites/stores.ts";
import { aDraft, aJournal, listeningLog, noMeter } from "./journal-bench.ts";

type Fate = "well" | "busy-once" | "unknown-once" | "impossible";

interface Step {
  readonly source: string;
  readonly subject: string;
  readonly replay: boolean;
  readonly barrier: boolean;
  readonly delayMs: number;
  readonly type: StayEventType;
  readonly fate: Fate;
  /** What happens before it is told. */
  readonly first: "nothing" | "pause" | "restart" | "wind";
}

const step: fc.Arbitrary<Step> = fc.record({
  source: fc.constantFrom("pms", "pms", "pos"),
  subject: fc.constantFrom("a", "b", "c", "d", "e"),
  replay: fc.boolean(),
  barrier: fc.integer({ min: 0, max: 11 }).map((number) => number === 0),
  delayMs: fc.constantFrom(0, 0, 0, 0, 1500),
  type: fc.constantFrom<StayEventType>(
    ...(["stay.checked_out", "stay.checked_out", "stay.updated", "stay.updated"] as const),
    ...(["stay.checked_in", "stay.room_moved"] as const),
  ),
  fate: fc.constantFrom<Fate>(
    "well",
    "well",
    "well",
    "well",
    "well",
    "busy-once",
    "unknown-once",
    "impossible",
  ),
  first: fc.constantFrom("nothing", "nothing", "nothing", "pause", "restart", "wind"),
});

/** So little memory that most is read from the store, page by page. */
const NARROW: QueueBounds = {
  live: 4,
  replay: 2,
  subjects: 6,
  page: 2,
  readOnSubjects: 2,
  readOnRows: 3,
};

/** An event that was told, and until when it is held. */
type Told = Step & { readonly notBefore: number; readonly toldAt: number };

interface Attempt {
  readonly seq: number;
  readonly at: number;
  readonly end: "applied" | "failed" | "parked";
}

/** Plays the steps to their end; gives each attempt in order, and the steps by seq. */
async function play(store: Store, steps: readonly Step[], bounds: QueueBounds): Promise<Played> {
  const { journal, clock } = aJournal(store);
  const bySeq = new Map<number, Told>();
  const attempts: Attempt[] = [];
  const failed = new Set<number>();
  const base = await journal.queue.lastSeq();
  const apply = async (events: readonly JournalEvent[]): Promise<void> => {
    const note = (end: Attempt["end"], of = events): void => {
      for (const { seq } of of) attempts.push({ seq, at: clock.now(), end });
    };
    const subjects = events.map((event) => `${event.source} ${event.subject}`);
    expect(new Set(subjects).size, "one event per subject in a batch").to.equal(events.length);
    const bad = events.find(({ seq }) => fails(bySeq.get(seq)?.fate, failed.has(seq)));
    if (bad !== undefined) {
      const fate = bySeq.get(bad.seq)?.fate;
      note(fate === "impossible" && events.length === 1 ? "parked" : "failed");
      if (events.length === 1) failed.add(bad.seq);
      throw faultFor(fate);
    }
    await settle(store, journal, events);
    note("applied");
  };
  const newDispatcher = () =>
    createDispatcher({ journal, apply, clock, log: listeningLog(), meter: noMeter, bounds });
  let dispatcher = newDispatcher();
  await dispatcher.start(new AbortController().signal);
  const told: Promise<unknown>[] = [];
  for (const [place, each] of steps.entries()) {
    if (each.first === "pause") await told.at(-1);
    if (each.first === "wind") await clock.wind(700);
    if (each.first === "restart") {
      await dispatcher.stop(5000);
      dispatcher = newDispatcher();
      await dispatcher.start(new AbortController().signal);
    }
    const notBefore = each.delayMs === 0 ? 0 : clock.now() + each.delayMs;
    bySeq.set(base + place + 1, { ...each, notBefore, toldAt: clock.now() });
    const { subject, replay, barrier, type } = each;
    told.push(journal.append(each.source, [aDraft({ subject, replay, barrier, type, notBefore })]));
  }
  await Promise.all(told);
  await windUntilEmpty(journal, clock);
  await dispatcher.stop(5000);
  return { attempts, bySeq, parked: (await journal.parked(1000)).map(({ seq }) => seq) };
}

interface Played {
  readonly attempts: readonly Attempt[];
  readonly bySeq: ReadonlyMap<number, Told>;
  readonly parked: readonly number[];
}

function fails(fate: Fate | undefined, hasFailed: boolean): boolean {
  return fate === "impossible" || (fate !== "well" && !hasFailed);
}

function faultFor(fate: Fate | undefined): Error {
  if (fate === "busy-once") return new KeshiError("store-busy", "Deadlock", { errorClass: "transient" });
  return fate === "impossible"
    ? new KeshiError("impossible", "It can never be")
    : new TypeError("Nobody knows");
}

async function settle(store: Store, journal: Journal, events: readonly JournalEvent[]): Promise<void> {
  await store.transaction((trx) =>
    journal.settle(
      trx,
      events.map(({ seq }) => ({ seq, state: "applied" as const })),
    ),
  );
}

async function windUntilEmpty(journal: Journal, clock: WoundClock): Promise<void> {
  for (let round = 0; round < 400; round++) {
    if ((await journal.counts()).queued === 0) return;
    await clock.wind(250);
  }
  throw new Error(`${(await journal.counts()).queued} events were never settled`);
}

function check({ attempts, bySeq, parked }: Played): void {
  const ends = attempts.filter(({ end }) => end !== "failed");
  expect(
    ends.map(({ seq }) => seq).sort((a, b) => a - b),
    "every event is settled exactly once",
  ).to.deep.equal([...bySeq.keys()]);
  expect(
    ends.flatMap(({ seq, end }) => (end === "parked" ? [seq] : [])).sort((a, b) => a - b),
    "and only the impossible are parked",
  ).to.deep.equal([...parked].sort((a, b) => a - b));
  const firstOf = (seq: number): number => attempts.findIndex((attempt) => attempt.seq === seq);
  const lastOf = (seq: number): number => attempts.findLastIndex((attempt) => attempt.seq === seq);
  for (const [later, own] of bySeq)
    for (const [earlier, other] of bySeq) {
      if (earlier >= later || other.source !== own.source) continue;
      if (own.subject === other.subject || own.barrier || other.barrier)
        expect(lastOf(earlier), `${earlier} is done before ${later} is tried`).to.be.below(firstOf(later));
    }
  for (const { seq, at } of attempts)
    expect(at, `${seq} waits for its instant`).to.be.at.least(heldUntil(bySeq, seq));
}

/** Its instant, or when the guest was told to be in again. */
function heldUntil(bySeq: Played["bySeq"], seq: number): number {
  const own = bySeq.get(seq);
  if (own === undefined || own.barrier) return own?.notBefore ?? 0;
  const ends = [...bySeq].filter(
    ([later, it]) =>
      later > seq &&
      it.source === own.source &&
      it.subject === own.subject &&
      !it.barrier &&
      (it.type === "stay.checked_in" || it.type === "stay.room_moved"),
  );
  return Math.min(own.notBefore, ...ends.map(([, it]) => it.toldAt));
}

/** Tells check-outs that are held and what comes after them, and winds no clock. */
async function move(store: Store, steps: readonly Step[]): Promise<void> {
  const { journal, clock } = aJournal(store);
  const apply = (events: readonly JournalEvent[]): Promise<void> => settle(store, journal, events);
  const newDispatcher = () =>
    createDispatcher({ journal, apply, clock, log: listeningLog(), meter: noMeter });
  let dispatcher = newDispatcher();
  await dispatcher.start(new AbortController().signal);
  for (const { first, subject, type } of steps) {
    const notBefore = type === "stay.checked_out" ? clock.now() + 3000 : 0;
    const told = journal.append("pms", [aDraft({ subject, type, notBefore })]);
    if (first !== "nothing") await told;
    if (first !== "restart") continue;
    await dispatcher.stop(5000);
    dispatcher = newDispatcher();
    await dispatcher.start(new AbortController().signal);
  }
  const rooms = new Set(steps.map(({ subject }) => subject));
  await Promise.all(
    [...rooms].map((subject) => journal.append("pms", [aDraft({ subject, type: "stay.checked_in" })])),
  );
  await until("nothing is held any more", async () => (await journal.counts()).queued === 0, 3000);
  await dispatcher.stop(5000);
}

describe("The order of events", () => {
  forEachStore(({ kind, open }) => {
    let store: Store;
    before(async () => {
      store = await open();
    });

    it("holds per reservation and at barriers, each event settled exactly once, whatever fails or restarts (RT-03)", async function () {
      this.timeout(120_000);
      await fc.assert(
        fc.asyncProperty(
          fc.array(step, { minLength: 1, maxLength: 40 }),
          fc.constantFrom(QUEUE_BOUNDS, NARROW),
          async (steps, bounds) => check(await play(store, steps, bounds)),
        ),
        { numRuns: kind === "sqlite" ? 60 : 15 },
      );
    });

    it("needs no waiting in a move: who is told to be in again is held back no longer, a restart between or not (INT-01)", async function () {
      this.timeout(60_000);
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 20 }), (steps) => move(store, steps)),
        { numRuns: kind === "sqlite" ? 40 : 10, interruptAfterTimeLimit: 30_000 },
      );
    });
  });
});
