// Rows of staff.
import {
  idOf,
  LOCALES,
  STAFF_ROLES,
  type Locale,
  type PersonId,
  type PropertyId,
  type StaffRole,
} from "../contract/index.ts";
import type { Db } from "../store/index.ts";

/** One member of staff as stored. */
export interface Person {
  readonly id: PersonId;
  readonly login: string;
  readonly name: string;
  readonly latinName?: string;
  readonly role: StaffRole;
  readonly locale?: Locale;
}

/** A person with what proves who they are. */
export interface PersonWithPassword extends Person {
  readonly password?: string;
  readonly mustChange: boolean;
  readonly active: boolean;
}

interface PersonRow {
  id: string;
  property: string;
  login: string;
  name: string;
  latin_name: string | null;
  role: string;
  locale: string | null;
  password: string | null;
  must_change: boolean | number;
  state: string;
  created_at: number;
}

/** Adds a person; throws the database's own error when the login is taken. */
export async function insertPerson(
  db: Db,
  row: Person & { property: PropertyId; password: string; mustChange: boolean; createdAt: number },
): Promise<void> {
  await db<PersonRow>("person").insert({
    id: row.id,
    property: row.property,
    login: row.login,
    name: row.name,
    latin_name: row.latinName ?? null,
    role: row.role,
    locale: row.locale ?? null,
    password: row.password,
    must_change: row.mustChange,
    state: "active",
    created_at: row.createdAt,
  });
}

/** The person of a login, spelled exactly as stored. */
export async function readLogin(
  db: Db,
  property: PropertyId,
  login: string,
): Promise<PersonWithPassword | undefined> {
  const row = await db<PersonRow>("person").where({ property, login }).first();
  if (row === undefined) return undefined;
  return {
    ...personOf(row),
    ...(row.password === null ? {} : { password: row.password }),
    mustChange: Boolean(row.must_change),
    active: row.state === "active",
  };
}

/** Replaces a person's password. */
export async function writePassword(
  db: Db,
  id: PersonId,
  next: { password: string; mustChange: boolean },
): Promise<void> {
  await db<PersonRow>("person")
    .where({ id })
    .update({ password: next.password, must_change: next.mustChange });
}

/** Reads the columns that every part of staff shows; a role this version does not know has no rights but `archivist`'s. */
export function personOf(
  row: Pick<PersonRow, "id" | "login" | "name" | "latin_name" | "role" | "locale">,
): Person {
  const role = STAFF_ROLES.find((known) => known === row.role) ?? "archivist";
  const locale = LOCALES.find((known) => known === row.locale);
  return {
    id: idOf(row.id),
    login: row.login,
    name: row.name,
    ...(row.latin_name === null ? {} : { latinName: row.latin_name }),
    role,
    ...(locale === undefined ? {} : { locale }),
  };
}
