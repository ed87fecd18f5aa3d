// What a GI, GC or GO tells of one reservation lived in the house, in Keshi's words (fias.md §6).
import type { GuestRef, StayBody } from "../../plugin/contract/index.ts";
import { readAttribute, type Attribute, type AttributeFacts } from "./attributes.ts";
import { stated } from "./fields.ts";
import { readLanguage } from "./languages.ts";
import { readName, type NameLayout } from "./names.ts";
import { sexOf } from "./titles.ts";
import { readDate } from "./when.ts";
import type { FiasRecord } from "./record.ts";

/** How this site writes what the specification leaves open. */
export interface SiteWords {
  readonly nameLayout: NameLayout;
  readonly attributes: Readonly<Partial<Record<string, Attribute>>>;
  readonly languages: Readonly<Record<string, string>>;
}

/** A field that stood there but could not be used; the record goes on without it. Never holds the value. */
export interface FieldFault {
  readonly field: string;
  readonly code: "fias-bad-date" | "fias-bad-time" | "fias-bad-value" | "fias-field-twice";
}

/** A record whose fields can be asked for by id; the first of a repeated field counts, and the repeat is noted. */
export class StatedFields {
  readonly faults: FieldFault[] = [];
  readonly #values = new Map<string, string>();
  readonly #shares = new Map<"RN" | "RO", boolean>();

  constructor(record: FiasRecord) {
    let room: "RN" | "RO" = "RN";
    for (const { id, value } of record.fields) {
      if (id === "RN" || id === "RO") room = id;
      if (id === "GS") this.#share(room, value);
      else if (this.#values.has(id)) this.faults.push({ field: id, code: "fias-field-twice" });
      else this.#values.set(id, value);
    }
  }

  /** The value, blanks around it gone; undefined where it was not stated or stated as blank. */
  filled(id: string): string | undefined {
    const value = this.#values.get(id)?.trim();
    return value === "" ? undefined : value;
  }

  /** The value as sent. */
  raw(id: string): string | undefined {
    return this.#values.get(id);
  }

  isBlank(id: string): boolean {
    return this.#values.get(id)?.trim() === "";
  }

  /** Whether others hold the new room too; `GS` speaks of the room field it follows (§2.1). */
  get shared(): boolean | undefined {
    return this.#shares.get("RN");
  }

  date(id: string): string | undefined {
    const value = this.filled(id);
    if (value === undefined) return undefined;
    const date = readDate(value);
    if (date === undefined) this.faults.push({ field: id, code: "fias-bad-date" });
    return date;
  }

  yesNo(id: string): boolean | undefined {
    const value = this.filled(id)?.toUpperCase();
    if (value === undefined || value === "Y" || value === "N")
      return value === undefined ? value : value === "Y";
    this.faults.push({ field: id, code: "fias-bad-value" });
    return undefined;
  }

  /** The reservation; `0` and blank are none (§6). */
  get reservation(): string | undefined {
    const value = this.filled("G#");
    return value === undefined || /^0+$/.test(value) ? undefined : value;
  }

  #share(room: "RN" | "RO", value: string): void {
    const said = value.trim().toUpperCase();
    if (said !== "Y" && said !== "N") return;
    if (this.#shares.has(room)) this.faults.push({ field: "GS", code: "fias-field-twice" });
    else this.#shares.set(room, said === "Y");
  }
}

/** The stay as GI and GC tell it; what was not stated is absent, what was stated as blank stands in `cleared`. */
export function readStay(fields: StatedFields, words: SiteWords): StayBody {
  const facts = attributeFacts(fields, words);
  const group = fields.filled("GG");
  const noPost = fields.yesNo("NP");
  const cleared = clearedBy(fields, words);
  return stated({
    ...readRoom(fields),
    status: "in_house" as const,
    arrival: fields.date("GA"),
    departure: fields.date("GD"),
    group: group === undefined ? undefined : { code: group },
    flags: noPost === undefined ? undefined : { noPost },
    ...mergedStay(facts),
    guests: [readGuest(fields, words, facts)],
    cleared: cleared.length === 0 ? undefined : cleared,
  });
}

/** Which reservation and room a record speaks of. */
export function readRoom(fields: StatedFields): Pick<StayBody, "reservationId" | "room" | "shared"> {
  return stated({ reservationId: fields.reservation, room: fields.filled("RN"), shared: fields.shared });
}

/** The room moved from; blank, or the same as the new one, is no move. */
export function readMove(fields: StatedFields): string | undefined {
  const from = fields.filled("RO");
  return from === fields.filled("RN") ? undefined : from;
}

function readGuest(fields: StatedFields, words: SiteWords, facts: readonly AttributeFacts[]): GuestRef {
  const code = fields.filled("GL");
  const language = code === undefined ? undefined : readLanguage(code, words.languages);
  const name = readName(
    { gn: fields.raw("GN") ?? "", gf: fields.raw("GF"), gt: fields.raw("GT"), language },
    words.nameLayout,
  );
  const title = name?.title ?? fields.filled("GT");
  const vip = fields.filled("GV");
  const site = facts.map((fact) => fact.guest);
  return stated({
    role: "primary" as const,
    profileId: fields.filled("G+"),
    names: [...(name === undefined ? [] : [name]), ...site.flatMap((guest) => guest.names ?? [])],
    sex: title === undefined ? undefined : sexOf(title, language),
    vip: vip === undefined ? lastOf(site.map((guest) => guest.vip)) : { code: vip },
    language,
    birthday: lastOf(site.map((guest) => guest.birthday)),
    nationality: lastOf(site.map((guest) => guest.nationality)),
    contacts: someOf(site.flatMap((guest) => guest.contacts ?? [])),
    memberships: someOf(site.flatMap((guest) => guest.memberships ?? [])),
  });
}

function attributeFacts(fields: StatedFields, words: SiteWords): readonly AttributeFacts[] {
  const facts: AttributeFacts[] = [];
  for (const [field, attribute] of Object.entries(words.attributes)) {
    const value = fields.filled(field);
    if (attribute === undefined || value === undefined) continue;
    const fact = readAttribute(attribute, value);
    if (fact === undefined) fields.faults.push({ field, code: "fias-bad-value" });
    else facts.push(fact);
  }
  return facts;
}

function mergedStay(facts: readonly AttributeFacts[]): AttributeFacts["stay"] {
  const notes = someOf(facts.flatMap((fact) => fact.stay.notes ?? []));
  const whole = Object.assign({}, ...facts.map((fact) => fact.stay)) as AttributeFacts["stay"];
  return notes === undefined ? whole : { ...whole, notes };
}

const CLEARABLE = [
  ["GV", "vip"],
  ["GT", "title"],
  ["GL", "language"],
  ["GG", "group"],
] as const;

function clearedBy(fields: StatedFields, words: SiteWords): NonNullable<StayBody["cleared"]> {
  const cleared: NonNullable<StayBody["cleared"]>[number][] = [];
  for (const [field, what] of CLEARABLE) if (fields.isBlank(field)) cleared.push(what);
  for (const [field, attribute] of Object.entries(words.attributes))
    if ((attribute === "company" || attribute === "travelAgent") && fields.isBlank(field))
      cleared.push(attribute);
  return cleared;
}

function lastOf<T>(values: readonly (T | undefined)[]): T | undefined {
  return values.findLast((value) => value !== undefined);
}

function someOf<T>(values: readonly T[]): readonly T[] | undefined {
  return values.length === 0 ? undefined : values;
}
