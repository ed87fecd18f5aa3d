// The FIAS adapter against the simulated PMS over real TCP, in both directions; the two share no code (fias.md §14).
import { expect } from "chai";
import type { EventDraft, LineSource } from "../../../plugin/contract/index.ts";
import { createTcpClient } from "../../../drivers/line-tcp/client.ts";
import { createTcpServer } from "../../../drivers/line-tcp/server.ts";
import { systemClock } from "../../../plugin/kit/clock.ts";
import { startPmsPeer, type PmsPeer, type PmsPeerSettings } from "../../../plugin/trial/pms-peer.ts";
import type { PmsReservation } from "../../../plugin/trial/pms-house.ts";
import { until } from "../../peers/until.ts";
import { lineContext } from "../../drivers/line-tcp/under-test.ts";
import { Harness } from "./harness.ts";

const ROOMS = ["1206", "1207", "1208", "1209", "1210"];

function reservation(id: string, room: string, family = "王", given = "伟"): PmsReservation {
  const guest = { family, given, profile: `P${id}`, language: "ZH", title: "Mr" };
  return { id, room, guest, arrival: "2026-11-21", departure: "2026-11-23" };
}

interface Pair {
  readonly pms: PmsPeer;
  readonly it: Harness;
}

const open: Pair[] = [];
const PMS = { clock: systemClock, timezone: "Asia/Shanghai", rooms: ROOMS } as const;

async function dialled(
  pmsSettings: Partial<PmsPeerSettings> = {},
  settings: Record<string, unknown> = {},
  afterUncleanStop = false,
): Promise<Pair> {
  const pms = await startPmsPeer({ ...PMS, mode: "listen", port: 0, ...pmsSettings });
  const line = { host: "127.0.0.1", port: pms.port };
  const source = createTcpClient(
    { ...line, connectTimeoutMs: 2000, writeTimeoutMs: 2000, keepAliveMs: 60_000 },
    lineContext,
  );
  return begin(pms, source, { settings: { pacingMs: 0, ...settings }, afterUncleanStop });
}

async function begin(
  pms: PmsPeer,
  source: LineSource,
  more: { readonly settings: Record<string, unknown>; readonly afterUncleanStop: boolean },
): Promise<Pair> {
  const it = new Harness({ source, clock: systemClock, ...more });
  open.push({ pms, it });
  await it.adapter.start(new AbortController().signal);
  await until("the link is alive", () => it.adapter.link.state === "up" && pms.alive, 15_000);
  return { pms, it };
}

/** The first `count` events, once they are there. */
function events(it: Harness, count: number): Promise<readonly EventDraft[]> {
  return until(`${count} events came`, () => it.committed.length >= count && it.committed, 10_000);
}

