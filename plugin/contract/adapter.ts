// The seam towards the outside systems that tell us things.
import type { EventDraft } from "./event.ts";
import type { EventId, PropertyId } from "./ids.ts";
import type { LineSource } from "./line.ts";
import type { Clock, Log, Part, Meter } from "./part.ts";
import type { Route } from "./route.ts";
import type { SettingsSchema } from "./setting.ts";

/** What an adapter is given; it opens no socket, file or clock of its own. */
export interface AdapterContext {
  readonly name: string;
  readonly property: {
    readonly id: PropertyId;
    readonly timezone: string;
    readonly locale: string;
    readonly country: string;
  };
  /** The line named in the config; absent for adapters that have none. */
  readonly line?: LineSource;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  /** Resolves once the events are committed; only then may the adapter answer the wire. Throws transient when they are not. `source` where one adapter speaks for several. */
  publish(events: readonly EventDraft[], source?: string): Promise<readonly EventId[]>;
  /** The last stop was not orderly, or the store is new: what was in flight is to be asked for again, once. */
  readonly afterUncleanStop: boolean;
}

/** A part that turns one outside system into canonical events. It holds no guests and decides nothing about them. */
export interface Adapter extends Part {
  readonly kind: string;
  /** Asks the source to tell everything again; refuses while one is under way. */
  resync?(reason: string): Promise<void>;
  /** HTTP routes it answers on (webhooks, the open event API). */
  readonly routes?: readonly Route[];
  /** The conversation's state for the lights on the pages. */
  readonly link: LinkLight;
}

/** `up` · `slow` (connected, not yet talking, or a late answer) · `down`, and since when. */
export interface LinkLight {
  readonly state: "up" | "slow" | "down";
  readonly since: number;
  /** What is amiss though the conversation stands, by code: a clock that is wrong, a resync nobody answers. */
  readonly warnings?: readonly string[];
}

/** What an adapter's folder exports as its default. */
export interface AdapterDefinition<Settings = unknown> {
  readonly kind: string;
  /** Its settings in the config, with defaults and bounds. */
  readonly settings: SettingsSchema<Settings>;
  readonly needsLine: boolean;
  /** Creating does nothing but remember; `start` does the work. */
  create(settings: Settings, context: AdapterContext): Adapter;
}
