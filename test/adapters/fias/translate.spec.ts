// Records to events (fias.md §4 to §6, §10, §12): what each field becomes, and what a record never does: get lost.
import { readFileSync } from "node:fs";
import { createDecipheriv } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import type { EventDraft, StayBody } from "../../../plugin/contract/index.ts";
import { cryptogram, readAuthKey } from "../../../adapters/fias/crypt.ts";
import { readLanguage } from "../../../adapters/fias/languages.ts";
import { NAME_LAYOUTS, readName, type NameLayout } from "../../../adapters/fias/names.ts";
import { parseRecord } from "../../../adapters/fias/record.ts";
import { isTitle, sexOf } from "../../../adapters/fias/titles.ts";
import { translate, type Place, type Site, type Translation } from "../../../adapters/fias/translate.ts";
import { instantOf, readDate, readTime, stampOf } from "../../../adapters/fias/when.ts";
import { digestOf, settingsOf } from "./harness.ts";

const NOW = Date.parse("2026-11-21T06:32:00Z");
const LIVE: Place = { now: NOW, replay: false };

function site(some: Record<string, unknown> = {}, timezone = "Asia/Shanghai"): Site {
  const settings = settingsOf(some);
  return { ...settings, timezone, movesByOutAndIn: !settings.quirks.includes("neverMovesByOutAndIn") };
}

function read(text: string, place: Place = LIVE, at: Site = site()): Translation {
  const record = parseRecord(text);
  if (typeof record === "string") throw new Error(record);
  return translate({ record, raw: Buffer.from(text) }, place, at);
}

function stayOf(text: string, some: Record<string, unknown> = {}): StayBody {
  const [draft] = read(text, LIVE, site(some)).drafts;
  if (draft === undefined || !("stay" in draft)) throw new Error("no stay");
  return draft.stay;
}

