// Every number of the preference rules, with its reason; nothing else decides what a card shows first.
import type { StationRole } from "../contract/index.ts";
import type { ObservationKind } from "./observation-store.ts";
import type { PreferenceCategory } from "./vocabulary.ts";

/** How far one observation of a kind goes towards certainty: the guest's own word outweighs what was seen. */
export const WEIGHT_OF_KIND: Readonly<Record<ObservationKind, number>> = {
  said: 0.85,
  // Asked for once is nearly said, but may have been for that day.
  asked: 0.6,
  // A purchase is a fact, a habit only when repeated.
  bought: 0.35,
  seen: 0.3,
};

/** A second stay makes a sighting a habit. */
export const STAYS_TO_ESTABLISH = 2;

const YEAR = 365;

/** Days after which evidence counts half: tastes in food change faster than the room somebody sleeps well in. */
export const HALF_LIFE_DAYS: Readonly<Record<PreferenceCategory, number>> = {
  room: 4 * YEAR,
  pillow: 4 * YEAR,
  bedding: 4 * YEAR,
  temperature: 3 * YEAR,
  tea: 3 * YEAR,
  coffee: 3 * YEAR,
  breakfast: 2 * YEAR,
  food: 2 * YEAR,
  drink: 2 * YEAR,
  seat: 3 * YEAR,
  newspaper: YEAR,
  // A wake-up time belongs to the trip.
  "wake-up": YEAR / 2,
  housekeeping: 2 * YEAR,
  amenity: 3 * YEAR,
  invoice: 3 * YEAR,
  transport: YEAR,
  leisure: 2 * YEAR,
  service: 2 * YEAR,
  item: 2 * YEAR,
  other: 2 * YEAR,
};

/** Evidence weaker than this is not worth a line. */
export const LEAST_CONFIDENCE = 0.05;

/** A card has at most so many lines: what one can take in while talking. */
export const LINES_ON_CARD = 5;

type Relevance = Readonly<Partial<Record<PreferenceCategory, number>>>;

/** What each post can act on, 1 at best; what is not named, that post does not see. */
export const RELEVANCE: Readonly<Record<StationRole, Relevance>> = {
  "front-desk": {
    room: 1,
    invoice: 0.95,
    pillow: 0.9,
    "wake-up": 0.8,
    newspaper: 0.75,
    tea: 0.75,
    transport: 0.75,
    bedding: 0.7,
    temperature: 0.7,
    amenity: 0.7,
    housekeeping: 0.6,
    coffee: 0.6,
    leisure: 0.5,
    drink: 0.5,
    breakfast: 0.5,
    seat: 0.4,
    food: 0.4,
    service: 0.7,
    other: 0.6,
  },
  restaurant: {
    seat: 1,
    food: 1,
    tea: 0.95,
    coffee: 0.95,
    breakfast: 0.95,
    drink: 0.9,
    service: 0.7,
    other: 0.4,
  },
  kitchen: { food: 1, breakfast: 0.95, drink: 0.4, tea: 0.3 },
  housekeeping: {
    pillow: 1,
    bedding: 1,
    temperature: 0.95,
    housekeeping: 0.95,
    amenity: 0.95,
    room: 0.6,
    newspaper: 0.6,
    tea: 0.6,
    drink: 0.5,
    item: 0.9,
    service: 0.7,
    other: 0.5,
  },
  "call-centre": {
    "wake-up": 1,
    housekeeping: 0.8,
    transport: 0.8,
    newspaper: 0.6,
    temperature: 0.6,
    tea: 0.5,
    leisure: 0.5,
    service: 0.7,
    other: 0.5,
  },
  manager: {
    room: 1,
    pillow: 0.9,
    bedding: 0.8,
    temperature: 0.8,
    tea: 0.9,
    coffee: 0.9,
    breakfast: 0.8,
    food: 0.9,
    drink: 0.8,
    seat: 0.8,
    newspaper: 0.7,
    "wake-up": 0.6,
    housekeeping: 0.7,
    amenity: 0.7,
    invoice: 0.6,
    transport: 0.6,
    leisure: 0.8,
    service: 0.8,
    item: 0.5,
    other: 0.7,
  },
};
