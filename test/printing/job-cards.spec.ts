// From a job in the store to the words on paper, with the real guest file: what the screen showed is what paper says.
import { expect } from "chai";
import { idOf, type Document, type StationRole } from "../../plugin/contract/index.ts";
import { createGuestCards } from "../../plugin/guests/index.ts";
import { createCardsOfJobs, createChits, type PrintJob } from "../../plugin/printing/index.ts";
import type { Store } from "../../plugin/store/index.ts";
import { openViews } from "../../views/render.ts";
import { WoundClock } from "../peers/wound-clock.ts";
import { forEachStore } from "../suites/stores.ts";
import { frontDesk } from "./chit-cards.ts";
import { NOW, phrases, PROPERTY, waitingJob } from "./chit-desk.ts";
import { printedText } from "./paper.ts";

const GUEST = idOf<"guest">("01JD0000000000000000ZHANG1");
const STAY = idOf<"stay">("01JD00000000000000000STAY1");

describe("the chit of a job", () => {
  forEachStore((under) => {
    let store: Store;
    before(async () => {
      store = await under.open();
      await keepZhang(store);
    });

    async function documentOf(job: Partial<PrintJob>, role: StationRole): Promise<Document> {
      const stations = [frontDesk("zh-CN", { name: "post", role })];
      const cards = createGuestCards({
        store,
        house: { property: PROPERTY, stations, rooms: { ignore: [], houseUse: [], floors: {} } },
        phrases,
        clock: new WoundClock(NOW),
      });
      const views = openViews({ phrases });
      const makeDocument = createChits({
        cardOf: createCardsOfJobs(store, PROPERTY.id, cards),
        drawChit: (name, model, locale) => views.chit(name, model, locale),
        phrases,
        property: PROPERTY,
        stations,
      });
      return makeDocument(waitingJob({ station: "post", guest: GUEST, ...job }));
    }
    const linesOf = async (job: Partial<PrintJob>, role: StationRole): Promise<string> =>
      printedText(await documentOf(job, role), { columns: 48, codePage: "gb18030" }).join("\n");

    it("an arrival chit tells whom, where and what to avoid (RT-02, BRF-05)", async () => {
      const text = await linesOf({ popNumber: 1, stay: STAY }, "front-desk");
      expect(text).to.match(/^张先生 {2}1208\n张伟 {2}首次入住 {2}至24日 3晚\n/);
      expect(text).to.include("▲ 花生过敏");
      expect(text).not.to.match(/[⟦〓?]/);
    });

    it("a table chit knows its table from the check that was opened (BRF-03)", async () => {
      const text = await linesOf({ popNumber: 2, stay: STAY, chit: "table" }, "restaurant");
      expect(text).to.match(/^张先生 {2}12桌\n1208房/);
      expect(text).to.include("▲ 花生过敏");
      expect(text).not.to.include("张伟");
    });

    it("a chit asked for by hand needs no pop", async () => {
      expect(await linesOf({}, "front-desk")).to.match(/^张先生 {2}1208\n/);
    });
  });
});

async function keepZhang({ db }: Store): Promise<void> {
  const written = { property: PROPERTY.id, created_at: NOW, updated_at: NOW };
  const names = JSON.stringify([{ full: "张伟", family: "张", given: "伟", script: "Han", lang: "zh-CN" }]);
  await db("guest").insert({ ...written, id: GUEST, names, sex: "male", title: "Mr", language: "zh-CN" });
  await db("stay").insert({
    ...written,
    ...{ id: STAY, source: "pms", reservation: "4711", guest: GUEST, room: "1208", status: "in-house" },
    ...{ arrives_on: "2026-11-21", departs_on: "2026-11-24", checked_in_at: NOW },
  });
  const of = { property: PROPERTY.id, guest: GUEST };
  await db("caution").insert({
    ...{ ...of, id: "C1", kind: "allergy", value: "peanut", severity: "severe" },
    ...{ said_by: "guest", source: "pms", at: NOW },
  });
  await db("pos_check").insert({
    ...{ ...of, id: "K1", source: "pos", check_id: "881", outlet: "coffee-shop", table_no: "12" },
    ...{ status: "open", stay: STAY, updated_at: NOW },
  });
  const pop = { ...of, at: NOW, stay: STAY };
  await db("pop").insert({ ...pop, number: 1, reason: "checked-in", event_seq: 1 });
  await db("pop").insert({ ...pop, number: 2, reason: "check-opened", event_seq: 2, check: "K1" });
}
