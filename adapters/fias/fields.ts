// The fields of guest records that we read (fias.md §6, §9), what each means, and which are personal.

/** What a field holds. */
export interface FieldMeaning {
  readonly means: string;
  readonly type: "text" | "yes-no" | "date" | "time" | "flag" | "list";
  /** Never to be logged. */
  readonly personal?: true;
}

/** Fields of guest, night-audit and link records by their id; whatever else comes is kept in the raw record only. */
export const FIELDS: Readonly<Record<string, FieldMeaning>> = {
  RN: { means: "room; in a move the new room", type: "text" },
  "G#": { means: "reservation number", type: "text" },
  GS: { means: "others hold the room it follows too", type: "yes-no" },
  RO: { means: "room moved from", type: "text" },
  SF: { means: "part of a database resync", type: "flag" },
  GN: { means: "guest name, laid out as the site set it", type: "text", personal: true },
  GF: { means: "first name", type: "text", personal: true },
  GT: { means: "title", type: "text", personal: true },
  GL: { means: "language", type: "text" },
  GV: { means: "VIP status", type: "text" },
  GG: { means: "group", type: "text" },
  "G+": { means: "profile number, never in GO", type: "text" },
  GA: { means: "arrival", type: "date" },
  GD: { means: "departure", type: "date" },
  NP: { means: "may not charge to the room", type: "yes-no" },
  WS: { means: "workstation it was done at", type: "text" },
  DA: { means: "date of the event", type: "date" },
  TI: { means: "time of the event", type: "time" },
  ...siteFields(),
};

/** Records that come from a PMS and are no business of guest history: rights, wake-ups, messages, postings (fias.md §7, §8). */
export const OTHER_RECORDS: ReadonlySet<string> = new Set(
  "RE WR WC WA XL XM XT XD XI XB XC XR LO LF LP KR KD KM KZ KA VA PS PR PL PA".split(" "),
);

/** Records of the link itself (fias.md §3.1, §4). */
export const LINK_RECORDS: ReadonlySet<string> = new Set("LS LD LR LA LE LC".split(" "));

function siteFields(): Record<string, FieldMeaning> {
  const fields: Record<string, FieldMeaning> = {};
  for (let number = 0; number <= 9; number++)
    fields[`A${number}`] = { means: "what the site put there", type: "text", personal: true };
  return fields;
}

/** The field ids of an `FL` value, two characters each. */
export function splitFieldList(list: string): readonly string[] {
  return list.match(/.{1,2}/gsu) ?? [];
}

/** Drops what is undefined, so that what a source did not state is absent rather than empty. */
export function stated<T extends object>(parts: T): Stated<T> {
  const kept: Record<string, unknown> = {};
  for (const key in parts) if (parts[key] !== undefined) kept[key] = parts[key];
  return kept as Stated<T>;
}

/** The same shape with everything that may be undefined optional. */
export type Stated<T> = { [Key in keyof T as undefined extends T[Key] ? never : Key]: T[Key] } & {
  [Key in keyof T as undefined extends T[Key] ? Key : never]?: Exclude<T[Key], undefined>;
};
