// The card: the sentence, cautions that nothing hides, five lines that own up.
import { expect } from "chai";
import fc from "fast-check";
import { LOCALES, STATION_ROLES, type GuestName, type Locale } from "../../plugin/contract/index.ts";
import { buildCard, newGuest, partsOf, type GuestFile } from "../../plugin/guests/index.ts";
import type { CautionRow } from "../../plugin/guests/caution-store.ts";
import type { ObservationRow } from "../../plugin/guests/observation-store.ts";
import { CAUTIONS, PREFERENCES } from "../../plugin/guests/vocabulary.ts";
import { zhuyinOf } from "../../plugin/guests/zhuyin.ts";
import { openPhrases } from "../../views/phrases.ts";
import { NOON } from "../builders/events.ts";
import { WEST_LAKE } from "../builders/house.ts";

const phrases = openPhrases();
const NOTE: ObservationRow = {
  ...{ id: "o", property: "WLH", guest: "g", stay: "s1", category: "tea", value: "longjing", kind: "seen" },
  ...{ note: null, room: null, source: "restaurant", person: null, station: null, client_id: null },
  ...{ at: NOON - 86_400_000, created_at: NOON, undo_until: null, retracted_at: null },
};
const PEANUT: CautionRow = {
  ...{ id: "c", property: "WLH", guest: "g", kind: "allergy", value: "peanut", severity: "severe" },
  ...{ said_by: "guest", note: null, source: "pms", person: null, stay: null, at: 0, ended_at: null },
};

function file(
  names: readonly GuestName[],
  more: Partial<GuestFile> & { sex?: string; language?: string } = {},
): GuestFile {
  const { sex, language, ...rest } = more;
  const guest = {
    ...newGuest({ id: "g", property: "WLH", now: 0 }),
    sex: sex ?? null,
    language: language ?? null,
  };
  return {
    ...{ readAt: NOON, guest, names, stays: [], observations: [], cautions: [] },
    ...{ promises: [], outlets: [], sharers: [], ...rest },
  };
}

const han = (full: string): GuestName => ({ kind: "primary", full, order: "family_first" });

function say(one: GuestFile, locale: Locale): { honorific: string; say: string } {
  const view = { role: "front-desk", locale, t: phrases(locale), now: NOON, property: WEST_LAKE } as const;
  const { honorific, say: sentence } = buildCard(one, { ...view, reason: "checked-in" });
  return { honorific, say: sentence };
}

