// The express application: headers, cross-site check, routes, pages, assets, probes, problems.
import type { Server } from "node:http";
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from "express";
import helmet from "helmet";
import {
  KeshiError,
  type Clock,
  type Locale,
  type Log,
  type Meter,
  type Phrases,
  type Property,
  type Route,
} from "../contract/index.ts";
import { mayAsk, type Staff } from "../staff/index.ts";
import { mountAssets, type Asset } from "./asset.ts";
import { requestLocale } from "./caller.ts";
import { closeServer, listenOn, makeServer, type Address, type HttpSettings } from "./listener.ts";
import { callerOf, mountRoutes } from "./mount.ts";
import { describeRoutes } from "./openapi.ts";
import { mountPages, type Page } from "./page.ts";
import { mountProbes, type Probes } from "./probe.ts";
import { problemOf, sendProblem } from "./problem.ts";

/** What the web is made of; it holds no rule of its own. */
export interface WebParts extends Probes {
  readonly routes: readonly Route[];
  readonly pages?: readonly Page[];
  readonly assets?: readonly Asset[];
  readonly staff: Staff;
  readonly property: Property;
  readonly phrases: (locale: Locale) => Phrases;
  readonly settings: HttpSettings;
  readonly version: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
}

/** The web; `server` is there before it listens, so that the terminals' sockets can be attached. */
export interface Web {
  readonly app: Express;
  readonly server: Server;
  /** Throws `port-taken` and the like; answers where it really listens. */
  listen(): Promise<Address>;
  close(deadlineMs: number): Promise<void>;
}

/** Builds the application; nothing listens yet. */
export function createWeb(parts: WebParts): Web {
  const app = express();
  app.disable("x-powered-by");
  app.set("etag", false);
  app.use(headers(parts.settings));
  app.use(refuseCrossSite(parts.settings));
  mountProbes(app, parts);
  mountRoutes(app, parts.routes, parts);
  const description = JSON.stringify(describeRoutes(parts.routes, parts.version));
  app.get("/api/v1/openapi.json", (_request, response) => {
    response.setHeader("Content-Type", "application/json; charset=utf-8");
    response.end(description);
  });
  mountAssets(app, parts.assets ?? []);
  mountPages(app, parts.pages ?? [], parts.property);
  app.use(() => {
    throw new KeshiError("not-found", "There is nothing under this address.");
  });
  app.use(answerProblem(parts));
  const server = makeServer(app, parts.settings);
  return {
    app,
    server,
    listen: () => listenOn(server, parts.settings),
    close: (deadlineMs) => closeServer(server, parts.clock, deadlineMs),
  };
}

/** Scripts, styles and connections only from here; frames only of ourselves, for the trial's four terminals on one page. */
function headers({ tls }: HttpSettings): RequestHandler {
  const own = ["'self'"];
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: own,
        scriptSrc: own,
        styleSrc: own,
        imgSrc: ["'self'", "data:"],
        connectSrc: own,
        frameSrc: own,
        frameAncestors: own,
        formAction: own,
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    strictTransportSecurity: tls !== undefined,
    crossOriginOpenerPolicy: tls !== undefined,
    originAgentCluster: tls !== undefined,
  });
}

function refuseCrossSite({ publicUrl }: HttpSettings): RequestHandler {
  return (request, _response, next) => {
    const reads = request.method === "GET" || request.method === "HEAD" || request.method === "OPTIONS";
    const site = request.headers["sec-fetch-site"];
    const from = {
      origin: request.headers.origin,
      host: request.headers.host,
      secFetchSite: typeof site === "string" ? site : undefined,
    };
    if (reads || mayAsk(from, publicUrl)) next();
    else throw new KeshiError("cross-site", "Writes are taken from our own pages only.");
  };
}

function answerProblem(parts: WebParts): ErrorRequestHandler {
  const answer = (...[error, request, response]: Parameters<ErrorRequestHandler>): void => {
    const locale = requestLocale(request, parts.property);
    const plain = problemOf(error, parts.phrases(locale));
    // A terminal's token is known yet not enough: it shows cards but writes nothing.
    const halfKnown = plain.code === "sign-in-needed" && callerOf(request)?.terminal !== undefined;
    const problem = halfKnown ? { ...plain, status: 403 } : plain;
    parts.meter.count("http_problems_total", { code: problem.code });
    if (problem.status >= 500 && problem.status !== 503)
      parts.log.error("A request failed", {
        code: problem.code,
        method: request.method,
        error: String(error),
      });
    sendProblem(response, problem, locale);
  };
  // Express tells a handler of errors by its four parameters.
  return Object.defineProperty(answer, "length", { value: 4 });
}
