// A failure that the command line can tell in the language of the house: a code, and the values its sentence needs.
import { codeOf, KeshiError } from "../contract/index.ts";

/** What the sentence of a failure (`console.failure.<code>`) is filled with; no secrets. */
export type FailureValues = Readonly<Record<string, string | number>>;

/** An error of the host: its sentence stands in `console.json` under its code. */
export class HostError extends KeshiError {
  readonly values: FailureValues;

  constructor(code: string, values: FailureValues = {}, cause?: unknown) {
    const said = Object.entries(values).map(([key, value]) => `${key} ${value}`);
    super(code, [code, ...said].join(", "), cause === undefined ? {} : { cause });
    this.name = "HostError";
    this.values = values;
  }
}

/** The places of a config that may be taken, away or wrong. */
export interface Places {
  readonly http: { readonly port: number };
  readonly store: { readonly kind: "sqlite"; readonly file: string } | { readonly kind: "mysql" };
  readonly secrets: { readonly keyFile: string };
}

const TOLD_WITH_PLACE = [
  "port-taken",
  "store-not-a-database",
  "store-unreachable",
  "store-newer",
  "keys-missing",
  "keys-foreign",
];

/** Gives a failure of another part the places of this config that its sentence names, and hands it on; all others as they are. */
export function withPlaces(error: unknown, { http, store, secrets }: Places): unknown {
  const code = codeOf(error);
  if (!TOLD_WITH_PLACE.includes(code)) return error;
  return new HostError(
    code,
    { port: http.port, keyFile: secrets.keyFile, ...(store.kind === "sqlite" ? { file: store.file } : {}) },
    error,
  );
}
