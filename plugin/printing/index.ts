// Paper: chits from card to document, and the spooler that gets them out of a printer.
export { createChits, type CardReader, type ChitMaker } from "./chits.ts";
export { type ChitName } from "./chit-model.ts";
export { CHIT_LIFE_MS, shortCodeOf, type PrintJob, type PrintState } from "./print-job.ts";
export { createCardsOfJobs, type CardPop, type CardSource } from "./pop-of-job-store.ts";
export { createPrintJobStore, type PrintJobStore } from "./print-job-store.ts";
export { printingRoutes, type PrintingContext } from "./print-routes.ts";
export { createSpooler, type Spooler, type SpoolerContext } from "./spooler.ts";
