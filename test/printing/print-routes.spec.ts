// What terminals ask of paper, on every store: reprints are copies, chits stay with their station.
import { expect } from "chai";
import { z } from "zod";
import {
  codeOf,
  idOf,
  type Answer,
  type Caller,
  type GuestId,
  type Route,
  type StaffRole,
} from "../../plugin/contract/index.ts";
import { newId } from "../../plugin/kit/ulid.ts";
import { printingRoutes } from "../../plugin/printing/index.ts";
import type { Store } from "../../plugin/store/index.ts";
import { systemClock } from "../../plugin/kit/clock.ts";
import { until } from "../peers/until.ts";
import { forEachStore } from "../suites/stores.ts";
import { frontDesk } from "./chit-cards.ts";
import { PROPERTY } from "./chit-desk.ts";
import { openDesk, startSpooler, type TestDesk } from "./desk.ts";

const STATION = frontDesk("zh-CN", { name: "front-desk-1" });

function caller(more: { station?: typeof STATION | null; role?: StaffRole | null } = {}): Caller {
  const { station = STATION, role = "front-desk" } = more;
  return {
    locale: "zh-CN",
    origin: "x",
    ...(station === null ? {} : { terminal: { id: idOf<"terminal">("T"), station } }),
    ...(role === null ? {} : { person: { id: idOf<"person">("P"), name: "周", role } }),
  };
}

