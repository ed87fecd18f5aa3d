// One person of the trial hotel's cast: who they are, what the house knows of them, and what they do today. All made up.
import type { NameScript } from "../contract/index.ts";
import type { CautionNote, ObservationNote } from "./cast-note.ts";

/** A past stay: so many days before the trial began, so many nights, in that room. */
export type PastStay = readonly [daysAgo: number, nights: number, room: string];

/** What they do in the trial's day. */
export interface CastDay {
  /** `in-house` since yesterday or longer · `arrives` today · `day-use` comes and goes today · `paymaster` is no guest at all. */
  readonly role: "in-house" | "arrives" | "day-use" | "paymaster";
  readonly room: string;
  readonly nights: number;
  readonly eta?: string;
}

/** One of the cast. */
export interface CastGuest {
  /** Profile id in the simulated PMS; the same in every run, so that the file is found again. */
  readonly profile: string;
  readonly family: string;
  readonly given: string;
  /** The name in Latin letters where the first is not. */
  readonly latin?: readonly [family: string, given: string];
  readonly script: NameScript;
  /** BCP-47. */
  readonly language: string;
  /** What the PMS writes into `GL`; site codes of this hotel for zh-TW and zh-HK. */
  readonly languageCode: string;
  /** Absent where nobody knows: then there is no title either. */
  readonly sex?: "male" | "female";
  readonly title?: string;
  readonly nationality: string;
  readonly vip?: string;
  readonly birthday?: string;
  readonly employer?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly stays?: readonly PastStay[];
  readonly notes?: readonly ObservationNote[];
  readonly cautions?: readonly CautionNote[];
  /** What a colleague promised: text, when it is due (days from the trial's first day), who, how long ago. */
  readonly promises?: readonly (readonly [text: string, dueInDays: number, by: string, daysAgo: number])[];
  readonly today: CastDay;
}
