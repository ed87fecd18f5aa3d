// A failure that the command line can tell in the language of the house: a code, and the values its sentence needs.
import { KeshiError } from "../contract/index.ts";

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
