// The simulated switchboard: calls that ring, are answered and end, told over the open event API.
import type { CallBody, Instant } from "../contract/index.ts";
import { EventPoster, type EventPosterSettings, type PostedEvent } from "./event-poster.ts";

/** A call; `number` as the exchange shows it (E.164), absent where it is withheld. */
export interface SwitchboardCall {
  readonly id: string;
  readonly number?: string;
  readonly extension?: string;
  /** The room whose telephone calls. */
  readonly room?: string;
}

/** How the switchboard is set up; `run` makes its keys differ from those of an earlier run. */
export interface SwitchboardPeerSettings extends EventPosterSettings {
  readonly run: string;
}

/** Starts a simulated switchboard. */
export function startSwitchboardPeer(settings: SwitchboardPeerSettings): SwitchboardPeer {
  return new SwitchboardPeer(settings);
}

/** A running simulated switchboard; each verb resolves once Keshi took it. */
export class SwitchboardPeer {
  readonly #settings: SwitchboardPeerSettings;
  readonly #poster: EventPoster;

  constructor(settings: SwitchboardPeerSettings) {
    this.#settings = settings;
    this.#poster = new EventPoster(settings);
  }

  /** The telephone rings. */
  ring(call: SwitchboardCall, at?: Instant): Promise<void> {
    return this.#tell("call.ringing", call, at);
  }

  /** Somebody took it. */
  answer(call: SwitchboardCall, at?: Instant): Promise<void> {
    return this.#tell("call.answered", call, at);
  }

  /** The call is over. */
  hangUp(call: SwitchboardCall, at?: Instant): Promise<void> {
    return this.#tell("call.ended", call, at);
  }

  /** Gives up what still waits. */
  stop(): void {
    this.#poster.stop();
  }

  #tell(type: "call.ringing" | "call.answered" | "call.ended", call: SwitchboardCall, at?: Instant) {
    const { number, extension, room } = call;
    const body: CallBody = {
      callId: `${this.#settings.run}-${call.id}`,
      direction: "in",
      presentation: number === undefined && room === undefined ? "private" : "allowed",
      ...(number === undefined ? {} : { number: { raw: number, e164: number } }),
      ...(extension === undefined ? {} : { extension }),
      ...(room === undefined ? {} : { roomPhone: room }),
    };
    const event: PostedEvent = {
      type,
      idempotencyKey: `${this.#settings.run}:${call.id}:${type}`,
      occurredAt: at ?? this.#settings.clock.now(),
      call: body,
    };
    return this.#poster.post([event]);
  }
}
