// The cast from Taiwan, Hong Kong, Japan and Korea, each name in its own script.
import type { CastGuest } from "./cast-guest.ts";
import { allergy, bought, said, seen } from "./cast-note.ts";

const TAIWAN = { script: "Hant", language: "zh-TW", languageCode: "TW", nationality: "TW" } as const;
const HONG_KONG = { script: "Hant", language: "zh-HK", languageCode: "HK", nationality: "HK" } as const;
const JAPAN = { script: "Jpan", language: "ja", languageCode: "JA", nationality: "JP" } as const;
const KOREA = { script: "Kore", language: "ko", languageCode: "KO", nationality: "KR" } as const;
const sir = { sex: "male", title: "先生" } as const;

/** Guests from the region. */
export const REGION: readonly CastGuest[] = [
  {
    ...{ ...TAIWAN, ...sir, profile: "2101", family: "張", given: "偉", latin: ["Chang", "Wei"] },
    ...{ phone: "+886900000001", employer: "台北電子" },
    stays: [
      [230, 2, "1110"],
      [90, 2, "1112"],
    ],
    notes: [
      said("room: corner", "lina", 230),
      ...bought("tea: oolong", "zhoumin", 229, 89),
      ...seen("other: 電視只看新聞台", "zhouguifang", 90),
    ],
    today: { role: "arrives", room: "1112", nights: 2, eta: "17:00" },
  },
  {
    ...{ ...TAIWAN, profile: "2102", family: "林", given: "淑芬", latin: ["Lin", "Shu-fen"] },
    ...{ sex: "female", title: "小姐", phone: "+886900000002" },
    stays: [[170, 3, "1009"]],
    notes: [said("food: vegetarian", "zhoumin", 169), said("pillow: latex", "zhouguifang", 170)],
    cautions: [
      {
        kind: "faith",
        value: "buddhist-vegetarian",
        severity: "mild",
        saidBy: "guest",
        by: "zhoumin",
        daysAgo: 169,
      },
    ],
    today: { role: "in-house", room: "1009", nights: 3 },
  },
  {
    ...{ ...TAIWAN, profile: "2103", family: "歐陽", given: "志明", latin: ["Ou-yang", "Chih-ming"], ...sir },
    today: { role: "arrives", room: "1010", nights: 1 },
  },
  {
    ...{ ...HONG_KONG, profile: "2104", family: "陳", given: "大文", latin: ["Chan", "Tai Man"], ...sir },
    ...{ phone: "+85251000004", vip: "1" },
    stays: [
      [540, 1, "1206"],
      [270, 2, "1206"],
      [40, 1, "1207"],
    ],
    notes: [
      ...bought("coffee: 鴛鴦，少甜", "zhoumin", 539, 269, 39),
      said("bedding: king", "lina", 270),
      ...seen("newspaper: financial", "zhouguifang", 270, 40),
    ],
    promises: [["備好信報，掛在門上", 0, "lina", 39]],
    today: { role: "arrives", room: "1206", nights: 2, eta: "18:10" },
  },
  {
    ...{ ...HONG_KONG, profile: "2105", family: "區", given: "詠詩", latin: ["Au", "Wing Sze"] },
    ...{ sex: "female", title: "小姐" },
    stays: [[65, 1, "1203"]],
    notes: [said("other: 要夜燈", "linxiaoyan", 65)],
    today: { role: "arrives", room: "1203", nights: 1 },
  },
  {
    ...{ ...JAPAN, profile: "2106", family: "佐藤", given: "健一", latin: ["Sato", "Kenichi"], ...sir },
    ...{ employer: "東海商事", phone: "+819000000006" },
    stays: [
      [350, 4, "1205"],
      [120, 3, "1205"],
    ],
    notes: [
      said("amenity: bathtub", "lina", 350),
      ...seen("tea: 绿茶，房里多放", "zhouguifang", 350, 120),
      ...bought("breakfast: 纳豆", "zhoumin", 349, 119),
    ],
    today: { role: "arrives", room: "1205", nights: 3, eta: "18:40" },
  },
  {
    ...{ ...JAPAN, profile: "2107", family: "佐藤", given: "美咲", latin: ["Sato", "Misaki"] },
    ...{ sex: "female", title: "女士" },
    stays: [[120, 3, "1205"]],
    cautions: [allergy("荞麦", "severe", { by: "zhouguifang", daysAgo: 120, note: "不放荞麦枕、荞麦茶" })],
    today: { role: "arrives", room: "1205", nights: 3, eta: "18:40" },
  },
  {
    ...{ ...JAPAN, profile: "2108", family: "鈴木", given: "大輔", latin: ["Suzuki", "Daisuke"], ...sir },
    stays: [[22, 1, "0909"]],
    notes: [said("other: 行李寄送到大阪", "lina", 21)],
    today: { role: "in-house", room: "0909", nights: 2 },
  },
  {
    ...{ ...KOREA, profile: "2109", family: "김", given: "민준", latin: ["Kim", "Min-jun"], ...sir },
    ...{ phone: "+821000000009" },
    stays: [[75, 2, "1111"]],
    notes: [...bought("food: spicy", "zhoumin", 74), said("room: high-floor", "lina", 75)],
    today: { role: "arrives", room: "1111", nights: 2, eta: "19:00" },
  },
  {
    ...{ ...KOREA, profile: "2110", family: "이", given: "서연", latin: ["Lee", "Seo-yeon"] },
    ...{ sex: "female", title: "女士" },
    today: { role: "arrives", room: "1106", nights: 1 },
  },
];
