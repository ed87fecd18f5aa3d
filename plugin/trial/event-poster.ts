// How a simulated POS or switchboard talks to Keshi: the open event API, over HTTP, with its own key.
import {
  KeshiError,
  type CallBody,
  type CallEventType,
  type Cancel,
  type Clock,
  type Instant,
  type PosBody,
  type PosEventType,
  type ProfileBody,
  type ProfileEventType,
  type StayBody,
  type StayEventType,
} from "../contract/index.ts";

/** One canonical event as the open event API takes it (design §5.3). */
export type PostedEvent = {
  /** Same key twice is one event; the poster's own retries rely on it. */
  readonly idempotencyKey: string;
  readonly occurredAt: Instant;
  readonly outletId?: string;
  readonly workstation?: string;
  /** Changes state and shows nothing: the past. */
  readonly replay?: boolean;
} & (
  | { readonly type: StayEventType; readonly stay: StayBody }
  | { readonly type: ProfileEventType; readonly profile: ProfileBody }
  | { readonly type: PosEventType; readonly pos: PosBody }
  | { readonly type: CallEventType; readonly call: CallBody }
);

/** Where to post to: Keshi's address (`http://127.0.0.1:8090`) and the key of this source. */
export interface EventPosterSettings {
  readonly url: string;
  readonly key: string;
  readonly clock: Clock;
  /** Told of what Keshi refused for good: HTTP status and the problem's code. */
  readonly onRefused?: (status: number, code: string) => void;
}

const ANSWER_WITHIN_MS = 10_000;
const RETRY_MS = 500;
const RETRY_AT_MOST_MS = 15_000;
/** Batches that wait; beyond it `post` refuses. */
const MOST_WAITING = 500;

/**
 * Posts events in order and tries again until Keshi took them; what it refuses for good (4xx) is told and dropped.
 * A batch is all or nothing.
 */
export class EventPoster {
  readonly #settings: EventPosterSettings;
  readonly #stop = new AbortController();
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(settings: EventPosterSettings) {
    this.#settings = settings;
  }

  /** Batches not yet taken. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Resolves once the events were taken or refused for good; throws `post-queue-full` at once when too many wait. */
  post(events: readonly PostedEvent[]): Promise<void> {
    if (this.#waiting >= MOST_WAITING) {
      throw new KeshiError("post-queue-full", "too many events wait", { errorClass: "transient" });
    }
    this.#waiting++;
    this.#last = this.#last
      .then(() => this.#untilTaken(JSON.stringify(events.map(written))))
      .finally(() => this.#waiting--);
    return this.#last;
  }

  /** Gives up what still waits. */
  stop(): void {
    this.#stop.abort();
  }

  async #untilTaken(body: string): Promise<void> {
    let waitMs = RETRY_MS;
    while (!this.#stop.signal.aborted) {
      if (await this.#once(body)) return;
      // Stopping ends the pause; the loop then ends by itself.
      await this.#settings.clock.sleep(waitMs, this.#stop.signal).catch(() => undefined);
      waitMs = Math.min(2 * waitMs, RETRY_AT_MOST_MS);
    }
  }

  /** True where there is nothing more to try. */
  async #once(body: string): Promise<boolean> {
    const deadline = new AbortController();
    const cancel: Cancel = this.#settings.clock.after(ANSWER_WITHIN_MS, () => deadline.abort());
    try {
      const answer = await fetch(new URL("/api/v1/events", this.#settings.url), {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${this.#settings.key}` },
        body,
        signal: AbortSignal.any([deadline.signal, this.#stop.signal]),
      });
      return await this.#understand(answer);
    } catch {
      // Not reachable, no answer in time, or stopped: the same events again are the same events.
      return false;
    } finally {
      cancel();
    }
  }

  async #understand(answer: Response): Promise<boolean> {
    const text = await answer.text();
    if (answer.ok) return true;
    if (answer.status >= 500 || answer.status === 429) return false;
    this.#settings.onRefused?.(answer.status, /"code":"([\w-]+)"/.exec(text)?.[1] ?? "unknown");
    return true;
  }
}

function written(event: PostedEvent): Record<string, unknown> {
  return { ...event, occurredAt: new Date(event.occurredAt).toISOString() };
}
