// Asking and writing over HTTP: the terminal's token goes along, a problem comes back with its code.
import { after } from "./clock.ts";

const DEADLINE_MS = 10_000;

/** A refused request: the server's stable `code`, or `offline` where it was not reached. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, text = "") {
    super(text);
    this.name = "Problem";
    this.code = code;
    this.status = status;
  }
}

/** The server as a page asks it; paths are below `/api/v1/` unless they begin with a slash. */
export interface Api {
  get<Answer>(path: string, query?: Readonly<Record<string, string | number | undefined>>): Promise<Answer>;
  post<Answer>(path: string, body?: object): Promise<Answer>;
  remove(path: string): Promise<void>;
}

/** Makes an asker; `token` is the terminal's, where there is one. */
export function createApi(token?: string): Api {
  const ask = async <Answer>(method: string, path: string, body?: object): Promise<Answer> => {
    const response = await send(path, {
      method,
      credentials: "same-origin",
      headers: {
        accept: "application/json",
        "accept-language": document.documentElement.lang,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw await problemOf(response);
    const answer: unknown = response.status === 204 ? undefined : await response.json();
    // our own server's answer, taken as its route list says; both halves meet in the browser tests
    return answer as Answer;
  };
  return {
    get: (path, query = {}) => ask("GET", path + queryText(query)),
    post: (path, body = {}) => ask("POST", path, body),
    remove: (path) => ask("DELETE", path),
  };
}

async function send(path: string, request: RequestInit): Promise<Response> {
  const abort = new AbortController();
  const cancel = after(DEADLINE_MS, () => abort.abort());
  try {
    return await fetch(path.startsWith("/") ? path : `/api/v1/${path}`, { ...request, signal: abort.signal });
  } catch {
    throw new Problem("offline", 0);
  } finally {
    cancel();
  }
}

function queryText(query: Readonly<Record<string, string | number | undefined>>): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, String(value));
  const text = given.toString();
  return text === "" ? "" : `?${text}`;
}

async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => ({}));
  const text = (name: string): string | undefined => {
    const value: unknown = typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
    return typeof value === "string" ? value : undefined;
  };
  return new Problem(
    text("code") ?? `http-${response.status}`,
    response.status,
    text("title") ?? text("detail"),
  );
}
