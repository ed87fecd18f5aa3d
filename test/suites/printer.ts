// What every printer promises the spooler, whatever becomes of the chit.
import { expect } from "chai";
import { idOf, type Document, type Printer } from "../../plugin/contract/index.ts";

/** What a printer driver gives the suite. */
export interface PrinterUnderTest {
  readonly printer: Printer;
  /** What was put out so far, one entry a chit, as text; absent where the driver keeps nothing. */
  out?(): Promise<readonly string[]>;
  dispose(): Promise<void>;
}

const JOB = idOf<"print-job">("01JD000000000000000000K7Q4");

/** A chit with everything on it. */
export function fullDocument(title = "张先生  1208"): Document {
  return {
    title: "到店提示单",
    locale: "zh-CN",
    blocks: [
      { is: "text", double: true, runs: [{ text: title }] },
      { is: "text", runs: [{ text: "“张先生，欢迎回来。”", bold: true, underline: true }] },
      { is: "caution", title: "花生过敏 严重", detail: "迎宾礼不放坚果", severe: true },
      { is: "pair", left: "1 高楼层", right: "4次住宿" },
      { is: "rule" },
      { is: "qr", text: "https://x.cn/中" },
      { is: "code128", text: "K7Q4" },
      { is: "cut" },
    ],
  };
}

/** Says what every printer promises; `make` gives a fresh one that is well and has paper. */
export function describePrinter(name: string, make: () => Promise<PrinterUnderTest>): void {
  describe(`a printer: ${name}`, () => {
    let under: PrinterUnderTest;
    beforeEach(async () => {
      under = await make();
      await under.printer.start(new AbortController().signal);
    });
    afterEach(async () => {
      await under.printer.stop(1000);
      await under.dispose();
    });
    prints(() => under);
    lives(() => under);
  });
}

function prints(under: () => PrinterUnderTest): void {
  it("says printed once the chit is out, and asks before the first byte (BRF-03)", async () => {
    let asked = 0;
    const beforeFirstByte = async (): Promise<void> => {
      asked += 1;
      expect((await under().out?.()) ?? []).to.deep.equal([]);
    };
    expect(await under().printer.print(fullDocument(), { id: JOB, beforeFirstByte })).to.deep.equal({
      is: "printed",
    });
    expect(asked).to.equal(1);
    const out = await under().out?.();
    if (out !== undefined) expect(out.join("\n")).to.include("张先生  1208").and.to.include("花生过敏 严重");
  });

  it("puts nothing out where the job could not be committed, and says refused (BRF-03)", async () => {
    const beforeFirstByte = (): Promise<void> => Promise.reject(new Error("the database is away"));
    const outcome = await under().printer.print(fullDocument(), { id: JOB, beforeFirstByte });
    expect(outcome.is).to.equal("refused");
    expect((await under().out?.()) ?? []).to.deep.equal([]);
  });

  it("keeps the order of what it is given at once (BRF-03)", async () => {
    const order: number[] = [];
    const jobs = [1, 2, 3].map((n) =>
      under().printer.print(fullDocument(`第${n}位`), {
        id: JOB,
        beforeFirstByte: () => Promise.resolve(void order.push(n)),
      }),
    );
    expect((await Promise.all(jobs)).map((outcome) => outcome.is)).to.deep.equal([
      "printed",
      "printed",
      "printed",
    ]);
    expect(order).to.deep.equal([1, 2, 3]);
    const out = await under().out?.();
    if (out !== undefined)
      expect(out.map((chit) => chit.split("\n")[0])).to.deep.equal(["第1位", "第2位", "第3位"]);
  });

  it("prints a document without anything on it", async () => {
    const empty: Document = { title: "", locale: "en", blocks: [] };
    const outcome = await under().printer.print(empty, { id: JOB, beforeFirstByte: () => Promise.resolve() });
    expect(outcome).to.deep.equal({ is: "printed" });
  });
}

function lives(under: () => PrinterUnderTest): void {
  it("says how it is without being asked twice", async () => {
    expect((await under().printer.status()).is).to.be.oneOf(["ready", "unanswered"]);
  });

  it("tells its columns and kind, which the pages show", () => {
    expect(under().printer.columns).to.be.within(24, 64);
    expect(under().printer.kind).to.match(/^[a-z]+$/);
  });

  it("is harmless to start twice and to stop twice", async () => {
    const { printer } = under();
    await printer.start(new AbortController().signal);
    expect(printer.state.is).to.equal("ready");
    await printer.stop(1000);
    await printer.stop(1000);
    expect(printer.state.is).to.equal("stopped");
  });
}
