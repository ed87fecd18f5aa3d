// Who is asking: people with their sessions, terminals with their tokens, sources with their keys.
import { type Clock, type PropertyId, type Station, type TerminalId } from "../contract/index.ts";
import { newId } from "../kit/ulid.ts";
import type { Store } from "../store/index.ts";
import { createPeople, type Credentials, type People } from "./people.ts";
import type { Passwords } from "./password.ts";
import type { Person } from "./person-store.ts";
import {
  deleteSession,
  deleteSessionsOf,
  insertSession,
  readSession,
  touchSession,
} from "./session-store.ts";
import { insertSourceKey, readSource, revokeSourceKeys } from "./source-store.ts";
import { createTerminals, type Terminals } from "./terminals.ts";
import { digestOf, newToken, tokenKind } from "./token.ts";

/** A session ends twelve hours after its last use: a long shift. */
export const SESSION_MS = 12 * 3_600_000;
const TOUCH_EVERY_MS = 60_000;

/** Everything that proves who somebody is; works the same in the service and in a command beside it. */
export interface Staff extends Pick<People, "addPerson">, Terminals {
  /** Signs a person in, on a terminal or not; the token goes into a cookie. Throws what `People.prove` throws. */
  signIn(credentials: Credentials, terminal?: TerminalId): Promise<{ token: string; person: Person }>;
  /** Ends a session, named by the digest of its token. */
  signOut(session: string): Promise<void>;
  sessionOf(token: string): Promise<{ person: Person; session: string } | undefined>;
  /** A new bearer key for a system that posts events, shown once; older keys of it go on working. */
  makeSourceKey(source: string): Promise<{ source: string; key: string }>;
  /** Takes all keys of a source back; answers how many there were. */
  revokeSource(source: string): Promise<number>;
  sourceOf(key: string): Promise<string | undefined>;
}

/** Opens the staff of one property. */
export function createStaff(it: {
  store: Store;
  property: PropertyId;
  stations: readonly Station[];
  clock: Clock;
  /** Made here where none are given. */
  passwords?: Passwords;
}): Staff {
  const { store, property, clock } = it;
  const people = createPeople(it);
  return {
    ...createTerminals(it),
    addPerson: (person) => people.addPerson(person),
    async signIn(credentials, terminal) {
      const person = await people.prove(credentials);
      if (credentials.newPassword !== undefined) await deleteSessionsOf(store.db, person.id);
      const token = newToken("session");
      const at = clock.now();
      await insertSession(store.db, {
        digest: digestOf(token),
        property,
        person: person.id,
        ...(terminal === undefined ? {} : { terminal }),
        at,
        expiresAt: at + SESSION_MS,
      });
      return { token, person };
    },
    signOut: (session) => deleteSession(store.db, session),
    async sessionOf(token) {
      if (tokenKind(token) !== "session") return undefined;
      const at = clock.now();
      const digest = digestOf(token);
      const found = await readSession(store.db, digest, at);
      if (found !== undefined && at - found.lastAt > TOUCH_EVERY_MS)
        await touchSession(store.db, digest, { at, expiresAt: at + SESSION_MS });
      return found === undefined ? undefined : { person: found.person, session: digest };
    },
    async makeSourceKey(source) {
      const key = newToken("source");
      const at = clock.now();
      await insertSourceKey(store.db, { id: newId(at), property, source, digest: digestOf(key), at });
      return { source, key };
    },
    revokeSource: (source) => revokeSourceKeys(store.db, { property, source, at: clock.now() }),
    sourceOf: (key) =>
      tokenKind(key) === "source"
        ? readSource(store.db, property, digestOf(key))
        : Promise.resolve(undefined),
  };
}
