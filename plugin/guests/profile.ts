// What a source tells of a person, put into the file; a fact not told changes nothing.
import type { GuestName, GuestRef } from "../contract/index.ts";
import { searchText } from "./folding.ts";
import type { GuestRow } from "./guest-store.ts";
import { fullName, mergeNames } from "./names.ts";

/** A new, empty file. */
export function newGuest(made: { id: string; property: string; now: number }): GuestRow {
  return {
    id: made.id,
    property: made.property,
    created_at: made.now,
    updated_at: made.now,
    version: 1,
    names: "[]",
    search: "",
    sex: null,
    title: null,
    vip: null,
    language: null,
    nationality: null,
    birth_date: null,
    employer: null,
    residence: null,
    merged_into: null,
  };
}

/** Reads the stored names. */
export function namesOf(row: Pick<GuestRow, "names">): readonly GuestName[] {
  return JSON.parse(row.names) as readonly GuestName[];
}

/** Puts what a source told into the file; tells whether anything changed. */
export function learn(row: GuestRow, ref: GuestRef): boolean {
  const namesChanged = learnNames(row, ref.names);
  const title = ref.names.find((name) => (name.title ?? "") !== "")?.title?.trim();
  const factsChanged = put(row, {
    sex: ref.sex,
    title,
    vip: ref.vip?.code,
    language: ref.language,
    nationality: ref.nationality,
    birth_date: ref.birthday,
    employer: ref.employer,
    residence: ref.residence,
  });
  return namesChanged || factsChanged;
}

/** Whether a source told anything that can open a file: a name or a profile id. */
export function isSomebody(ref: GuestRef): boolean {
  return ref.profileId !== undefined || ref.names.some((name) => fullName(name) !== "");
}

function learnNames(row: GuestRow, told: readonly GuestName[]): boolean {
  if (told.length === 0) return false;
  const merged = mergeNames(row.names === "[]" ? [] : namesOf(row), told);
  const text = JSON.stringify(merged);
  if (text === row.names) return false;
  row.names = text;
  row.search = searchText(merged.filter((name) => name.kind !== "incognito").map(fullName));
  return true;
}

type Fact = "sex" | "title" | "vip" | "language" | "nationality" | "birth_date" | "employer" | "residence";

/** Longest a fact is stored, in characters; the columns' widths. */
const WIDTHS: Readonly<Record<Fact, number>> = {
  sex: 8,
  title: 40,
  vip: 20,
  language: 35,
  nationality: 10,
  birth_date: 10,
  employer: 200,
  residence: 300,
};

function put(row: GuestRow, facts: Readonly<Record<Fact, string | undefined>>): boolean {
  let changed = false;
  for (const [name, told] of Object.entries(facts) as [Fact, string | undefined][]) {
    const text = told?.trim().slice(0, WIDTHS[name]);
    if (text === undefined || text === "" || row[name] === text) continue;
    row[name] = text;
    changed = true;
  }
  return changed;
}