describe("the FIAS adapter and a simulated PMS", () => {
  afterEach(async () => {
    for (const { pms, it } of open.splice(0)) {
      await it.adapter.stop(1000);
      await pms.stop();
    }
  });

  it("a stay from check-in over a change and a move to check-out (INT-01)", async () => {
    const { pms, it } = await dialled();
    expect([...pms.declared.keys()]).to.deep.equal(["GI", "GC", "GO", "NS", "NE"]);
    pms.checkIn(reservation("4711", "1208"), { workstation: "FO1" });
    pms.change("4711", { guest: { vip: "3" } });
    pms.moveRoom("4711", "1209");
    pms.checkOut("4711");
    const told = await events(it, 4);
    expect(told.map((draft) => draft.type)).to.deep.equal([
      "stay.checked_in",
      "stay.updated",
      "stay.room_moved",
      "stay.checked_out",
    ]);
    expect(told[0]).to.include({ subject: "reservation:4711", workstation: "FO1" });
    expect(told[0]).to.have.nested.property("stay.guests[0].names[0].family", "王");
    expect(told[2]).to.deep.nested.include({ "stay.room": "1209", "stay.previousRoom": "1208" });
    expect(told.every((draft) => draft.occurredAt !== undefined)).to.equal(true);
  });

  it("the same with the PMS dialling us", async () => {
    const source = createTcpServer(
      { host: "127.0.0.1", port: 0, secondPeer: "displace", writeTimeoutMs: 2000, keepAliveMs: 60_000 },
      lineContext,
    );
    const it = new Harness({ source, clock: systemClock, settings: { pacingMs: 0 } });
    await it.adapter.start(new AbortController().signal);
    const address = await until("it listens", () => source.address);
    const pms = await startPmsPeer({ ...PMS, mode: "connect", port: address.port });
    open.push({ pms, it });
    await until("the link is alive", () => it.adapter.link.state === "up" && pms.alive);
    pms.checkIn(reservation("1", "1206"));
    expect((await events(it, 1))[0]?.subject).to.equal("reservation:1");
  });

  it("a PMS that waits for us to begin, and answers our LA late", async () => {
    const { pms, it } = await dialled({ quirks: { startAfterMs: "never", answerAfterMs: 300 } });
    pms.checkIn(reservation("1", "1206"));
    expect(await events(it, 1)).to.have.length(1);
  });

  it("what happened while the line was cut comes when it is back, nothing twice, in order", async () => {
    const { pms, it } = await dialled();
    await pms.cut();
    await until("the PMS noticed", () => !pms.connected);
    pms.checkIn(reservation("1", "1206"));
    pms.checkIn(reservation("2", "1207"));
    pms.checkOut("1");
    await pms.mend();
    expect((await events(it, 3)).map((draft) => draft.subject)).to.deep.equal([
      "reservation:1",
      "reservation:2",
      "reservation:1",
    ]);
    expect(pms.received.filter((record) => record.id === "DR")).to.deep.equal([]);
  });

  it("a restart of the interface and an orderly end are both survived", async () => {
    const { pms, it } = await dialled();
    pms.restartLink();
    await until(
      "declared again",
      () => pms.received.filter((record) => record.id === "LD").length === 2 && pms.alive,
    );
    pms.endLink();
    await until(
      "the link is back",
      () => pms.received.filter((record) => record.id === "LD").length === 3 && pms.alive,
    );
    expect(pms.received.some((record) => record.id === "LE")).to.equal(true);
    pms.checkIn(reservation("1", "1206"));
    expect(await events(it, 1)).to.have.length(1);
  });

  it("a resync after an unclean stop tells every room once, live check-ins in between included (INT-04)", async () => {
    const { pms, it } = await dialled({}, {}, false);
    pms.checkIn(reservation("1", "1206"));
    pms.checkIn(reservation("2", "1208"));
    await events(it, 2);
    pms.planResync({
      between(nth) {
        if (nth === 2) pms.checkIn(reservation("3", "1210"));
      },
    });
    await it.adapter.resync("test");
    const told = (
      await until("the window is closed", () =>
        it.types().includes("link.resync_ended") ? it.committed : undefined,
      )
    ).slice(2);
    expect(told[0]?.type).to.equal("link.resync_started");
    expect(told.at(-1)).to.have.nested.property("link.complete", true);
    expect(new Set(told.map((draft) => draft.resync)).size).to.equal(1);
    const live = told.filter((draft) => draft.barrier !== true && draft.replay !== true);
    expect(live.map((draft) => draft.subject)).to.deep.equal(["reservation:3"]);
    expect(told.filter((draft) => draft.subject.startsWith("room:")).length).to.be.greaterThan(0);
  });

  it("asks by itself after an unclean stop, and again when the line is cut inside the window", async () => {
    const pms = await startPmsPeer({ ...PMS, mode: "listen", port: 0 });
    pms.planResync({ cutAfter: 2 });
    const settings = {
      host: "127.0.0.1",
      port: pms.port,
      connectTimeoutMs: 2000,
      writeTimeoutMs: 2000,
      keepAliveMs: 60_000,
    };
    const source = createTcpClient(settings, lineContext);
    const it = new Harness({ source, clock: systemClock, settings: { pacingMs: 0 }, afterUncleanStop: true });
    open.push({ pms, it });
    await it.adapter.start(new AbortController().signal);
    await until(
      "two windows are closed",
      () => it.types().filter((type) => type === "link.resync_ended").length === 2,
      15_000,
    );
    const ends = it.committed.flatMap((draft) =>
      "link" in draft && draft.link.complete !== undefined ? [draft.link.complete] : [],
    );
    expect(ends).to.deep.equal([false, true]);
  });

  for (const codePage of ["utf-8", "gb18030", "big5", "cp850", "cp1252", "latin1"] as const)
    it(`names on a ${codePage} line survive any cutting of the bytes`, async () => {
      const family = { "utf-8": "東四會ポ", gb18030: "東億", big5: "四會" }[codePage as string] ?? "Müller";
      const { pms, it } = await dialled({ codePage, faults: { piece: 1 } }, { codePage });
      pms.checkIn(reservation("1", "1206", family, ""));
      const [draft] = await events(it, 1);
      expect(JSON.stringify(draft)).to.contain(family);
    });

  it("rubbish between the frames costs nothing", async () => {
    const { pms, it } = await dialled({ faults: { garbage: Uint8Array.of(6, 13, 10, 5) } });
    pms.checkIn(reservation("1", "1206"));
    expect((await events(it, 1))[0]?.subject).to.equal("reservation:1");
  });

  it("protel: all fields, moves by GO and GI, the house told without envelope", async () => {
    const { pms, it } = await dialled(
      { kind: "protel", quirks: { answerAfterMs: 50, burstAfterMs: 100 } },
      { quirks: ["initialBurstWithoutEnvelope"] },
    );
    pms.checkIn(reservation("9", "1210"));
    const told = await events(it, 2);
    expect(told.map((draft) => draft.replay ?? false)).to.deep.equal([true, true]);
    pms.moveRoom("9", "1206");
    const moved = (await events(it, 4)).slice(2);
    expect(moved.map((draft) => draft.type)).to.deep.equal(["stay.checked_out", "stay.checked_in"]);
    expect(moved[0]).to.have.property("notBefore");
  });

  it("Casablanca: an empty SF in a live check-in does not hush it", async () => {
    const { pms, it } = await dialled({ kind: "casablanca" });
    pms.checkIn(reservation("1", "1206"));
    expect((await events(it, 1))[0]).not.to.have.any.keys("replay", "resync");
  });

  it("check bytes and answers on both sides", async () => {
    const { pms, it } = await dialled({ quirks: { lrc: true, ack: true } }, { lrc: true, ack: true });
    pms.checkIn(reservation("1", "1206"));
    pms.nightAudit("starts");
    pms.nightAudit("ends");
    expect((await events(it, 3)).map((draft) => draft.type)).to.deep.equal([
      "stay.checked_in",
      "day.closing",
      "day.closed",
    ]);
  });
});
