// Made-up guests for the pages' own tests, in three languages, with names that are hard to set.
import { idOf, type Card, type Locale, type Pop, type PopReason } from "../../plugin/contract/index.ts";

/** One text per language: zh-CN, zh-TW, en. */
type Said = readonly [string, string, string];

const AT: Readonly<Record<Locale, 0 | 1 | 2>> = { "zh-CN": 0, "zh-TW": 1, en: 2 };

/** A guest of the cast. */
export type CastName = "zhang" | "yuchi" | "sato" | "chen" | "long" | "ouyang";

const ZHANG: Said = ["张先生，欢迎回来。", "張先生，歡迎回來。", "Welcome back, Mr Zhang."];

/** The card of a guest of the cast, as the server would send it. */
export function cardOf(name: CastName, locale: Locale, role = "front-desk"): Card {
  const pick = (said: Said): string => said[AT[locale]];
  const base = plainCard(
    name,
    role === "restaurant" ? "restaurant" : role === "housekeeping" ? "housekeeping" : "front-desk",
  );
  if (name === "zhang") return { ...base, ...zhang(pick, locale) };
  if (name === "ouyang") return { ...base, ...ouyang(pick) };
  if (name === "long")
    return {
      ...base,
      names: { primary: "Featherstonehaugh-Cholmondeley, Araminta" },
      language: "en",
      honorific: "Ms Featherstonehaugh-Cholmondeley",
      say: "Good afternoon, Ms Featherstonehaugh-Cholmondeley.",
    };
  const honorifics: Readonly<Record<string, Said>> = {
    yuchi: ["尉迟女士", "尉遲女士", "Ms Yuchi"],
    sato: ["佐藤先生", "佐藤先生", "Mr Sato"],
    chen: ["陈小姐", "陳小姐", "Miss Chen"],
  };
  const honorific = pick(honorifics[name] ?? ["您", "您", "Guest"]);
  const caution = {
    kind: "taboo",
    text: pick(["羽绒过敏", "羽絨過敏", "Feather allergy"]),
    severity: "mild",
  } as const;
  return {
    ...base,
    honorific,
    say: honorific,
    ...(name === "sato" ? { language: "ja", cautions: [caution] } : {}),
  };
}

function plainCard(name: CastName, role: Card["role"]): Card {
  const rooms: Readonly<Record<CastName, string>> = {
    zhang: "1208",
    yuchi: "0816",
    sato: "1703",
    chen: "1506",
    long: "1910",
    ouyang: "0922",
  };
  return {
    guestId: idOf(`g-${name}`),
    role,
    match: "certain",
    names: { primary: name },
    say: name,
    honorific: name,
    language: "zh-CN",
    stay: {
      reservation: `r-${name}`,
      room: rooms[name],
      arrival: "2026-11-21",
      departure: "2026-11-24",
      ordinal: 3,
    },
    cautions: [],
    lines: [],
    moreLines: 0,
    occasions: [],
    promises: [],
    visits: { stays: 2 },
  };
}

