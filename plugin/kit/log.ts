// Structured log: JSON lines on stderr. What is personal or secret is masked here, by what its field is called,
// so that no caller has to remember it.
import pino from "pino";
import type { Log } from "../contract/index.ts";

/** How talkative the log is. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** A log that can be emptied before the process ends. */
export interface FlushableLog extends Log {
  /** Writes what is still buffered; call it last. */
  flush(): void;
}

/** Where lines go; a test collects them. */
export interface LogTarget {
  write(line: string): void;
  flushSync?(): void;
}

const STDERR = 2;
/** Lines waiting for a stalled stderr; beyond it new lines are dropped, so that a log nobody reads never stops the house. */
const BUFFER_BYTES = 4 * 1024 * 1024;
const DEPTH = 6;
const ENTRIES = 50;
const TEXT_LENGTH = 2000;

const PERSONAL = new Set(
  [
    "name names guestname firstname lastname familyname givenname fullname latinname honorific say spoken full given family middle",
    "phone phones email emails contact contacts address residence birthday birthdate nationality employer",
    "document documents passport idcard membership memberships guest person login note notes value text",
    "token tokens key keys apikey secret secrets password passwords passphrase authorization cookie pairing credential credentials",
    "raw bytes body chunk frame record card cards search q url bindings",
  ].flatMap((line) => line.split(" ")),
);
const ENDINGS = /(?:password|secret|token|email|phone|guestname|pairingcode)$/;

/** Opens the log. With no target it writes to stderr without blocking the service. */
export function createLog(
  options: { readonly level?: LogLevel; readonly target?: LogTarget } = {},
): FlushableLog {
  const sink: LogTarget =
    options.target ?? pino.destination({ fd: STDERR, sync: false, maxLength: BUFFER_BYTES });
  const root = pino(
    {
      level: options.level ?? "info",
      base: null,
      messageKey: "message",
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    sink,
  );
  return {
    ...wrap(root),
    flush: () => flushQuietly(sink),
  };
}

function flushQuietly(sink: LogTarget): void {
  try {
    sink.flushSync?.();
  } catch {
    // stderr was never opened or is gone; there is nobody left to tell
  }
}

function wrap(logger: pino.Logger): Log {
  const say =
    (level: LogLevel) =>
    (message: string, fields: Record<string, unknown> = {}): void =>
      logger[level](maskFields(fields), message);
  return {
    debug: say("debug"),
    info: say("info"),
    warn: say("warn"),
    error: say("error"),
    child: (part) => wrap(logger.child({ part })),
  };
}

/** The fields as they may be written: personal ones replaced by `[what it was]`, bytes by their count, depth and length bounded. */
export function maskFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return maskObject(fields, 0);
}

function maskObject(source: object, depth: number): Record<string, unknown> {
  const masked: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(source).slice(0, ENTRIES))
    masked[key] =
      isPersonal(key) && value !== undefined && value !== null ? `[${key}]` : mask(value, depth + 1);
  return masked;
}

function isPersonal(key: string): boolean {
  const plain = key.replace(/[^a-zA-Z]/g, "").toLowerCase();
  return PERSONAL.has(plain) || ENDINGS.test(plain);
}

function mask(value: unknown, depth: number): unknown {
  if (typeof value === "string") return maskText(value);
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "function" || typeof value === "symbol") return undefined;
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Error) return maskError(value, depth);
  if (value instanceof Uint8Array) return `[${value.byteLength} bytes]`;
  if (value instanceof Date) return value;
  if (depth >= DEPTH) return "[deeper]";
  if (Array.isArray(value)) return value.slice(0, ENTRIES).map((one) => mask(one, depth + 1));
  return maskObject(value, depth);
}

/** A database's error repeats the statement with its values in front of ` - `; only what follows is about the fault. */
function maskError(error: Error, depth: number): Record<string, unknown> {
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  const cause = error.cause === undefined || depth >= DEPTH ? {} : { cause: mask(error.cause, depth + 1) };
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return {
    kind: error.name,
    ...code,
    reason: maskText(error.message),
    at: frames.slice(0, 5).map((line) => line.trim()),
    ...cause,
  };
}

const STATEMENT = /^\s*(?:insert|update|delete|select|replace|with|create|alter|begin|commit)\b[\s\S]* - /i;
const USER_INFO = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi;

function maskText(text: string): string {
  const shown = text.replace(STATEMENT, "[statement] - ").replace(USER_INFO, "$1[secret]@");
  return shown.length > TEXT_LENGTH ? `${shown.slice(0, TEXT_LENGTH)}…` : shown;
}
