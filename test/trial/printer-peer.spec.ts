// The simulated printer and its bad habits, seen from a bare socket.
import { connect, type Socket } from "node:net";
import { once } from "node:events";
import { expect } from "chai";
import iconv from "iconv-lite";
import { systemClock } from "../../plugin/kit/clock.ts";
import {
  startPrinterPeer,
  type PrinterPeer,
  type PrinterPeerSettings,
} from "../../plugin/trial/printer-peer.ts";
import { textOf } from "../../plugin/trial/chit-reader.ts";
import { until } from "../peers/until.ts";

const CUT = Buffer.from("1d564200", "hex");
const job = (text: string): Buffer =>
  Buffer.concat([Buffer.from("1b401c26", "hex"), iconv.encode(`${text}\n`, "gb18030"), CUT]);
const ask = (n: number): Buffer => Buffer.of(0x10, 0x04, n);

describe("the simulated receipt printer", () => {
  const peers: PrinterPeer[] = [];
  const sockets: Socket[] = [];

  async function printer(settings: Partial<PrinterPeerSettings> = {}): Promise<PrinterPeer> {
    const peer = await startPrinterPeer({ port: 0, clock: systemClock, ...settings });
    peers.push(peer);
    return peer;
  }

  async function talk(
    peer: PrinterPeer,
  ): Promise<{ socket: Socket; heard: () => string; closed: () => boolean }> {
    const socket = connect(peer.port, "127.0.0.1");
    sockets.push(socket);
    let heard = "";
    socket.on("data", (chunk: Buffer) => (heard += chunk.toString("hex")));
    socket.on("error", () => undefined);
    await once(socket, "connect");
    return { socket, heard: () => heard, closed: () => socket.destroyed };
  }

  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    for (const peer of peers.splice(0)) await peer.stop();
  });

  it("keeps each chit as lines and as its own bytes (BRF-01)", async () => {
    const told: number[] = [];
    const peer = await printer({ onChit: (chit) => told.push(chit.number) });
    const { socket } = await talk(peer);
    socket.write(Buffer.concat([job("张先生"), job("王女士")]));
    await until("two chits", () => peer.chits.length === 2);
    expect(peer.chits.map(textOf)).to.deep.equal([["张先生"], ["王女士"]]);
    expect(peer.chits.map(({ bytes }) => Buffer.from(bytes))).to.deep.equal([job("张先生"), job("王女士")]);
    expect(told).to.deep.equal([1, 2]);
    expect(peer.wraps).to.equal(0);
  });

  it("keeps the newest chits only and goes on counting, wraps too", async () => {
    const peer = await printer({ keep: 2, columns: 32 });
    const { socket } = await talk(peer);
    for (let nth = 1; nth <= 5; nth++) socket.write(job("字".repeat(17)));
    await until("five chits", () => peer.chits.at(-1)?.number === 5);
    expect(peer.chits.map(({ number }) => number)).to.deep.equal([4, 5]);
    expect(peer.wraps).to.equal(5);
  });

  it("answers each status question with one byte whose fixed bits are right", async () => {
    const peer = await printer();
    const { socket, heard } = await talk(peer);
    for (const n of [1, 2, 3, 4]) socket.write(ask(n));
    await until("four answers", () => heard() === "12121212");
  });

  it("out of paper it says so at once, prints nothing, and prints what it took in when paper is there", async () => {
    const peer = await printer();
    peer.behave("paper-out");
    const { socket, heard } = await talk(peer);
    socket.write(Buffer.concat([ask(1), ask(2), ask(4), job("张先生")]));
    await until("three answers", () => heard() === "1a327e");
    expect(peer.chits).to.have.length(0);
    peer.behave("ok");
    await until("the chit", () => peer.chits.length === 1);
    socket.write(ask(4));
    await until("one more answer, and no second one to the old questions", () => heard() === "1a327e12");
  });

  it("says that its cover is open, or that its paper is near its end", async () => {
    const peer = await printer();
    const { socket, heard } = await talk(peer);
    peer.behave("cover-open");
    socket.write(Buffer.concat([ask(1), ask(2), ask(4)]));
    await until("cover open", () => heard() === "1a1612");
    peer.behave("paper-near-end");
    socket.write(Buffer.concat([ask(1), ask(4)]));
    await until("near end", () => heard() === "1a1612121e");
  });

  it("answers a question asked behind the job only once the job is printed", async () => {
    const peer = await printer();
    const { socket, heard } = await talk(peer);
    socket.write(Buffer.concat([job("张先生"), Buffer.from("1d720100", "hex").subarray(0, 3)]));
    await until("the sensor", () => heard() === "00");
    expect(peer.chits).to.have.length(1);
    socket.write(Buffer.from("1d28480600303031323334", "hex"));
    await until("the echo", () => heard() === "00" + "37223132333400");
  });

  it("silent: prints and answers nothing", async () => {
    const peer = await printer();
    peer.behave("silent");
    const { socket, heard } = await talk(peer);
    socket.write(Buffer.concat([ask(1), job("张先生")]));
    await until("the chit", () => peer.chits.length === 1);
    expect(heard()).to.equal("");
  });

  it("deaf: accepts the connection and never reads", async () => {
    const peer = await printer();
    peer.behave("deaf");
    const { socket } = await talk(peer);
    let taken = false;
    socket.write(Buffer.alloc(32 << 20, 65), () => (taken = true));
    await until("the network is full", () => socket.writableLength > 0 && socket.bytesWritten > 0);
    expect(taken).to.equal(false);
    expect(peer.chits).to.have.length(0);
  });

  it("garbage: answers nonsense", async () => {
    const peer = await printer();
    peer.behave("garbage");
    const { socket, heard } = await talk(peer);
    socket.write(ask(1));
    await until("nonsense", () => Buffer.from(heard(), "hex").toString().startsWith("HTTP/1.1 400"));
  });

  it("closes half-way: hangs up in the middle of a job, and somebody finds half a chit", async () => {
    const peer = await printer({ closeAfter: 20 });
    peer.behave("half-close");
    const { socket, closed } = await talk(peer);
    socket.write(Buffer.concat([job("张先生的房间在十二楼，请慢走").subarray(0, -5), job("王")]));
    await until("it hung up", closed);
    await until("half a chit", () => peer.chits.length === 1);
    expect(peer.chits[0]?.cut).to.equal(false);
    expect(peer.chits[0]?.lines[0]?.text).to.equal("张先生的房间在十");
  });

  it("talks with one at a time, and the next one waits for its turn", async () => {
    const peer = await printer();
    const first = await talk(peer);
    first.socket.write(job("一"));
    const second = await talk(peer);
    second.socket.write(job("二"));
    await until("the first chit", () => peer.chits.length === 1);
    first.socket.write(job("三"));
    await until("its second", () => peer.chits.length === 2);
    first.socket.end();
    await until("the other's", () => peer.chits.length === 3);
    expect(peer.chits.map((chit) => textOf(chit)[0])).to.deep.equal(["一", "三", "二"]);
  });

  it("notes bytes it does not know with their code and goes on with the next job", async () => {
    const peer = await printer();
    const { socket } = await talk(peer);
    socket.write(Buffer.from("1b99", "hex"));
    await until("the fault", () => peer.faults.length === 1);
    socket.write(job("张"));
    await until("the chit", () => peer.chits.length === 1);
    expect(peer.faults).to.deep.equal(["escpos-unknown"]);
    expect(Buffer.from(peer.chits[0]?.bytes ?? [])).to.deep.equal(job("张"));
  });
});
