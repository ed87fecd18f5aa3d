// What the doctor found, one thing at a time: stable for machines, in words for people.

/** What is looked at. */
export type CheckName =
  "config" | "manifest" | "store" | "migrations" | "key" | "tls" | "port" | "line" | "printer" | "clock";

/** `ok` · `note`: worth knowing · `bad`: to be mended. */
export type FindingLevel = "ok" | "note" | "bad";

/** One finding; its sentence stands in `console.doctor.<key>`. */
export interface Finding {
  readonly check: CheckName;
  /** Which line or printer. */
  readonly name?: string;
  readonly level: FindingLevel;
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** A finding without values of its own. */
export function finding(
  check: CheckName,
  level: FindingLevel,
  more: { readonly key: string; readonly name?: string; readonly values?: Finding["values"] },
): Finding {
  return {
    check,
    level,
    key: more.key,
    values: more.values ?? {},
    ...(more.name === undefined ? {} : { name: more.name }),
  };
}
