// The coded words of preferences and cautions, so that a note typed once reads in three languages; free text passes as it is.

/** Categories of preferences and the values each has a word for (views/locales/<locale>/card.json). */
export const PREFERENCES = {
  room: [
    ...([
      "high-floor",
      "low-floor",
      "away-from-lift",
      "near-lift",
      "quiet",
      "lake-view",
      "city-view",
    ] as const),
    ...(["non-smoking", "smoking", "connecting", "corner", "same-room"] as const),
  ],
  pillow: [
    ...(["buckwheat", "two-buckwheat", "down", "no-down", "latex", "memory-foam"] as const),
    ...(["low", "high", "extra"] as const),
    // how many were used, as somebody who makes up the room counts them
    ...(["0", "1", "2", "3", "4"] as const),
  ],
  bedding: ["firm", "soft", "twin", "king", "extra-blanket", "light-quilt"],
  temperature: ["18", "20", "22", "24", "26", "warm", "cool"],
  tea: [
    "longjing",
    "longjing-no-sugar",
    "ripe-puer",
    "tieguanyin",
    "jasmine",
    "black",
    "oolong",
    "hot-water",
  ],
  coffee: ["americano", "latte", "espresso", "decaf", "no-sugar"],
  breakfast: [
    "congee",
    "noodles",
    "soy-milk",
    "warm-soy-milk",
    "western",
    "fried-egg",
    "steamed-egg",
    "early",
  ],
  food: ["no-scallion", "no-coriander", "no-spice", "spicy", "light", "vinegar", "vegetarian", "soft-rice"],
  drink: ["warm-water", "iced-water", "sparkling-water", "red-wine", "beer", "no-alcohol"],
  seat: ["window", "corner", "lake", "quiet", "private-room", "near-door"],
  newspaper: ["peoples-daily", "financial", "local", "english", "japanese", "none"],
  "wake-up": ["06:00", "06:30", "07:00", "07:30", "08:00"],
  housekeeping: ["early", "late", "evening", "not-before-ten", "no-turndown"],
  amenity: [
    "extra-towels",
    "extra-water",
    "bathtub",
    "humidifier",
    "iron",
    "slippers-large",
    "crib",
    "adapter",
  ],
  invoice: ["vat-special", "vat-ordinary", "company-account"],
  transport: ["airport", "station", "taxi", "own-car", "parking"],
  leisure: ["gym", "pool", "spa", "jogging", "tennis"],
  service: ["warm-towel", "quick-check-out", "same-attendant", "do-not-disturb"],
  item: [],
  other: [],
} as const satisfies Record<string, readonly string[]>;

/** A category of preferences. */
export type PreferenceCategory = keyof typeof PREFERENCES;

/** Kinds of cautions and the values each has a word for. */
export const CAUTIONS = {
  allergy: [
    ...(["peanut", "nuts", "shellfish", "seafood", "fish", "egg", "milk", "wheat", "soy", "sesame"] as const),
    ...(["mango", "alcohol", "penicillin", "feather", "pollen", "dust", "latex"] as const),
  ],
  taboo: ["pork", "beef", "raw-food", "alcohol", "scent", "lilies", "number-four", "mirror"],
  medical: ["diabetes", "hypertension", "heart", "pregnancy", "wheelchair", "hearing", "sight"],
  faith: ["halal", "kosher", "buddhist-vegetarian", "hindu-vegetarian", "ramadan"],
} as const satisfies Record<string, readonly string[]>;

/** A kind of caution. */
export type CautionKind = keyof typeof CAUTIONS;

/** Whether text names a category of preferences. */
export function isCategory(text: string): text is PreferenceCategory {
  return Object.hasOwn(PREFERENCES, text);
}

/** Whether a category or caution kind has a word of its own for the value. */
export function hasWord(kind: string, value: string): boolean {
  const values: readonly string[] | undefined = isCategory(kind)
    ? PREFERENCES[kind]
    : isCautionKind(kind)
      ? CAUTIONS[kind]
      : undefined;
  return values?.includes(value) === true;
}

/** Whether text names a kind of caution. */
export function isCautionKind(text: string): text is CautionKind {
  return Object.hasOwn(CAUTIONS, text);
}

/** Whether a value is another category's code: a terminal that sends it has mixed up its tiles. One plain word may be meant as it stands. */
export function isWordOfAnother(kind: string, value: string): boolean {
  if (!value.includes("-") || hasWord(kind, value)) return false;
  return [...Object.keys(PREFERENCES), ...Object.keys(CAUTIONS)].some((other) => hasWord(other, value));
}

/** What PMS vendors call the groups of their preferences. */
const GROUPS: Readonly<Record<string, PreferenceCategory | CautionKind>> = {
  floor: "room",
  "room features": "room",
  roomfeatures: "room",
  view: "room",
  smoking: "room",
  location: "room",
  pillows: "pillow",
  bed: "bedding",
  beds: "bedding",
  climate: "temperature",
  newspapers: "newspaper",
  wakeup: "wake-up",
  "wake up": "wake-up",
  cleaning: "housekeeping",
  amenities: "amenity",
  beverage: "drink",
  beverages: "drink",
  drinks: "drink",
  dining: "food",
  diet: "food",
  dietary: "food",
  table: "seat",
  billing: "invoice",
  car: "transport",
  interests: "leisure",
  allergies: "allergy",
  allergen: "allergy",
  health: "medical",
  religion: "faith",
  taboos: "taboo",
};

function groupOf(group: string): PreferenceCategory | CautionKind | undefined {
  const plain = group.trim().toLowerCase().replaceAll("_", " ");
  if (isCategory(plain) || isCautionKind(plain)) return plain;
  return GROUPS[plain];
}

/** The kind of caution a PMS's preference group means, where it means one. */
export function cautionKindOf(group: string): CautionKind | undefined {
  const kind = groupOf(group);
  return kind !== undefined && isCautionKind(kind) ? kind : undefined;
}

/** A PMS's preference in our words: its category, and the coded value where there is one, else its text. */
export function codeOfWish(wish: { group: string; code?: string | undefined; text: string }): {
  category: string;
  value: string;
} {
  const category = groupOf(wish.group) ?? "other";
  for (const told of [wish.code, wish.text]) {
    const code = told
      ?.trim()
      .toLowerCase()
      .replaceAll(/[\s_]+/g, "-");
    if (code !== undefined && hasWord(category, code)) return { category, value: code };
  }
  return { category, value: wish.text.trim() === "" ? (wish.code ?? "") : wish.text };
}
