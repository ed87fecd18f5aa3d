// The ESC/POS driver over real TCP: well printers of three kinds, and every way a printer can be bad.
import { createServer, type Server, type Socket } from "node:net";
import { expect } from "chai";
import { idOf, type Document, type Printer, type PrintOutcome } from "../../../plugin/contract/index.ts";
import { systemClock } from "../../../plugin/kit/clock.ts";
import { startPrinterPeer, type PrinterPeer } from "../../../plugin/trial/printer-peer.ts";
import type { PrinterMode } from "../../../plugin/trial/printer-status.ts";
import { textOf } from "../../peers/escpos-reader.ts";
import { until } from "../../peers/until.ts";
import { describePrinter, fullDocument, type PrinterUnderTest } from "../../suites/printer.ts";
import { dialPrinter } from "./desk-printer.ts";

async function wellPrinter(codePage: "gb18030" | "gbk", mode: PrinterMode = "ok"): Promise<PrinterUnderTest> {
  const peer = await startPrinterPeer({ port: 0, clock: systemClock, codePage });
  peer.behave(mode);
  return {
    printer: dialPrinter(peer.port, { codePage }),
    out: () => {
      expect(peer.faults).to.deep.equal([]);
      expect(peer.wraps).to.equal(0);
      return Promise.resolve(peer.chits.map((chit) => textOf(chit).join("\n")));
    },
    dispose: () => peer.stop(),
  };
}

describePrinter("escpos over TCP", () => wellPrinter("gb18030"));
describePrinter("escpos over TCP, GBK", () => wellPrinter("gbk"));

describe("a printer that answers nothing", () => {
  it("prints anyway, because many cheap ones are like that (BRF-03)", async () => {
    const under = await wellPrinter("gb18030", "silent");
    const { printer } = under;
    expect(await print(printer)).to.deep.equal({ outcome: { is: "printed" }, begun: true });
    expect((await under.out?.())?.length).to.equal(1);
    expect(await printer.status()).to.deep.equal({ is: "unanswered" });
    await under.dispose();
  });
});

describe("a printer that is not well", () => {
  let peer: PrinterPeer;
  beforeEach(async () => (peer = await startPrinterPeer({ port: 0, clock: systemClock, closeAfter: 60 })));
  afterEach(() => peer.stop());

  for (const [mode, code, status] of [
    ["paper-out", "paper-out", "paper-out"],
    ["cover-open", "cover-open", "cover-open"],
    ["garbage", "printer-answers-garbage", "offline"],
  ] as const)
    it(`refuses with ${code} before anything is sent, and prints when it is well again (BRF-03)`, async () => {
      peer.behave(mode);
      const printer = dialPrinter(peer.port);
      expect(await print(printer)).to.deep.equal({ outcome: { is: "refused", code }, begun: false });
      expect(await printer.status()).to.deep.equal({ is: status });
      peer.behave("ok");
      expect((await print(printer)).outcome).to.deep.equal({ is: "printed" });
      expect(peer.chits.length).to.equal(1);
    });

  it("near the end of its paper still prints, and says so (BRF-03)", async () => {
    peer.behave("paper-near-end");
    const printer = dialPrinter(peer.port);
    expect((await print(printer)).outcome).to.deep.equal({ is: "printed" });
    expect(await printer.status()).to.deep.equal({ is: "paper-near-end" });
  });

  it("closes half-way: nobody can tell, so the chit is unknown (BRF-03)", async () => {
    peer.behave("half-close");
    const { outcome, begun } = await print(dialPrinter(peer.port));
    expect(begun).to.equal(true);
    expect(outcome.is).to.equal("unknown");
  });

  it("accepts and never reads: a long chit is unknown within its deadline, and the next one is tried (BRF-03)", async () => {
    peer.behave("deaf");
    const printer = dialPrinter(peer.port);
    const qr = { is: "qr", text: "x".repeat(400) } as const;
    const long: Document = { ...fullDocument(), blocks: Array<typeof qr>(30_000).fill(qr) };
    const { outcome } = await print(printer, long);
    expect(outcome).to.deep.equal({ is: "unknown", code: "printer-stalled" });
  });
});

