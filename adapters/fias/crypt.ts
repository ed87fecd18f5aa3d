// The cryptogram that proves to the PMS interface that we hold its key (IfcAuthKey, fias.md §3.6).
import { createCipheriv, randomBytes } from "node:crypto";

const KEY_PREFIX = "FidCrypt0S|";

/** The key out of the text a hotel hands over, with or without its prefix; undefined where it is not 16 bytes of base64. */
export function readAuthKey(text: string): Uint8Array | undefined {
  const base64 = text.startsWith(KEY_PREFIX) ? text.slice(KEY_PREFIX.length) : text;
  const key = Buffer.from(base64, "base64");
  return key.length === 16 && /^[A-Za-z0-9+/]{22}==$/.test(base64) ? key : undefined;
}

/** The `CG` value for the date and time of the `LS` just received: AES-128-CBC under a fresh vector. */
export function cryptogram(
  key: Uint8Array,
  ls: { readonly da: string; readonly ti: string },
  vector: Uint8Array = randomBytes(16),
): string {
  const cipher = createCipheriv("aes-128-cbc", key, vector);
  const sealed = Buffer.concat([cipher.update(ls.da + ls.ti, "latin1"), cipher.final()]);
  return `FidCryptAB;${Buffer.from(vector).toString("base64")}${sealed.toString("base64")}`;
}
