// Errors carry a code for machines, a class that says whether trying again helps, and text for people.

/** `transient`: try again · `ambiguous`: it may have happened, a person decides · `permanent`: trying again changes nothing. */
export type ErrorClass = "transient" | "ambiguous" | "permanent";

/** What is thrown everywhere in Keshi; its text never holds a secret or anything personal. */
export class KeshiError extends Error {
  readonly code: string;
  readonly errorClass: ErrorClass;
  /** What a person can do about it, where there is something. */
  readonly remedy: string | undefined;

  constructor(
    code: string,
    message: string,
    more: { errorClass?: ErrorClass; remedy?: string; cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = "KeshiError";
    this.code = code;
    this.errorClass = more.errorClass ?? "permanent";
    this.remedy = more.remedy;
  }
}

/** The class of anything thrown; what we do not know may have happened. */
export function classOf(error: unknown): ErrorClass {
  return error instanceof KeshiError ? error.errorClass : "ambiguous";
}

/** The code of anything thrown: ours, the system's (`ECONNREFUSED`), or `unexpected`. */
export function codeOf(error: unknown): string {
  if (error instanceof KeshiError) return error.code;
  if (typeof error === "object" && error !== null && "code" in error && typeof error.code === "string")
    return error.code;
  return "unexpected";
}
