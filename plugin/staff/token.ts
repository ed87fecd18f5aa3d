// Secrets we hand out: bearer tokens and pairing codes. Only their digests are stored.
import { createHash, randomBytes, randomInt } from "node:crypto";

/** What a token is for; it stands in front of it, so that one look-up is enough. */
export type TokenKind = "terminal" | "source" | "session";

const PREFIX: Record<TokenKind, string> = { terminal: "kt_", source: "ks_", session: "kp_" };
/** Letters and digits that cannot be mistaken for one another on paper or over the phone. */
const CODE_LETTERS = "234679ACDEFGHJKMNPQRTUVWXYZ";
const CODE_LENGTH = 8;

/** A new secret of 256 bits of chance. */
export function newToken(kind: TokenKind): string {
  return PREFIX[kind] + randomBytes(32).toString("base64url");
}

/** What a secret claims to be, by its prefix; undefined for anything we never made. */
export function tokenKind(token: string): TokenKind | undefined {
  if (token.length !== 46) return undefined;
  if (token.startsWith(PREFIX.terminal)) return "terminal";
  if (token.startsWith(PREFIX.source)) return "source";
  return token.startsWith(PREFIX.session) ? "session" : undefined;
}

/** SHA-256 in hex: what the store keeps instead of the secret. */
export function digestOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** A one-time pairing code for a person to type, such as `7KQ4-M2XD`. */
export function newPairingCode(): string {
  const letters = Array.from({ length: CODE_LENGTH }, () =>
    CODE_LETTERS.charAt(randomInt(CODE_LETTERS.length)),
  );
  return `${letters.slice(0, 4).join("")}-${letters.slice(4).join("")}`;
}

/** A code as typed (small letters, blanks, no dash, full-width) in the form it was made. */
export function readPairingCode(typed: string): string {
  const letters = typed
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, "");
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** A first password for a person, easy to read out: three groups of four. */
export function newPassword(): string {
  return [0, 1, 2]
    .map(() => Array.from({ length: 4 }, () => CODE_LETTERS.charAt(randomInt(CODE_LETTERS.length))).join(""))
    .join("-");
}
