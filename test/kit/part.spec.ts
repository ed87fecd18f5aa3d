import { expect } from "chai";
import { createLog } from "../../plugin/kit/log.ts";
import { createPart, createPartGroup, within } from "../../plugin/kit/part.ts";
import type { Part } from "../../plugin/contract/index.ts";
import { WoundClock } from "../peers/wound-clock.ts";

const log = createLog({ target: { write: () => undefined } });

function houseOf(
  names: readonly string[],
  faulty: { start?: string; stop?: string; onLeft?: (part: string) => void } = {},
) {
  const { onLeft = () => undefined } = faulty;
  const clock = new WoundClock();
  const told: string[] = [];
  const parts: Part[] = names.map((name) =>
    createPart(name, clock, {
      start: () => {
        if (faulty.start === name) throw new Error(`${name} is broken`);
        told.push(`+${name}`);
      },
      stop: () => {
        told.push(`-${name}`);
        return faulty.stop === name ? new Promise<void>(() => undefined) : undefined;
      },
    }),
  );
  return { clock, told, group: createPartGroup("house", parts, { clock, log, onLeft }) };
}

const running = (): AbortSignal => new AbortController().signal;

describe("a group of parts", () => {
  it("starts in order and stops in reverse", async () => {
    const { told, group } = houseOf(["store", "journal", "web"]);
    await group.start(running());
    expect(group.state.is).to.equal("ready");
    await group.stop(1000);
    expect(told).to.deep.equal(["+store", "+journal", "+web", "-web", "-journal", "-store"]);
    expect(group.state.is).to.equal("stopped");
  });

  it("tells which part was cut while it stopped, before the store notes how the house ended (promise 1)", async () => {
    const left: string[] = [];
    const { clock, group } = houseOf(["store", "journal"], {
      stop: "journal",
      onLeft: (one) => left.push(one),
    });
    await group.start(running());
    const stopping = group.stop(1000);
    for (let n = 0; n < 30 && left.length === 0; n++) await clock.wind(100);
    await stopping;
    expect(left).to.deep.equal(["journal"]);
  });

  it("takes a second start or stop as the first", async () => {
    const { told, group } = houseOf(["store"]);
    await group.stop(1000);
    await Promise.all([group.start(running()), group.start(running())]);
    await Promise.all([group.stop(1000), group.stop(1000)]);
    await group.stop(1000);
    expect(told).to.deep.equal(["+store", "-store"]);
  });

  it("can be started again after it stopped", async () => {
    const { told, group } = houseOf(["store"]);
    for (let round = 0; round < 2; round++) {
      await group.start(running());
      await group.stop(1000);
    }
    expect(told).to.deep.equal(["+store", "-store", "+store", "-store"]);
  });

  it("stops what was started when a later part fails, and says what failed", async () => {
    const { told, group } = houseOf(["store", "journal", "web"], { start: "web" });
    const failure: unknown = await group.start(running()).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(Error).with.property("message", "web is broken");
    expect(told).to.deep.equal(["+store", "+journal", "-journal", "-store"]);
    expect(group.state.is).to.equal("stopped");
  });

  it("leaves a part behind that does not stop, within the deadline, and still stops the others", async () => {
    const { clock, told, group } = houseOf(["store", "journal"], { stop: "journal" });
    await group.start(running());
    const stopped = group.stop(1000);
    await clock.wind(1000);
    await stopped;
    expect(told.slice(2)).to.deep.equal(["-journal", "-store"]);
  });

  it("calls a start off when it is stopped meanwhile", async () => {
    const clock = new WoundClock();
    let told = "";
    const slow = createPart("slow", clock, {
      start: (signal) => clock.sleep(60_000, signal),
      stop: () => undefined,
    });
    const late = createPart("late", clock, { start: () => void (told += "late"), stop: () => undefined });
    const group = createPartGroup("house", [slow, late], { clock, log });
    const started = group.start(running()).catch((error: unknown) => error);
    await clock.wind(10);
    const stopped = group.stop(1000);
    expect(await started).to.be.instanceOf(Error);
    await stopped;
    expect(told).to.equal("");
    expect(group.state.is).to.equal("stopped");
  });
});

describe("a wait with a limit", () => {
  it("gives the answer in time, and nothing when it is late", async () => {
    const clock = new WoundClock();
    expect(await within(clock, 100, Promise.resolve(7))).to.deep.equal({ value: 7 });
    const late = within(clock, 100, new Promise(() => undefined));
    await clock.wind(100);
    expect(await late).to.equal(undefined);
  });
});
