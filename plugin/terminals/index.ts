// The terminals as other parts see them.
export { createHub, type Hub, type HubParts } from "./hub.ts";
export { popRoutes, type PopRouteParts } from "./pop-routes.ts";
export type { PopCards, View } from "./pops.ts";
export type { PopRow, PopState } from "./pop-store.ts";
export type { Changed, Hello, Settled } from "./message.ts";
