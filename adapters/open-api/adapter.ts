// The open event API: any PMS, POS or switchboard posts canonical events with its bearer key and is answered after the commit.
import { z } from "zod";
import {
  KeshiError,
  route,
  type Adapter,
  type AdapterContext,
  type Asked,
  type EventDraft,
  type EventId,
  type LinkLight,
  type PartState,
  type Route,
} from "../../plugin/contract/index.ts";
import { elementsOf, tellsMore } from "./elements.ts";
import { postedShape, type PostedEvent } from "./event-shape.ts";
import { translate } from "./translate.ts";

const BODY_LIMIT_BYTES = 2 * 1024 * 1024;

/** How the open event API answers. */
export interface OpenApiSettings {
  /** How long a sender waits for the commit before it is told to send again. */
  readonly commitWithinMs: number;
}

/** The adapter behind `POST /api/v1/events`; it has no line, the web brings it its requests. */
export function createOpenApi(settings: OpenApiSettings, context: AdapterContext): Adapter {
  let state: PartState = { is: "stopped" };
  let link: LinkLight = { state: "down", since: context.clock.now() };
  const close = (): void => {
    if (state.is === "stopped") return;
    state = { is: "stopped" };
    link = { state: "down", since: context.clock.now() };
  };
  return {
    kind: "open-api",
    name: context.name,
    get state() {
      return state;
    },
    get link() {
      return link;
    },
    routes: [eventsRoute(settings, context, () => state.is === "ready")],
    start(signal) {
      if (state.is === "ready" || signal.aborted) return Promise.resolve();
      const since = context.clock.now();
      state = { is: "ready", since };
      link = { state: "up", since };
      signal.addEventListener("abort", close, { once: true });
      return Promise.resolve();
    },
    stop() {
      close();
      return Promise.resolve();
    },
  };
}

function eventsRoute(settings: OpenApiSettings, context: AdapterContext, isOpen: () => boolean): Route {
  return route({
    method: "POST",
    path: "/api/v1/events",
    summary: "The open event API: one canonical event or an array, all or nothing; answered after the commit",
    access: "source",
    body: postedShape,
    bodyLimit: BODY_LIMIT_BYTES,
    answers: {
      202: {
        means: "Committed; the same ids on a repeat",
        schema: z.object({ ids: z.array(z.string()) }),
      },
      400: { means: "Something does not fit; `errors` name index and path, nothing was taken" },
      403: { means: "The key belongs to another source" },
      503: { means: "Not committed in time; send the same again" },
    },
    async handle(asked) {
      if (!isOpen()) throw new KeshiError("publish-late", "The event API is not open yet.", TRANSIENT);
      const source = sourceOf(asked);
      const ids = await committed(context, settings, { drafts: draftsOf(asked), source });
      context.meter.count("open_api_events_total", { source }, ids.length);
      return { status: 202, json: { ids } };
    },
  });
}

const TRANSIENT = { errorClass: "transient" } as const;

type Posted = Asked<z.output<typeof postedShape>, unknown>;

/** The key's source; an event that names another one is refused. */
function sourceOf({ body, caller }: Posted): string {
  const { source } = caller;
  if (source === undefined)
    throw new KeshiError("key-needed", "Send the source's key as Authorization: Bearer.");
  const events: readonly PostedEvent[] = Array.isArray(body) ? body : [body];
  const foreign = events.findIndex((event) => event.source !== undefined && event.source !== source);
  if (foreign >= 0)
    throw new KeshiError(
      "source-not-yours",
      `Event ${foreign} names a source that this key does not belong to.`,
    );
  return source;
}

function draftsOf({ body, raw }: Posted): EventDraft[] {
  const text = new TextDecoder().decode(raw);
  if (!Array.isArray(body)) return [translate(body, rawOf(body, { text, bytes: raw }))];
  const encode = new TextEncoder();
  const sent = elementsOf(text);
  return body.map((event, at) => {
    const own = sent[at] ?? "";
    return translate(event, rawOf(event, { text: own, bytes: encode.encode(own) }));
  });
}

function rawOf(event: PostedEvent, { text, bytes }: { text: string; bytes: Uint8Array }): EventDraft["raw"] {
  const mayIdentify = tellsMore(JSON.parse(text), event);
  return { bytes, mediaType: "application/json", ...(mayIdentify ? { mayIdentify } : {}) };
}

async function committed(
  context: AdapterContext,
  { commitWithinMs }: OpenApiSettings,
  posted: { drafts: readonly EventDraft[]; source: string },
): Promise<readonly EventId[]> {
  return new Promise((resolve, reject) => {
    const cancel = context.clock.after(commitWithinMs, () =>
      reject(
        new KeshiError(
          "publish-late",
          "The events were not committed in time; send the same again.",
          TRANSIENT,
        ),
      ),
    );
    context.publish(posted.drafts, posted.source).then(resolve, reject).finally(cancel).catch(ignore);
  });
}

function ignore(): void {
  // The refusal went to the sender already.
}
