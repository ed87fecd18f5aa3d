// Whether a browser asks from one of our own pages; who sends neither header is no browser and passes.

/** What a request says of where it comes from. */
export interface AskedFrom {
  readonly secFetchSite?: string | undefined;
  readonly origin?: string | undefined;
  readonly host?: string | undefined;
}

/** Tells whether a write or a socket may go on: from our own origin, typed by hand, or from no browser at all. */
export function mayAsk(from: AskedFrom, publicUrl?: string): boolean {
  if (from.origin !== undefined && publicUrl !== undefined && originOf(publicUrl) === from.origin)
    return true;
  if (from.secFetchSite !== undefined)
    return from.secFetchSite === "same-origin" || from.secFetchSite === "none";
  if (from.origin === undefined) return true;
  const asked = originOf(from.origin);
  return asked !== undefined && from.host !== undefined && new URL(asked).host === from.host.toLowerCase();
}

function originOf(text: string): string | undefined {
  return URL.canParse(text) && text !== "null" ? new URL(text).origin : undefined;
}

/** Whether browsers come over https and cookies are to be marked so: the address staff type decides, where one is set; else what Keshi itself speaks. */
export function areCookiesSecure(http: {
  readonly publicUrl?: string | undefined;
  readonly tls?: unknown;
}): boolean {
  return http.publicUrl === undefined
    ? http.tls !== undefined
    : new URL(http.publicUrl).protocol === "https:";
}
