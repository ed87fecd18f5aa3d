// The spooler on every store: order, outcomes, crashes, and printers that do not hold each other up.
import { expect } from "chai";
import { KeshiError, type Document } from "../../plugin/contract/index.ts";
import type { Store } from "../../plugin/store/index.ts";
import { until } from "../peers/until.ts";
import { WoundClock } from "../peers/wound-clock.ts";
import { forEachStore } from "../suites/stores.ts";
import { hanging, openDesk, refusing, startSpooler, well, type TestDesk } from "./desk.ts";

const HOUR_MS = 3_600_000;

describe("the spooler", () => {
  forEachStore((under) => {
    let store: Store;
    const started: TestDesk[] = [];
    before(async () => (store = await under.open()));
    beforeEach(async () => {
      await store.db("print_job").del();
    });
    afterEach(async () => {
      await Promise.all(started.splice(0).map((desk) => desk.stop()));
    });
    const run = async (desk: TestDesk): Promise<void> => {
      started.push(desk);
      await startSpooler(desk);
    };
    const comesTo = (desk: TestDesk, job: Parameters<TestDesk["find"]>[0], state: string): Promise<unknown> =>
      until(`the job is ${state}`, async () => (await desk.find(job)).state === state);

    it("prints what waits, in its order, each once, and keeps what it said (BRF-03)", async () => {
      const desk = openDesk(store);
      const jobs = [await desk.add("一"), await desk.add("二"), await desk.add("三")];
      await run(desk);
      for (const job of jobs) await comesTo(desk, job, "printed");
      expect(desk.printer().out).to.deep.equal(["一", "二", "三"]);
      const [first] = jobs;
      if (first === undefined) throw new Error("no job");
      const { document, onWireAt, finishedAt, attempts } = await desk.find(first);
      expect(document).to.deep.equal({ title: "一", locale: "zh-CN", blocks: [{ is: "rule" }] });
      expect(onWireAt)
        .to.be.a("number")
        .and.to.be.at.most(finishedAt ?? 0);
      expect(attempts).to.equal(0);
    });

    it("a wake starts a new chit at once (BRF-03)", async () => {
      const clock = new WoundClock();
      const desk = openDesk(store, { clock });
      await run(desk);
      const job = await desk.add("一");
      desk.spooler.wake();
      await comesTo(desk, job, "printed");
    });

    it("a wake that was missed costs five seconds, not the chit (BRF-03)", async () => {
      const clock = new WoundClock();
      const desk = openDesk(store, { clock });
      await run(desk);
      await until("it has looked", () => desk.spooler.statusOf("desk-printer")?.is === "ready");
      const job = await desk.add("一");
      await until("it looks again", async () => {
        await clock.wind(5000);
        return (await desk.find(job)).state === "printed";
      });
    });

    it("on the wire is committed before the first byte (BRF-03)", async () => {
      const desk = openDesk(store);
      const job = await desk.add("一");
      let seen = "";
      desk.printer().behave = async (begin) => {
        await begin();
        seen = (await desk.find(job)).state;
        return { is: "printed" };
      };
      await run(desk);
      await comesTo(desk, job, "printed");
      expect(seen).to.equal("on-wire");
    });

    it("paper out: the chit waits in its place, is tried again, and comes out once (BRF-03)", async () => {
      const clock = new WoundClock();
      const desk = openDesk(store, { clock });
      desk.printer().behave = refusing("paper-out");
      const [first, second] = [await desk.add("一"), await desk.add("二")];
      await run(desk);
      await until("it was refused", async () => (await desk.find(first)).attempts > 0);
      expect(await desk.find(first)).to.include({ state: "queued", code: "paper-out" });
      expect(desk.spooler.statusOf("desk-printer")).to.deep.equal({ is: "paper-out" });
      expect((await desk.find(second)).state).to.equal("queued");
      desk.printer().behave = well;
      await until("both are out", async () => {
        await clock.wind(15_000);
        return (await desk.find(second)).state === "printed";
      });
      expect(desk.printer().out).to.deep.equal(["一", "二"]);
      expect(desk.spooler.statusOf("desk-printer")).to.deep.equal({ is: "ready" });
    });

    it("does not knock at a printer that refuses more often than its back-off allows", async () => {
      const clock = new WoundClock();
      const desk = openDesk(store, { clock });
      desk.printer().behave = refusing("ECONNREFUSED");
      const job = await desk.add("一");
      await run(desk);
      await until("it was refused", async () => (await desk.find(job)).attempts > 0);
      for (let second = 0; second < 60; second++) {
        desk.spooler.wake();
        await clock.wind(1000);
      }
      expect(desk.printer().tries).to.be.lessThan(40);
    });

    it("two hours late a chit is listed as expired and not printed (BRF-03)", async () => {
      const clock = new WoundClock();
      const desk = openDesk(store, { clock });
      const late = await desk.add("一", { expiresAt: clock.now() - 1 });
      const fresh = await desk.add("二");
      const elsewhere = await desk.add("三", { printer: "no-such-printer", expiresAt: clock.now() - 1 });
      await run(desk);
      await comesTo(desk, fresh, "printed");
      expect((await desk.find(late)).state).to.equal("expired");
      expect((await desk.find(elsewhere)).state).to.equal("expired");
      expect(desk.printer().out).to.deep.equal(["二"]);
    });

    it("a printer without paper for two hours leaves an expired chit with the reason", async () => {
      const clock = new WoundClock();
      const desk = openDesk(store, { clock });
      desk.printer().behave = refusing("paper-out");
      const job = await desk.add("一");
      await run(desk);
      await until("it was refused", async () => (await desk.find(job)).attempts > 0);
      await clock.wind(2 * HOUR_MS);
      await until("it expired", async () => {
        await clock.wind(15_000);
        return (await desk.find(job)).state === "expired";
      });
      expect((await desk.find(job)).code).to.equal("paper-out");
    });

    it("what nobody can tell is unknown, and never tried again by itself (BRF-03)", async () => {
      const desk = openDesk(store);
      desk.printer().behave = async (begin, document) => {
        await begin();
        return document.title === "一" ? { is: "unknown", code: "line-closed" } : { is: "printed" };
      };
      const [first, second] = [await desk.add("一"), await desk.add("二")];
      await run(desk);
      await comesTo(desk, second, "printed");
      expect(await desk.find(first)).to.include({ state: "unknown", code: "line-closed" });
      expect(desk.printer().tries).to.equal(2);
    });

    it("a printer that throws is refused before the first byte and unknown after it", async () => {
      const desk = openDesk(store);
      desk.printer().behave = async (begin) => {
        if (desk.printer().tries > 1) await begin();
        throw new KeshiError("printer-broke", "It broke");
      };
      const job = await desk.add("一");
      await run(desk);
      await until("it was tried", async () => (await desk.find(job)).attempts === 1);
      await comesTo(desk, job, "unknown");
      expect((await desk.find(job)).code).to.equal("printer-broke");
    });

    for (const [hasBegun, state] of [
      [true, "unknown"],
      [false, "queued"],
    ] as const)
      it(`a printer that never comes back is given up: ${state} where it had ${hasBegun ? "" : "not "}begun (BRF-03)`, async () => {
        const clock = new WoundClock();
        const desk = openDesk(store, { clock });
        desk.printer().behave = hanging(hasBegun);
        const job = await desk.add("一");
        await run(desk);
        await until("it is under way", () => desk.printer().tries === 1);
        if (hasBegun) await comesTo(desk, job, "on-wire");
        await until("it is given up", async () => {
          await clock.wind(10_000);
          return (await desk.find(job)).code === "printer-deadline";
        });
        expect((await desk.find(job)).state).to.equal(state);
      });

    it("a printer given up may not begin late: nothing is sent for a job that is queued again (BRF-03)", async () => {
      const clock = new WoundClock();
      const desk = openDesk(store, { clock });
      let begin = (): Promise<void> => Promise.resolve();
      desk.printer().behave = (mayBegin) => {
        begin = mayBegin;
        return new Promise(() => undefined);
      };
      const job = await desk.add("一");
      await run(desk);
      await until("it is under way", () => desk.printer().tries === 1);
      await until("it is given up", async () => {
        await clock.wind(10_000);
        return (await desk.find(job)).attempts === 1;
      });
      const refusal = await begin().then(
        () => "began",
        (error: unknown) => (error instanceof KeshiError ? error.code : "other"),
      );
      expect(refusal).to.equal("print-withdrawn");
    });

    it("one stuck printer holds nobody else up (BRF-03)", async () => {
      const desk = openDesk(store, { printers: ["desk-printer", "stuck-printer", "refusing-printer"] });
      desk.printer("stuck-printer").behave = hanging(true);
      desk.printer("refusing-printer").behave = refusing("paper-out");
      await desk.add("一", { printer: "stuck-printer" });
      await desk.add("二", { printer: "refusing-printer" });
      const jobs = await Promise.all(["三", "四", "五"].map((title) => desk.add(title)));
      await run(desk);
      for (const job of jobs) await comesTo(desk, job, "printed");
    });

    it("after a crash claimed is printed, on the wire is unknown, and nothing comes out twice (BRF-03)", async () => {
      const desk = openDesk(store);
      const [claimed, onWire, waiting] = [await desk.add("一"), await desk.add("二"), await desk.add("三")];
      const document: Document = { title: "二", locale: "zh-CN", blocks: [] };
      await desk.jobs.claim(claimed.id);
      await desk.jobs.claim(onWire.id);
      await desk.jobs.noteOnWire(onWire.id, document, 1);
      await run(desk);
      await comesTo(desk, waiting, "printed");
      expect((await desk.find(claimed)).state).to.equal("printed");
      expect(await desk.find(onWire)).to.include({ state: "unknown", code: "stopped-while-printing" });
      expect(desk.printer().out).to.deep.equal(["一", "三"]);
    });

    it("a chit that cannot be made is refused for good and does not hold up the next (BRF-03)", async () => {
      let broken = "";
      const desk = openDesk(store, {
        makeDocument: (job) =>
          job.id === broken
            ? Promise.reject(new KeshiError("chit-without-card", "No card"))
            : Promise.resolve({ title: "二", locale: "en", blocks: [] }),
      });
      const first = await desk.add("一");
      broken = first.id;
      const second = await desk.add("二");
      await run(desk);
      await comesTo(desk, second, "printed");
      expect(await desk.find(first)).to.include({ state: "refused", code: "chit-without-card" });
    });

    it("a chit that cannot be made for the moment is tried again", async () => {
      let tries = 0;
      const desk = openDesk(store, {
        makeDocument: () =>
          ++tries === 1
            ? Promise.reject(new KeshiError("store-busy", "Later", { errorClass: "transient" }))
            : Promise.resolve({ title: "一", locale: "en", blocks: [] }),
      });
      const job = await desk.add("一");
      await run(desk);
      await comesTo(desk, job, "printed");
      expect((await desk.find(job)).attempts).to.equal(1);
    });

    it("a database that goes away while the paper comes out is waited for, and nothing is printed twice (BRF-03)", async () => {
      const desk = openDesk(store);
      const { schema } = store.db;
      desk.printer().behave = async (begin) => {
        await begin();
        await schema.renameTable("print_job", "print_job_away");
        return { is: "printed" };
      };
      const job = await desk.add("一");
      await run(desk);
      await until("it is on paper", () => desk.printer().out.length === 1);
      await store.db.schema.renameTable("print_job_away", "print_job");
      await comesTo(desk, job, "printed");
      expect(desk.printer().tries).to.equal(1);
    });

    it("stops within its deadline, finishing the chit under way", async () => {
      const desk = openDesk(store);
      let finish: (() => void) | undefined;
      desk.printer().behave = async (begin) => {
        await begin();
        await new Promise<void>((resolve) => (finish = resolve));
        return { is: "printed" };
      };
      const [job, next] = [await desk.add("一"), await desk.add("二")];
      await run(desk);
      await comesTo(desk, job, "on-wire");
      await until("it is coming out", () => finish !== undefined);
      const stopped = desk.spooler.stop(5000);
      finish?.();
      await stopped;
      expect((await desk.find(job)).state).to.equal("printed");
      expect((await desk.find(next)).state).to.equal("queued");
    });
  });
});