describe("the routes of printing", () => {
  forEachStore((under) => {
    let store: Store;
    let desk: TestDesk;
    let routes: readonly Route[];
    let guest: GuestId;
    before(async () => (store = await under.open()));
    beforeEach(async () => {
      for (const table of ["print_job", "stay", "guest"]) await store.db(table).del();
      desk = openDesk(store);
      routes = printingRoutes({ ...desk, store, property: PROPERTY.id, clock: systemClock });
      guest = newId<"guest">(1);
      const written = { property: PROPERTY.id, created_at: 1, updated_at: 1 };
      await store.db("guest").insert({ ...written, id: guest, names: "[]" });
      for (const [id, status] of [
        ["1", "departed"],
        ["2", "in-house"],
      ])
        await store
          .db("stay")
          .insert({ ...written, id: `STAY${id ?? ""}`, source: "pms", reservation: id, guest, status });
    });
    afterEach(() => desk.stop());

    const ask = (it: {
      method?: string;
      path: string;
      params?: Record<string, string>;
      body?: unknown;
      query?: unknown;
      caller?: Caller;
    }): Promise<Answer> => {
      const route = routes.find((one) => one.path === it.path && one.method === (it.method ?? "GET"));
      if (route === undefined) throw new Error(`no route ${it.path}`);
      return route.handle({
        params: it.params ?? {},
        body: route.body?.parse(it.body),
        query: route.query?.parse(it.query ?? {}),
        raw: new Uint8Array(),
        caller: it.caller ?? caller(),
      });
    };
    const chit = (more: { id?: string; body?: object; caller?: Caller } = {}): Promise<Answer> =>
      ask({
        method: "POST",
        path: "/api/v1/guests/:id/chits",
        params: { id: more.id ?? guest },
        body: more.body ?? {},
        ...more,
      });
    const refusalOf = (work: Promise<unknown>): Promise<string> => work.then(() => "none", codeOf);
    const jobsSeenBy = async (who: Caller): Promise<readonly Record<string, unknown>[]> => {
      const { json } = await ask({
        path: "/api/v1/printers/:name/jobs",
        params: { name: "desk-printer" },
        caller: who,
      });
      return z.object({ jobs: z.array(z.record(z.string(), z.unknown())) }).parse(json).jobs;
    };

    it("the first chit of a stay is no copy, every further one is, and says of which (BRF-03)", async () => {
      const first = await chit();
      expect(first.status).to.equal(201);
      expect(first.json).to.include({ copy: false });
      expect((await chit()).json).to.include({ copy: true });
      expect((await chit({ body: { chit: "table" } })).json).to.include({ copy: false });
      const [, second] = await desk.jobs.list("desk-printer", 10);
      expect(second).to.include({
        chit: "arrival",
        copy: true,
        stay: "STAY2",
        requestedBy: "P",
        station: "front-desk-1",
      });
      expect(second?.copyOf).to.equal(z.object({ jobId: z.string() }).parse(first.json).jobId);
    });

    it("a chit that was refused for good leaves nothing on paper, so the next is no copy (BRF-03)", async () => {
      const { jobId } = z.object({ jobId: z.string() }).parse((await chit()).json);
      await desk.jobs.finish(idOf<"print-job">(jobId), { state: "refused", code: "x" }, 1);
      expect((await chit()).json).to.include({ copy: false });
    });

    it("a chit nobody can tell of may be on paper, so the next says 副本 (BRF-03)", async () => {
      const { jobId } = z.object({ jobId: z.string() }).parse((await chit()).json);
      await desk.jobs.finish(idOf<"print-job">(jobId), { state: "unknown", code: "x" }, 1);
      expect((await chit()).json).to.include({ copy: true });
    });

    it("a chit of an earlier stay does not make this stay's first one a copy", async () => {
      await desk.add("一", { guest, stay: idOf<"stay">("STAY1") });
      expect((await chit()).json).to.include({ copy: false });
    });

    it("prints without anybody waiting for the next look of the spooler", async () => {
      await startSpooler(desk);
      await until("the spooler has looked", () => desk.spooler.statusOf("desk-printer")?.is === "ready");
      await chit();
      await until("it is out", () => desk.printer().out.length === 1, 2000);
    });

    it("refuses an unknown guest, a station without a printer, and somebody who is not signed in", async () => {
      expect(await refusalOf(chit({ id: "nobody" }))).to.equal("guest-not-found");
      const bare = { ...STATION };
      delete bare.printer;
      expect(await refusalOf(chit({ caller: caller({ station: bare }) }))).to.equal(
        "station-without-printer",
      );
      expect(await refusalOf(chit({ caller: caller({ station: null }) }))).to.equal(
        "station-without-printer",
      );
      expect(await refusalOf(chit({ caller: caller({ role: null }) }))).to.equal("sign-in-needed");
      expect(await desk.jobs.list("desk-printer", 10)).to.deep.equal([]);
    });

    it("lists the printers with how they are and what waits (BRF-03)", async () => {
      await desk.add("一");
      const unknown = await desk.add("二");
      await desk.jobs.finish(unknown.id, { state: "unknown", code: "x" }, 1);
      const { json } = await ask({ path: "/api/v1/printers" });
      expect(json).to.deep.equal({
        printers: [
          { name: "desk-printer", kind: "test", columns: 48, status: "unanswered", queued: 1, unknown: 1 },
        ],
      });
    });

    it("shows what a chit says to its own station only, and to those who answer for the house", async () => {
      await startSpooler(desk);
      const job = await desk.add("一");
      desk.spooler.wake();
      await until("it is printed", async () => (await desk.find(job)).state === "printed");
      const other = frontDesk("zh-CN", { name: "breakfast", role: "restaurant" });
      const title = async (who: Caller): Promise<unknown> =>
        z
          .object({ title: z.string() })
          .nullable()
          .parse((await jobsSeenBy(who))[0]?.["document"])?.title;
      expect(await title(caller())).to.equal("一");
      expect(await title(caller({ station: other }))).to.equal(undefined);
      expect(await title(caller({ station: null, role: "housekeeping" }))).to.equal(undefined);
      expect(await title(caller({ station: null, role: "admin" }))).to.equal("一");
      expect((await jobsSeenBy(caller({ station: other })))[0]).to.include({ id: job.id, state: "printed" });
    });

    it("tells the page in which lines the chit came out, so that it need not guess (BRF-03)", async () => {
      await startSpooler(desk);
      const job = await desk.add("一");
      desk.spooler.wake();
      await until("it is printed", async () => (await desk.find(job)).state === "printed");
      const run = { text: "-".repeat(48), bold: false, inverse: false, underline: false };
      expect((await jobsSeenBy(caller()))[0]?.["lines"]).to.deep.equal([
        { is: "text", double: false, runs: [run], columns: 48 },
      ]);
      const other = caller({ station: frontDesk("zh-CN", { name: "breakfast" }), role: null });
      expect((await jobsSeenBy(other))[0]).to.include({ document: null, lines: null });
    });

    it("answers in the shape it promises, newest first, and never more than asked", async () => {
      for (const title of ["一", "二", "三"]) await desk.add(title);
      const route = routes.find((one) => one.path.endsWith("/jobs"));
      const { json } = await ask({
        path: "/api/v1/printers/:name/jobs",
        params: { name: "desk-printer" },
        query: { limit: "2" },
      });
      const { jobs } = z
        .object({ jobs: z.array(z.object({ id: z.string() })) })
        .parse(route?.answers[200]?.schema?.parse(json));
      expect(jobs.length).to.equal(2);
      expect(jobs.map(({ id }) => id)).to.deep.equal(
        jobs
          .map(({ id }) => id)
          .sort()
          .reverse(),
      );
      expect(
        await refusalOf(ask({ path: "/api/v1/printers/:name/jobs", params: { name: "nobody" } })),
      ).to.equal("printer-not-found");
    });
  });
});
