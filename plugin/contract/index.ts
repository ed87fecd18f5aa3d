// What adapters, drivers and views may know of Keshi; they import this file and nothing deeper.
export * from "./adapter.ts";
export * from "./card.ts";
export * from "./document.ts";
export * from "./driver.ts";
export * from "./error.ts";
export * from "./event-body.ts";
export * from "./event.ts";
export * from "./house.ts";
export * from "./ids.ts";
export * from "./line.ts";
export * from "./money.ts";
export * from "./part.ts";
export * from "./raw-message.ts";
export * from "./setting.ts";
export * from "./time.ts";
export * from "./phrases.ts";
export * from "./route.ts";
