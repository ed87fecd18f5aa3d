// The FIAS adapter between a line and the journal (fias.md §3, §4), over a pair of lines and a clock wound by hand.
import { expect } from "chai";
import { codeOf, KeshiError } from "../../../plugin/contract/index.ts";
import { until } from "../../peers/until.ts";
import { Harness, Pms } from "./harness.ts";

const GI = "GI|RN1208|G#4711|GSN|GN王|GF伟|GTMr|GLZH|G+88|GA261121|GD261123|WSFO1|DA261121|TI143205|";

describe("a FIAS link", () => {
  it("declares itself on the greeting, paced, and is up once the PMS says LA (INT-01)", async () => {
    const it = new Harness();
    const pms = await it.connect();
    expect(it.adapter.state.is).to.equal("starting");
    await pms.say("LS|DA261121|TI143200|");
    expect(pms.heard).to.have.length(1);
    expect(it.adapter.link.state).to.equal("slow");
    await it.declared(pms);
    expect(pms.heard.map((record) => record.slice(0, 7))).to.deep.equal([
      "LD|DA26",
      "LR|RIGI",
      "LR|RIGC",
      "LR|RIGO",
      "LR|RINS",
      "LR|RINE",
      "LA|DA26",
    ]);
    expect(pms.heard[0]).to.equal("LD|DA261121|TI143200|V#1.0|IFMS|RT53|");
    expect(pms.heard[1]).to.equal("LR|RIGI|FLRNG#GSGNGFGTGLGVGGG+GAGDNPWSDATIA0A1A2A3A4A5A6A7A8A9SF|");
    await pms.say("LC|DA261121|TI143201|RP116|", "LA|DA261121|TI143201|");
    expect(it.adapter.state.is).to.equal("ready");
    expect(it.adapter.link.state).to.equal("up");
    await it.adapter.stop(0);
  });

  it("declares itself again at every LS, at any time", async () => {
    const it = new Harness({ settings: { pacingMs: 0 } });
    const pms = await it.alive();
    await pms.say("LS|DA261121|TI150000|");
    expect(pms.count("LD|")).to.equal(2);
    expect(pms.count("LR|")).to.equal(10);
    expect(it.adapter.link.state).to.equal("slow");
    await pms.say("LA|DA261121|TI150001|");
    expect(it.adapter.link.state).to.equal("up");
    await it.adapter.stop(0);
  });

  it("speaks first where the PMS keeps silent for 3 s", async () => {
    const it = new Harness();
    const pms = await it.connect();
    await it.clock.wind(2999);
    expect(pms.heard).to.deep.equal([]);
    await it.clock.wind(1);
    expect(pms.heard).to.have.length(1);
    expect(pms.heard[0]).to.match(/^LS\|DA261121\|TI1432\d\d\|$/);
    await it.adapter.stop(0);
  });

  it("is up with a PMS that knows us still and says LA once only, or tells guests at once (§3.2.1, §3.3)", async () => {
    for (const known of ["LA|DA261121|TI143204|", GI]) {
      const it = new Harness();
      const pms = await it.connect();
      await it.clock.wind(3000);
      expect(pms.count("LS|")).to.equal(1);
      await pms.say(known);
      await it.declared(pms);
      expect(it.adapter.link.state).to.equal("up");
      await it.clock.wind(60_000);
      expect(it.source.opened).to.equal(1);
      await it.adapter.stop(0);
    }
  });

  describe("whose PMS has a wrong clock", () => {
    const gi = (ti: string): string => GI.replace("TI143205", `TI${ti}`);

    for (const { wrong, ls, la, record, ahead } of [
      { wrong: "clock 6 minutes slow", ls: "142600", la: "142600", record: "142605", ahead: -360 },
      { wrong: "zone a quarter-hour zone off", ls: "084700", la: "084701", record: "084705", ahead: -20_700 },
      { wrong: "clock 2 hours fast", ls: "163200", la: "163201", record: "163205", ahead: 7200 },
    ])
      it(`still tells a check-in as news, and a queued one as old: ${wrong} (§13.10, RT-01)`, async () => {
        const it = new Harness({ settings: { pacingMs: 0 } });
        const started = it.clock.now();
        const pms = await it.connect();
        await pms.say(`LS|DA261121|TI${ls}|`, `LA|DA261121|TI${la}|`);
        await pms.say(gi(record));
        await pms.say(gi(`${String(Number(record.slice(0, 2)) - 1).padStart(2, "0")}${record.slice(2)}`));
        await until("both are committed", () => it.committed.length === 2);
        const [fresh, old] = it.committed;
        expect(Math.abs((fresh?.occurredAt ?? 0) - started)).to.be.below(120_000);
        expect((fresh?.occurredAt ?? 0) - (old?.occurredAt ?? 0)).to.equal(3_600_000);
        expect(it.adapter.link.warnings).to.deep.equal(["fias-clock-off"]);
        const told = it.logged.filter(({ fields }) => fields?.["code"] === "fias-clock-off");
        expect(told).to.have.length(1);
        expect(told[0]?.fields?.["aheadS"]).to.be.closeTo(ahead, 90);
        await it.adapter.stop(0);
      });

    it("says so no longer once it is right", async () => {
      const it = new Harness({ settings: { pacingMs: 0 } });
      const pms = await it.connect();
      await pms.say("LS|DA261121|TI142000|", "LA|DA261121|TI142000|");
      expect(it.adapter.link.warnings).to.deep.equal(["fias-clock-off"]);
      await pms.say("LA|DA261121|TI143200|");
      expect(it.adapter.link.warnings).to.equal(undefined);
      await it.adapter.stop(0);
    });
  });

  it("never answers LA with LA, and asks at most every five minutes whether the PMS is there", async () => {
    const it = new Harness();
    const pms = await it.alive();
    const before = pms.heard.length;
    for (let n = 0; n < 9; n++) {
      await pms.say("LA|DA261121|TI143300|");
      await it.clock.wind(30_000);
    }
    expect(pms.heard.length).to.equal(before);
    await it.clock.wind(30_000);
    expect(pms.heard.slice(before).map((record) => record.slice(0, 3))).to.deep.equal(["LS|"]);
    await pms.say("LA|DA261121|TI143800|");
    await it.clock.wind(31_000);
    expect(it.adapter.link.state).to.equal("up");
    await it.adapter.stop(0);
  });

  it("takes a PMS that leaves our LS without an answer for 30 s for dead, and comes back", async () => {
    const it = new Harness();
    await it.alive();
    await it.clock.wind(300_000);
    await it.clock.wind(29_000);
    expect(it.adapter.link.state).to.equal("up");
    await it.clock.wind(1100);
    expect(it.adapter.link.state).to.equal("down");
    expect(it.adapter.state).to.include({ is: "impaired", code: "fias-no-answer" });
    await it.clock.wind(1000);
    expect(it.source.opened).to.equal(2);
    expect(it.adapter.link.state).to.equal("slow");
    await it.adapter.stop(0);
  });

  it("answers LE with LE, closes, and comes back by itself", async () => {
    const it = new Harness();
    const pms = await it.alive();
    await pms.say("LE|DA261121|TI143210|");
    expect(pms.heard.at(-1)).to.match(/^LE\|/);
    expect(await pms.line.closed).to.deep.equal({ why: "peer-closed" });
    await it.clock.wind(1000);
    const again = new Pms(await it.source.peer(), it.clock);
    await again.say("LS|DA261121|TI143212|");
    await it.declared(again);
    await again.say("LA|");
    expect(it.adapter.link.state).to.equal("up");
    await it.adapter.stop(0);
  });

  it("waits longer after each failed try, up to a minute, and logs the loss once and the return once", async () => {
    const it = new Harness();
    it.source.refuse = "ECONNREFUSED";
    await it.adapter.start(new AbortController().signal);
    await it.clock.wind(500);
    await it.clock.wind(1000);
    await it.clock.wind(2000);
    expect(it.source.opened).to.equal(4);
    await it.clock.wind(300_000);
    expect(it.source.opened).to.be.within(12, 16);
    expect(it.adapter.state).to.include({ is: "impaired", code: "ECONNREFUSED" });
    expect(it.logged.filter((line) => line.level === "warn")).to.have.length(1);
    it.source.refuse = undefined;
    await it.clock.wind(60_000);
    const pms = new Pms(await it.source.peer(), it.clock);
    await pms.say("LS|");
    await it.declared(pms);
    await pms.say("LA|");
    expect(it.adapter.state.is).to.equal("ready");
    expect(it.logged.filter((line) => line.message.includes("is up"))).to.have.length(1);
    await it.adapter.stop(0);
  });

  it("says LE when stopped, waits two seconds for the other LE, and is then stopped", async () => {
    const it = new Harness();
    const pms = await it.alive();
    const stopping = it.adapter.stop(10_000);
    await it.clock.wind(0);
    expect(pms.heard.at(-1)).to.match(/^LE\|DA261121\|/);
    expect(it.adapter.state.is).to.equal("stopping");
    await pms.say("LE|");
    await stopping;
    expect(it.adapter.state.is).to.equal("stopped");
    expect(await pms.line.closed).to.deep.equal({ why: "peer-closed" });
  });

  it("stops trying where the PMS closes at our key, because a wrong key locks the interface", async () => {
    const it = new Harness({ settings: { authKey: "GVDpVnl6qYlTQXQJZxXdbw==", pacingMs: 0 } });
    const pms = await it.connect();
    await pms.say("LS|DA170831|TI102201|");
    expect(pms.heard[0]).to.match(/\|RT53\|CGFidCryptAB;[A-Za-z0-9+/=]{48}\|$/);
    await pms.line.close();
    await it.clock.wind(3_600_000);
    expect(it.source.opened).to.equal(1);
    expect(it.adapter.state).to.include({ is: "impaired", code: "fias-key-refused" });
    await it.adapter.stop(0);
  });
});

