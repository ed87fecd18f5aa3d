// What the figures of a running house tell, and that they tell of no guest.
import { expect } from "chai";
import { idOf } from "../../plugin/contract/index.ts";
import { createGauges } from "../../plugin/host/gauges.ts";
import { createMeter } from "../../plugin/host/meter.ts";
import { createPrintJobStore } from "../../plugin/printing/index.ts";
import { aDraft, aJournal, listeningLog } from "../journal/journal-bench.ts";
import { until } from "../peers/until.ts";
import { forEachStore } from "../suites/stores.ts";

describe("The gauges", () => {
  forEachStore(({ open }) => {
    it("tell what waits and since when, chits by state, terminals, lights and parts, and name no guest (RT-05)", async () => {
      const store = await open();
      const { journal, property, clock } = aJournal(store);
      const guest = "GUEST-ZHANG-WEI";
      const jobs = createPrintJobStore(store, property);
      const job = {
        printer: "p",
        station: "s",
        chit: "arrival",
        guest: idOf<"guest">(guest),
        copy: false,
      } as const;
      const now = clock.now();
      await jobs.add({ ...job, id: idOf<"print-job">("1"), createdAt: now, expiresAt: now + 1 });
      await journal.append("pms", [aDraft({ room: "4242" }), aDraft({ subject: "reservation:4713" })]);
      await journal.queue.park(await journal.queue.lastSeq(), { code: "x", reason: "y" });
      await clock.wind(7_000);
      const meter = createMeter({ process: false });
      const part = createGauges(
        {
          journal: () => journal.counts(),
          prints: () => jobs.standing(),
          terminals: () => 3,
          lights: () => [{ name: "pms", kind: "fias", state: "slow", since: 0 }],
          parts: () => [{ name: "dispatcher", state: { is: "ready", since: 0 } }],
        },
        { clock, log: listeningLog(), meter },
      );
      await part.start(new AbortController().signal);
      await until("they are read", async () => (await meter.text()).includes("keshi_print_jobs"));
      const text = await meter.text();
      for (const line of [
        "keshi_journal_queued 1",
        "keshi_journal_parked 1",
        "keshi_journal_oldest_age_s 7",
        'keshi_print_jobs{state="queued"} 1',
        'keshi_print_jobs{state="unknown"} 0',
        "keshi_terminals_connected 3",
        'keshi_light_state{light="pms",kind="fias"} 1',
        'keshi_part_state{part="dispatcher"} 2',
      ])
        expect(text.split("\n")).to.include(line);
      expect(text).not.to.match(/ZHANG|4242|4711|4713|guest/i);
      await journal.append("pms", [aDraft()]);
      await clock.wind(5_000);
      await until("they are read again", async () => (await meter.text()).includes("keshi_journal_queued 2"));
      await part.stop(1000);
    });
  });

  it("stand beside latencies that tell a millisecond from five", async () => {
    const meter = createMeter({ process: false });
    meter.observe("journal_commit", 1.5);
    const text = await meter.text();
    expect(text).to.include('keshi_journal_commit_seconds_bucket{le="0.001"} 0');
    expect(text).to.include('keshi_journal_commit_seconds_bucket{le="0.002"} 1');
  });
});
