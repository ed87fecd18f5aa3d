// People as a source may describe them (pms-pos-events.md §18, GuestRef).
import { z } from "zod";
import { isLocalDate } from "../../plugin/contract/index.ts";

/** Text that is there; kept as sent, at most so many characters. */
export const text = (most: number): z.ZodString => z.string().min(1).max(most);
/** An external id; 100 characters are what the store keeps of one. */
export const externalId = z.string().trim().min(1).max(100);
/** A hotel date `YYYY-MM-DD`. */
export const localDate = z.string().refine(isLocalDate, { error: "YYYY-MM-DD" });

const nameShape = z.object({
  kind: z.enum(["primary", "alternate", "phonetic", "incognito"]).default("primary"),
  lang: text(35).exactOptional(),
  script: z.enum(["Latn", "Hans", "Hant", "Jpan", "Kore", "Cyrl", "Arab"]).exactOptional(),
  title: text(40).exactOptional(),
  given: text(200).exactOptional(),
  middle: text(200).exactOptional(),
  family: text(200).exactOptional(),
  full: text(400).exactOptional(),
  order: z.enum(["given_first", "family_first"]).default("family_first"),
});

const preferenceShape = z.object({
  group: text(60),
  code: text(60).exactOptional(),
  text: text(500),
  scope: z.enum(["global", "property", "stay"]).default("property"),
});

/** One guest of an event. */
export const guestShape = z.object({
  role: z.enum(["primary", "sharer", "accompanying", "booker"]).default("primary"),
  profileId: externalId.exactOptional(),
  names: z.array(nameShape).max(10).default([]),
  sex: z.enum(["male", "female"]).exactOptional(),
  vip: z.object({ code: text(20), text: text(100).exactOptional() }).exactOptional(),
  memberships: z
    .array(z.object({ program: text(100), number: text(100), level: text(100).exactOptional() }))
    .max(20)
    .exactOptional(),
  language: text(35).exactOptional(),
  nationality: text(10).exactOptional(),
  birthday: z
    .string()
    .regex(/^(?:\d{4}-)?\d{2}-\d{2}$/)
    .exactOptional(),
  employer: text(200).exactOptional(),
  residence: text(300).exactOptional(),
  documents: z
    .array(z.object({ type: text(40), number: text(100), country: text(10).exactOptional() }))
    .max(10)
    .exactOptional(),
  contacts: z
    .array(z.object({ type: z.enum(["phone", "email"]), value: text(254) }))
    .max(20)
    .exactOptional(),
  preferences: z.array(preferenceShape).max(100).exactOptional(),
  restricted: z.boolean().exactOptional(),
  anonymized: z.boolean().exactOptional(),
});
