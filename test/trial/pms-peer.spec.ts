// The simulated PMS, seen from a bare socket: it must behave as reference/fias.md §14 asks, or our adapter is tested against a dream.
import { expect } from "chai";
import { systemClock } from "../../plugin/kit/clock.ts";
import { startPmsPeer, type PmsPeer, type PmsPeerSettings } from "../../plugin/trial/pms-peer.ts";
import type { PmsReservation } from "../../plugin/trial/pms-house.ts";
import { until } from "../peers/until.ts";
import { WoundClock } from "../peers/wound-clock.ts";
import { RawVendor } from "./raw-vendor.ts";

const AT = Date.parse("2026-11-21T06:32:05Z");
const zhang: PmsReservation = {
  id: "4711",
  guest: { profile: "900", family: "张", given: "伟", title: "先生", language: "ZH", vip: "3" },
  room: "1208",
  arrival: "2026-11-21",
  departure: "2026-11-23",
};
const wang: PmsReservation = { ...zhang, id: "4712", guest: { family: "王", given: "芳" } };

describe("the simulated PMS", () => {
  const open: PmsPeer[] = [];
  const sockets: RawVendor[] = [];

  async function pms(settings: Partial<PmsPeerSettings> = {}): Promise<PmsPeer> {
    const peer = await startPmsPeer({
      mode: "listen",
      port: 0,
      clock: systemClock,
      timezone: "Asia/Shanghai",
      rooms: ["1208", "1209", "1210"],
      ...settings,
    });
    open.push(peer);
    return peer;
  }

  async function vendor(peer: PmsPeer, codePage?: string): Promise<RawVendor> {
    const raw = await RawVendor.dial(peer.port, codePage);
    sockets.push(raw);
    return raw;
  }

  async function ready(settings: Partial<PmsPeerSettings> = {}): Promise<{ peer: PmsPeer; raw: RawVendor }> {
    const peer = await pms(settings);
    const raw = await vendor(peer, settings.codePage);
    await raw.declare();
    return { peer, raw };
  }

  afterEach(async () => {
    for (const raw of sockets.splice(0)) raw.socket.destroy();
    for (const peer of open.splice(0)) await peer.stop();
  });

  it("greets with LS, takes the declaration and answers LA (INT-01, fias.md §3.2)", async () => {
    const { peer, raw } = await ready({ clock: new WoundClock(AT) });
    expect(raw.got).to.deep.equal(["LS|DA261121|TI143205|", "LA|DA261121|TI143205|"]);
    expect(peer.alive).to.equal(true);
    expect(peer.declared.get("GO")).to.deep.equal(["RN", "G#", "GS", "WS", "DA", "TI", "SF"]);
  });

  it("sends LC before LA to who asks with RT, with the hotel's id in it (fias.md §3.1)", async () => {
    const raw = await vendor(await pms({ hotel: "WLH" }));
    await raw.declare(undefined, "LD|DA261121|TI143200|V#1.0|IFMS|RT53|");
    expect(raw.got[1]).to.match(/^LC\|DA\d{6}\|TI\d{6}\|RP.*\|PHWLH\|$/);
    expect(raw.got[2]).to.match(/^LA\|/);
  });

  it("answers LA only after its delay, and nothing is told before (fias.md §3.2 rule 3)", async () => {
    const clock = new WoundClock(AT);
    const peer = await pms({ clock, quirks: { answerAfterMs: 5000 } });
    const raw = await vendor(peer);
    await raw.record("LS");
    raw.send("LD|V#1|IFMS|", "LR|RIGI|FLRNG#GS|", "LA|");
    await until("it heard LA", () => peer.received.some(({ id }) => id === "LA"));
    peer.checkIn(zhang);
    await clock.wind(4999);
    expect(raw.all("LA")).to.have.length(0);
    await clock.wind(1);
    expect(await raw.record("GI")).to.equal("GI|RN1208|GSN|G#4711|");
    expect(raw.got.map((text) => text.slice(0, 2))).to.deep.equal(["LS", "LA", "GI"]);
  });

  it("starts over with LS when LD comes without LR (fias.md §1)", async () => {
    const raw = await vendor(await pms());
    await raw.record("LS");
    raw.send("LD|V#1|IFMS|", "LA|");
    await raw.record("LS", 2);
    expect(raw.all("LA")).to.have.length(0);
  });

  it("may leave the first word to the vendor: LS is answered with LS, and when alive with LA (fias.md §3.3)", async () => {
    const raw = await vendor(await pms({ quirks: { startAfterMs: "never" } }));
    raw.send("LS|DA261121|TI143200|");
    await raw.declare();
    raw.send("LS|DA261121|TI143700|");
    await raw.record("LA", 2);
    expect(raw.all("LS")).to.have.length(1);
  });

  it("does not answer LA with LA while alive (fias.md §3.3)", async () => {
    const { raw } = await ready();
    raw.send("LA|", "LA|", "LS|");
    await raw.record("LA", 2);
    expect(raw.all("LA")).to.have.length(2);
  });

  it("tells nothing that was not declared (fias.md §1)", async () => {
    const peer = await pms();
    const raw = await vendor(peer);
    await raw.declare(["LR|RIGO|FLRNG#GS|"]);
    peer.checkIn(zhang);
    peer.checkOut("4711");
    expect(await raw.record("GO")).to.equal("GO|RN1208|GSN|G#4711|");
    expect(raw.all("GI")).to.have.length(0);
  });

  it("tells a check-in with the hotel's time and leaves empty fields out (INT-01, fias.md §6)", async () => {
    const { peer, raw } = await ready({ clock: new WoundClock(AT) });
    peer.checkIn(zhang, { workstation: "FO1" });
    expect(await raw.record("GI")).to.equal(
      "GI|RN1208|GSN|G#4711|GN张|GF伟|GT先生|GLZH|GV3|G+900|GA261121|GD261123|NPN|WSFO1|DA261121|TI143205|",
    );
  });

  it("a sharer joins with GSY, and leaves with GSY while the other stays (INT-01, fias.md §6.1)", async () => {
    const { peer, raw } = await ready();
    peer.checkIn(zhang);
    peer.checkIn(wang);
    expect(await raw.record("GI", 2)).to.contain("|RN1208|GSY|G#4712|GN王|GF芳|");
    peer.checkOut("4712");
    expect(await raw.record("GO")).to.contain("|RN1208|GSY|G#4712|");
    peer.checkOut("4711");
    expect(await raw.record("GO", 2)).to.contain("|RN1208|GSN|G#4711|");
  });

  it("tells a move as one GC with two share flags, each behind its room (fias.md §6.1)", async () => {
    const { peer, raw } = await ready();
    peer.checkIn(zhang);
    peer.checkIn(wang);
    peer.moveRoom("4711", "1210");
    const moved = await raw.record("GC");
    expect(moved).to.contain("|RN1210|GSN|G#4711|").and.to.contain("|RO1208|GSY|");
    expect(peer.house.livingIn("1210").map(({ id }) => id)).to.deep.equal(["4711"]);
  });

  it("tells a move as GO and GI of one G#, in both orders, sharers together (fias.md §6.1)", async () => {
    const { peer, raw } = await ready();
    peer.checkIn(zhang);
    peer.checkIn(wang);
    await raw.record("GI", 2);
    peer.moveRoom(["4711", "4712"], "1209", { form: "GO-GI" });
    await raw.record("GI", 4);
    const order = raw.got
      .slice(4)
      .map((text) => /^(..)\|RN(\d+)\|GS(.)\|G#(\d+)/.exec(text)?.slice(1).join(" "));
    expect(order).to.deep.equal(["GO 1208 Y 4711", "GO 1208 N 4712", "GI 1209 N 4711", "GI 1209 Y 4712"]);
    peer.moveRoom("4711", "1210", { form: "GI-GO" });
    await raw.record("GI", 5);
    await raw.record("GO", 3);
    expect(raw.got.slice(-2).map((text) => text.slice(0, 9))).to.deep.equal(["GI|RN1210", "GO|RN1209"]);
    expect(peer.house.livingIn("1210").map(({ id }) => id)).to.deep.equal(["4711"]);
  });

  it("a change names only what changed, and states a blank as blank (fias.md §2.1, §6.1)", async () => {
    const { peer, raw } = await ready({ clock: new WoundClock(AT) });
    peer.checkIn(zhang);
    peer.change("4711", { guest: { vip: "" }, departure: "2026-11-25" });
    expect(await raw.record("GC")).to.equal("GC|RN1208|GSN|G#4711|GV|GD261125|DA261121|TI143205|");
  });

  it("Casablanca sends every declared field and an empty SF in live records (fias.md §4, §12)", async () => {
    const { peer, raw } = await ready({ kind: "casablanca" });
    peer.checkIn(wang);
    expect(await raw.record("GI")).to.match(/\|GT\|GL\|GV\|GG\|G\+\|GA261121\|.*\|SF\|$/);
    peer.change("4712", { guest: { vip: "1" } });
    expect(await raw.record("GC"))
      .to.contain("|GN王|")
      .and.to.contain("|GV1|")
      .and.to.contain("|RO|");
  });

  it("shuffles fields by a seed, the same each time, GS still behind its room (fias.md §2.1)", async () => {
    const texts: string[] = [];
    for (const seed of [7, 7, 8]) {
      const { peer, raw } = await ready({ clock: new WoundClock(AT), quirks: { shuffle: seed } });
      peer.checkIn(zhang);
      peer.moveRoom("4711", "1209");
      texts.push(await raw.record("GC"));
    }
    expect(texts[0]).to.equal(texts[1]).and.not.equal(texts[2]);
    for (const text of texts)
      expect(text)
        .to.match(/\|RN1209\|GSN\|/)
        .and.match(/\|RO1208\|GSN\|/);
  });

  it("mixes unknown fields in, writes names as the site does, strips bars (fias.md §2.1, §6)", async () => {
    const { peer, raw } = await ready({ quirks: { unknownFields: true, names: "comma" } });
    peer.checkIn({ ...zhang, guest: { family: "O|Hara", given: "Zoë\u0003" } });
    expect(await raw.record("GI"))
      .to.contain("|GNOHara, Zoë|")
      .and.contain("|ZP430000|HS|");
  });

  it("keeps what happens while the link is down and tells it in one burst, with its own times (fias.md §3.4)", async () => {
    const { peer, raw } = await ready();
    await peer.cut();
    await until("the vendor noticed", () => raw.closed);
    peer.checkIn(zhang, { at: AT });
    peer.checkOut("4711", { at: AT + 60_000 });
    expect(peer.queued).to.equal(2);
    const refused = await RawVendor.dial(peer.port).then(
      () => "connected",
      (error: unknown) => String(error),
    );
    expect(refused).to.contain("ECONNREFUSED");
    await peer.mend();
    const again = await vendor(peer);
    await again.declare();
    expect(await again.record("GI")).to.contain("|DA261121|TI143205|");
    expect(await again.record("GO")).to.contain("|TI143305|");
  });

  it("the newest client displaces the old one, or is turned away (fias.md §2.3)", async () => {
    const { peer, raw } = await ready();
    const second = await vendor(peer);
    await second.declare();
    await until("the first is out", () => raw.closed);
    peer.checkIn(zhang);
    await second.record("GI");
    const firm = await ready({ quirks: { secondClient: "refuse" } });
    const late = await vendor(firm.peer);
    await until("the newcomer is out", () => late.closed);
    expect(late.got).to.deep.equal([]);
    expect(firm.peer.alive).to.equal(true);
  });

  it("dials the vendor where the PMS is the client (fias.md §2.3 Variants)", async () => {
    const door = await RawVendor.listen();
    const peer = await pms({ mode: "connect", port: door.port });
    const raw = await door.vendor;
    sockets.push(raw);
    await raw.declare();
    peer.checkIn(zhang);
    await raw.record("GI");
    door.stop();
  });

  it("tells the whole house between DS and DE on request, vacant rooms too (fias.md §4)", async () => {
    const { peer, raw } = await ready();
    for (const guest of [zhang, wang]) peer.checkIn(guest);
    raw.send("DR|DA261121|TI143300|");
    await raw.record("DE");
    const window = raw.got.slice(raw.got.findIndex((text) => text.startsWith("DS")));
    expect(window[1]).to.match(/^GI\|RN1208\|GSY\|G#4711\|.*\|SF\|$/);
    expect(window[2]).to.match(/^GI\|RN1208\|GSY\|G#4712\|.*\|SF\|$/);
    expect(window.slice(3, 5)).to.deep.equal(["GO|RN1209|GSN|SF|", "GO|RN1210|GSN|SF|"]);
    expect(window).to.have.length(6);
  });

  it("lets live records stand between those of a resync, without SF, and the last word is true (fias.md §4)", async () => {
    const { peer, raw } = await ready();
    peer.checkIn(zhang);
    const between = (nth: number): void => {
      if (nth === 1) peer.moveRoom("4711", "1210", { form: "GO-GI" });
    };
    await peer.resync({ between });
    await raw.record("DE");
    const window = raw.got.slice(raw.got.findIndex((text) => text.startsWith("DS")) + 1, -1);
    expect(window.map((text) => text.slice(0, 9) + (text.endsWith("|SF|") ? " SF" : ""))).to.deep.equal([
      "GI|RN1208 SF",
      "GO|RN1208",
      "GI|RN1210",
      "GO|RN1209 SF",
      "GI|RN1210 SF",
    ]);
  });

  it("a resync can be ignored, cut in the middle, endless, or without envelope (fias.md §4, §14)", async () => {
    const deaf = await ready({ quirks: { resync: "ignores" } });
    deaf.raw.send("DR|", "LS|");
    await deaf.raw.record("LA", 2);
    expect(deaf.raw.all("DS")).to.have.length(0);
    const { peer, raw } = await ready();
    await peer.resync({ envelope: false, flagged: false, endless: true });
    peer.planResync({ cutAfter: 2 });
    raw.send("DR|");
    await until("the cut", () => raw.closed);
    expect(raw.all("DS")).to.have.length(1);
    expect(raw.all("DE")).to.have.length(0);
    expect(raw.all("GO").filter((text) => !text.endsWith("SF|"))).to.have.length(3);
    expect(peer.swapping).to.equal(false);
  });

  it("protel tells the house by itself some seconds after LA, without envelope (fias.md §4)", async () => {
    const clock = new WoundClock(AT);
    const { peer, raw } = await ready({
      clock,
      kind: "protel",
      quirks: { startAfterMs: 0, answerAfterMs: 0 },
    });
    peer.checkIn(zhang);
    await raw.record("GI");
    await clock.wind(6000);
    await raw.record("GI", 2);
    expect(raw.all("DS")).to.have.length(0);
  });

  it("announces the night audit and its end (fias.md §5)", async () => {
    const { peer, raw } = await ready({ clock: new WoundClock(AT) });
    peer.nightAudit("starts");
    peer.nightAudit("ends");
    expect(await raw.record("NE")).to.equal("NE|DA261121|TI143205|");
    expect(raw.all("NS")).to.have.length(1);
  });

  it("ends in order both ways: LE is answered with LE, and waits two seconds for it (fias.md §3.4)", async () => {
    const asked = await ready();
    asked.raw.send("LE|");
    await asked.raw.record("LE");
    await until("it closed", () => asked.raw.closed);
    const clock = new WoundClock(AT);
    const { peer, raw } = await ready({ clock });
    peer.endLink();
    await raw.record("LE");
    expect(raw.closed).to.equal(false);
    await clock.wind(2000);
    await until("it closed", () => raw.closed);
  });

  it("starts the link over with LS at any time, and waits for a new declaration (fias.md §3.2 rule 2)", async () => {
    const { peer, raw } = await ready();
    peer.restartLink();
    peer.checkIn(zhang);
    await raw.record("LS", 2);
    raw.send("LD|V#1|IFMS|", "LR|RIGI|FLRNG#|", "LA|");
    expect(await raw.record("GI")).to.equal("GI|RN1208|G#4711|");
  });

  it("speaks every code page, bars inside of characters included (fias.md §2.5)", async () => {
    const names = {
      "utf-8": "東四會ポ",
      gb18030: "東億",
      big5: "四會揉",
      cp850: "Müller",
      cp1252: "Zoë",
      latin1: "Ñandú",
    };
    for (const [codePage, name] of Object.entries(names)) {
      const { peer, raw } = await ready({ codePage: codePage as PmsPeerSettings["codePage"] & string });
      peer.checkIn({ ...zhang, guest: { family: name } });
      expect(await raw.record("GI")).to.contain(`|GN${name}|`);
    }
  });

  it("delivers byte by byte with rubbish between frames, in order (fias.md §14 Bytes)", async () => {
    const { peer, raw } = await ready();
    peer.faults.piece = 1;
    peer.faults.garbage = Buffer.from("\r\n\u0006??");
    for (let nth = 0; nth < 5; nth++) peer.checkIn({ ...zhang, id: String(nth), room: "1209" });
    await raw.record("GI", 5);
    expect(raw.all("GI").map((text) => /G#(\d)/.exec(text)?.[1])).to.deep.equal(["0", "1", "2", "3", "4"]);
    expect(Buffer.concat(raw.chunks).includes("??")).to.equal(true);
  });

  it("can go half-open: nothing read, nothing written, nothing closed (fias.md §14 End)", async () => {
    const { peer, raw } = await ready();
    peer.faults.frozen = true;
    raw.send("LS|");
    peer.checkIn(zhang);
    peer.faults.frozen = false;
    peer.checkOut("4711");
    await raw.record("GO");
    expect(raw.all("GI")).to.have.length(0);
    expect(raw.closed).to.equal(false);
  });

  it("skips rubbish, drops a record cut by a new STX and one too long, and goes on (fias.md §2.3)", async () => {
    const peer = await pms();
    const raw = await vendor(peer);
    await raw.record("LS");
    raw.socket.write(
      Buffer.concat([
        Buffer.from("xx\r\n\u0006"),
        Buffer.of(2),
        Buffer.from("LR|RIGI"),
        Buffer.of(2),
        Buffer.alloc(20_000, 65),
        Buffer.of(3),
      ]),
    );
    raw.send("LD|V#1|IFMS|", "LR|RIGI|FLRNG#|", "LA|");
    await raw.record("LA");
    expect(peer.received.map(({ id }) => id)).to.deep.equal(["LD", "LR", "LA"]);
  });

  it("with check byte and answers on: a sound frame is taken with ACK, a broken one refused with NAK (fias.md §2.4)", async () => {
    const peer = await pms({ quirks: { lrc: true, ack: true } });
    const raw = await vendor(peer);
    await raw.record("LS");
    const body = Buffer.from("LS|DA161117|TI102107|");
    raw.socket.write(Buffer.concat([Buffer.of(2), body, Buffer.of(3, 0x7c)]));
    await raw.record("LS", 2);
    raw.socket.write(Buffer.concat([Buffer.of(2), body, Buffer.of(3, 0x00)]));
    await until("NAK", () => Buffer.concat(raw.chunks).includes(0x15));
    expect(peer.received).to.have.length(1);
    expect(Buffer.concat(raw.chunks).includes(0x06)).to.equal(true);
  });
});
