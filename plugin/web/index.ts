// The web as the composition root sees it.
export { createWeb, type Web, type WebParts } from "./web.ts";
export type { Address, HttpSettings } from "./listener.ts";
export type { Asset } from "./asset.ts";
export type { Page, PageRequest } from "./page.ts";
export type { Probes, Readiness } from "./probe.ts";
export type { Theme } from "./locale.ts";
export type { Fault, Problem } from "./problem.ts";