describe("what a FIAS link hears", () => {
  it("a check-in is committed as it comes, with its place and its raw record (RT-01)", async () => {
    const it = new Harness();
    const pms = await it.alive();
    await pms.say(GI);
    const [draft] = it.committed;
    expect(draft).to.include({
      type: "stay.checked_in",
      subject: "reservation:4711",
      workstation: "FO1",
      sourceEventType: "GI",
      occurredAt: Date.parse("2026-11-21T14:32:05+08:00"),
    });
    expect(Buffer.from(draft?.raw.bytes ?? []).toString()).to.equal(GI);
    expect(draft).not.to.have.any.keys("replay", "resync", "notBefore");
    await it.adapter.stop(0);
  });

  it("several records of one chunk are committed together", async () => {
    const it = new Harness();
    const pms = await it.alive();
    await pms.say(GI, "GO|RN1209|G#4712|GSN|", "NS|DA261121|TI235900|", "NE|DA261122|TI003000|");
    expect(it.calls).to.have.length(1);
    expect(it.types()).to.deep.equal(["stay.checked_in", "stay.checked_out", "day.closing", "day.closed"]);
    await it.adapter.stop(0);
  });

  it("a record before the link is up is kept all the same", async () => {
    const it = new Harness();
    const pms = await it.connect();
    await pms.say(GI);
    expect(it.types()).to.deep.equal(["stay.checked_in"]);
    await it.adapter.stop(0);
  });

  it("nothing is answered and nothing is lost while the journal fails, and order is kept", async () => {
    let fails = 3;
    const it = new Harness({
      publish: () => {
        fails -= 1;
        return fails >= 0
          ? Promise.reject(new KeshiError("store-unreachable", "no store", { errorClass: "transient" }))
          : Promise.resolve();
      },
    });
    const pms = await it.alive();
    await pms.say(GI);
    await pms.say("GO|RN1208|G#4711|GSN|");
    expect(it.committed).to.deep.equal([]);
    await it.clock.wind(20_000);
    expect(it.types()).to.deep.equal(["stay.checked_in", "stay.checked_out"]);
    await it.adapter.stop(0);
  });

  it("an event the journal refuses for good does not hold back the others, and its bytes stay", async () => {
    const it = new Harness({
      publish: (drafts) =>
        drafts.some((draft) => draft.type === "stay.updated")
          ? Promise.reject(new KeshiError("event-refused", "no"))
          : Promise.resolve(),
    });
    const pms = await it.alive();
    await pms.say(GI, "GC|RN1208|G#4711|GV3|", "GO|RN1208|G#4711|GSN|");
    await it.clock.wind(100);
    expect(it.types()).to.deep.equal(["stay.checked_in", "unreadable", "stay.checked_out"]);
    await it.adapter.stop(0);
  });

  it("reading stops while too much waits for its commit, so the PMS is held back, and goes on after", async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const it = new Harness({ publish: () => gate });
    const pms = await it.alive();
    const records = Array.from({ length: 20_000 }, (_, n) => `\x02GI|RN1|G#${n + 1}|GSN|GNx|GA261121|\x03`);
    let sent = 0;
    const sending = (async (): Promise<void> => {
      for (let at = 0; at < records.length; at += 100) {
        await pms.line.write(Buffer.from(records.slice(at, at + 100).join("")));
        sent += 100;
      }
    })();
    await until("the PMS is held back", async () => {
      const before = sent;
      await new Promise((resolve) => setTimeout(resolve, 30));
      return sent === before;
    });
    expect(sent).to.be.lessThan(8000);
    release();
    await sending;
    await until("all are committed", () => it.committed.length === records.length);
    await it.adapter.stop(0);
  });

  it("what cannot be read is kept with its code, and the next record is read (bad input)", async () => {
    const it = new Harness();
    const pms = await it.alive();
    await pms.bytes(
      Buffer.concat([Buffer.from([2]), Buffer.from("GI|RN1|GN"), Buffer.from([0xc4, 0xe3, 3])]),
    );
    await pms.bytes(Buffer.from("\x02GI|RN1208|G#\x02GI|RN1210|G#5|GNx|\x03"));
    await pms.bytes(Buffer.from(`\x02${"x".repeat(20_000)}\x03\x02ZZ|RN1|\x03\x02\x03\x02HELLO|\x03\r\n`));
    await pms.say("GI|GNNobody|");
    await pms.say(GI);
    const codes = it.committed.map((draft) => (draft.type === "unreadable" ? draft.unreadable.code : "read"));
    expect(codes.filter((code, place) => code !== codes[place - 1])).to.deep.equal([
      "code-page-mismatch",
      "fias-bytes-restarted",
      "read",
      "fias-bytes-too-long",
      "fias-unknown-record",
      "fias-empty-record",
      "fias-bad-record-id",
      "fias-no-subject",
      "read",
    ]);
    expect(it.adapter.link.state).to.equal("up");
    await it.adapter.stop(0);
  });

  it("no name, no raw record and no value reaches the log (SEC)", async () => {
    const it = new Harness();
    const pms = await it.alive();
    await pms.say(
      "GI|RN1208|G#4711|GSQ|GNGeheim|GFGeheim|GA269999|NPX|DA2611|TIxx|",
      "QQ|GNGeheim|",
      "GI|GNGeheim|",
    );
    await pms.bytes(Buffer.from("Geheim\x02GI|GNGeheim\x02LA|\x03"));
    expect(it.logged.length).to.be.greaterThan(4);
    expect(JSON.stringify(it.logged)).not.to.contain("Geheim");
    await it.adapter.stop(0);
  });

  it("noise is counted but does not fill the journal", async () => {
    const it = new Harness();
    const pms = await it.alive();
    for (let n = 0; n < 300; n++) await pms.bytes(Buffer.from("noise\x02LA|\x03"));
    expect(it.committed).to.have.length(100);
    expect(it.counts.get("fias_bad_frames")).to.equal(300);
    await it.adapter.stop(0);
  });
});

