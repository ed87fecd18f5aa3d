// The trial's day over a real link: what a vendor hears while it plays, starts over, is cut and goes on.
import { expect } from "chai";
import type { Log } from "../../plugin/contract/index.ts";
import { systemClock } from "../../plugin/kit/clock.ts";
import { TRIAL_ROOMS } from "../../plugin/trial/cast.ts";
import { TrialDay } from "../../plugin/trial/day.ts";
import type { TrialStep } from "../../plugin/trial/day-script.ts";
import { DueInList } from "../../plugin/trial/due-in.ts";
import type { PostedEvent } from "../../plugin/trial/event-poster.ts";
import { Notebook, looseSheet, type NotebookPaper } from "../../plugin/trial/notebook.ts";
import { startPmsPeer, type PmsPeer } from "../../plugin/trial/pms-peer.ts";
import { until } from "../peers/until.ts";
import { RawVendor } from "./raw-vendor.ts";

const silent: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silent,
};

describe("the trial's day", () => {
  let pms: PmsPeer;
  let raw: RawVendor;
  let day: TrialDay;
  let posted: PostedEvent[];

  async function play(
    script?: readonly TrialStep[],
    speed = 1000,
    paper: NotebookPaper = looseSheet(),
  ): Promise<void> {
    const clock = systemClock;
    pms = await startPmsPeer({
      mode: "listen",
      port: 0,
      clock,
      timezone: "Asia/Shanghai",
      rooms: TRIAL_ROOMS,
    });
    posted = [];
    const poster = {
      post(events: readonly PostedEvent[]): Promise<void> {
        posted.push(...events);
        return Promise.resolve();
      },
    };
    const dueIn = new DueInList({ poster, notebook: new Notebook(paper), clock });
    const around = { pms, dueIn, clock, timezone: "Asia/Shanghai", log: silent, speed };
    day = new TrialDay({ ...around, ...(script === undefined ? {} : { script }) });
    day.start();
    raw = await RawVendor.dial(pms.port);
    await raw.declare();
  }

  afterEach(async () => {
    await day.stop();
    raw.socket.destroy();
    await pms.stop();
  });

  it("announces the arrivals, tells the house, and plays the whole script with everybody in place (design §5.1)", async () => {
    await play();
    await until("the night audit", () => raw.all("NS").length > 0, 15_000);
    const due = posted.filter(({ type }) => type === "reservation.created");
    const came = raw.all("GI").filter((text) => !text.endsWith("|SF|"));
    expect(due.length).to.be.within(24, 34);
    // All who were due, and the paymaster account that nobody announced.
    expect(new Set(came.map((text) => /G#(\d+)/.exec(text)?.[1])).size).to.equal(due.length + 1);
    expect(came.some((text) => text.includes("|RN9000|"))).to.equal(true);
    expect(came.some((text) => text.includes("|RN1205|GSY|"))).to.equal(true);
    expect(raw.all("GO").filter((text) => !text.endsWith("|SF|"))).to.have.length(4);
    expect(raw.all("GC")).to.have.length(3);
    expect(raw.all("DS")).to.have.length(1);
  });

  it("starts over with one click: new numbers, the old guests told away, the list made new (design §5.1)", async () => {
    await play(
      [
        { after: 0.01, do: "check-in", guest: "2001", workstation: "FO1" },
        { after: 900, do: "night-audit" },
      ],
      1,
    );
    const first = await until("the first check-in", () =>
      raw.all("GI").find((text) => text.includes("|GN张|GF伟|")),
    );
    const announced = posted.length;
    day.replay();
    await raw.record("DE", 2);
    const swap = raw.got.slice(raw.got.map((text) => text.slice(0, 2)).lastIndexOf("DS"));
    expect(swap.filter((text) => text.startsWith("GI|RN1208"))).to.deep.equal([]);
    const cancelled = posted.slice(announced).filter(({ type }) => type === "reservation.cancelled");
    expect(cancelled).to.have.length(announced - 1);
    expect(first).to.contain("|WSFO1|");
    const ids = posted
      .filter(({ type }) => type === "reservation.created")
      .map((event) => ("stay" in event ? event.stay.reservationId : ""));
    expect(new Set(ids).size).to.equal(2 * announced);
  });

  it("a second start takes back whoever the first had announced and nobody saw come", async () => {
    const paper = looseSheet();
    await play([{ after: 900, do: "night-audit" }], 1, paper);
    await raw.record("DE");
    const ids = posted.map((event) => ("stay" in event ? event.stay.reservationId : ""));
    await day.stop();
    raw.socket.destroy();
    await pms.stop();
    await play([{ after: 900, do: "night-audit" }], 1, paper);
    const back = posted.filter(({ type }) => type === "reservation.cancelled");
    expect(back.map((event) => ("stay" in event ? event.stay.reservationId : ""))).to.deep.equal(ids);
  });

  it("goes on while the line is cut, and tells everything when it is mended", async () => {
    await play(
      [
        { after: 0.001, do: "check-in", guest: "2001", workstation: "FO1" },
        { after: 0.3, do: "check-in", guest: "2002", workstation: "FO1" },
        { after: 900, do: "night-audit" },
      ],
      1,
    );
    await until("the first check-in", () => raw.all("GI").some((text) => text.includes("|GN张|")));
    await pms.cut();
    await until("the second happened unheard", () => pms.queued === 1);
    await pms.mend();
    raw = await RawVendor.dial(pms.port);
    await raw.declare();
    expect(await raw.record("GI")).to.contain("|GN尉迟|");
  });

  it("says what happens next, and when", async () => {
    await play(
      [
        { after: 900, do: "check-in", guest: "2001", workstation: "FO1" },
        { after: 7, do: "move", guest: "2001", to: "1209" },
      ],
      1,
    );
    const view = await until("it plays", () => (day.view().state === "playing" ? day.view() : undefined));
    expect(view.upcoming.map(({ step, guest }) => [step.do, guest?.family])).to.deep.equal([
      ["check-in", "张"],
      ["move", "张"],
    ]);
    expect(view.upcoming[0]?.inMs).to.be.within(890_000, 900_000);
    expect((view.upcoming[1]?.inMs ?? 0) - (view.upcoming[0]?.inMs ?? 0)).to.equal(7000);
  });
});
