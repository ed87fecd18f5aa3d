import { expect } from "chai";
import { createMeter } from "../../plugin/host/meter.ts";

describe("the meter", () => {
  it("tells counts, states and latencies in Prometheus' text", async () => {
    const meter = createMeter({ process: false });
    meter.count("events", { source: "pms" });
    meter.count("events", { source: "pms" }, 2);
    meter.observe("commit_ms", 3, {});
    meter.gauge("journal.queued", 7);
    const text = await meter.text();
    expect(text).to.contain('keshi_events_total{source="pms"} 3');
    expect(text).to.contain('keshi_commit_seconds_bucket{le="0.005"} 1');
    expect(text).to.contain("keshi_journal_queued 7");
  });

  it("drops a label that could name a guest (RT-05)", async () => {
    const meter = createMeter({ process: false });
    meter.count("pops", { guest: "G1", room: "1208", station: "desk" });
    expect(await meter.text())
      .to.contain('keshi_pops_total{station="desk"} 1')
      .and.not.to.match(/G1|1208/);
  });

  it("does not grow with what a peer makes up", async () => {
    const meter = createMeter({ process: false });
    for (let number = 0; number < 2000; number++) meter.count("records", { type: `Z${number}` });
    const text = await meter.text();
    expect(text.split("\n").length).to.be.below(600);
    expect(text).to.contain('type="other"} 1500');
  });

  it("keeps to the labels of the first use", async () => {
    const meter = createMeter({ process: false });
    meter.count("frames", { line: "pms" });
    meter.count("frames", { line: "pms", odd: "1" });
    meter.count("frames");
    expect(await meter.text())
      .to.contain('keshi_frames_total{line="pms"} 2')
      .and.to.contain('keshi_frames_total{line=""} 1');
  });
});
