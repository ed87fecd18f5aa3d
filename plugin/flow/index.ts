// The flow: one claimed batch of events -> one transaction.
export { createFlow, type Committed, type Flow, type Settlement, type SettlingJournal } from "./flow.ts";
export { audienceOf, type Occasion, type Seat } from "./audience.ts";
export { openRoomBook, type RoomBook } from "./rooms.ts";
export { isFresh } from "./fresh.ts";
