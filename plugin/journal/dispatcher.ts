// The one claimer: hands queued events to the flow in their order, live ones first, and parks what can never be applied.
import { KeshiError, classOf, codeOf } from "../contract/index.ts";
import type { Cancel, Clock, JournalEvent, Log, Meter, Part, PartState } from "../contract/index.ts";
import { createBackoff } from "../kit/backoff.ts";
import { breathe } from "../kit/breath.ts";
import { createPart, within } from "../kit/part.ts";
import { faultOf } from "../store/index.ts";
import { BatchSize } from "./batch-size.ts";
import type { Claim } from "./claim.ts";
import type { Journal } from "./journal.ts";
import { reasonOf } from "./parking.ts";
import { QUEUE_BOUNDS, type QueueBounds } from "./queue-bounds.ts";
import { QueueWindow } from "./queue-window.ts";

/** What the dispatcher works with. */
export interface DispatcherParts {
  readonly journal: Pick<Journal, "queue">;
  /** Applies events of distinct subjects in one commit of its own; when it throws, none of them is applied. */
  readonly apply: (events: readonly JournalEvent[]) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  /** How long one commit may take before batches get smaller, in milliseconds; else as the store asks. */
  readonly commitMs?: number;
  /** How often the queue is looked through although nobody called, in milliseconds (5,000). */
  readonly pollMs?: number;
  readonly bounds?: QueueBounds;
}

/** Tries of an event that failed for an unknown reason, before it is parked. */
const UNKNOWN_TRIES = 3;
/** The store itself is away: no other event would fare better. */
const STORE_AWAY = new Set(["store-unreachable", "store-full"]);

/** The part that applies what is queued; it alone claims, in memory, so a crash leaves every event queued. */
export function createDispatcher(parts: DispatcherParts): Part {
  const dispatcher = new Dispatcher(parts);
  const part = createPart("dispatcher", parts.clock, {
    start: () => dispatcher.start(),
    stop: (deadlineMs) => dispatcher.stop(deadlineMs),
  });
  return {
    name: part.name,
    start: (signal) => part.start(signal),
    stop: (deadlineMs) => part.stop(deadlineMs),
    get state() {
      return part.state.is === "ready" ? (dispatcher.impairment ?? part.state) : part.state;
    },
  };
}

class Dispatcher {
  impairment: Extract<PartState, { is: "impaired" }> | undefined;
  readonly #parts: DispatcherParts;
  readonly #size: BatchSize;
  readonly #backoff = createBackoff({ firstMs: 500, capMs: 15_000 });
  #window: QueueWindow;
  #isStopping = true;
  #isWoken = false;
  #rouse: (() => void) | undefined;
  #running: Promise<void> | undefined;
  #cancelPoll: Cancel | undefined;
  #cancelPause: Cancel | undefined;

  constructor(parts: DispatcherParts) {
    this.#parts = parts;
    this.#size = new BatchSize(parts.commitMs ?? parts.journal.queue.commitMs);
    this.#window = this.#openWindow();
    parts.journal.queue.listen({
      appended: (events) => {
        if (this.#isStopping) return;
        this.#window.offer(events);
        this.#wake();
      },
      unsure: () => this.#window.doubt(),
      recalled: (source, subject) => {
        if (this.#isStopping) return;
        this.#window.recall(source, subject);
        this.#wake();
      },
    });
  }

  start(): void {
    this.#isStopping = false;
    this.#window = this.#openWindow();
    this.#cancelPoll = this.#parts.clock.every(this.#parts.pollMs ?? 5_000, () => {
      this.#window.lookAgain();
      this.#wake();
    });
    this.#running = this.#run();
  }

