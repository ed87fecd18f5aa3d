// Numbers that identify a person are kept sealed, and found again by a keyed digest.
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import { KeshiError } from "../contract/index.ts";
import { openKeyFile, type KeyRing } from "./key-file.ts";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

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
}

/** Opens the vault with the keys of a file, made at the first start; throws `keys-damaged`, `keys-unreadable`. */
export async function openVault(keyFile: string): Promise<Vault> {
  return vaultOf(await openKeyFile(keyFile));
}

function vaultOf(keys: KeyRing): Vault {
  const current = keyOf(keys, keys.current);
  return {
    keyId: keys.current,
    digest: (kind, value) => createHmac("sha256", keys.digest).update(`${kind}\0${value}`).digest("hex"),
    seal(value) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", current, nonce).setAAD(Buffer.from(keys.current));
      const body = Buffer.concat([cipher.update(value, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return `${keys.current}.${nonce.toString("base64url")}.${body.toString("base64url")}`;
    },
    open: (sealed) => unseal(keys, sealed),
  };
}

function unseal(keys: KeyRing, sealed: string): string {
  const [keyId = "", nonce = "", text = ""] = sealed.split(".");
  const key = keyOf(keys, keyId);
  const body = Buffer.from(text, "base64url");
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64url"))
      .setAAD(Buffer.from(keyId))
      .setAuthTag(body.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(body.subarray(0, -TAG_BYTES)), decipher.final()]).toString("utf8");
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
