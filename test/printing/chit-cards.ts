// Cards as the guest file gives them, for tests of paper: the guests of look/chit.html.
import type { Card, Locale, Station } from "../../plugin/contract/index.ts";
import { idOf } from "../../plugin/contract/index.ts";

const WORDS = {
  "zh-CN": {
    honorific: "张先生",
    name: "张伟",
    say: "张先生，欢迎回来。",
    caution: "花生过敏",
    detail: "迎宾礼不放坚果，厨房已确认",
    lines: [
      ["高楼层，远离电梯", "本人说 25-03"],
      ["荞麦枕两个 已备", "4次住宿"],
      ["龙井，不加糖", "5次"],
      ["公司挂账，开专票", "至12-31"],
      ["6:30 叫早", "只见1次"],
    ],
    promise: "早餐留湖边角落桌",
    by: "王琳",
    due: "明早",
    occasion: "后天农历生日（十月十五）",
    station: "总台1",
  },
  "zh-TW": {
    honorific: "張先生",
    name: "張偉",
    say: "張先生，歡迎回來。",
    caution: "花生過敏",
    detail: "迎賓禮不放堅果，廚房已確認",
    lines: [
      ["高樓層，遠離電梯", "本人說 25-03"],
      ["蕎麥枕兩個 已備", "4次住宿"],
      ["龍井，不加糖", "5次"],
      ["公司掛帳，三聯發票", "至12-31"],
      ["6:30 叫醒", "只見1次"],
    ],
    promise: "早餐留湖邊角落桌",
    by: "王琳",
    due: "明早",
    occasion: "後天農曆生日（十月十五）",
    station: "櫃檯1",
  },
  en: {
    honorific: "Mr Zhang",
    name: "Zhang Wei",
    say: "Welcome back, Mr Zhang.",
    caution: "Peanut allergy",
    detail: "No nuts in the welcome gift",
    lines: [
      ["High floor, away from lift", "said 03/25"],
      ["Two buckwheat pillows", "4 stays"],
      ["Longjing tea, no sugar", "5 times"],
      ["Company account, VAT invoice", "to 31 Dec"],
      ["Wake-up call 6:30", "seen once"],
    ],
    promise: "corner lake table",
    by: "Wang Lin",
    due: "tomorrow",
    occasion: "Lunar birthday on Monday 23 Nov",
    station: "Front desk 1",
  },
} as const;

/** Mr Zhang of room 1208, who has been here seven times and must not have peanuts. */
export function zhangCard(locale: Locale, more: Partial<Card> = {}): Card {
  const words = WORDS[locale];
  return {
    guestId: idOf<"guest">("01JD0000000000000000ZHANG1"),
    role: "front-desk",
    match: "certain",
    names: { primary: words.name, latin: "ZHANG WEI" },
    say: words.say,
    spoken: [{ text: words.honorific, reading: "jahng", surname: true }],
    honorific: words.honorific,
    vip: "V3",
    class: "A",
    language: "zh-CN",
    stay: {
      reservation: "4711",
      room: "1208",
      arrival: "2026-11-21",
      departure: "2026-11-24",
      ordinal: 7,
      table: "12",
      outlet: "coffee-shop",
      sharers: ["李娜"],
    },
    cautions: [{ kind: "allergy", text: words.caution, severity: "severe", why: words.detail }],
    lines: words.lines.map(([text, why]) => ({
      category: "room",
      text,
      why,
      confidence: 0.9,
      state: "established",
    })),
    moreLines: 3,
    occasions: [{ kind: "birthday", date: "2026-11-23", text: words.occasion }],
    promises: [{ text: words.promise, by: words.by, due: words.due }],
    visits: { stays: 7 },
    ...more,
  };
}

/** The front desk whose chits are read in that language. */
export function frontDesk(locale: Locale, more: Partial<Station> = {}): Station {
  return {
    name: WORDS[locale].station,
    role: "front-desk",
    locale,
    workstations: [],
    outlets: [],
    floors: [],
    extensions: [],
    printer: "desk-printer",
    print: ["checked-in"],
    printWhen: "always",
    ...more,
  };
}