  async stop(deadlineMs: number): Promise<void> {
    this.#isStopping = true;
    this.#cancelPoll?.();
    this.#cancelPause?.();
    this.impairment = undefined;
    this.#wake();
    if (this.#running !== undefined) await within(this.#parts.clock, deadlineMs, this.#running);
    this.#window.close();
  }

  #openWindow(): QueueWindow {
    const { journal, clock, bounds = QUEUE_BOUNDS } = this.#parts;
    return new QueueWindow({ queue: journal.queue, clock, wake: () => this.#wake(), bounds });
  }

  #wake(): void {
    this.#isWoken = true;
    this.#rouse?.();
  }

  async #run(): Promise<void> {
    while (!this.#isStopping) {
      this.#isWoken = false;
      if (this.impairment === undefined && (await this.#turn())) await breathe();
      else await this.#idle();
    }
  }

  /** One batch; says whether there was anything to do. */
  async #turn(): Promise<boolean> {
    try {
      const hasRead = await this.#window.fill();
      if (this.#mustStop()) return false;
      const claims = this.#window.claim(this.#size.current);
      if (claims.length > 0) await this.#apply(claims);
      return hasRead || claims.length > 0;
    } catch (error) {
      this.#pause(faultOf(error));
      return false;
    }
  }

  async #idle(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#rouse = resolve;
      if (this.#isWoken) resolve();
    });
    this.#rouse = undefined;
  }

  async #apply(claims: readonly Claim[]): Promise<void> {
    const error = await this.#attempt(claims);
    if (error === undefined) return;
    if (claims.length === 1 || STORE_AWAY.has(codeOf(error))) {
      await this.#failed(claims, error);
      return;
    }
    this.#parts.meter.count("apply_batches_split");
    // One bad event must not hold up the others of its batch: each goes alone.
    for (const [place, claim] of claims.entries()) {
      if (this.#mustStop() || this.impairment !== undefined) {
        for (const left of claims.slice(place)) left.release();
        return;
      }
      const own = await this.#attempt([claim]);
      if (own !== undefined) await this.#failed([claim], own);
      await breathe();
    }
  }

  /** Applies; gives the error when it failed. */
  async #attempt(claims: readonly Claim[]): Promise<unknown> {
    const { clock, meter, apply } = this.#parts;
    const startedAt = clock.monotonic();
    try {
      await apply(claims.map((claim) => claim.queued.event));
    } catch (error) {
      return faultOf(error) ?? new KeshiError("unexpected", "Nothing was thrown");
    }
    const took = clock.monotonic() - startedAt;
    this.#size.note(claims.length, took);
    this.#backoff.reset();
    const lane = claims[0]?.queued.lane ?? "live";
    meter.observe("apply_batch", took, { lane });
    meter.count("events_applied", { lane }, claims.length);
    for (const claim of claims) {
      meter.observe("event_wait", clock.now() - claim.queued.event.receivedAt, { lane });
      claim.settled();
    }
    return undefined;
  }

  async #failed(claims: readonly Claim[], error: unknown): Promise<void> {
    const [claim] = claims;
    if (claim === undefined) return;
    if (STORE_AWAY.has(codeOf(error))) {
      for (const each of claims) each.release();
      this.#pause(error);
      return;
    }
    const errorClass = classOf(error);
    if (errorClass === "transient" || (errorClass === "ambiguous" && claim.tries + 1 < UNKNOWN_TRIES)) {
      this.#parts.meter.count("events_retried", { code: codeOf(error) });
      claim.retryLater();
      return;
    }
    await this.#park(claim, error);
  }

  async #park(claim: Claim, error: unknown): Promise<void> {
    const { journal, log, meter } = this.#parts;
    const { seq, source, type } = claim.queued.event;
    const why = { code: codeOf(error), reason: reasonOf(error) };
    try {
      await journal.queue.park(seq, why);
    } catch (parking) {
      claim.retryLater();
      log.warn("an event could not be parked", { seq, source, type, code: codeOf(parking) });
      return;
    }
    log.warn("an event was parked", { seq, source, type, ...why });
    meter.count("events_parked", { code: why.code });
    claim.settled();
  }

  /** Nothing can be done for a while; the queue stays as it is. */
  #pause(error: unknown): void {
    if (this.#mustStop()) return;
    const { clock, log } = this.#parts;
    const delayMs = this.#backoff.next();
    const now = clock.now();
    if (this.impairment === undefined) log.warn("applying events pauses", { code: codeOf(error), delayMs });
    this.impairment = { is: "impaired", since: now, code: codeOf(error), nextTryAt: now + delayMs };
    this.#cancelPause = clock.after(delayMs, () => {
      this.impairment = undefined;
      this.#wake();
    });
  }

  /** Asked anew after every wait, since a stop may have come meanwhile. */
  #mustStop(): boolean {
    return this.#isStopping;
  }
}
