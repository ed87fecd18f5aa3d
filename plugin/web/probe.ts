// What watchers of the service ask: is it alive, is it ready, what are its figures.
import type { Express } from "express";

/** Whether the service can do its work, and what of it cannot. */
export interface Readiness {
  readonly ready: boolean;
  /** Part -> `ok` or a code; no secrets, this is answered to anyone. */
  readonly parts?: Readonly<Record<string, string>>;
}

/** Where the answers come from. */
export interface Probes {
  readonly ready: () => Promise<Readiness>;
  /** Prometheus text. */
  readonly metrics: () => Promise<string>;
}

/** Mounts `/healthz`, `/readyz` and `/metrics`. */
export function mountProbes(app: Express, probes: Probes): void {
  app.get("/healthz", (_request, response) => {
    response.setHeader("Cache-Control", "no-store");
    response.json({ status: "alive" });
  });
  app.get("/readyz", async (_request, response) => {
    const { ready, parts = {} } = await probes.ready();
    response.setHeader("Cache-Control", "no-store");
    response.status(ready ? 200 : 503).json({ status: ready ? "ready" : "not-ready", parts });
  });
  app.get("/metrics", async (_request, response) => {
    const text = await probes.metrics();
    response.setHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    response.end(text);
  });
}
