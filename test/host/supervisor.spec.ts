import { expect } from "chai";
import type { Part, PartState } from "../../plugin/contract/index.ts";
import { createMeter } from "../../plugin/host/meter.ts";
import { createSupervisor } from "../../plugin/host/supervisor.ts";
import { createLog } from "../../plugin/kit/log.ts";
import { WoundClock } from "../peers/wound-clock.ts";

/** A printer that can be broken and mended by hand. */
class Patient implements Part {
  readonly name: string;
  state: PartState = { is: "stopped" };
  starts = 0;
  stops = 0;
  broken = false;

  constructor(name: string) {
    this.name = name;
  }

  start(): Promise<void> {
    this.starts++;
    if (this.broken) return Promise.reject(Object.assign(new Error("no"), { code: "ECONNREFUSED" }));
    this.state = { is: "ready", since: 0 };
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.stops++;
    this.state = { is: "stopped" };
    return Promise.resolve();
  }
}

function ward(...parts: Part[]) {
  const clock = new WoundClock();
  const lines: string[] = [];
  const supervisor = createSupervisor("devices", parts, {
    clock,
    log: createLog({ target: { write: (line) => lines.push(line) } }),
    meter: createMeter({ process: false }),
    random: () => 0.999,
  });
  return { clock, lines, supervisor };
}

describe("the supervisor", () => {
  it("starts again what does not start, waiting longer each time, and says so once", async () => {
    const patient = new Patient("desk-printer");
    patient.broken = true;
    const { clock, lines, supervisor } = ward(patient);
    await supervisor.start(new AbortController().signal);
    await clock.wind(30_500);
    expect(patient.starts).to.equal(5); // at 0, 1, 3, 7 and 15 s
    expect(supervisor.states()[0]?.state).to.include({ is: "impaired", code: "ECONNREFUSED" });
    expect(lines).to.have.length(1);
    patient.broken = false;
    await clock.wind(20_000);
    expect(supervisor.states()[0]?.state.is).to.equal("ready");
    expect(lines).to.have.length(2);
    await supervisor.stop(1000);
  });

  it("does not let one that is down keep another from working", async () => {
    const [ill, well] = [new Patient("pms"), new Patient("pos")];
    ill.broken = true;
    const { supervisor, clock } = ward(ill, well);
    await supervisor.start(new AbortController().signal);
    await clock.wind(1);
    expect(supervisor.states().map((one) => one.state.is)).to.deep.equal(["impaired", "ready"]);
    await supervisor.stop(1000);
  });

  it("notices a part that stopped by itself and brings it back", async () => {
    const patient = new Patient("pms");
    const { clock, supervisor } = ward(patient);
    await supervisor.start(new AbortController().signal);
    await clock.wind(1);
    patient.state = { is: "stopped" };
    await clock.wind(5000);
    expect(patient.starts).to.equal(2);
    expect(supervisor.states()[0]?.state.is).to.equal("ready");
    await supervisor.stop(1000);
  });

  it("starts nothing any more once it was stopped", async () => {
    const patient = new Patient("pms");
    patient.broken = true;
    const { clock, supervisor } = ward(patient);
    await supervisor.start(new AbortController().signal);
    await clock.wind(500);
    await supervisor.stop(1000);
    const starts = patient.starts;
    await clock.wind(120_000);
    expect(patient.starts).to.equal(starts);
    expect(supervisor.state.is).to.equal("stopped");
  });
});
