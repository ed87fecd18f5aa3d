// Signing in and out, pairing a terminal, and what a terminal is told about itself.
import { stringifySetCookie } from "cookie";
import { z } from "zod";
import {
  KeshiError,
  LOCALES,
  route,
  STAFF_ROLES,
  STATION_ROLES,
  type Property,
  type Route,
} from "../contract/index.ts";
import type { Staff } from "./staff.ts";

/** The cookie of a signed-in person. */
export const SESSION_COOKIE = "keshi_session";
/** The cookie of a paired terminal, for pages that send no bearer token. */
export const TERMINAL_COOKIE = "keshi_terminal";
const YEAR_S = 400 * 24 * 3600;

/** One light on the pages: a line, an adapter or a printer. */
export interface LightRow {
  readonly name: string;
  readonly kind: string;
  readonly state: "up" | "slow" | "down";
  readonly since: number;
  /** What is amiss though it is up, by code. */
  readonly warnings?: readonly string[];
}

const personShape = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(STAFF_ROLES),
  locale: z.enum(LOCALES).optional(),
});
const lightShape = z.object({
  name: z.string(),
  kind: z.string(),
  state: z.enum(["up", "slow", "down"]),
  since: z.number().describe("Milliseconds since 1970, UTC"),
  warnings: z.array(z.string()).readonly().optional().describe("What is amiss though it is up, by code"),
});
const terminalShape = z.object({
  terminalId: z.string(),
  station: z.object({
    name: z.string(),
    role: z.enum(STATION_ROLES),
    locale: z.enum(LOCALES),
    floors: z.array(z.string()).describe("Floors it looks after; none named means all"),
  }),
  property: z.object({ id: z.string(), name: z.string(), timezone: z.string(), locale: z.enum(LOCALES) }),
  person: personShape.nullable(),
  links: z.array(lightShape),
});
const pairedShape = z.object({ terminalId: z.string(), token: z.string(), station: z.string() });

interface Parts {
  readonly staff: Staff;
  readonly property: Property;
  readonly lights: () => readonly LightRow[];
  /** Cookies are marked `Secure` where pages come over https. */
  readonly secure?: boolean;
}

/** The routes of sign-in and pairing. */
export function staffRoutes(parts: Parts): readonly Route[] {
  return [pairRoute(parts), terminalRoute(parts), ...sessionRoutes(parts)];
}

function pairRoute({ staff, secure }: Parts): Route {
  return route({
    method: "POST",
    path: "/api/v1/terminals/pair",
    summary: "Pairs this browser with a station by a one-time code",
    access: "anyone",
    body: z.object({ code: z.string().min(1).max(40), name: z.string().trim().min(1).max(100) }),
    answers: {
      201: { means: "Paired; the token is shown once", schema: pairedShape },
      403: { means: "Code refused" },
    },
    async handle({ body, caller }) {
      const paired = await staff.pair(body.code, body.name, caller.origin);
      const cookie = cookieOf(TERMINAL_COOKIE, paired.token, { maxAge: YEAR_S, secure });
      return { status: 201, json: paired, headers: { "Set-Cookie": cookie } };
    },
  });
}

function terminalRoute({ property, lights }: Parts): Route {
  return route({
    method: "GET",
    path: "/api/v1/terminal",
    summary: "What this terminal is: its station, the house, who is signed in, the lights",
    access: "terminal",
    answers: { 200: { means: "This terminal", schema: terminalShape } },
    handle({ caller }) {
      if (caller.terminal === undefined) throw new KeshiError("terminal-needed", "No terminal asked.");
      const { id, station } = caller.terminal;
      const json = {
        terminalId: id,
        station: {
          name: station.name,
          role: station.role,
          locale: station.locale,
          floors: station.floors,
        },
        property: {
          id: property.id,
          name: property.name,
          timezone: property.timezone,
          locale: property.locale,
        },
        person: caller.person ?? null,
        links: lights(),
      };
      return Promise.resolve({ status: 200, json });
    },
  });
}

const signInBody = z.object({
  login: z.string().trim().min(1).max(60),
  password: z.string().min(1).max(200),
  newPassword: z.string().min(1).max(200).optional().describe("Replaces the password on the way in"),
});

function sessionRoutes({ staff, secure }: Parts): readonly Route[] {
  const shape = z.object({ person: personShape.nullable() });
  return [
    route({
      method: "POST",
      path: "/api/v1/session",
      summary: "Signs a person in on this browser",
      access: "anyone",
      body: signInBody,
      answers: { 200: { means: "Signed in; a cookie is set", schema: shape }, 401: { means: "Refused" } },
      async handle({ body, caller }) {
        const { newPassword, ...tried } = body;
        const credentials = {
          ...tried,
          origin: caller.origin,
          ...(newPassword === undefined ? {} : { newPassword }),
        };
        const { token, person } = await staff.signIn(credentials, caller.terminal?.id);
        const { id, name, role, locale } = person;
        const cookie = cookieOf(SESSION_COOKIE, token, { secure });
        return {
          status: 200,
          json: { person: { id, name, role, locale } },
          headers: { "Set-Cookie": cookie },
        };
      },
    }),
    route({
      method: "GET",
      path: "/api/v1/session",
      summary: "Who is signed in on this browser",
      access: "anyone",
      answers: { 200: { means: "A person, or nobody", schema: shape } },
      handle: ({ caller }) => Promise.resolve({ status: 200, json: { person: caller.person ?? null } }),
    }),
    route({
      method: "DELETE",
      path: "/api/v1/session",
      summary: "Signs out",
      access: "anyone",
      answers: { 204: { means: "Signed out" } },
      async handle({ caller }) {
        if (caller.session !== undefined) await staff.signOut(caller.session);
        return {
          status: 204,
          headers: { "Set-Cookie": cookieOf(SESSION_COOKIE, "", { maxAge: 0, secure }) },
        };
      },
    }),
  ];
}

function cookieOf(
  name: string,
  value: string,
  more: { maxAge?: number; secure?: boolean | undefined },
): string {
  return stringifySetCookie({
    name,
    value,
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure: more.secure === true,
    ...(more.maxAge === undefined ? {} : { maxAge: more.maxAge }),
  });
}
