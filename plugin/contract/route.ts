// HTTP routes as data: the web mounts them, the OpenAPI text and the permission matrix read the same list.
import type { z } from "zod";
import type { StaffRole, Station } from "./house.ts";
import type { PersonId, TerminalId } from "./ids.ts";
import type { Locale } from "./document.ts";

/** Who is asking, as far as the request proved it. */
export interface Caller {
  /** The system a bearer key belongs to. */
  readonly source?: string;
  readonly terminal?: { readonly id: TerminalId; readonly station: Station };
  readonly person?: { readonly id: PersonId; readonly name: string; readonly role: StaffRole };
  /** Digest of the token of the person's session, to end it by; never logged. */
  readonly session?: string;
  readonly locale: Locale;
  /** A digest of the address, to count failures by; never logged. */
  readonly origin: string;
}

/**
 * Who may ask: anyone; a source with its key; a paired terminal; a signed-in person (on a terminal or not);
 * a terminal or a person; a person of one of the roles.
 */
export type Access =
  | "anyone"
  | "source"
  | "terminal"
  | "person"
  | "terminal-or-person"
  | { readonly roles: readonly StaffRole[] };

/** What a route answers; `json` is the body, `problem` codes are thrown as KeshiError. */
export interface Answer {
  readonly status: number;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A checked request. */
export interface Asked<Body, Query> {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  /** The body's bytes as they came. */
  readonly raw: Uint8Array;
  readonly caller: Caller;
}

/** One route: method, path (`/api/v1/guests/:id`), what it takes, who may ask, what answers. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly body?: z.ZodType;
  readonly query?: z.ZodType;
  readonly answers: Readonly<Record<number, { readonly means: string; readonly schema?: z.ZodType }>>;
  /** Largest body in bytes; 256 KiB where absent. */
  readonly bodyLimit?: number;
  handle(asked: Asked<unknown, unknown>): Promise<Answer>;
}

/** Writes a route down with its body and query typed from their schemas. */
export function route<Body extends z.ZodType, Query extends z.ZodType>(
  it: Omit<Route, "handle" | "body" | "query"> & {
    readonly body?: Body;
    readonly query?: Query;
    handle(asked: Asked<z.output<Body>, z.output<Query>>): Promise<Answer>;
  },
): Route {
  return it;
}
