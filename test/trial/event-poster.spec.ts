// The simulated POS and switchboard against a bare HTTP server: they must try again, in order, without doubling.
import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { expect } from "chai";
import { startPosPeer } from "../../plugin/trial/pos-peer.ts";
import { startSwitchboardPeer } from "../../plugin/trial/switchboard-peer.ts";
import { until } from "../peers/until.ts";
import { WoundClock } from "../peers/wound-clock.ts";

interface Asked {
  key: string | undefined;
  events: { type: string; idempotencyKey: string; occurredAt: string; [body: string]: unknown }[];
}

describe("the simulated POS and switchboard", () => {
  let server: Server;
  let url: string;
  let asked: Asked[];
  let answers: number[];

  beforeEach(async () => {
    asked = [];
    answers = [];
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const events = JSON.parse(Buffer.concat(chunks).toString()) as Asked["events"];
        asked.push({ key: request.headers.authorization, events });
        const status = answers.shift() ?? 202;
        response.writeHead(status).end(status === 202 ? '{"ids":["1"]}' : '{"code":"event-invalid"}');
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it("posts a check with its room, lines and total in minor units, with the key of the source (INT-02)", async () => {
    const pos = startPosPeer({ url, key: "k1", clock: new WoundClock(), run: "r1" });
    const check = { id: "881", outlet: "coffee-shop", table: "12", covers: 2, room: "1210" };
    await pos.open(check);
    await pos.close(check, [
      { name: "豆浆", minor: 800, qty: 2 },
      { name: "油条", minor: 600, modifiers: ["脆"] },
    ]);
    expect(asked.map(({ key }) => key)).to.deep.equal(["Bearer k1", "Bearer k1"]);
    const events = asked.flatMap((one) => one.events);
    expect(events.map(({ type }) => type)).to.deep.equal(["pos.check_opened", "pos.check_closed"]);
    expect(new Set(events.map(({ idempotencyKey }) => idempotencyKey)).size).to.equal(2);
    expect(events[0]).to.deep.include({ outletId: "coffee-shop", occurredAt: "2026-11-21T06:32:00.000Z" });
    expect(events[0]?.["pos"]).to.deep.include({
      checkId: "r1-881",
      guestLink: { how: "room_charge", room: "1210", confidence: 1 },
    });
    expect(events[1]?.["pos"]).to.deep.nested.include({ "amounts.total.minor": "2200", status: "closed" });
  });

  it("tries again with the same key until Keshi took it, later events behind it (INT-02)", async () => {
    const clock = new WoundClock();
    answers.push(503, 429);
    const board = startSwitchboardPeer({ url, key: "k2", clock, run: "r1" });
    const ring = board.ring({ id: "1", number: "+8613800000001", extension: "8000" });
    const end = board.hangUp({ id: "1", number: "+8613800000001" });
    await until("the first try", () => asked.length === 1);
    await until("the second try", async () => {
      await clock.wind(500);
      return asked.length >= 2;
    });
    await until("the rest", async () => {
      await clock.wind(1000);
      return asked.length >= 4;
    });
    await Promise.all([ring, end]);
    expect(asked.map(({ events }) => events[0]?.idempotencyKey)).to.deep.equal([
      "r1:1:call.ringing",
      "r1:1:call.ringing",
      "r1:1:call.ringing",
      "r1:1:call.ended",
    ]);
  });

  it("tells what was refused for good and goes on with the next", async () => {
    answers.push(422);
    const refused: string[] = [];
    const onRefused = (status: number, code: string): void => void refused.push(`${status} ${code}`);
    const board = startSwitchboardPeer({ url, key: "k", clock: new WoundClock(), run: "r", onRefused });
    await board.ring({ id: "1" });
    await board.ring({ id: "2", room: "1208" });
    expect(refused).to.deep.equal(["422 event-invalid"]);
    expect(asked[0]?.events[0]?.["call"]).to.deep.include({ presentation: "private" });
    expect(asked[1]?.events[0]?.["call"]).to.deep.include({ presentation: "allowed", roomPhone: "1208" });
  });

  it("waits while nobody answers at all, and gives up when it is stopped", async () => {
    const pos = startPosPeer({ url: "http://127.0.0.1:9", key: "k", clock: new WoundClock(), run: "r" });
    const waiting = pos.seat({ id: "1", outlet: "coffee-shop", table: "3", covers: 1 });
    pos.stop();
    await waiting;
  });
});
