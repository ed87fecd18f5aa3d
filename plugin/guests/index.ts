// The guest's history file: who a guest is, what is known, and the card made of it.
export { ask, places, addRows, type RowDoor } from "./row-store.ts";
export { readGuests, saveGuests, type GuestRow } from "./guest-store.ts";
export {
  addIdentifiers,
  readIdentifiers,
  readIdentifiersOf,
  type IdentifierKind,
  type IdentifierRow,
} from "./identifier-store.ts";
export {
  addCompanions,
  readCompanions,
  readStays,
  readStaysInRooms,
  saveStays,
  type CompanionRow,
  type StayRow,
  type StayStatus,
} from "./stay-store.ts";
export { addObservations, type ObservationKind, type ObservationRow } from "./observation-store.ts";
export { readCautions, saveCautions, type CautionRow } from "./caution-store.ts";
export { savePromises, type PromiseRow } from "./promise-store.ts";
export { readChecks, saveChecks, type CheckLineRow, type CheckRow } from "./check-store.ts";
export { readCalls, saveCalls, type CallRow } from "./call-store.ts";
export { fullName, partsOf, scriptOf, shownName } from "./names.ts";
export { folded, searchText, toSimplified } from "./folding.ts";
export { isSomebody, learn, namesOf, newGuest } from "./profile.ts";
export { countsAsVisit, ordinalOf, visitsOf, type Visits } from "./visits.ts";
export { isVip } from "./vip.ts";
export { minorOf } from "./currency.ts";
export { CAUTIONS, PREFERENCES, cautionKindOf, codeOfWish } from "./vocabulary.ts";
export { buildCard, stayFor, type CardView } from "./card.ts";
export { createGuestCards, type GuestCards, type PopRow } from "./guest-cards.ts";
export { loadGuestFiles } from "./file-store.ts";
export type { GuestFile, Sharer } from "./guest-file.ts";
export { addressOf, type Address, type Addressee } from "./address.ts";
export { guestRoutes } from "./guest-routes.ts";
export type { GuestHouse } from "./house-parts.ts";
export { timelineOf, type TimelineEntry } from "./timeline.ts";
export { hotelTime } from "./hotel-day.ts";
export { cardShape } from "./card-shape.ts";
