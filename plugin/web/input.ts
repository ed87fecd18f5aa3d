// The border: bytes become JSON, JSON becomes what the schema says, or a list of what is wrong and where.
import type { Request } from "express";
import { z } from "zod";
import { en, zhCN, zhTW } from "zod/locales";
import { KeshiError, type Locale } from "../contract/index.ts";
import { InputError, type Fault } from "./problem.ts";

const WORDS = { en: en().localeError, "zh-CN": zhCN().localeError, "zh-TW": zhTW().localeError };
const MOST_FAULTS = 50;

/** The bytes of a body; empty where there was none. */
export function rawBody(request: Request): Uint8Array {
  const body: unknown = request.body;
  return body instanceof Uint8Array ? body : new Uint8Array();
}

/** The JSON of a body; throws `body-not-json`, `body-missing` or `body-unreadable`. */
export function jsonBody(request: Request, raw: Uint8Array): unknown {
  if (raw.length === 0) throw new KeshiError("body-missing", "The request has no body; JSON is expected.");
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(request.headers["content-type"] ?? ""))
    throw new KeshiError("body-not-json", "Send the body as application/json.");
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(raw));
  } catch (cause) {
    throw new KeshiError("body-unreadable", "The body is not JSON in UTF-8.", { cause });
  }
}

/** What the schema makes of a value; throws an `InputError` that names every fault by its path. */
export function check(
  schema: z.ZodType,
  value: unknown,
  asked: { code: "body-invalid" | "query-invalid"; locale: Locale },
): unknown {
  const outcome = schema.safeParse(value, { error: WORDS[asked.locale] });
  if (outcome.success) return outcome.data;
  throw new InputError(
    asked.code,
    outcome.error.issues.flatMap((issue) => faultsOf(issue, [])).slice(0, MOST_FAULTS),
  );
}

type Issue = z.core.$ZodIssue;

function faultsOf(issue: Issue, above: readonly PropertyKey[]): Fault[] {
  const path = [...above, ...issue.path];
  const branch = issue.code === "invalid_union" ? meantBranch(issue.errors) : undefined;
  if (branch !== undefined) return branch.flatMap((inner) => faultsOf(inner, path));
  const index = path[0];
  return [
    {
      path: `/${path.map((step) => String(step).replaceAll("~", "~0").replaceAll("/", "~1")).join("/")}`,
      ...(typeof index === "number" ? { index } : {}),
      code: issue.code,
      message: issue.message,
    },
  ];
}

/** Of an alternative that failed in every branch, the branch that got furthest: the one whose outer form was right. */
function meantBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  return branches.find((issues) =>
    issues.every(({ code, path }) => code !== "invalid_type" || path.length > 0),
  );
}