function zhang(pick: (said: Said) => string, locale: Locale): Partial<Card> {
  const why = (...said: Said): string => pick(said);
  return {
    names: { primary: pick(["张伟", "張偉", "张伟"]), latin: "ZHANG Wei" },
    say: pick(ZHANG),
    spoken: spokenZhang(locale),
    honorific: pick(["张先生", "張先生", "Mr Zhang"]),
    vip: pick(["金卡", "金卡", "Gold"]),
    stay: {
      reservation: "r-zhang",
      room: "1208",
      arrival: "2026-11-21",
      departure: "2026-11-24",
      ordinal: 7,
    },
    cautions: [
      {
        kind: "allergy",
        text: pick(["花生过敏", "花生過敏", "Peanut allergy"]),
        severity: "severe",
        why: why("本人告知 · 2024 年 3 月", "本人告知 · 2024 年 3 月", "Own word · March 2024"),
      },
    ],
    lines: [
      {
        category: "room",
        confidence: 0.9,
        state: "said",
        text: pick(["高楼层，远离电梯", "高樓層，遠離電梯", "High floor, away from the lift"]),
        why: why(
          "本人说过 · 总台 · 去年 3 月",
          "本人說過 · 櫃檯 · 去年 3 月",
          "Said so · front desk · March 2025",
        ),
      },
      {
        category: "pillow",
        confidence: 0.8,
        state: "established",
        text: pick(["荞麦枕两个", "蕎麥枕兩個", "Two buckwheat pillows"]),
        why: why(
          "4 次住宿 · 客房 · 最近 8 月",
          "4 次住宿 · 客房 · 最近 8 月",
          "4 stays · housekeeping · last in August",
        ),
      },
      {
        category: "tea",
        confidence: 0.8,
        state: "established",
        text: pick(["龙井，不加糖", "龍井，不加糖", "Longjing tea, no sugar"]),
        why: why(
          "5 次 · 早餐厅 · 最近 8 月",
          "5 次 · 早餐廳 · 最近 8 月",
          "5 times · breakfast · last in August",
        ),
      },
      {
        category: "invoice",
        confidence: 0.7,
        state: "established",
        text: pick(["公司挂账，开专票", "公司掛帳，開三聯式發票", "On company account, VAT invoice"]),
        why: why("签单人有效至 12 月 31 日", "簽單人有效至 12 月 31 日", "Valid signatory until 31 December"),
      },
      {
        category: "wake-up",
        confidence: 0.3,
        state: "seen",
        text: pick(["6:30 叫早", "6:30 叫醒", "Wake-up call at 6:30"]),
        why: why(
          "只见过 1 次 · 总机 · 8 月",
          "只見過 1 次 · 總機 · 8 月",
          "Seen once · call centre · August",
        ),
      },
    ],
    promises: [
      {
        text: pick([
          "早餐留湖边角落的桌子",
          "早餐留湖邊角落的桌子",
          "The corner table by the lake at breakfast",
        ]),
        due: pick(["明早 7:00 前", "明早 7:00 前", "7:00 tomorrow"]),
        by: pick(["王琳", "王琳", "Wang Lin"]),
      },
    ],
    occasions: [
      {
        kind: "birthday",
        date: "2026-11-23",
        text: pick(["后天农历生日（十月十五）", "後天農曆生日（十月十五）", "Lunar birthday on Monday"]),
      },
    ],
    question: {
      category: "breakfast",
      text: pick(["“早餐您习惯几点用？”", "「早餐您習慣幾點用？」", "“When do you like to have breakfast?”"]),
    },
    visits: { stays: 6, lastStay: "2026-08-12" },
  };
}

function spokenZhang(locale: Locale): NonNullable<Card["spoken"]> {
  if (locale === "en")
    return [{ text: "Welcome back, Mr " }, { text: "Zhang", reading: "jahng", surname: true }, { text: "." }];
  const tw = locale === "zh-TW";
  const words = tw ? "張先生歡迎回來" : "张先生欢迎回来";
  const readings = (
    tw ? "ㄓㄤ ㄒㄧㄢ ㄕㄥ ㄏㄨㄢ ㄧㄥˊ ㄏㄨㄟˊ ㄌㄞˊ" : "zhāng xiān sheng huān yíng huí lái"
  ).split(" ");
  const parts = Array.from(words, (text, index) => ({
    text,
    reading: readings[index] ?? "",
    ...(index === 0 ? { surname: true } : {}),
  }));
  return [...parts.slice(0, 3), { text: "，" }, ...parts.slice(3), { text: "。" }];
}

function ouyang(pick: (said: Said) => string): Partial<Card> {
  return {
    names: { primary: pick(["欧阳静", "歐陽靜", "欧阳静"]), latin: "OUYANG Jing" },
    honorific: pick(["欧阳女士", "歐陽女士", "Ms Ouyang"]),
    say: pick(["欧阳女士，早上好。", "歐陽女士，早安。", "Good morning, Ms Ouyang."]),
    stay: {
      reservation: "r-ouyang",
      room: "0922",
      arrival: "2026-11-20",
      departure: "2026-11-23",
      ordinal: 5,
      table: "12",
      outlet: "coffee-shop",
    },
    cautions: [
      {
        kind: "allergy",
        text: pick(["虾蟹过敏", "蝦蟹過敏", "Shellfish allergy"]),
        severity: "severe",
        why: pick(["本人告知 · 8 月", "本人告知 · 8 月", "Own word · August"]),
      },
    ],
    lines: [
      {
        category: "seat",
        confidence: 0.9,
        state: "said",
        text: pick(["靠湖，角落 12 号桌", "靠湖，角落 12 號桌", "By the lake, corner table 12"]),
        why: pick(["本人说过 · 8 月", "本人說過 · 8 月", "Said so · August"]),
      },
      {
        category: "tea",
        confidence: 0.8,
        state: "established",
        text: pick(["熟普洱，先上", "熟普洱，先上", "Ripe pu’er, first"]),
        why: pick(["4 次早餐 · 最近 8 月", "4 次早餐 · 最近 8 月", "4 breakfasts · last in August"]),
      },
      {
        category: "food",
        confidence: 0.8,
        state: "established",
        text: pick(["蒸蛋不放葱", "蒸蛋不放蔥", "Steamed egg, no spring onion"]),
        why: pick(["3 次 · 今天有", "3 次 · 今天有", "3 times · on today"]),
      },
    ],
    promises: [
      {
        text: pick(["留一份手写的龙井茶单", "留一份手寫的龍井茶單", "A handwritten Longjing tea list"]),
        due: pick(["下次来", "下次來", "next visit"]),
        by: pick(["王琳", "王琳", "Wang Lin"]),
      },
    ],
  };
}

