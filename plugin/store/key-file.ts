// The file of secret keys beside the store; several sealing keys may stand in it, so that keys can be changed later.
import { randomBytes } from "node:crypto";
import { mkdir, open, link, readFile, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { KeshiError, codeOf } from "../contract/index.ts";

const KEY_BYTES = 32;
const key = z.string().refine((text) => Buffer.from(text, "base64").length === KEY_BYTES);
const shape = z
  .object({
    keshiKeys: z.literal(1),
    /** The id of the key that seals from now on. */
    current: z.string(),
    /** Sealing keys by id, base64; old ones stay to open what they sealed. */
    sealing: z.record(z.string().regex(/^[a-z0-9]{1,12}$/), key),
    /** The key of all digests; it never changes without reckoning all digests anew. */
    digest: key,
  })
  .refine((file) => file.current in file.sealing);

/** What a key file holds. */
export interface KeyRing {
  readonly current: string;
  readonly sealing: ReadonlyMap<string, Buffer>;
  readonly digest: Buffer;
}

/** `orMake` at the first start; `onlyRead` where something is sealed already and new keys would open none of it. */
export type KeyFileUse = "orMake" | "onlyRead";

/** Reads the key file, or makes it (readable by its owner only, where the system knows owners). Throws `keys-missing`, `keys-damaged`, `keys-unreadable`. */
export async function openKeyFile(file: string, how: KeyFileUse): Promise<KeyRing> {
  const text = await read(file);
  if (text !== undefined) return decode(text, file);
  if (how === "onlyRead")
    throw new KeshiError("keys-missing", `The key file ${file} is gone, and the store holds what it sealed`, {
      remedy: `Put ${file} back from where a copy of it was kept; new keys could not open what is sealed`,
    });
  await make(file);
  // Read back: another process may have made it in the same moment, and then its keys count.
  return decode((await read(file)) ?? "", file);
}

async function read(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw new KeshiError("keys-unreadable", `The key file ${file} cannot be read`, {
      remedy: "Give the service's user the right to read it",
      cause: error,
    });
  }
}

async function make(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const fresh = () => randomBytes(KEY_BYTES).toString("base64");
  const keys = { keshiKeys: 1, current: "k1", sealing: { k1: fresh() }, digest: fresh() };
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  const handle = await open(draft, "wx", 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(keys, undefined, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    // A link is made whole or not at all, and never over a file that is there.
    await link(draft, file);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

function decode(text: string, file: string): KeyRing {
  const parsed = shape.safeParse(jsonOf(text));
  if (!parsed.success)
    throw new KeshiError("keys-damaged", `The key file ${file} is damaged`, {
      remedy: "Put the copy back that was kept with the backups; without it sealed numbers stay unreadable",
    });
  const { current, sealing, digest } = parsed.data;
  return {
    current,
    sealing: new Map(Object.entries(sealing).map(([id, text]) => [id, Buffer.from(text, "base64")])),
    digest: Buffer.from(digest, "base64"),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
