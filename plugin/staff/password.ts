// Passwords at rest: scrypt with its parameters in front, computed off the main thread, a few at a time.
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { KeshiError } from "../contract/index.ts";

/** What one guess costs: 32 MiB and about 290 ms. */
export const COST = { N: 2 ** 15, r: 8, p: 3 };
const KEY_BYTES = 32;
const MAX_MEMORY_BYTES = 128 * 1024 * 1024;
/** Two at a time leave half of the thread pool to files and names; who finds 32 waiting is told to come back. */
const AT_ONCE = 2;
const MAX_WAITING = 32;

/** Computes and compares password hashes; 290 ms each on an ordinary PC, never on the main thread. */
export interface Passwords {
  /** `scrypt$N$r$p$salt$hash`, salt and hash in base64url. */
  hash(password: string): Promise<string>;
  /** Compares in constant time; without a stored hash it takes just as long and answers no. */
  matches(password: string, stored: string | undefined): Promise<boolean>;
}

/** Passwords with a bounded queue; throws `sign-in-busy` (transient) when too many wait. Stored hashes keep the cost they were made with. */
export function createPasswords(cost: Cost = COST): Passwords {
  const gate = new Gate();
  const nobody = `scrypt$${cost.N}$${cost.r}$${cost.p}$${text(randomBytes(16))}$${text(randomBytes(KEY_BYTES))}`;
  return {
    async hash(password) {
      const salt = randomBytes(16);
      const key = await gate.through(() => derive(password, salt, cost));
      return `scrypt$${cost.N}$${cost.r}$${cost.p}$${text(salt)}$${text(key)}`;
    },
    async matches(password, stored) {
      const { salt, key, cost: made } = read(stored ?? nobody);
      const given = await gate.through(() => derive(password, salt, made));
      return given.length === key.length && timingSafeEqual(given, key) && stored !== undefined;
    },
  };
}

/** scrypt's parameters. */
export type Cost = typeof COST;

function derive(password: string, salt: Uint8Array, cost: Cost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { ...cost, maxmem: MAX_MEMORY_BYTES };
    scrypt(password.normalize("NFKC"), salt, KEY_BYTES, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

function read(stored: string): { salt: Buffer; key: Buffer; cost: Cost } {
  const [scheme, N, r, p, salt, key] = stored.split("$");
  if (scheme !== "scrypt" || salt === undefined || key === undefined)
    throw new KeshiError("password-unreadable", "A stored password hash is not one of ours.");
  return {
    salt: Buffer.from(salt, "base64url"),
    key: Buffer.from(key, "base64url"),
    cost: { N: Number(N), r: Number(r), p: Number(p) },
  };
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");

class Gate {
  #busy = 0;
  readonly #waiting: (() => void)[] = [];

  async through<T>(work: () => Promise<T>): Promise<T> {
    if (this.#busy >= AT_ONCE) {
      if (this.#waiting.length >= MAX_WAITING)
        throw new KeshiError("sign-in-busy", "Too many sign-ins at once.", { errorClass: "transient" });
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else this.#busy += 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#busy -= 1;
      else next();
    }
  }
}
