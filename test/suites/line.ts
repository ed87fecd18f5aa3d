// What every line promises, whatever carries the bytes; run on TCP client, TCP server and the pair in memory.
import { expect } from "chai";
import { codeOf, type Line, type LineSource } from "../../plugin/contract/index.ts";
import { until } from "../peers/until.ts";

/** The far side of a line, as a test plays it. */
export interface FarSide {
  write(bytes: Uint8Array): Promise<void>;
  /** Everything received so far. */
  received(): Uint8Array;
  /** Closes in order. */
  end(): void;
  /** Breaks off. */
  reset(): void;
  /** Takes nothing more from now on. */
  stopReading(): void;
}

/** What a line driver gives the suite: a source, and the far side of the line it opens next. */
export interface LineUnderTest {
  readonly source: LineSource;
  /** Opens one line together with its far side. */
  open(): Promise<{ readonly line: Line; readonly far: FarSide }>;
  dispose(): Promise<void>;
}

/** Says what every line promises; `make` gives a line whose write deadline is short (200 ms). */
export function describeLine(name: string, make: () => Promise<LineUnderTest>): void {
  describe(`a line over ${name}`, () => {
    let under: LineUnderTest;
    beforeEach(async () => (under = await make()));
    afterEach(async () => under.dispose());

    readsAndWrites(() => under);
    ends(() => under);
    holdsBack(() => under);
  });
}

function readsAndWrites(under: () => LineUnderTest): void {
  it("hands on every byte of the far side in order", async () => {
    const { line, far } = await under().open();
    const sent = Uint8Array.from({ length: 5000 }, (_, place) => place % 256);
    for (let at = 0; at < sent.length; at += 7) await far.write(sent.subarray(at, at + 7));
    far.end();
    expect(Buffer.compare(await readAll(line), sent)).to.equal(0);
  });

  it("brings every byte written to the far side in order", async () => {
    const { line, far } = await under().open();
    await Promise.all([...Array(100).keys()].map((n) => line.write(Buffer.from(`${n};`))));
    const want = [...Array(100).keys()].map((n) => `${n};`).join("");
    await until("all arrived", () => Buffer.from(far.received()).toString() === want);
  });

  it("names its peer for the log", async () => {
    const { line } = await under().open();
    expect(line.peer).to.match(/\S/);
  });
}

function ends(under: () => LineUnderTest): void {
  it("delivers what came before the far side closed, then ends and says so", async () => {
    const { line, far } = await under().open();
    await far.write(Buffer.from("last words"));
    far.end();
    expect(Buffer.from(await readAll(line)).toString()).to.equal("last words");
    expect(await line.closed).to.deep.equal({ why: "peer-closed" });
  });

  it("says with a code that it broke", async () => {
    const { line, far } = await under().open();
    const reading = readAll(line);
    far.reset();
    const end = await line.closed;
    expect(end.why).to.equal("failed");
    expect(end.why === "failed" ? end.code : "").to.match(/^E?[A-Za-z-]+$/);
    await reading;
  });

  it("closes when asked, ends its chunks, and a second close is harmless", async () => {
    const { line } = await under().open();
    const reading = readAll(line);
    await line.close();
    await line.close();
    await reading;
    expect(await line.closed).to.deep.equal({ why: "asked" });
  });

  it("sends what was written before a close", async () => {
    const { line, far } = await under().open();
    void line.write(Buffer.from("LE"));
    await line.close();
    await until("it arrived", () => Buffer.from(far.received()).toString() === "LE");
  });

  it("refuses to write once closed", async () => {
    const { line } = await under().open();
    await line.close();
    expect(await codeThrown(line.write(Buffer.from("x")))).to.equal("line-closed");
  });

  it("gives a new line after the old one ended", async () => {
    const first = await under().open();
    await first.line.close();
    const second = await under().open();
    await second.far.write(Buffer.from("again"));
    second.far.end();
    expect(Buffer.from(await readAll(second.line)).toString()).to.equal("again");
  });

  it("does not open for someone who has already given up", async () => {
    const reason = new Error("given up");
    const opening = under().source.open(AbortSignal.abort(reason));
    expect(await opening.catch((error: unknown) => error)).to.equal(reason);
  });
}

function holdsBack(under: () => LineUnderTest): void {
  it("slows a sender nobody reads from, and loses nothing", async () => {
    const { line, far } = await under().open();
    const block = new Uint8Array(1024 * 1024).fill(7);
    let written = 0;
    const sending = (async (): Promise<void> => {
      for (let n = 0; n < 24; n++) {
        await far.write(block);
        written += block.length;
      }
      far.end();
    })();
    await until("the sender stands still", async () => {
      const before = written;
      await new Promise((resolve) => setTimeout(resolve, 60));
      return written === before;
    });
    expect(written).to.be.lessThan(24 * block.length);
    expect((await readAll(line)).length).to.equal(24 * block.length);
    await sending;
  });

  it("gives up a write that the far side never takes, and ends the line", async () => {
    const { line, far } = await under().open();
    far.stopReading();
    const block = new Uint8Array(4 * 1024 * 1024);
    const writing = Promise.all([line.write(block), line.write(block), line.write(block), line.write(block)]);
    expect(await codeThrown(writing)).to.equal("line-stalled");
    expect(await line.closed).to.deep.equal({ why: "failed", code: "line-stalled" });
  });
}

async function readAll(line: Line): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of line.chunks) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function codeThrown(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return codeOf(error);
  }
  return "nothing thrown";
}
