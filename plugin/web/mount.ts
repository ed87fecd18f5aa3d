// Route lists become express routes: who may ask, what fits, what it answers, how long it may take.
import express, { type Express, type Request, type RequestHandler, type Response } from "express";
import {
  KeshiError,
  type Answer,
  type Caller,
  type Clock,
  type Log,
  type Meter,
  type Property,
  type Route,
} from "../contract/index.ts";
import type { Staff } from "../staff/index.ts";
import { demand, identify } from "./caller.ts";
import { check, jsonBody, rawBody } from "./input.ts";

const BODY_LIMIT_BYTES = 256 * 1024;
const ANSWER_WITHIN_MS = 30_000;

/** What answering a route needs. */
export interface Mounting {
  readonly staff: Staff;
  readonly property: Property;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
}

/** Mounts every route, and answers 405 for the other methods of its path. */
export function mountRoutes(app: Express, routes: readonly Route[], it: Mounting): void {
  const byPath = new Map<string, Route[]>();
  for (const route of routes) byPath.set(route.path, [...(byPath.get(route.path) ?? []), route]);
  for (const [path, group] of byPath) {
    for (const route of group) {
      const body = express.raw({ type: () => true, limit: route.bodyLimit ?? BODY_LIMIT_BYTES });
      const method = METHODS[route.method];
      app[method](path, guard(route, it), body, answering(route, it));
    }
    const allow = group.map(({ method }) => method).join(", ");
    app.all(path, (_request, response) => {
      response.setHeader("Allow", allow);
      throw new KeshiError("method-not-allowed", `Allowed here: ${allow}.`);
    });
  }
}

const METHODS = { GET: "get", POST: "post", PUT: "put", DELETE: "delete" } as const;
const known = new WeakMap<Request, Awaited<ReturnType<typeof identify>>>();

/** Who a request was found to be; undefined before it reached a route. */
export function callerOf(request: Request): Caller | undefined {
  return known.get(request)?.caller;
}

/** Who may not ask is refused before their body is read. */
function guard(route: Route, it: Mounting): RequestHandler {
  return async (request, _response, next) => {
    const identified = await identify(request, it);
    known.set(request, identified);
    demand(route.access, identified);
    next();
  };
}

function answering(route: Route, it: Mounting): RequestHandler {
  return async (request, response) => {
    const started = it.clock.monotonic();
    const answer = await within(it.clock, () => ask(route, request, it));
    send(response, answer);
    const labels = { route: route.path, method: route.method };
    it.meter.observe("http_request_ms", it.clock.monotonic() - started, labels);
  };
}

async function ask(route: Route, request: Request, it: Mounting): Promise<Answer> {
  const { caller } = known.get(request) ?? (await identify(request, it));
  const raw = rawBody(request);
  const { locale } = caller;
  const body =
    route.body === undefined
      ? undefined
      : check(route.body, jsonBody(request, raw), { code: "body-invalid", locale });
  const query =
    route.query === undefined ? {} : check(route.query, request.query, { code: "query-invalid", locale });
  return route.handle({ params: paramsOf(request), query, body, raw, caller });
}

function paramsOf(request: Request): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.params).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join("/") : value,
    ]),
  );
}

function send(response: Response, answer: Answer): void {
  response.status(answer.status).setHeader("Cache-Control", "no-store");
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  if (answer.json === undefined) {
    response.end();
    return;
  }
  response.setHeader("Content-Type", "application/json; charset=utf-8");
  response.end(JSON.stringify(answer.json));
}

async function within(clock: Clock, work: () => Promise<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ANSWER_WITHIN_MS, () => {
      reject(
        new KeshiError("timed-out", "This took too long and was given up.", { errorClass: "transient" }),
      );
    });
    work()
      .then(resolve, reject)
      .finally(cancel)
      .catch(() => undefined);
  });
}
