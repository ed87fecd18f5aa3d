// Every refusal as an RFC 9457 problem document, with a stable code and a title in the caller's language.
import type { Response } from "express";
import { codeOf, KeshiError, type Locale, type Phrases } from "../contract/index.ts";
import { faultOf } from "../store/index.ts";
import { STATUS_OF } from "./problem-status.ts";

/** One thing wrong in a body or a query: where (JSON pointer), and what. */
export interface Fault {
  readonly path: string;
  /** The place in a posted array, where there is one. */
  readonly index?: number;
  readonly code: string;
  readonly message: string;
}

/** The body of a refusal. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly errors?: readonly Fault[];
}

/** Thrown where input does not fit its schema; carries every fault at once. */
export class InputError extends KeshiError {
  readonly faults: readonly Fault[];

  constructor(code: "body-invalid" | "query-invalid", faults: readonly Fault[]) {
    super(
      code,
      faults
        .map(({ path, message }) => `${path}: ${message}`)
        .join("; ")
        .slice(0, 500),
    );
    this.faults = faults;
  }
}

/** The problem document of anything thrown. What we did not throw ourselves tells nothing but its code. */
export function problemOf(thrown: unknown, t: Phrases): Problem {
  const error = faultOf(thrown);
  const code = error instanceof KeshiError ? error.code : codeOfExpress(error);
  const status = statusOf(error, code);
  const titled = t(`problem.${code}`);
  const title = titled.startsWith("⟦") ? t(`problem.status-${status}`) : titled;
  const told = error instanceof KeshiError ? [error.message, error.remedy].filter(Boolean).join(" ") : title;
  return {
    type: `urn:keshi:problem:${code}`,
    title,
    status,
    detail: told,
    code,
    ...(error instanceof InputError ? { errors: error.faults } : {}),
  };
}

/** Sends a problem; what may pass says when to come back. */
export function sendProblem(response: Response, problem: Problem, locale: Locale): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (problem.status === 503 || problem.status === 429) response.setHeader("Retry-After", "5");
  if (problem.status === 401) response.setHeader("WWW-Authenticate", 'Bearer realm="keshi"');
  response.status(problem.status).setHeader("Content-Language", locale);
  response.setHeader("Content-Type", "application/problem+json; charset=utf-8");
  response.end(JSON.stringify(problem));
}

/** Codes of the body parser, in our words. */
const FOREIGN: Readonly<Record<string, string>> = {
  "entity.too.large": "body-too-large",
  "encoding.unsupported": "body-encoding",
  "request.aborted": "body-cut-short",
  "request.size.invalid": "body-cut-short",
};

function codeOfExpress(error: unknown): string {
  if (typeof error === "object" && error !== null && "type" in error && typeof error.type === "string")
    return FOREIGN[error.type] ?? "unexpected";
  if (error instanceof URIError) return "path-unreadable";
  return codeOf(error) === "unexpected" || !(error instanceof Error) ? "unexpected" : foreignStatus(error);
}

/** zlib and the router name their own codes; a caller is told only that the body was unreadable, or nothing at all. */
function foreignStatus(error: Error): string {
  return "status" in error && error.status === 400 ? "body-unreadable" : "unexpected";
}

function statusOf(error: unknown, code: string): number {
  const known = STATUS_OF[code];
  if (known !== undefined) return known;
  return error instanceof KeshiError && error.errorClass === "transient" ? 503 : 500;
}
