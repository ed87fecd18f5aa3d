// Staff as the other parts see it: people, sign-in, terminals, source keys, and their routes.
export { createStaff, SESSION_MS, type Staff } from "./staff.ts";
export type { Credentials, NewPerson } from "./people.ts";
export type { Person } from "./person-store.ts";
export type { StoredTerminal } from "./terminal-store.ts";
export { PAIRING_MS, type Terminal, type TerminalProof } from "./terminals.ts";
export { areCookiesSecure, mayAsk, type AskedFrom } from "./same-site.ts";
export { staffRoutes, SESSION_COOKIE, TERMINAL_COOKIE, type LightRow } from "./staff-routes.ts";
export { digestOf, tokenKind } from "./token.ts";
