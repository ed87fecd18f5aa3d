// Style sheets, scripts and words, held in memory and asked for again only when they changed.
import { createHash } from "node:crypto";
import type { Express } from "express";

/** One thing to serve: under which path, as what, and its text. */
export interface Asset {
  /** `/assets/desk.js` */
  readonly path: string;
  readonly contentType: string;
  readonly source: string;
}

/** Serves assets with strong tags; a browser that has the newest is answered 304. */
export function mountAssets(app: Express, assets: readonly Asset[]): void {
  const held = new Map(assets.map((asset) => [asset.path, hold(asset)]));
  app.get("/assets/*rest", (request, response, next) => {
    const asset = held.get(request.path);
    if (asset === undefined) {
      next();
      return;
    }
    response.setHeader("ETag", asset.tag);
    response.setHeader("Cache-Control", "no-cache");
    if (namesTag(request.headers["if-none-match"], asset.tag)) {
      response.status(304).end();
      return;
    }
    response.setHeader("Content-Type", asset.contentType);
    response.end(asset.bytes);
  });
}

interface Held {
  readonly bytes: Buffer;
  readonly tag: string;
  readonly contentType: string;
}

function hold({ source, contentType }: Asset): Held {
  const bytes = Buffer.from(source, "utf8");
  const tag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
  return { bytes, tag, contentType };
}

function namesTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return header.split(",").some((one) => one.trim().replace(/^W\//, "") === tag || one.trim() === "*");
}
