// The card as the API promises it (design §5.4), for those who read the description instead of our code.
import { z } from "zod";
import { STATION_ROLES } from "../contract/index.ts";

const text = z.string();
const count = z.number().int().min(0);

const stay = z.object({
  reservation: text,
  room: text,
  arrival: text,
  departure: text,
  ordinal: count,
  dayUse: z.boolean().optional(),
  sharers: z.array(text).optional(),
  table: text.optional(),
  outlet: text.optional(),
});

/** A caution in words. */
export const cautionShape = z.object({
  kind: z.enum(["allergy", "taboo", "medical", "faith"]),
  text,
  severity: z.enum(["severe", "mild"]),
  why: text.optional(),
});

/** A line in words, and why it is shown. */
export const lineShape = z.object({
  category: text,
  text,
  why: text,
  confidence: z.number().min(0).max(1),
  state: z.enum(["seen", "established", "said"]),
});

/** The profile card; what a role may not see is absent. */
export const cardShape = z.strictObject({
  guestId: text,
  role: z.enum(STATION_ROLES),
  match: z.enum(["certain", "doubtful"]),
  candidates: z.array(z.object({ guestId: text, name: text, apart: text })).optional(),
  names: z.object({ primary: text, latin: text.optional(), lang: text.optional() }),
  say: text.describe("The sentence to say"),
  spoken: z.array(z.object({ text, reading: text.optional(), surname: z.boolean().optional() })).optional(),
  honorific: text,
  vip: text.optional(),
  class: text.optional(),
  language: text.describe("The guest's, BCP-47"),
  stay: stay.optional(),
  cautions: z.array(cautionShape),
  lines: z.array(lineShape).max(5),
  moreLines: count,
  occasions: z.array(z.object({ kind: text, date: text, text })),
  promises: z.array(z.object({ text, due: text, by: text.optional() })),
  visits: z.object({
    stays: count,
    lastStay: text.optional(),
    firstStay: text.optional(),
    kinds: z.array(text).optional(),
  }),
  question: z.object({ category: text, text }).optional(),
});

const person = {
  guestId: text,
  name: text,
  latin: text.optional(),
  honorific: text,
  reading: text.optional(),
  ordinal: count,
  severe: z.boolean(),
};

/** A row of a list of stays. */
export const listRowShape = z.strictObject({
  ...person,
  stayId: text,
  reservation: text,
  room: text.nullable(),
  floor: text.nullable(),
  arrival: text,
  departure: text,
  eta: text.optional(),
  vip: text.optional(),
  cautions: count,
  promises: count,
  language: text.nullable(),
  dayUse: z.boolean(),
});

/** A guest found by a search. */
export const foundRowShape = z.strictObject({
  ...person,
  room: text.nullable().optional(),
  lastStay: text.optional(),
});