describe("answers on a FIAS line that has them switched on", () => {
  it("ACK goes out only after the commit, NAK at once for a broken check byte", async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const it = new Harness({ settings: { ack: true, lrc: true }, publish: () => gate });
    const pms = await it.connect();
    await pms.bytes(frame("GI|RN1208|G#4711|GSN|", 0));
    expect(pms.controls).to.deep.equal([]);
    await pms.bytes(Uint8Array.of(5));
    expect(pms.controls).to.deep.equal([0x15]);
    release();
    await it.clock.wind(1);
    expect(pms.controls).to.deep.equal([0x15, 0x06]);
    await pms.bytes(frame("GI|RN1208|G#4711|GSN|", 1));
    expect(pms.controls).to.deep.equal([0x15, 0x06, 0x15]);
    expect(it.committed).to.have.length(1);
    await it.adapter.stop(0);
  });

  it("a broken check byte without answers keeps the bytes", async () => {
    const it = new Harness({ settings: { lrc: true } });
    const pms = await it.connect();
    await pms.bytes(frame("GI|RN1208|G#4711|GSN|", 1));
    expect(it.committed[0]).to.have.nested.property("unreadable.code", "fias-bad-sum");
    await it.adapter.stop(0);
  });

  it("our record is sent again on NAK, three times at most", async () => {
    const it = new Harness({ settings: { ack: true } });
    const pms = await it.connect();
    await it.clock.wind(3000);
    for (let n = 0; n < 6; n++) await pms.bytes(Uint8Array.of(0x15));
    expect(pms.count("LS|")).to.equal(4);
    await it.adapter.stop(0);
  });
});

