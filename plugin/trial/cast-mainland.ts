// The cast from the mainland: surnames that are read unlike the character looks, two-character surnames, one of unknown sex.
import type { CastGuest } from "./cast-guest.ts";
import { allergy, bought, said, seen } from "./cast-note.ts";

type Person = Omit<CastGuest, "script" | "language" | "languageCode" | "nationality">;

const person = (one: Person): CastGuest => ({
  script: "Hans",
  language: "zh-CN",
  languageCode: "ZH",
  nationality: "CN",
  ...one,
});
const sir = { sex: "male", title: "先生" } as const;
const madam = { sex: "female", title: "女士" } as const;

/** Guests from the mainland. */
export const MAINLAND: readonly CastGuest[] = [
  person({
    ...{ profile: "2001", family: "张", given: "伟", latin: ["Zhang", "Wei"], ...sir, vip: "3" },
    ...{ birthday: "1979-11-24", employer: "西泠仪表有限公司" },
    ...{ phone: "+8613800000001", email: "zhang.wei@example.com" },
    stays: [
      [610, 2, "1403"],
      [495, 1, "0911"],
      [402, 3, "1210"],
      [300, 2, "1208"],
      [205, 2, "1210"],
      [101, 3, "1208"],
    ],
    notes: [
      said("room: away-from-lift", "lina", 402),
      ...seen("pillow: two-buckwheat", "zhouguifang", 495, 402, 300, 101),
      ...bought("tea: longjing-no-sugar", "zhoumin", 494, 401, 299, 204, 100),
      said("invoice: company-account", "wanglin", 300),
      ...seen("wake-up: 06:30", "hejie", 100),
    ],
    cautions: [
      allergy("peanut", "severe", { by: "zhoumin", daysAgo: 610, note: "迎宾礼不放坚果，告知厨房" }),
    ],
    promises: [["下次来，留一份手写的龙井茶单", 0, "wanglin", 100]],
    today: { role: "arrives", room: "1208", nights: 3, eta: "14:30" },
  }),
  person({
    ...{ profile: "2002", family: "尉迟", given: "敏", latin: ["Yuchi", "Min"], ...madam },
    ...{ phone: "+8613800000002", birthday: "1984-03-09" },
    stays: [
      [380, 1, "1102"],
      [190, 2, "1105"],
    ],
    notes: [
      said("tea: ripe-puer", "zhoumin", 189),
      ...seen("temperature: 24", "linxiaoyan", 380, 190),
      said("room: lake-view", "lina", 190),
    ],
    today: { role: "arrives", room: "1105", nights: 1, eta: "15:00" },
  }),
  person({
    ...{ profile: "2003", family: "单", given: "雯", latin: ["Shan", "Wen"], sex: "female", title: "小姐" },
    phone: "+8613800000003",
    stays: [[77, 1, "0906"]],
    notes: [said("pillow: low", "zhouguifang", 77), ...bought("coffee: americano", "zhoumin", 76)],
    today: { role: "arrives", room: "0906", nights: 2, eta: "15:20" },
  }),
  person({
    ...{ profile: "2004", family: "欧阳", given: "婉", latin: ["Ouyang", "Wan"] },
    stays: [[260, 1, "0922"]],
    notes: [said("breakfast: congee", "zhoumin", 259)],
    today: { role: "arrives", room: "0912", nights: 1, eta: "15:40" },
  }),
  person({
    ...{ profile: "2005", family: "仇", given: "立", latin: ["Qiu", "Li"], ...sir, employer: "城西建材" },
    stays: [
      [150, 1, "0807"],
      [60, 1, "0807"],
    ],
    notes: [said("room: low-floor", "lina", 150), ...bought("drink: 绍兴黄酒，温的", "zhoumin", 150, 60)],
    today: { role: "arrives", room: "0807", nights: 1 },
  }),
  person({
    ...{ profile: "2006", family: "区", given: "志强", latin: ["Ou", "Zhiqiang"], ...sir },
    stays: [[33, 2, "1001"]],
    notes: [said("breakfast: 肠粉，要现蒸", "zhoumin", 32)],
    cautions: [allergy("shellfish", "severe", { by: "zhoumin", daysAgo: 32, note: "虾饺、XO 酱都不可" })],
    today: { role: "in-house", room: "1001", nights: 4 },
  }),
  person({
    ...{ profile: "2007", family: "查", given: "良镛", latin: ["Zha", "Liangyong"], ...sir, vip: "2" },
    birthday: "1958-11-22",
    stays: [
      [720, 3, "1201"],
      [365, 2, "1201"],
    ],
    notes: [
      said("newspaper: local", "lina", 365),
      ...seen("other: 床头灯要亮", "zhouguifang", 720, 365),
      said("tea: 正山小种", "zhoumin", 364),
    ],
    promises: [["续住时换到朝湖的房间", 1, "lina", 2]],
    today: { role: "in-house", room: "1201", nights: 5 },
  }),
  person({
    ...{ profile: "2008", family: "解", given: "晓东", latin: ["Xie", "Xiaodong"], ...sir },
    stays: [[45, 1, "0910"]],
    notes: [said("housekeeping: not-before-ten", "hejie", 45)],
    today: { role: "in-house", room: "0910", nights: 2 },
  }),
  person({
    ...{ profile: "2009", family: "曾", given: "静", latin: ["Zeng", "Jing"], ...madam },
    phone: "+8613800000009",
    stays: [
      [88, 1, "1103"],
      [20, 1, "1107"],
    ],
    notes: [
      ...seen("amenity: 自带洗护，不动用品", "linxiaoyan", 88, 20),
      said("amenity: bathtub", "linxiaoyan", 20),
    ],
    today: { role: "arrives", room: "1107", nights: 1 },
  }),
  person({
    ...{ profile: "2010", family: "朴", given: "美兰", latin: ["Piao", "Meilan"], ...madam },
    today: { role: "arrives", room: "0903", nights: 1 },
  }),
  person({
    ...{ profile: "2011", family: "王", given: "芳", latin: ["Wang", "Fang"], ...madam },
    ...{ phone: "+8613800000011", employer: "之江出版社" },
    stays: [
      [330, 2, "0805"],
      [140, 1, "0806"],
      [52, 2, "0805"],
    ],
    notes: [
      ...bought("breakfast: 片儿川，不放笋", "zhoumin", 329, 139, 51),
      said("invoice: vat-special", "wanglin", 140),
      ...seen("temperature: 22", "zhouguifang", 330),
      ...seen("temperature: 26", "zhouguifang", 52),
    ],
    today: { role: "in-house", room: "0805", nights: 3 },
  }),
  person({
    ...{ profile: "2012", family: "王", given: "建国", latin: ["Wang", "Jianguo"], ...sir },
    stays: [[52, 2, "0805"]],
    notes: [said("bedding: firm", "zhouguifang", 52)],
    cautions: [
      {
        kind: "medical",
        value: "diabetes",
        severity: "mild",
        saidBy: "companion",
        by: "zhoumin",
        daysAgo: 51,
        note: "甜点换水果",
      },
    ],
    today: { role: "in-house", room: "0805", nights: 3 },
  }),
  person({
    ...{
      profile: "2013",
      family: "吕",
      given: "秀英",
      latin: ["Lü", "Xiuying"],
      ...madam,
      birthday: "1951-11-23",
    },
    stays: [[410, 1, "0801"]],
    notes: [said("room: near-lift", "lina", 410)],
    today: { role: "arrives", room: "0801", nights: 2, eta: "16:00" },
  }),
  person({
    ...{ profile: "2014", family: "马", given: "国良", latin: ["Ma", "Guoliang"], ...sir },
    stays: [[125, 2, "1004"]],
    cautions: [
      {
        kind: "faith",
        value: "halal",
        severity: "severe",
        saidBy: "guest",
        by: "zhoumin",
        daysAgo: 125,
        note: "清真，餐具分开",
      },
    ],
    notes: [said("food: 牛肉面，多放香菜", "zhoumin", 124)],
    today: { role: "in-house", room: "1004", nights: 2 },
  }),
  person({
    ...{ profile: "2015", family: "陈", given: "思远", latin: ["Chen", "Siyuan"], ...sir },
    today: { role: "arrives", room: "1008", nights: 1 },
  }),
  person({
    ...{ profile: "2016", family: "李", given: "慧", latin: ["Li", "Hui"], ...madam, employer: "南岸设计" },
    stays: [[15, 1, "0811"]],
    notes: [said("amenity: adapter", "lina", 15)],
    today: { role: "day-use", room: "0811", nights: 0, eta: "11:00" },
  }),
];
