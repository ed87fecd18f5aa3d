// The envelope: one event or an array of them, told apart by type (pms-pos-events.md §18).
import { z } from "zod";
import {
  CALL_EVENTS,
  DAY_EVENTS,
  DESK_EVENTS,
  POS_EVENTS,
  PROFILE_EVENTS,
  STAY_EVENTS,
} from "../../plugin/contract/index.ts";
import { callShape, deskShape, posShape, profileShape, stayShape } from "./body-shape.ts";

const MOST_EVENTS = 1000;

const envelope = {
  idempotencyKey: z
    .string()
    .min(1)
    .max(200)
    .describe("The sender's own number of this event; the same twice is one event"),
  occurredAt: z.iso.datetime({ offset: true }).describe("When it happened, with its offset"),
  source: z.string().max(100).exactOptional().describe("The key's own source where absent"),
  outletId: z.string().min(1).max(100).exactOptional(),
  workstation: z.string().min(1).max(60).exactOptional(),
  sourceEventType: z.string().min(1).max(60).exactOptional(),
  replay: z.boolean().exactOptional().describe("Changes state, shows nothing"),
  confidence: z.number().min(0).max(1).exactOptional(),
};

/** One event; fields beyond these are tolerated and kept with the raw message. */
export const eventShape = z.discriminatedUnion("type", [
  z.object({ type: z.enum(STAY_EVENTS), ...envelope, stay: stayShape }),
  z.object({ type: z.enum(PROFILE_EVENTS), ...envelope, profile: profileShape }),
  z.object({ type: z.enum(POS_EVENTS), ...envelope, pos: posShape }),
  z.object({ type: z.enum(CALL_EVENTS), ...envelope, call: callShape }),
  z.object({ type: z.enum(DESK_EVENTS), ...envelope, desk: deskShape }),
  z.object({ type: z.enum(DAY_EVENTS), ...envelope }),
]);

/** What `POST /api/v1/events` takes: one event, or up to a thousand, all or nothing. */
export const postedShape = z.union([eventShape, z.array(eventShape).min(1).max(MOST_EVENTS)]);

/** One event as checked. */
export type PostedEvent = z.output<typeof eventShape>;
