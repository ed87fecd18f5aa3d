// Who asks, as far as the request proves it, and whether they may.
import { parseCookie } from "cookie";
import type { Request } from "express";
import { KeshiError, type Access, type Caller, type Property } from "../contract/index.ts";
import { digestOf, SESSION_COOKIE, TERMINAL_COOKIE, tokenKind, type Staff } from "../staff/index.ts";
import { chooseLocale, exactLocale } from "./locale.ts";

/** The cookie in which pages keep the language somebody chose. */
export const LOCALE_COOKIE = "keshi_locale";
/** The cookie in which pages keep the theme somebody chose. */
export const THEME_COOKIE = "keshi_theme";

/** A caller, and what was wrong with the tokens that did not count. */
export interface Identified {
  readonly caller: Caller;
  readonly terminalFault?: "terminal-unknown" | "terminal-revoked" | "terminal-stationless";
  readonly keyGiven: boolean;
}

type Found = { -readonly [field in keyof Caller]: Caller[field] };

/** Reads bearer token and cookies; asks the store only for what was sent. */
export async function identify(
  request: Request,
  it: { staff: Staff; property: Property },
): Promise<Identified> {
  const cookies = parseCookie(request.headers.cookie ?? "");
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const caller: Found = { locale: requestLocale(request, it.property), origin: originDigest(request) };
  if (bearer !== undefined && tokenKind(bearer) === "source") {
    const source = await it.staff.sourceOf(bearer);
    if (source !== undefined) caller.source = source;
  }
  const terminalToken = bearer ?? cookies[TERMINAL_COOKIE];
  const terminalFault =
    terminalToken === undefined ? undefined : await addTerminal(caller, terminalToken, it.staff);
  const session = cookies[SESSION_COOKIE];
  if (session !== undefined) await addPerson(caller, session, it.staff);
  return {
    caller,
    keyGiven: bearer !== undefined,
    ...(terminalFault === undefined ? {} : { terminalFault }),
  };
}

/** The language of an answer: chosen by cookie, else wished for by the browser, else the house's. */
export function requestLocale(request: Request, property: Property): Caller["locale"] {
  const chosen = exactLocale(parseCookie(request.headers.cookie ?? "")[LOCALE_COOKIE]);
  return chosen ?? chooseLocale(request.headers["accept-language"], property.locale);
}

/** Throws the coded refusal where the caller may not ask this. */
export function demand(access: Access, { caller, terminalFault, keyGiven }: Identified): void {
  if (access === "anyone") return;
  if (access === "source") {
    if (caller.source !== undefined) return;
    throw refusal(keyGiven ? "key-unknown" : "key-needed");
  }
  if (access === "terminal" || access === "terminal-or-person") {
    if (caller.terminal !== undefined) return;
    if (access === "terminal-or-person" && caller.person !== undefined) return;
    throw refusal(terminalFault ?? "terminal-needed");
  }
  if (caller.person === undefined) {
    throw refusal(caller.terminal === undefined ? (terminalFault ?? "sign-in-needed") : "sign-in-needed");
  }
  if (typeof access === "object" && !access.roles.includes(caller.person.role)) throw refusal("not-allowed");
}

async function addTerminal(caller: Found, token: string, staff: Staff): Promise<Identified["terminalFault"]> {
  const proof = await staff.terminalOf(token);
  if (proof.is !== "known") return `terminal-${proof.is}`;
  caller.terminal = { id: proof.terminal.id, station: proof.terminal.station };
  return undefined;
}

async function addPerson(caller: Found, token: string, staff: Staff): Promise<void> {
  const found = await staff.sessionOf(token);
  if (found === undefined) return;
  const { id, name, role } = found.person;
  caller.person = { id, name, role };
  caller.session = found.session;
}

function originDigest(request: Request): string {
  return digestOf(request.socket.remoteAddress ?? "").slice(0, 32);
}

const REFUSALS = {
  "key-needed": "Send the source's key as Authorization: Bearer.",
  "key-unknown": "This key is not known, or it was taken back.",
  "terminal-needed": "Only a paired terminal may ask this.",
  "terminal-unknown": "This terminal's token is not known here.",
  "terminal-revoked": "This terminal was revoked.",
  "terminal-stationless": "This terminal's station is no longer in the config.",
  "sign-in-needed": "Somebody has to sign in for this.",
  "not-allowed": "This role may not do that.",
} as const;

function refusal(code: keyof typeof REFUSALS): KeshiError {
  return new KeshiError(code, REFUSALS[code]);
}
