// What a chit says, in which order, and what it keeps to itself.
import { expect } from "chai";
import fc from "fast-check";
import { codeOf, LOCALES, type CardCaution, type Locale } from "../../plugin/contract/index.ts";
import { createChits } from "../../plugin/printing/chits.ts";
import { readChit } from "../../views/chit.ts";
import { frontDesk, zhangCard } from "./chit-cards.ts";
import { chitOf, phrases, PROPERTY, waitingJob, type ChitWish } from "./chit-desk.ts";
import { printed, printedText } from "./paper.ts";

const PAPER = { columns: 48, codePage: "gb18030" } as const;

async function linesOf(wish: ChitWish): Promise<readonly string[]> {
  return printedText(await chitOf(wish), PAPER);
}

describe("a chit", () => {
  it("reads in the order of the moment: whom and where, what to say, cautions, lines, promises, station (BRF-03, RT-02)", async () => {
    expect(await linesOf({ locale: "zh-CN" })).to.deep.equal([
      "张先生  1208",
      "张伟  第7次入住  至24日 3晚",
      "",
      "“张先生，欢迎回来。”",
      "",
      " ▲ 花生过敏 严重       ",
      "  迎宾礼不放坚果，厨房已确认                    ",
      "",
      "1 高楼层，远离电梯                   本人说25-03",
      "2 荞麦枕两个 已备                        4次住宿",
      "3 龙井，不加糖                               5次",
      "4 公司挂账，开专票                       至12-31",
      "5 6:30叫早                               只见1次",
      "-".repeat(48),
      "答应：早餐留湖边角落桌  王琳  明早",
      "后天农历生日（十月十五）",
      "-".repeat(48),
      "总台1  11-21 14:32                          K7Q4",
      "请面朝下放，班末销毁",
    ]);
  });

  it("puts honorific and place in double size, the caution in inverse (BRF-03, BRF-05)", async () => {
    const { lines } = printed(await chitOf({ locale: "zh-TW" }), PAPER);
    expect(lines[0]?.text).to.equal("張先生  1208");
    expect(lines[0]?.cells.every((cell) => cell.double)).to.equal(true);
    const inverse = lines.filter((line) => line.cells.some((cell) => cell.inverse));
    expect(inverse.map((line) => line.text.trim())).to.deep.equal([
      "▲ 花生過敏 嚴重",
      "迎賓禮不放堅果，廚房已確認",
    ]);
  });

  for (const [locale, word] of [
    ["zh-CN", "副本"],
    ["zh-TW", "副本"],
    ["en", "COPY"],
  ] as const)
    it(`a reprint says so at its very top, in ${locale} (BRF-03)`, async () => {
      expect((await linesOf({ locale, copy: true }))[0]?.trim()).to.equal(`* * *  ${word}  * * *`);
      expect((await linesOf({ locale })).join("")).not.to.include(word);
    });

  it("the English chit tells how to say the surname (RT-02)", async () => {
    expect(await linesOf({ locale: "en" })).to.include('"Welcome back, Mr Zhang." (jahng)');
  });

  it("left on a tray it names no VIP level, class, sharer or other name, and no full name beyond the arrival chit (BRF-03)", async () => {
    for (const locale of LOCALES) {
      const card = zhangCard(locale);
      const table = (await linesOf({ locale, chit: "table" })).join("\n");
      const arrival = (await linesOf({ locale })).join("\n");
      expect(table).not.to.include(card.names.primary);
      expect(arrival).to.include(card.names.primary);
      for (const secret of ["V3", "李娜", "ZHANG WEI", "4711"])
        expect(table + arrival).not.to.include(secret);
    }
  });

  it("where the sex is unknown the full name stands once, as the way to address the guest (RT-02)", async () => {
    const card = zhangCard("zh-CN", {
      honorific: "欧阳婉",
      names: { primary: "欧阳婉" },
      say: "欧阳婉，您好。",
    });
    const lines = await linesOf({ locale: "zh-CN", card });
    expect(lines[0]).to.equal("欧阳婉  1208");
    expect(lines[1]).to.equal("第7次入住  至24日 3晚");
  });

  it("reasons take little room: no blanks between Han and digits, narrow parts in English (RT-02)", async () => {
    const because = (
      why: string,
    ): readonly { category: string; text: string; why: string; confidence: number; state: "said" }[] => [
      { category: "room", text: "6:30 叫早", why, confidence: 1, state: "said" },
    ];
    const chinese = await linesOf({
      locale: "zh-CN",
      card: zhangCard("zh-CN", { lines: because("本人告知 · 总台 · 去年 8 月") }),
    });
    expect(chinese).to.include("1 6:30叫早               本人告知·总台·去年8月");
    const english = await linesOf({
      locale: "en",
      card: zhangCard("en", { lines: because("said · front desk · August") }),
    });
    expect(english.join("\n")).to.include("said, front desk, August");
  });

  it("says day use, and first stay, in the trade's words (RT-02)", async () => {
    const { stay } = zhangCard("zh-CN");
    if (stay === undefined) throw new Error("no stay");
    const card = zhangCard("zh-CN", { stay: { ...stay, dayUse: true, ordinal: 1, departure: stay.arrival } });
    expect((await linesOf({ locale: "zh-CN", card }))[1]).to.equal("张伟  首次入住  日用房");
  });

  it("where it is doubtful who it is, cautions stand but nobody's habits and promises do", async () => {
    const card = zhangCard("zh-CN", { match: "doubtful" });
    const lines = (await linesOf({ locale: "zh-CN", card })).join("\n");
    expect(lines).to.include("花生过敏").and.to.include("未确认是哪位客人");
    expect(lines).not.to.include("龙井").and.not.to.include("湖边");
  });

  it("every caution is on the chit, severe ones first, however many lines compete (BRF-05)", async () => {
    const caution: fc.Arbitrary<CardCaution> = fc.record({
      kind: fc.constantFrom("allergy", "taboo", "medical", "faith"),
      text: fc.constantFrom("花生过敏", "不吃猪肉", "糖尿病", "青霉素过敏", "不饮酒"),
      severity: fc.constantFrom("severe", "mild"),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(caution, { maxLength: 12 }),
        fc.nat(300),
        fc.constantFrom(...LOCALES),
        async (cautions, many, locale) => {
          const lines = Array.from({ length: many }, (_, place) => ({
            category: "food",
            text: `${place}`,
            why: "x",
            confidence: 1,
            state: "said" as const,
          }));
          const document = await chitOf({ locale, card: zhangCard("zh-CN", { cautions, lines }) });
          const told = document.blocks.filter((block) => block.is === "caution");
          expect(told.length).to.equal(cautions.length);
          const severities = told.map((block) => block.severe);
          expect(severities).to.deep.equal([...severities].sort((one, other) => Number(other) - Number(one)));
          expect(document.blocks.filter((block) => block.is === "pair").length).to.be.at.most(6);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("a guest's name cannot change the chit: markup in it is text", async () => {
    const evil = '<cut/>"&amp;{{t}}$t(chit.copy)';
    const card = zhangCard("en", {
      honorific: evil,
      say: evil,
      lines: [{ category: "x", text: evil, why: evil, confidence: 1, state: "said" }],
    });
    const document = await chitOf({ locale: "en", card });
    expect(document.blocks.filter((block) => block.is === "cut").length).to.equal(1);
    expect(JSON.stringify(document).split(JSON.stringify(evil).slice(1, -1)).length - 1).to.equal(4);
  });

  it("has its words in three languages, every one of them", async () => {
    for (const locale of LOCALES)
      for (const chit of ["arrival", "table"] as const) {
        const document = await chitOf({ locale, chit, copy: true });
        expect(JSON.stringify(document)).not.to.match(/⟦|\{\{/);
        expect(document.locale).to.equal(locale);
      }
  });

  it("a job whose station is gone, or that has no card, is told apart from a broken printer", async () => {
    const make = (stations: readonly Locale[]): ReturnType<typeof createChits> =>
      createChits({
        cardOf: () => Promise.resolve(undefined),
        drawChit: () => "",
        phrases,
        property: PROPERTY,
        stations: stations.map((locale) => frontDesk(locale)),
      });
    const failure = async (work: Promise<unknown>): Promise<string> => work.then(() => "none", codeOf);
    expect(await failure(make([])(waitingJob()))).to.equal("chit-without-station");
    expect(await failure(make(["zh-CN"])(waitingJob({ station: "总台1" })))).to.equal("chit-without-card");
  });
});

describe("the form of chit views", () => {
  const read = (view: string): unknown => readChit(view, { title: "t", locale: "en" }).blocks;
  const faultOf = (view: string): string => {
    try {
      read(view);
    } catch (error) {
      return error instanceof Error ? `${codeOf(error)}: ${error.message}` : "other";
    }
    return "none";
  };

  it("knows every block of a document", () => {
    expect(
      read(`
      <text double align="right" indent="2" hang="3">a <b>b</b> <u>c</u> <inv>d</inv></text>
      <pair left="l&amp;" right="&quot;r" bold indent="1"/><caution title="t" severity="mild"/><caution title="t" detail="d"/>
      <rule/><feed lines="3"/><qr text="q"/><code128 text="c"/><cut/>`),
    ).to.deep.equal([
      {
        is: "text",
        runs: [
          { text: "a " },
          { text: "b", bold: true },
          { text: " " },
          { text: "c", underline: true },
          { text: " " },
          { text: "d", inverse: true },
        ],
        double: true,
        align: "right",
        indent: 2,
        hang: 3,
      },
      { is: "pair", left: "l&", right: '"r', bold: true, indent: 1 },
      { is: "caution", title: "t", severe: false },
      { is: "caution", title: "t", severe: true, detail: "d" },
      { is: "rule" },
      { is: "feed", lines: 3 },
      { is: "qr", text: "q" },
      { is: "code128", text: "c" },
      { is: "cut" },
    ]);
  });

  it("a template with a mistake is refused with its line", () => {
    expect(faultOf("<rule/>\n<ruler/>")).to.match(/^chit-template-fault: .*<ruler> \(line 2\)/);
    expect(faultOf("<text>open")).to.match(/^chit-template-fault: .*not closed/);
    expect(faultOf("<rule/>\nstray")).to.match(/^chit-template-fault: .*outside/);
    expect(faultOf("<text><cut/></text>")).to.match(/^chit-template-fault: .*inside/);
    expect(faultOf("<<rule/>")).to.match(/^chit-template-fault: .*no tag/);
  });
});
