// The journal: the durable inbox, the dispatcher that has it applied, and how long it is kept.
export { createJournal } from "./journal.ts";
export { holdsIdentity } from "./identity.ts";
export type { Journal, JournalCounts, JournalParts, JournalQueue, ParkedEvent } from "./journal.ts";
export type { Settlement } from "./settlement.ts";
export { createDispatcher, type DispatcherParts } from "./dispatcher.ts";
export { createRetention, type JournalKeeping, type RetentionParts } from "./retention.ts";