describe("a resync over FIAS", () => {
  it("is asked for once after an unclean stop, never on an ordinary start (INT-04)", async () => {
    const ordinary = new Harness();
    const first = await ordinary.alive();
    await ordinary.clock.wind(60_000);
    expect(first.count("DR|")).to.equal(0);
    await ordinary.adapter.stop(0);

    const unclean = new Harness({ afterUncleanStop: true });
    const pms = await unclean.alive();
    expect(pms.count("DR|")).to.equal(1);
    await pms.say("DS|", "GI|RN1|G#1|GSN|SF|", "GO|RN2|GSN|SF|", "GI|RN3|G#3|GSY|", "DE|");
    expect(unclean.types()).to.deep.equal([
      "link.resync_started",
      "stay.checked_in",
      "stay.checked_out",
      "stay.checked_in",
      "link.resync_ended",
    ]);
    const window = unclean.committed[0]?.resync;
    expect(window).to.match(/^[0-9A-Z]{26}$/);
    expect(unclean.committed.every((draft) => draft.resync === window)).to.equal(true);
    expect(unclean.committed.map((draft) => draft.replay ?? false)).to.deep.equal([
      false,
      true,
      true,
      false,
      false,
    ]);
    expect(unclean.committed.map((draft) => draft.barrier ?? false)).to.deep.equal([
      true,
      false,
      false,
      false,
      true,
    ]);
    expect(unclean.committed.at(-1)).to.have.nested.property("link.complete", true);
    await pms.line.close();
    await unclean.clock.wind(2000);
    const again = new Pms(await unclean.source.peer(), unclean.clock);
    await again.say("LS|");
    await unclean.declared(again);
    await again.say("LA|");
    expect(again.count("DR|")).to.equal(0);
    await unclean.adapter.stop(0);
  });

  it("that a cut line ends proves nobody gone, and is asked for again", async () => {
    const it = new Harness({ afterUncleanStop: true });
    const pms = await it.alive();
    await pms.say("DS|", "GI|RN1|G#1|GSN|SF|");
    pms.line.fail("ECONNRESET");
    await it.clock.wind(0);
    expect(it.committed.at(-1)).to.have.nested.property("link.complete", false);
    await it.clock.wind(1000);
    const again = new Pms(await it.source.peer(), it.clock);
    await again.say("LS|");
    await it.declared(again);
    await again.say("LA|");
    expect(again.count("DR|")).to.equal(1);
    await it.adapter.stop(0);
  });

  it("the same guest told twice in two resyncs is told twice, not taken for a repeat", async () => {
    const it = new Harness();
    const pms = await it.alive();
    for (let n = 0; n < 2; n++) await pms.say("DS|", "GI|RN1|G#1|GSN|SF|", "DE|");
    const digests = it.committed
      .filter((draft) => draft.type === "stay.checked_in")
      .map((draft) => (draft.idempotency.by === "last-of-subject" ? draft.idempotency.digest : ""));
    expect(new Set(digests).size).to.equal(2);
    await it.adapter.stop(0);
  });

  it("that is ignored for 30 s is given up, and one under way refuses another", async () => {
    const it = new Harness();
    const pms = await it.alive();
    await it.adapter.resync("asked by a person");
    await it.clock.wind(0);
    expect(pms.count("DR|")).to.equal(1);
    expect(await it.adapter.resync("again").catch(codeOf)).to.equal("resync-under-way");
    await it.clock.wind(30_000);
    await it.adapter.resync("later");
    await it.clock.wind(0);
    expect(pms.count("DR|")).to.equal(2);
    await it.adapter.stop(0);
    expect(await it.adapter.resync("stopped").catch(codeOf)).to.equal("fias-stopped");
  });

  it("that never ends is closed as incomplete, and nothing was sent inside it", async () => {
    const it = new Harness();
    const pms = await it.alive();
    await pms.say("DS|", "GI|RN1|G#1|GSN|SF|");
    const before = pms.heard.length;
    await it.clock.wind(200_000);
    expect(it.types()).to.not.include("link.resync_ended");
    await it.clock.wind(40_000);
    expect(it.committed.at(-1)).to.have.nested.property("link.complete", false);
    expect(pms.heard.length).to.equal(before);
    await it.adapter.stop(0);
  });

  it("keeps even the alive check back inside the window", async () => {
    const it = new Harness();
    const pms = await it.alive();
    await it.clock.wind(290_000);
    await pms.say("DS|");
    const before = pms.heard.length;
    await it.clock.wind(100_000);
    expect(pms.heard.length).to.equal(before);
    await it.adapter.stop(0);
  });

  it("hushes the burst some PMS send after start, where the site says so, and no longer", async () => {
    const it = new Harness({ settings: { quirks: ["initialBurstWithoutEnvelope"] } });
    const pms = await it.alive();
    await it.clock.wind(6000);
    await pms.say("GI|RN1|G#1|GSN|", "GC|RN2|G#2|GV1|");
    await it.clock.wind(40_000);
    await pms.say("GI|RN3|G#3|GSN|");
    expect(it.committed.map((draft) => draft.replay ?? false)).to.deep.equal([true, true, false]);
    await it.adapter.stop(0);
  });

  it("an empty SF in a live record means nothing, unless the site says it does (Casablanca)", async () => {
    const casablanca = new Harness();
    await (await casablanca.alive()).say("GI|RN117|G#24685|GS|SF|");
    expect(casablanca.committed[0]).not.to.have.property("replay");
    await casablanca.adapter.stop(0);
    const strict = new Harness({ settings: { quirks: { sfMeansSwap: true } } });
    await (await strict.alive()).say("GI|RN117|G#24685|GS|SF|", "GI|RN118|G#24686|GS|");
    expect(strict.committed.map((draft) => draft.replay ?? false)).to.deep.equal([true, false]);
    await strict.adapter.stop(0);
  });
});

function frame(record: string, error: number): Uint8Array {
  const body = [...Buffer.from(record), 3];
  return Uint8Array.of(2, ...body, body.reduce((sum, byte) => sum ^ byte, 0) ^ error);
}
