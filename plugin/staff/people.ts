// Members of staff and how they sign in.
import {
  KeshiError,
  type Clock,
  type Locale,
  type PersonId,
  type PropertyId,
  type StaffRole,
} from "../contract/index.ts";
import { newId } from "../kit/ulid.ts";
import { isDuplicate, type Store } from "../store/index.ts";
import { createAttempts } from "./attempt.ts";
import { createPasswords, type Passwords } from "./password.ts";
import {
  insertPerson,
  readLogin,
  writePassword,
  type Person,
  type PersonWithPassword,
} from "./person-store.ts";
import { newPassword } from "./token.ts";

/** Eight wrong passwords for one login, or sixty from one address, in a quarter of an hour. */
const LIMITS = { perSubject: 8, perOrigin: 60 };
const SHORTEST_PASSWORD = 8;

/** A person to be added; without a password one is made up, shown once, and has to be changed. */
export interface NewPerson {
  readonly login: string;
  readonly name: string;
  readonly latinName?: string;
  readonly role: StaffRole;
  readonly locale?: Locale;
  readonly password?: string;
  /** False where a password is given. */
  readonly mustChange?: boolean;
}

/** What somebody who signs in has to show. */
export interface Credentials {
  readonly login: string;
  readonly password: string;
  /** Replaces the password on the way in; needed where a first password has to be changed. */
  readonly newPassword?: string;
  /** A digest of the address the try comes from. */
  readonly origin: string;
}

/** People of the house. */
export interface People {
  /** Throws `login-taken`, `login-unusable` or `password-too-short`. */
  addPerson(person: NewPerson): Promise<{ id: PersonId; login: string; password?: string }>;
  /** Throws `sign-in-refused`, `password-change-needed`, `password-too-short` or `too-many-tries`. */
  prove(credentials: Credentials): Promise<Person>;
}

/** Opens the people of one property. */
export function createPeople(it: {
  store: Store;
  property: PropertyId;
  clock: Clock;
  passwords?: Passwords;
}): People {
  const passwords = it.passwords ?? createPasswords();
  const { store, property, clock } = it;
  const attempts = createAttempts(LIMITS);

  async function check({ login, password }: Credentials): Promise<PersonWithPassword | undefined> {
    const found = await readLogin(store.db, property, login);
    const right = await passwords.matches(password, found?.active === true ? found.password : undefined);
    if (!right || found === undefined) return undefined;
    return found;
  }

  return {
    async addPerson(person) {
      const login = readLoginName(person.login);
      const made = person.password === undefined ? newPassword() : undefined;
      const password = longEnough(person.password ?? made ?? "");
      const id = newId<"person">(clock.now());
      const hash = await passwords.hash(password);
      const mustChange = person.mustChange ?? made !== undefined;
      const row = { ...person, id, login, property, password: hash, mustChange, createdAt: clock.now() };
      await insertPerson(store.db, row).catch((error: unknown) => {
        if (isDuplicate(error)) throw new KeshiError("login-taken", `The login ${login} is taken.`);
        throw error;
      });
      return { id, login, ...(made === undefined ? {} : { password: made }) };
    },
    async prove(credentials) {
      const login = credentials.login.trim().toLowerCase();
      const who = { subject: login, origin: credentials.origin };
      const found = await attempts.tryOnce(who, () => check({ ...credentials, login }));
      if (found === undefined) throw new KeshiError("sign-in-refused", "Login or password is wrong.");
      if (credentials.newPassword !== undefined) {
        const password = await passwords.hash(longEnough(credentials.newPassword));
        await writePassword(store.db, found.id, { password, mustChange: false });
      } else if (found.mustChange)
        throw new KeshiError(
          "password-change-needed",
          "This first password has to be replaced by an own one.",
        );
      const { id, name, role, locale, latinName } = found;
      return {
        id,
        login,
        name,
        role,
        ...(locale === undefined ? {} : { locale }),
        ...(latinName === undefined ? {} : { latinName }),
      };
    },
  };
}

function readLoginName(text: string): string {
  const login = text.trim().toLowerCase();
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,59}$/u.test(login))
    throw new KeshiError("login-unusable", "A login has 1 to 60 letters, digits, dots, dashes; no blanks.");
  return login;
}

function longEnough(password: string): string {
  if (password.length >= SHORTEST_PASSWORD) return password;
  throw new KeshiError("password-too-short", `A password has at least ${SHORTEST_PASSWORD} characters.`);
}