describe("A card", () => {
  it("addresses 张伟, 尉迟, unknown sex and Latin names as each locale does (IND-02)", () => {
    const zhang = file([han("张伟")], { sex: "male" });
    expect(say(zhang, "zh-CN")).to.deep.equal({ honorific: "张先生", say: "张先生，欢迎光临。" });
    expect(say(zhang, "zh-TW").say).to.equal("張先生，歡迎光臨。");
    expect(say(zhang, "en").say).to.equal("Welcome, Mr Zhang.");
    const yuchi = file([han("尉遲婉")], { sex: "female" });
    expect(say(yuchi, "zh-CN").honorific).to.equal("尉迟女士");
    expect(say(yuchi, "zh-TW").honorific).to.equal("尉遲小姐");
    const unknown = file([han("欧阳婉")]);
    expect(say(unknown, "zh-CN")).to.deep.equal({ honorific: "欧阳婉", say: "欧阳婉，您好，欢迎光临。" });
    const sato = file(
      [{ kind: "primary", family: "佐藤", given: "健", script: "Jpan", order: "family_first" }],
      { language: "ja" },
    );
    expect(say(sato, "zh-CN").say).to.equal("佐藤様、いらっしゃいませ。");
  });

  it("writes readings in pinyin, zhuyin and respelling, surnames as surnames", () => {
    const shan = file([han("单晓")], { sex: "female" });
    const sound = (locale: Locale): string | undefined => {
      const view = {
        role: "front-desk",
        locale,
        t: phrases(locale),
        now: NOON,
        property: WEST_LAKE,
      } as const;
      return buildCard(shan, view).spoken?.find((part) => part.surname === true)?.reading;
    };
    expect([sound("zh-CN"), sound("zh-TW"), sound("en")]).to.deep.equal(["shàn", "ㄕㄢˋ", "shahn"]);
    const written = ["zhang1", "lv3", "xiong2", "yuan2", "si1", "er2", "nve4", "jun1", "weng1"].map(zhuyinOf);
    expect(written).to.deep.equal([
      "ㄓㄤ",
      "ㄌㄩˇ",
      "ㄒㄩㄥˊ",
      "ㄩㄢˊ",
      "ㄙ",
      "ㄦˊ",
      "ㄋㄩㄝˋ",
      "ㄐㄩㄣ",
      "ㄨㄥ",
    ]);
  });

  it("shows a severe caution first whatever else there is, at most five lines, each with its why (BRF-05, RT-02)", () => {
    const categories = Object.keys(PREFERENCES);
    const notes = fc.array(
      fc.record({
        category: fc.constantFrom(...categories, "made-up"),
        value: fc.string({ minLength: 1, maxLength: 40 }),
        kind: fc.constantFrom("said", "asked", "seen", "bought"),
        stay: fc.constantFrom("s1", "s2", "s3", null),
        at: fc.integer({ min: 0, max: NOON }),
      }),
      { maxLength: 300 },
    );
    const mild = fc.array(fc.constantFrom("pork", "scent", "lilies"), { maxLength: 20 });
    fc.assert(
      fc.property(notes, mild, fc.constantFrom(...STATION_ROLES), (told, others, role) => {
        const observations = told.map((it) => ({ ...NOTE, ...it }));
        const cautions = [
          ...others.map((value) => ({
            ...PEANUT,
            kind: "taboo" as const,
            value,
            severity: "mild" as const,
            at: NOON,
          })),
          PEANUT,
        ];
        const view = { role, locale: "zh-CN", t: phrases("zh-CN"), now: NOON, property: WEST_LAKE } as const;
        const card = buildCard(file([han("张伟")], { observations, cautions }), view);
        expect(card.cautions).to.have.length(cautions.length);
        expect(card.cautions[0]).to.include({ text: "花生过敏", severity: "severe" });
        expect(card.lines.length).to.be.at.most(5);
        for (const line of card.lines) expect(line.why).to.match(/\S/);
        expect(JSON.stringify(card)).not.to.include("⟦");
      }),
      { numRuns: 60 },
    );
  });

  it("needs two stays to call a sighting a habit, and a word of the guest outranks it", () => {
    const seen = (stay: string, value: string): ObservationRow => ({ ...NOTE, stay, value });
    const observations = [
      ...["s1", "s1", "s2"].map((stay) => seen(stay, "jasmine")),
      seen("s1", "black"),
      { ...seen("s1", "longjing"), kind: "said" as const },
    ];
    const view = {
      role: "restaurant",
      locale: "en",
      t: phrases("en"),
      now: NOON,
      property: WEST_LAKE,
    } as const;
    const { lines } = buildCard(file([han("张伟")], { observations }), view);
    expect(lines.map((line) => `${line.text}: ${line.state}`)).to.deep.equal([
      "Longjing tea: said",
      "Jasmine tea: established",
      "Black tea: seen",
    ]);
  });

  it("leaves out what a role may not see", () => {
    const promises = [
      ...[{ id: "p", property: "WLH", guest: "g", stay: null, text: "升级", due: "今天", person: null }],
    ].map((row) => ({ ...row, made_by: null, at: 0, kept_at: null }));
    const one = file([han("张伟"), { kind: "alternate", full: "ZHANG Wei", order: "family_first" }], {
      promises,
    });
    const view = { locale: "zh-CN", t: phrases("zh-CN"), now: NOON, property: WEST_LAKE } as const;
    const kitchen = buildCard(one, { ...view, role: "kitchen" });
    expect(kitchen.names).not.to.have.property("latin");
    expect(kitchen.promises).to.be.empty;
    expect(buildCard(one, { ...view, role: "front-desk" }).promises).to.have.length(1);
  });

  it("shows a choice without anybody's likes, but everybody's severe cautions", () => {
    const one = file([han("张伟")], { observations: [NOTE], sex: "male" });
    const other = file([han("李静")], { cautions: [PEANUT], sex: "female" });
    const view = {
      role: "restaurant",
      locale: "zh-CN",
      t: phrases("zh-CN"),
      now: NOON,
      property: WEST_LAKE,
    } as const;
    const card = buildCard(one, { ...view, candidates: [one, other] });
    expect(card).to.include({ match: "doubtful", say: "您好。" });
    expect(card.candidates).to.have.length(2);
    expect(card.lines).to.be.empty;
    expect(card.cautions[0]?.text).to.equal("花生过敏");
    expect(card.honorific).not.to.match(/张|李/);
  });

  it("has a word in every language for every coded value", () => {
    for (const locale of LOCALES)
      for (const [kind, values] of Object.entries({ ...PREFERENCES, ...CAUTIONS }))
        for (const value of values as readonly string[])
          expect(phrases(locale)(`card.value.${kind}.${value.replace(":", "")}`)).not.to.include("⟦");
  });

  it("cuts compound family names, and any text without falling over", () => {
    expect(partsOf(han("欧阳婉"))).to.include({ family: "欧阳", given: "婉" });
    expect(partsOf(han("歐陽婉"))).to.include({ family: "歐陽" });
    expect(partsOf(han("欧阳"))).to.include({ family: "欧", given: "阳" });
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 30 }),
        fc.constantFrom(...LOCALES),
        (full, locale) => {
          const { honorific } = say(file([han(full)], { sex: "male" }), locale);
          expect(honorific).not.to.equal("");
        },
      ),
      { numRuns: 200 },
    );
  });
});