describe("a line that leads to no printer", () => {
  let server: Server;
  const sockets = new Set<Socket>();
  async function listen(onSocket: (socket: Socket) => void): Promise<number> {
    server = createServer((socket) => {
      sockets.add(socket);
      socket.on("error", () => undefined);
      onSocket(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    return address !== null && typeof address === "object" ? address.port : 0;
  }
  afterEach(async () => {
    sockets.forEach((socket) => socket.destroy());
    sockets.clear();
    await new Promise((resolve) => server.close(resolve));
  });

  it("is refused with the system's code where nobody listens, and is unreachable (BRF-03)", async () => {
    const port = await listen(() => undefined);
    await new Promise((resolve) => server.close(resolve));
    const printer = dialPrinter(port);
    expect(await print(printer)).to.deep.equal({
      outcome: { is: "refused", code: "ECONNREFUSED" },
      begun: false,
    });
    expect(await printer.status()).to.deep.equal({ is: "unreachable" });
  });

  it("hangs up at once: refused, nothing was sent (BRF-03)", async () => {
    const port = await listen((socket) => socket.end());
    expect(await print(dialPrinter(port))).to.deep.equal({
      outcome: { is: "refused", code: "printer-closed-early" },
      begun: false,
    });
  });

  it("resets after taking the bytes without an answer: unknown (BRF-03)", async () => {
    const port = await listen((socket) =>
      socket.on("data", (chunk: Buffer) => chunk.length > 20 && socket.resetAndDestroy()),
    );
    const { outcome } = await print(dialPrinter(port));
    expect(outcome.is).to.equal("unknown");
  });

  it("runs out of paper in the middle: unknown, because half of it may be there (BRF-03)", async () => {
    let isOut = false;
    const port = await listen((socket) =>
      socket.on("data", (chunk: Buffer) => {
        isOut ||= chunk.length > 20;
        for (const question of questionsIn(chunk))
          socket.write(Uint8Array.of(isOut && question === 4 ? 0x72 : 0x12));
      }),
    );
    expect((await print(dialPrinter(port))).outcome).to.deep.equal({ is: "unknown", code: "paper-out" });
  });

  it("falls silent after the job although it answered before: unknown (BRF-03)", async () => {
    const port = await listen((socket) =>
      socket.on("data", (chunk: Buffer) => {
        if (chunk.length > 20) socket.removeAllListeners("data").resume();
        else socket.write(Uint8Array.of(0x12));
      }),
    );
    expect((await print(dialPrinter(port))).outcome).to.deep.equal({
      is: "unknown",
      code: "printer-fell-silent",
    });
  });

  it("floods us with noise: refused, and our memory stays bounded (BRF-03)", async () => {
    const port = await listen((socket) => socket.write(Buffer.alloc(4_000_000, 0xff)));
    expect((await print(dialPrinter(port))).outcome).to.deep.equal({
      is: "refused",
      code: "printer-answers-garbage",
    });
  });

  it("passes over the status blocks a printer sends by itself (BRF-03)", async () => {
    const port = await listen((socket) =>
      socket.on("data", (chunk: Buffer) => {
        if (questionsIn(chunk).length > 0) {
          socket.write(Uint8Array.of(0x14, 0x00));
          socket.write(Uint8Array.of(0x00, 0x0f, 0x12));
        }
      }),
    );
    expect((await print(dialPrinter(port))).outcome).to.deep.equal({ is: "printed" });
  });

  it("stops within its deadline while a printer stands still", async () => {
    const port = await listen((socket) => socket.pause());
    const printer = dialPrinter(port, { statusTimeoutMs: 10_000 });
    await printer.start(new AbortController().signal);
    void print(printer);
    await until("the printer is dialled", () => sockets.size > 0);
    const startedAt = performance.now();
    await printer.stop(100);
    expect(performance.now() - startedAt).to.be.lessThan(2000);
    expect(printer.state.is).to.equal("stopped");
  });
});

/** The real-time status questions among the bytes, by their number. */
function questionsIn(chunk: Buffer): number[] {
  const places = Array.from(chunk.keys()).filter(
    (place) => chunk[place] === 0x10 && chunk[place + 1] === 0x04,
  );
  return places.map((place) => chunk[place + 2] ?? 0);
}

async function print(
  printer: Printer,
  document = fullDocument(),
): Promise<{ outcome: PrintOutcome; begun: boolean }> {
  let begun = false;
  const outcome = await printer.print(document, {
    id: idOf<"print-job">("01JD000000000000000000K7Q4"),
    beforeFirstByte: () => {
      begun = true;
      return Promise.resolve();
    },
  });
  return { outcome, begun };
}