describe("what a FIAS record becomes", () => {
  interface Line {
    from: string;
    record: string;
    timezone: string;
    settings?: Record<string, unknown>;
    draft: (Record<string, unknown> & { occurredAt?: string; held?: boolean }) | null;
  }
  const captured = JSON.parse(
    readFileSync(new URL("../../captures/fias/field-lines.json", import.meta.url), "utf8"),
  ) as { lines: Line[] };

  for (const line of captured.lines)
    it(`as seen in the field — ${line.from}`, () => {
      const { drafts } = read(line.record, LIVE, site(line.settings, line.timezone));
      if (line.draft === null) {
        expect(drafts).to.deep.equal([]);
        return;
      }
      const { occurredAt, held, ...rest } = line.draft;
      expect(drafts).to.deep.equal([
        {
          ...rest,
          ...(occurredAt === undefined ? {} : { occurredAt: Date.parse(occurredAt) }),
          ...(held === true ? { notBefore: NOW + 3000 } : {}),
          idempotency: { by: "last-of-subject", digest: digestOf(line.record) },
          raw: {
            bytes: Buffer.from(line.record),
            mediaType: "application/fias",
            ...(/\|A\d[^|]*\S[^|]*\|/.test(line.record) ? { mayIdentify: true } : {}),
          },
        },
      ]);
    });

  it("a check-out may be half of a move and waits, but not where the site never moves so, nor in a resync", () => {
    const go = "GO|RN1208|G#4711|GSN|";
    expect(read(go).drafts[0]).to.have.property("notBefore", NOW + 3000);
    expect(read(go, LIVE, site({ moveHoldMs: 1000 })).drafts[0]).to.have.property("notBefore", NOW + 1000);
    expect(read(go, LIVE, site({ quirks: ["neverMovesByOutAndIn"] })).drafts[0]).not.to.have.property(
      "notBefore",
    );
    expect(read(go, { ...LIVE, window: "W", replay: true }).drafts[0]).not.to.have.property("notBefore");
    expect(read("GO|RN1208|GSN|SF|").drafts[0])
      .to.include({ subject: "room:1208" })
      .and.not.property("notBefore");
  });

  it("a change says only what was stated; blank is cleared, a blank name never empties a name", () => {
    expect(stayOf("GC|RN1208|G#1|GV|GT|GL|GG|GN|GF|")).to.deep.equal({
      reservationId: "1",
      room: "1208",
      status: "in_house",
      guests: [{ role: "primary", names: [] }],
      cleared: ["vip", "title", "language", "group"],
    });
    expect(stayOf("GC|RN1208|G#1|")).not.to.have.property("cleared");
  });

  it("a room keeps its zeros, a reservation 0 is none, an RO that is blank or the same is no move", () => {
    expect(stayOf("GI|RN0032|G#0|GSN|")).to.deep.include({ room: "0032" }).and.not.property("reservationId");
    expect(read("GC|RN1208|G#1|RO|").drafts[0]?.type).to.equal("stay.updated");
    expect(read("GC|RN1208|G#1|RO1208|").drafts[0]?.type).to.equal("stay.updated");
    expect(read("GC|RO1208|GSY|G#1|RN1301|GSN|").drafts[0]).to.deep.nested.include({
      "stay.room": "1301",
      "stay.previousRoom": "1208",
      "stay.shared": false,
    });
  });

  it("what cannot be used is left out and told by field, and the record goes on", () => {
    const { drafts, faults } = read("GI|RN1|G#1|GA260230|GD26|NPQ|DA261340|TI2575|GNa|GNb|GSY|GSN|");
    expect(drafts[0]).to.have.nested.property("stay.room", "1");
    expect(drafts[0]).not.to.have.any.keys("occurredAt");
    expect(faults.map((fault) => `${fault.field} ${fault.code}`).sort()).to.deep.equal([
      "DA fias-bad-date",
      "GA fias-bad-date",
      "GD fias-bad-date",
      "GN fias-field-twice",
      "GS fias-field-twice",
      "NP fias-bad-value",
      "TI fias-bad-time",
    ]);
    expect(stayOf("GI|RN1|G#1|GNa|GNb|").guests?.[0]?.names[0]?.family).to.equal("a");
  });

  it("other interfaces' records are passed over; unknown ones are kept raw (bad input)", () => {
    for (const id of ["RE", "WR", "WC", "XL", "PL", "PA", "KR"])
      expect(read(`${id}|RN1|`).drafts).to.deep.equal([]);
    expect(read("ZZ|RN1|").drafts[0]).to.deep.include({
      type: "unreadable",
      unreadable: { code: "fias-unknown-record", where: "ZZ" },
    });
    expect(read("GI|GNx|").drafts[0]).to.have.nested.property("unreadable.code", "fias-no-subject");
    expect(read(`GI|G#${"9".repeat(500)}|`).drafts[0]).to.have.nested.property(
      "unreadable.code",
      "fias-no-subject",
    );
  });

  it("A0 to A9 mean only what the site says they mean", () => {
    const record = "GI|RN1|G#1|A0Agency|A112/03/1980|A2ZHANG WEI|A3x@y.example|A4Gold 7|A5|A6nonsense|";
    expect(JSON.stringify(stayOf(record))).not.to.match(/Agency|1980|ZHANG/);
    const attributes = {
      A0: "travelAgent",
      A1: "birthday",
      A2: "alternateName",
      A3: "email",
      A4: "membership",
      A5: "company",
      A6: "birthday",
    };
    const stay = stayOf(record, { attributes });
    expect(stay.travelAgent).to.equal("Agency");
    expect(stay.cleared).to.deep.equal(["company"]);
    expect(stay.guests?.[0]).to.deep.include({
      birthday: "1980-03-12",
      contacts: [{ type: "email", value: "x@y.example" }],
      memberships: [{ program: "pms", number: "Gold 7" }],
      names: [{ kind: "alternate", full: "ZHANG WEI", order: "given_first", script: "Latn" }],
    });
    expect(read(record, LIVE, site({ attributes })).faults).to.deep.include({
      field: "A6",
      code: "fias-bad-value",
    });
  });

  it("no record whatever makes translation throw, and each keeps its bytes (fuzz)", () => {
    const id = fc.constantFrom("GI", "GC", "GO", "NS", "NE", "ZZ", "RE");
    const field = fc.constantFrom(
      ..."RN G# GS RO GN GF GT GL GV GG G+ GA GD NP WS DA TI A0 A9 SF ??".split(" "),
    );
    const value = fc.oneof(fc.string({ unit: "binary", maxLength: 30 }), fc.stringMatching(/^[0-9YN]{0,8}$/));
    const attributes = { A0: "birthday", A9: "vip" };
    fc.assert(
      fc.property(
        id,
        fc.array(fc.tuple(field, value), { maxLength: 12 }),
        fc.constantFrom(...NAME_LAYOUTS),
        (kind, fields, nameLayout) => {
          const record = { id: kind, fields: fields.map(([name, text]) => ({ id: name, value: text })) };
          const raw = Buffer.from(JSON.stringify(record));
          const { drafts } = translate({ record, raw }, LIVE, site({ nameLayout, attributes }));
          expect(drafts.length).to.be.at.most(1);
          for (const draft of drafts) {
            expect(draft.raw.bytes).to.equal(raw);
            expect(draft.subject.length).to.be.within(1, 191);
            expect(JSON.stringify(draft)).not.to.contain("undefined");
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("a guest's name in FIAS", () => {
  const cases: [NameLayout, Parameters<typeof readName>[0], Record<string, string> | undefined][] = [
    [
      "auto",
      { gn: "Miller", gf: "John", gt: "Mr" },
      { family: "Miller", given: "John", title: "Mr", order: "given_first" },
    ],
    ["auto", { gn: "王", gf: "伟" }, { family: "王", given: "伟", order: "family_first" }],
    ["auto", { gn: "欧阳婉" }, { full: "欧阳婉", order: "family_first" }],
    ["auto", { gn: "山田さくら" }, { full: "山田さくら", script: "Jpan" }],
    ["auto", { gn: "김민수" }, { full: "김민수", script: "Kore", order: "family_first" }],
    ["auto", { gn: "Miller" }, { family: "Miller" }],
    ["auto", { gn: "John Miller" }, { full: "John Miller" }],
    ["auto", { gn: "Guest, Mr." }, { family: "Guest", title: "Mr." }],
    ["auto", { gn: "", gf: "Wei" }, { given: "Wei" }],
    ["auto", { gn: "  ", gf: "" }, undefined],
    ["family-only", { gn: "van der Berg" }, { family: "van der Berg" }],
    ["family-comma-given", { gn: "Miller, John" }, { family: "Miller", given: "John" }],
    ["family-comma-given", { gn: "Miller, John, Mr." }, { family: "Miller", given: "John", title: "Mr." }],
    ["family-comma-given", { gn: "欧阳，婉" }, { family: "欧阳", given: "婉", order: "family_first" }],
    ["title-first-last", { gn: "Mr. John Miller" }, { title: "Mr.", given: "John", family: "Miller" }],
    [
      "title-first-last",
      { gn: "Frau Dr. Anna Maria Weber" },
      { title: "Frau Dr.", given: "Anna Maria", family: "Weber" },
    ],
    ["title-first-last", { gn: "小姐 欧阳婉" }, { title: "小姐", full: "欧阳婉", order: "family_first" }],
    ["full-family-first", { gn: "Zhang Wei" }, { family: "Zhang", given: "Wei", order: "family_first" }],
    ["full-family-first", { gn: "张伟" }, { full: "张伟", order: "family_first" }],
    ["full-given-first", { gn: "Иван Петров" }, { family: "Петров", given: "Иван", script: "Cyrl" }],
  ];
  for (const [layout, fields, want] of cases)
    it(`${layout}: ${JSON.stringify(fields)} is read as ${JSON.stringify(want)}`, () => {
      const name = readName(fields, layout);
      if (want === undefined) expect(name).to.equal(undefined);
      else expect(name).to.include(want);
    });

  it("takes the script of Han from the language only, never by guess", () => {
    expect(readName({ gn: "東四", language: "ja" }, "auto")?.script).to.equal("Jpan");
    expect(readName({ gn: "東四", language: "zh-TW" }, "auto")?.script).to.equal("Hant");
    expect(readName({ gn: "東四", language: "zh" }, "auto")).not.to.have.property("script");
  });

  it("tells sex by title only where the title does", () => {
    for (const title of ["Mr", "Mr.", "Herr Dr.", "Herrn ", "先生"])
      expect(sexOf(title), title).to.equal("male");
    for (const title of ["Mrs.", "Ms", "Frau", "女士", "小姐", "Mme"])
      expect(sexOf(title), title).to.equal("female");
    for (const title of ["様", "Dr.", "Mr. & Mrs.", "Family", ""])
      expect(sexOf(title), title).to.equal(undefined);
    expect(sexOf("先生", "ja")).to.equal(undefined);
    expect(isTitle("Miller")).to.equal(false);
  });
});

describe("dates, times and languages in FIAS", () => {
  it("reads hotel dates of this century, and no date that is none", () => {
    expect(readDate("261121")).to.equal("2026-11-21");
    expect(readDate("20261121")).to.equal("2026-11-21");
    for (const text of ["260230", "", "26112", "ABCDEF", "261301", "0"])
      expect(readDate(text), text).to.equal(undefined);
  });

  it("reads times leniently", () => {
    expect(readTime("143205")).to.equal("14:32:05");
    expect(readTime("1432")).to.equal("14:32:00");
    expect(readTime("14:32")).to.equal("14:32:00");
    expect(readTime("1432051")).to.equal("14:32:05");
    for (const text of ["2432", "1460", "12345", "noon", ""])
      expect(readTime(text), text).to.equal(undefined);
  });

  it("places them in the hotel's zone, also where the clocks change", () => {
    expect(instantOf("2026-11-21", "14:32:05", "Asia/Shanghai")).to.equal(Date.parse("2026-11-21T06:32:05Z"));
    expect(instantOf("2026-03-29", "02:30:00", "Europe/Vienna")).to.equal(Date.parse("2026-03-29T01:30:00Z"));
    expect(instantOf("2026-10-25", "03:10:00", "Europe/Vienna")).to.equal(Date.parse("2026-10-25T02:10:00Z"));
    expect(instantOf("2026-04-05", "01:45:00", "Australia/Lord_Howe")).to.equal(
      Date.parse("2026-04-04T14:45:00Z"),
    );
    expect(stampOf(Date.parse("2026-11-21T16:00:00Z"), "Asia/Shanghai")).to.deep.equal({
      da: "261122",
      ti: "000000",
    });
  });

  it("reads language codes: FIAS's own first, the site's table before all, unknown ones not at all", () => {
    const read = (code: string): string | undefined => readLanguage(code, { CN: "zh-CN" });
    const want = {
      EA: "en",
      GE: "de",
      SP: "es",
      de: "de",
      ZH: "zh",
      JA: "ja",
      cn: "zh-CN",
      CR: "hr",
      RL: "ru",
      "zh-TW": "zh-TW",
    };
    for (const [code, language] of Object.entries(want)) expect(read(code), code).to.equal(language);
    for (const code of ["", "??", "QX", "1"]) expect(read(code), code).to.equal(undefined);
  });
});

describe("the key of a FIAS interface", () => {
  const key = readAuthKey("FidCrypt0S|GVDpVnl6qYlTQXQJZxXdbw==") ?? new Uint8Array();

  it("makes the cryptogram of the specification's example", () => {
    const vector = Buffer.from("3k57hsoHm04fGEyaA3+UVw==", "base64");
    expect(cryptogram(key, { da: "170831", ti: "102201" }, vector)).to.equal(
      "FidCryptAB;3k57hsoHm04fGEyaA3+UVw==oNTebC0J36LY8GV9azyhzw==",
    );
  });

  it("uses a fresh vector each time, and opens with the key", () => {
    const [one, two] = [1, 2].map(() => cryptogram(key, { da: "170831", ti: "102201" }));
    expect(one).not.to.equal(two);
    const text = (one ?? "").slice("FidCryptAB;".length);
    const decipher = createDecipheriv("aes-128-cbc", key, Buffer.from(text.slice(0, 24), "base64"));
    const opened = decipher.update(text.slice(24), "base64", "latin1") + decipher.final("latin1");
    expect(opened).to.equal("170831102201");
  });

  it("is refused in the settings where it is no key", () => {
    expect(readAuthKey("nonsense")).to.equal(undefined);
    expect(() => settingsOf({ authKey: "nonsense" })).to.throw(/16 bytes/);
  });
});

describe("the settings of a FIAS adapter", () => {
  it("have defaults for an Oracle interface, and refuse what would break a declaration", () => {
    const settings = settingsOf();
    expect(settings).to.include({ interface: "MS", codePage: "utf-8", moveHoldMs: 3000, pacingMs: 100 });
    for (const wrong of [
      { records: { GI: "FLRNG#" } },
      { records: { GI: "RNG" } },
      { records: { G: "RN" } },
      { aliveCheckMs: 60_000 },
      { moveHoldMs: 500 },
      { maxRecordBytes: 100 },
      { quirks: ["unheard-of"] },
      { unheardOf: 1 },
    ])
      expect(() => settingsOf(wrong), JSON.stringify(wrong)).to.throw();
    expect(
      settingsOf({ quirks: { sfMeansSwap: true, initialBurstWithoutEnvelope: false } }).quirks,
    ).to.deep.equal(["sfMeansSwap"]);
  });

  it("a draft of a check-in carries nothing that is not JSON", () => {
    const [draft] = read("GI|RN1|G#1|GNx|").drafts as [EventDraft];
    const { raw, ...rest } = draft;
    expect(raw.bytes).to.be.instanceOf(Uint8Array);
    expect(JSON.parse(JSON.stringify(rest))).to.deep.equal(rest);
  });
});