/** A pop of a guest. */
export function popOf(
  number: number,
  name: CastName,
  more: { locale: Locale; reason?: PopReason; quiet?: boolean; ago?: number; role?: string },
): Pop {
  const card = cardOf(name, more.locale, more.role);
  return {
    number,
    at: Date.now() - (more.ago ?? 0) * 60_000,
    reason: more.reason ?? "checked-in",
    ...(more.quiet === true ? { quiet: true } : {}),
    guestId: card.guestId,
    card,
  };
}

/** What happened before, newest first. */
export function popsOf(locale: Locale): readonly object[] {
  return [
    { ...popOf(104, "yuchi", { locale, ago: 14 }), state: "greeted", by: "李静" },
    { ...popOf(103, "sato", { locale, ago: 27 }), state: "greeted", by: "周敏" },
    { ...popOf(102, "chen", { locale, ago: 40, reason: "room-moved", quiet: true }), state: "waiting" },
    { ...popOf(101, "long", { locale, ago: 52 }), state: "greeted" },
  ];
}

const NAMES: readonly (readonly [string, Said, string | undefined, number, boolean])[] = [
  ["1102", ["单小姐", "單小姐", "Miss Shan"], "Shàn", 2, false],
  ["0922", ["欧阳女士", "歐陽女士", "Ms Ouyang"], undefined, 5, true],
  ["1405", ["区先生", "區先生", "Mr Ou"], "Ōu", 1, false],
  ["0705", ["仇女士", "仇女士", "Ms Qiu"], "Qiú", 9, false],
  ["1011", ["查先生", "查先生", "Mr Zha"], "Zhā", 1, false],
  ["1604", ["朴女士", "朴女士", "Ms Piao"], "Piáo", 2, false],
  ["0910", ["解先生", "解先生", "Mr Xie"], "Xiè", 4, true],
  ["1312", ["王先生", "王先生", "Mr Wang"], undefined, 1, false],
];

/** A list of stays as `GET stays` answers it. */
export function stays(status: string, locale: Locale): object {
  const rows = NAMES.map(([room, honorific, reading, ordinal, severe], index) => ({
    stayId: `s-${room}`,
    guestId: `g-${room}`,
    reservation: `r-${room}`,
    room,
    floor: status === "in-house" ? "12" : room.slice(0, 2),
    name: honorific[AT[locale]],
    honorific: honorific[AT[locale]],
    reading: locale === "zh-CN" ? (reading ?? null) : null,
    arrival: "2026-11-21",
    departure: "2026-11-24",
    eta: `${14 + Math.floor(index / 2)}:${index % 2 === 0 ? "45" : "10"}`,
    ordinal,
    severe,
    cautions: severe ? 1 : 0,
    promises: index === 1 ? 1 : 0,
    language: "zh-CN",
    dayUse: false,
  }));
  return { stays: rows, counts: { dueIn: 23, inHouse: 186, dueOut: 31 } };
}

/** Search results as `GET guests` answers them. */
export function found(q: string): readonly object[] {
  const all = [
    {
      guestId: "g-zhang",
      name: "张伟",
      latin: "ZHANG Wei",
      honorific: "张先生",
      room: "1208",
      ordinal: 7,
      severe: true,
    },
    {
      guestId: "g-zhang-2",
      name: "张伟",
      latin: "ZHANG Wei",
      honorific: "张先生",
      room: null,
      ordinal: 1,
      lastStay: "2025-03-04",
      severe: false,
    },
    {
      guestId: "g-ouyang",
      name: "欧阳静",
      latin: "OUYANG Jing",
      honorific: "欧阳女士",
      room: "0922",
      ordinal: 5,
      severe: true,
    },
  ];
  return all.filter((one) =>
    `${one.name} ${one.latin} ${one.room ?? ""}`.toLowerCase().includes(q.toLowerCase()),
  );
}

const plain = { bold: false, inverse: false, double: false };

/** Paper of the trial as decoded from bytes. */
export const chits: readonly object[] = [
  {
    number: 1,
    lines: [
      { indent: 0, runs: [{ ...plain, text: "张先生  1208", double: true, bold: true }] },
      { indent: 0, runs: [{ ...plain, text: "张伟 第7次入住  至24日 3晚" }] },
      { indent: 0, runs: [{ ...plain, text: " ▲ 花生过敏 严重 ", double: true, inverse: true }] },
    ],
  },
];
