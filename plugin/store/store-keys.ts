// Which keys belong to a store: it keeps a sealed word, so that lost or exchanged keys are noticed before anything new is sealed.
import { KeshiError, codeOf } from "../contract/index.ts";
import { isDuplicate } from "./fault.ts";
import { rowsOf } from "./row.ts";
import type { Store } from "./store.ts";
import { toText } from "./codec.ts";
import { openVault, type Vault } from "./vault.ts";

const TABLE = "store_note";
/** Proves the sealing keys and the digests' key. */
const NOTES = { sealed: "keys-sealed", digest: "keys-digest" } as const;
const WORD = "keshi";

/** Opens the keys of a migrated store; only a store that has sealed nothing yet gets new ones. Throws `keys-missing` and `keys-foreign`, which name the file, and what `openVault` throws. */
export async function openKeysOf(store: Store, keyFile: string): Promise<Vault> {
  const noted = await readNotes(store);
  const vault = await openVault(keyFile, noted.size === 0 ? "orMake" : "onlyRead");
  // The digest is noted last: a start that was cut in between notes both again.
  if (!noted.has(NOTES.digest)) await writeNotes(store, vault);
  prove(vault, noted.has(NOTES.digest) ? noted : await readNotes(store), keyFile);
  return vault;
}

/** Whether the key file is the store's, without making or noting anything: `new` where nothing was sealed yet. Throws as `openKeysOf`. */
export async function checkKeys(store: Store, keyFile: string): Promise<"good" | "new"> {
  if (!(await store.db.schema.hasTable(TABLE))) return "new";
  const noted = await readNotes(store);
  if (noted.size === 0) return "new";
  prove(await openVault(keyFile, "onlyRead"), noted, keyFile);
  return "good";
}

async function readNotes(store: Store): Promise<ReadonlyMap<string, string>> {
  const rows = await rowsOf(store.db(TABLE).whereIn("name", Object.values(NOTES)).limit(2));
  return new Map(rows.map((row) => [toText(row["name"]), toText(row["value"])]));
}

/** One after the other, never over what is there: of two starts at once the first one's notes count. */
async function writeNotes({ db }: Store, vault: Vault): Promise<void> {
  for (const row of [
    { name: NOTES.sealed, value: vault.seal(WORD) },
    { name: NOTES.digest, value: vault.digest("store", WORD) },
  ])
    try {
      await db(TABLE).insert(row);
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
}

function prove(vault: Vault, noted: ReadonlyMap<string, string>, keyFile: string): void {
  const digest = noted.get(NOTES.digest) ?? vault.digest("store", WORD);
  if (opens(vault, noted.get(NOTES.sealed)) && digest === vault.digest("store", WORD)) return;
  throw new KeshiError("keys-foreign", `The key file ${keyFile} is not the one this store was sealed with`, {
    remedy: `Put back the key file that belongs to this store as ${keyFile}; do not delete either of them`,
  });
}

function opens(vault: Vault, sealed: string | undefined): boolean {
  try {
    return sealed === undefined || vault.open(sealed) === WORD;
  } catch (error) {
    if (codeOf(error).startsWith("vault-")) return false;
    throw error;
  }
}
