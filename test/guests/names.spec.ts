// How twenty guests are addressed, to be read by people: one row each, with what a desk says in each language of the house.
import { expect } from "chai";
import { LOCALES, type GuestName, type Locale } from "../../plugin/contract/index.ts";
import { addressOf, type Addressee } from "../../plugin/guests/index.ts";
import { openPhrases } from "../../views/phrases.ts";

const phrases = openPhrases();
const han = (full: string, lang?: string): readonly GuestName[] => [
  { kind: "primary", full, order: "family_first", ...(lang === undefined ? {} : { lang }) },
];
const latin = (family: string, given: string, more: Partial<GuestName> = {}): GuestName => ({
  ...{ kind: "primary", family, given, order: "given_first" },
  ...more,
});
const japanese = (family: string, given: string): readonly GuestName[] => [
  { kind: "primary", family, given, script: "Jpan", order: "family_first" },
];

interface Row {
  readonly guest: Partial<Addressee> & Pick<Addressee, "names">;
  /** zh-CN, zh-TW, en. */
  readonly says: readonly [string, string, string];
}

const WESTERN = { language: "en" } as const;
const ROWS: readonly Row[] = [
  { guest: { names: han("张伟"), sex: "male" }, says: ["张先生", "張先生", "Mr Zhang"] },
  { guest: { names: han("張偉"), sex: "male" }, says: ["张先生", "張先生", "Mr Zhang"] },
  { guest: { names: han("尉迟婉"), sex: "female" }, says: ["尉迟女士", "尉遲小姐", "Ms Yuchi"] },
  { guest: { names: han("单雪"), sex: "female" }, says: ["单女士", "單小姐", "Ms Shan"] },
  { guest: { names: han("欧阳婉") }, says: ["欧阳婉", "欧阳婉", "欧阳婉"] },
  { guest: { names: han("歐陽婉"), title: "女士" }, says: ["欧阳女士", "歐陽女士", "Ms Ouyang"] },
  { guest: { names: han("司马光"), title: "教授" }, says: ["司马教授", "司馬教授", "Professor Sima"] },
  { guest: { names: han("曾国强"), sex: "male" }, says: ["曾先生", "曾先生", "Mr Zeng"] },
  { guest: { names: han("仇英"), sex: "male" }, says: ["仇先生", "仇先生", "Mr Qiu"] },
  { guest: { names: han("吕蒙"), sex: "male" }, says: ["吕先生", "呂先生", "Mr Lü"] },
  { guest: { names: han("范曾"), sex: "male" }, says: ["范先生", "范先生", "Mr Fan"] },
  { guest: { names: han("诸葛亮"), title: "Dr." }, says: ["诸葛博士", "諸葛博士", "Dr Zhuge"] },
  {
    guest: { names: [...han("陳大文"), latin("CHAN", "Tai Man")], sex: "male" },
    says: ["陈先生", "陳先生", "Mr Chan"],
  },
  {
    guest: {
      names: [latin("Featherstonehaugh-Cholmondeley", "Anne", { title: "Ms" })],
      title: "Ms",
      ...WESTERN,
    },
    says: [
      "Ms Featherstonehaugh-Cholmondeley",
      "Ms Featherstonehaugh-Cholmondeley",
      "Ms Featherstonehaugh-Cholmondeley",
    ],
  },
  {
    guest: { names: [latin("MILLER", "JAMES")], sex: "male", ...WESTERN },
    says: ["Mr Miller", "Mr Miller", "Mr Miller"],
  },
  {
    guest: { names: [latin("O'BRIEN", "Maeve")], title: "Miss", ...WESTERN },
    says: ["Miss O'Brien", "Miss O'Brien", "Miss O'Brien"],
  },
  {
    guest: { names: [latin("Miller", "Ann")], ...WESTERN },
    says: ["Ann Miller", "Ann Miller", "Ann Miller"],
  },
  { guest: { names: [latin("ZHANG", "Wei")], sex: "male" }, says: ["Zhang 先生", "Zhang 先生", "Mr Zhang"] },
  { guest: { names: japanese("佐藤", "健"), language: "ja" }, says: ["佐藤様", "佐藤様", "佐藤様"] },
  { guest: { names: [] }, says: ["客人", "客人", "Guest"] },
];

function address(guest: Row["guest"], locale: Locale): { honorific: string; say: string } {
  const whole = { sex: null, title: null, language: null, ...guest };
  const moment = { role: "front-desk", reason: "checked-in", hour: 14, isReturning: false } as const;
  return addressOf(whole, moment, { locale, t: phrases(locale) });
}

describe("How twenty guests are addressed", () => {
  for (const { guest, says } of ROWS) {
    const told = [
      guest.names.map((name) => name.full ?? `${name.given ?? ""} ${name.family ?? ""}`).join(" / "),
    ];
    told.push(guest.title ?? guest.sex ?? "nothing told");
    it(`${told.join(", ")}: ${says.join(" · ")} (IND-02)`, () => {
      const spoken = LOCALES.map((locale) => address(guest, locale));
      const byLocale = Object.fromEntries(LOCALES.map((locale, place) => [locale, spoken[place]?.honorific]));
      expect(byLocale).to.deep.equal({ "zh-CN": says[0], "zh-TW": says[1], en: says[2] });
      for (const { say, honorific } of spoken) {
        expect(say).not.to.include("⟦");
        if (guest.names.length > 0) expect(say).to.include(honorific);
      }
    });
  }
});
