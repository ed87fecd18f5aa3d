// `A0` to `A9` hold what each site put there; the setting `attributes` says what that is (fias.md §6).
import { isLocalDate, type GuestRef, type StayBody } from "../../plugin/contract/index.ts";
import { readDate } from "./when.ts";
import { scriptOf } from "./names.ts";

/** What a site may say one of its `A` fields means. */
export const ATTRIBUTES = [
  "alternateName",
  "birthday",
  "company",
  "email",
  "membership",
  "nationality",
  "note",
  "phone",
  "roomType",
  "travelAgent",
  "vip",
] as const;
export type Attribute = (typeof ATTRIBUTES)[number];

/** What the mapped fields add to the stay and to its guest. */
export interface AttributeFacts {
  readonly stay: Partial<Pick<StayBody, "company" | "travelAgent" | "roomType" | "notes">>;
  readonly guest: Partial<
    Pick<GuestRef, "birthday" | "nationality" | "vip" | "contacts" | "memberships" | "names">
  >;
}

/** The facts of one mapped field; undefined where its value makes no sense for that meaning. */
export function readAttribute(attribute: Attribute, value: string): AttributeFacts | undefined {
  const text = value.trim();
  if (text === "") return undefined;
  switch (attribute) {
    case "company":
    case "travelAgent":
    case "roomType":
      return { stay: { [attribute]: text }, guest: {} };
    case "note":
      return { stay: { notes: [{ class: "pms", text }] }, guest: {} };
    default:
      return guestFacts(attribute, text);
  }
}

function guestFacts(
  attribute: Exclude<Attribute, "company" | "travelAgent" | "roomType" | "note">,
  text: string,
): AttributeFacts | undefined {
  switch (attribute) {
    case "birthday": {
      const birthday = readBirthday(text);
      return birthday === undefined ? undefined : { stay: {}, guest: { birthday } };
    }
    case "nationality":
      return { stay: {}, guest: { nationality: text.toUpperCase() } };
    case "vip":
      return { stay: {}, guest: { vip: { code: text } } };
    case "email":
    case "phone":
      return { stay: {}, guest: { contacts: [{ type: attribute, value: text }] } };
    case "membership":
      return { stay: {}, guest: { memberships: [{ program: "pms", number: text }] } };
    case "alternateName":
      return { stay: {}, guest: { names: [alternateName(text)] } };
    default:
      return attribute satisfies never;
  }
}

function alternateName(full: string): GuestRef["names"][number] {
  const script = scriptOf(full);
  const order = script === "Latn" || script === "Cyrl" ? "given_first" : "family_first";
  return { kind: "alternate", full, order, ...(script === undefined ? {} : { script }) };
}

/** A birthday as sites write it: `dd/mm/yyyy`, `yyyy-mm-dd`, `yyyymmdd`. Two-digit years are not guessed. */
function readBirthday(text: string): string | undefined {
  const european = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text);
  if (european !== null) {
    const [, day = "", month = "", year = ""] = european;
    const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
    return isLocalDate(date) ? date : undefined;
  }
  if (isLocalDate(text)) return text;
  return text.length === 8 ? readDate(text) : undefined;
}
