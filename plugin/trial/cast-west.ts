// The cast from further away: long names, accents, titles, one that only a paymaster room knows.
import type { CastGuest } from "./cast-guest.ts";
import { allergy, bought, said, seen } from "./cast-note.ts";

type Person = Omit<CastGuest, "script" | "language" | "languageCode"> & Partial<CastGuest>;

const person = (one: Person): CastGuest => ({
  script: "Latn",
  language: "en",
  languageCode: "EA",
  ...one,
});
const sir = { sex: "male", title: "Mr" } as const;
const madam = { sex: "female", title: "Ms" } as const;

/** Guests from further away. */
export const WEST: readonly CastGuest[] = [
  person({
    ...{ profile: "2201", family: "Featherstonehaugh-Cholmondeley", given: "Philippa", ...madam },
    ...{ nationality: "GB", vip: "2", phone: "+447700900201", email: "philippa@example.com" },
    stays: [
      [640, 5, "1212"],
      [280, 4, "1212"],
    ],
    notes: [
      said("room: lake-view", "lina", 640),
      ...bought("tea: Earl Grey, milk in second", "zhoumin", 639, 638, 279),
      ...seen("pillow: down", "zhouguifang", 640, 280),
      said("leisure: bird watching, early walk", "hejie", 280),
    ],
    promises: [["West Lake bird map at the desk", 0, "wanglin", 279]],
    today: { role: "arrives", room: "1212", nights: 4, eta: "19:30" },
  }),
  person({
    ...{ profile: "2202", family: "Miller", given: "James", ...sir, nationality: "US" },
    ...{ employer: "Harbor Freight Systems", phone: "+12025550102" },
    stays: [
      [115, 2, "0808"],
      [30, 3, "0808"],
    ],
    notes: [
      ...bought("coffee: flat white, oat milk", "zhoumin", 114, 113, 29),
      said("bedding: king", "lina", 115),
    ],
    today: { role: "arrives", room: "0808", nights: 3, eta: "20:00" },
  }),
  person({
    ...{ profile: "2203", family: "Müller", given: "Jürgen", ...sir, nationality: "DE" },
    ...{ language: "de", languageCode: "GE" },
    stays: [[200, 2, "0902"]],
    notes: [
      said("bedding: Einzeldecken, zwei Stück", "zhouguifang", 200),
      ...bought("drink: beer", "zhoumin", 199),
    ],
    today: { role: "in-house", room: "0902", nights: 2 },
  }),
  person({
    ...{ profile: "2204", family: "Dubois", given: "Zoë", ...madam, nationality: "FR" },
    ...{ language: "fr", languageCode: "FR" },
    stays: [[18, 1, "1006"]],
    cautions: [allergy("milk", "mild", { by: "zhoumin", daysAgo: 17 })],
    today: { role: "arrives", room: "1006", nights: 2 },
  }),
  person({
    ...{ profile: "2205", family: "García Ñíguez", given: "Lucía", ...madam, nationality: "ES" },
    ...{ language: "es", languageCode: "SP" },
    today: { role: "arrives", room: "1007", nights: 1 },
  }),
  person({
    ...{ profile: "2206", family: "Иванов", given: "Сергей", latin: ["Ivanov", "Sergey"], ...sir },
    ...{ script: "Cyrl", language: "ru", languageCode: "RU", nationality: "RU" },
    stays: [[310, 3, "0904"]],
    notes: [...bought("tea: black", "zhoumin", 309, 308)],
    today: { role: "arrives", room: "0904", nights: 2 },
  }),
  person({
    ...{ profile: "2207", family: "Rossi", given: "Chiara", ...madam, nationality: "IT" },
    ...{ language: "it", languageCode: "IT" },
    stays: [[56, 1, "0908"]],
    notes: [...bought("coffee: espresso", "zhoumin", 55)],
    today: { role: "in-house", room: "0908", nights: 2 },
  }),
  person({
    ...{ profile: "2208", family: "O'Connor", given: "Sean", ...sir, nationality: "IE" },
    today: { role: "arrives", room: "1011", nights: 1 },
  }),
  person({
    ...{ profile: "2209", family: "van der Berg", given: "Anna", ...madam, nationality: "NL" },
    ...{ language: "nl", languageCode: "NL", phone: "+31201234567" },
    stays: [[8, 1, "0907"]],
    notes: [said("leisure: rents a bicycle", "hejie", 8)],
    today: { role: "in-house", room: "0907", nights: 1 },
  }),
  person({
    ...{ profile: "2210", family: "Singh", given: "Priya", ...madam, nationality: "IN" },
    stays: [[95, 2, "1109"]],
    cautions: [
      { kind: "taboo", value: "beef", severity: "mild", saidBy: "guest", by: "zhoumin", daysAgo: 94 },
    ],
    notes: [said("food: vegetarian", "zhoumin", 94)],
    today: { role: "arrives", room: "1109", nights: 2 },
  }),
  person({
    ...{ profile: "2211", family: "Chen", given: "Daniel", ...sir, nationality: "SG" },
    today: { role: "day-use", room: "0812", nights: 0, eta: "12:00" },
  }),
  person({
    ...{ profile: "2212", family: "Wong", given: "Grace", ...madam, nationality: "MY" },
    stays: [[140, 2, "1102"]],
    notes: [said("bedding: twin", "lina", 140)],
    today: { role: "in-house", room: "1102", nights: 3 },
  }),
  person({
    ...{ profile: "2213", family: "Andersson", given: "Erik", ...sir, nationality: "SE" },
    ...{ language: "sv", languageCode: "SV" },
    today: { role: "arrives", room: "1104", nights: 1 },
  }),
  person({
    ...{ profile: "2299", family: "会议挂账", given: "", nationality: "CN" },
    ...{ script: "Hans", language: "zh-CN", languageCode: "ZH" },
    today: { role: "paymaster", room: "9000", nights: 5 },
  }),
];
