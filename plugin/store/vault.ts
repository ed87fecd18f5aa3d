// Numbers that identify a person are kept sealed, and found again by a keyed digest.
import { createCipheriv, createDecipheriv, createHmac, createSecretKey, randomBytes } from "node:crypto";
import { KeshiError } from "../contract/index.ts";
import { openKeyFile, type KeyFileUse, type KeyRing } from "./key-file.ts";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const DOT = 0x2e;

/** Seals and opens identifying numbers, and makes the digests they are found by. */
export interface Vault {
  /** The key that seals from now on. */
  readonly keyId: string;
  /** HMAC-SHA-256 in hex; the same value of another kind gives another digest. */
  digest(kind: string, value: string): string;
  /** AES-256-GCM: `keyId.nonce.sealed`, base64url; the same value never twice alike. */
  seal(value: string): string;
  /** Throws `vault-unknown-key` where its key is not in the key file, `vault-damaged` where the text was changed. */
  open(sealed: string): string;
  /** As `seal`, for a whole message: `keyId.`, then nonce and sealed bytes as they are. */
  sealBytes(bytes: Uint8Array): Buffer;
  /** As `open`. */
  openBytes(sealed: Uint8Array): Buffer;
}

/** Opens the vault with the keys of a file; `orMake` makes the file where there is none. Throws `keys-missing`, `keys-damaged`, `keys-unreadable`. */
export async function openVault(keyFile: string, how: KeyFileUse = "orMake"): Promise<Vault> {
  return vaultOf(await openKeyFile(keyFile, how));
}

function vaultOf(keys: KeyRing): Vault {
  // Found out now, not at the first guest.
  keyOf(keys, keys.current);
  // Made once: a key given as bytes is prepared anew for every digest, which costs more than the digest.
  const digestKey = createSecretKey(keys.digest);
  return {
    keyId: keys.current,
    digest: (kind, value) => createHmac("sha256", digestKey).update(`${kind}\0${value}`).digest("hex"),
    seal(value) {
      const { nonce, body } = lock(keys, Buffer.from(value, "utf8"));
      return `${keys.current}.${nonce.toString("base64url")}.${body.toString("base64url")}`;
    },
    open(sealed) {
      const [keyId = "", nonce = "", body = ""] = sealed.split(".");
      const locked = { nonce: Buffer.from(nonce, "base64url"), body: Buffer.from(body, "base64url") };
      return unlock(keys, keyId, locked).toString("utf8");
    },
    sealBytes(bytes) {
      const { nonce, body } = lock(keys, bytes);
      return Buffer.concat([Buffer.from(`${keys.current}.`), nonce, body]);
    },
    openBytes(sealed) {
      const end = sealed.indexOf(DOT);
      const keyId = Buffer.from(sealed.subarray(0, Math.max(end, 0))).toString("latin1");
      const rest = sealed.subarray(end + 1);
      return unlock(keys, keyId, { nonce: rest.subarray(0, NONCE_BYTES), body: rest.subarray(NONCE_BYTES) });
    },
  };
}

interface Locked {
  readonly nonce: Uint8Array;
  /** The tag stands at its end. */
  readonly body: Uint8Array;
}

function lock(keys: KeyRing, bytes: Uint8Array): { nonce: Buffer; body: Buffer } {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyOf(keys, keys.current), nonce);
  cipher.setAAD(Buffer.from(keys.current));
  return { nonce, body: Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]) };
}

function unlock(keys: KeyRing, keyId: string, { nonce, body }: Locked): Buffer {
  const key = keyOf(keys, keyId);
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, nonce)
      .setAAD(Buffer.from(keyId))
      .setAuthTag(body.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(body.subarray(0, -TAG_BYTES)), decipher.final()]);
  } catch (error) {
    throw new KeshiError("vault-damaged", "A sealed value was changed and cannot be opened", {
      cause: error,
    });
  }
}

function keyOf(keys: KeyRing, id: string): Buffer {
  const key = keys.sealing.get(id);
  if (key !== undefined) return key;
  throw new KeshiError("vault-unknown-key", "A sealed value needs a key that is not in the key file", {
    remedy: "Put back the key file that belongs to this store",
  });
}
