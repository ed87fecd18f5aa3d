// Rows of sessions: a person signed in on a browser, until they sign out or a shift ends.
import type { PersonId, PropertyId, TerminalId } from "../contract/index.ts";
import type { Db } from "../store/index.ts";
import { personOf, type Person } from "./person-store.ts";

interface SessionRow {
  token_hash: string;
  property: string;
  person: string;
  terminal: string | null;
  created_at: number;
  last_at: number;
  expires_at: number;
}

interface SignedIn {
  id: string;
  login: string;
  name: string;
  latin_name: string | null;
  role: string;
  locale: string | null;
  last_at: number;
  expires_at: number;
}

/** Writes a session down and sweeps away a few of those that ran out. */
export async function insertSession(
  db: Db,
  row: {
    digest: string;
    property: PropertyId;
    person: PersonId;
    terminal?: TerminalId;
    at: number;
    expiresAt: number;
  },
): Promise<void> {
  await db<SessionRow>("session").where("person", row.person).where("expires_at", "<", row.at).delete();
  await db<SessionRow>("session").insert({
    token_hash: row.digest,
    property: row.property,
    person: row.person,
    terminal: row.terminal ?? null,
    created_at: row.at,
    last_at: row.at,
    expires_at: row.expiresAt,
  });
}

/** The active person of a running session, and when it was last used. */
export async function readSession(
  db: Db,
  digest: string,
  at: number,
): Promise<{ person: Person; lastAt: number } | undefined> {
  const found = await db<SessionRow>("session")
    .join("person", "person.id", "session.person")
    .where("session.token_hash", digest)
    .where("session.expires_at", ">", at)
    .where("person.state", "active")
    .first<SignedIn | undefined>(
      "person.id",
      "person.login",
      "person.name",
      "person.latin_name",
      "person.role",
      "person.locale",
      "session.last_at",
      "session.expires_at",
    );
  return found === undefined ? undefined : { person: personOf(found), lastAt: found.last_at };
}

/** Notes that a session is in use and moves its end. */
export async function touchSession(
  db: Db,
  digest: string,
  when: { at: number; expiresAt: number },
): Promise<void> {
  await db<SessionRow>("session")
    .where("token_hash", digest)
    .update({ last_at: when.at, expires_at: when.expiresAt });
}

/** Ends one session. */
export async function deleteSession(db: Db, digest: string): Promise<void> {
  await db<SessionRow>("session").where("token_hash", digest).delete();
}

/** Ends all sessions of a person. */
export async function deleteSessionsOf(db: Db, person: PersonId): Promise<void> {
  await db<SessionRow>("session").where("person", person).delete();
}
