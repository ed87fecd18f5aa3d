// Lines over TCP, and the pair that stands for them in other tests.
import { connect, createServer, type AddressInfo } from "node:net";
import { expect } from "chai";
import { codeOf } from "../../../plugin/contract/index.ts";
import drivers, { tcpClient, tcpServer } from "../../../drivers/line-tcp/index.ts";
import { createTcpClient } from "../../../drivers/line-tcp/client.ts";
import { linePair, PairSource } from "../../peers/line-pair.ts";
import { until } from "../../peers/until.ts";
import { describeLine } from "../../suites/line.ts";
import { clientUnderTest, farSide, lineContext, listening, serverUnderTest } from "./under-test.ts";

describeLine("tcp, dialled by us", clientUnderTest);
describeLine("tcp, dialled by the far side", () => serverUnderTest());
describeLine("a pair in memory", () => {
  const source = new PairSource({ writeTimeoutMs: 200 });
  return Promise.resolve({
    source,
    async open() {
      const line = await source.open(new AbortController().signal);
      const far = await source.peer();
      const chunks: Uint8Array[] = [];
      let reads = true as boolean;
      void (async (): Promise<void> => {
        for await (const chunk of far.chunks) {
          chunks.push(chunk);
          while (!reads) await new Promise(() => undefined);
        }
      })();
      return {
        line,
        far: {
          write: (bytes: Uint8Array) => far.write(bytes),
          received: () => Buffer.concat(chunks),
          end: () => void far.close(),
          reset: () => far.fail("ECONNRESET"),
          stopReading: () => (reads = false),
        },
      };
    },
    dispose: () => Promise.resolve(),
  });
});

describe("a tcp line dialled by us", () => {
  it("says with the system's code and a remedy that nobody listens", async () => {
    const { server, port } = await listening();
    await new Promise((resolve) => server.close(resolve));
    const source = createTcpClient(tcpClient.settings.parse({ host: "127.0.0.1", port }), lineContext);
    const error: unknown = await source.open(new AbortController().signal).catch((thrown: unknown) => thrown);
    expect(codeOf(error)).to.equal("ECONNREFUSED");
    expect(error).to.have.property("errorClass", "transient");
    expect(error)
      .to.have.property("remedy")
      .that.matches(/listens/);
  });

  it("gives up a connect that nobody answers", async () => {
    const settings = { ...tcpClient.settings.parse({ host: "127.0.0.1", port: 9 }), connectTimeoutMs: 1 };
    const source = createTcpClient({ ...settings, host: "192.0.2.1" }, lineContext);
    const error: unknown = await source.open(new AbortController().signal).catch((thrown: unknown) => thrown);
    expect(codeOf(error)).to.be.oneOf(["line-timeout", "ENETUNREACH", "EHOSTUNREACH", "ECONNREFUSED"]);
  });

  it("lets go of a connect when the service stops meanwhile", async () => {
    const { server, port } = await listening();
    const source = createTcpClient(tcpClient.settings.parse({ host: "127.0.0.1", port }), lineContext);
    const giveUp = new AbortController();
    const opening = source.open(giveUp.signal);
    giveUp.abort(new Error("stopping"));
    expect(String(await opening.catch((thrown: unknown) => thrown))).to.contain("stopping");
    await new Promise((resolve) => server.close(resolve));
  });
});

describe("a tcp line dialled by the far side", () => {
  it("lets a newer peer displace the older, and says so to both users", async () => {
    const under = await serverUnderTest("displace");
    const first = await under.open();
    const second = connect(under.port(), "127.0.0.1");
    expect(await first.line.closed).to.deep.equal({ why: "failed", code: "line-displaced" });
    const far = farSide(second);
    const line = await under.source.open(new AbortController().signal);
    await far.write(Buffer.from("newest"));
    for await (const chunk of line.chunks) {
      expect(Buffer.from(chunk).toString()).to.equal("newest");
      break;
    }
    await line.close();
    await under.dispose();
  });

  it("refuses a second peer where the hotel set it so, and the first goes on", async () => {
    const under = await serverUnderTest("refuse");
    const { line, far } = await under.open();
    const second = connect(under.port(), "127.0.0.1");
    await new Promise((resolve) => second.on("close", resolve).on("error", () => undefined));
    await line.write(Buffer.from("still here"));
    await until("the first heard", () => Buffer.from(far.received()).toString() === "still here");
    await under.dispose();
  });

  it("says in plain words that its port is taken, and can try again", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    const source =
      tcpServer.offers === "line"
        ? tcpServer.create(tcpServer.settings.parse({ host: "127.0.0.1", port }), lineContext)
        : undefined;
    const error: unknown = await source
      ?.open(new AbortController().signal)
      .catch((thrown: unknown) => thrown);
    expect(codeOf(error)).to.equal("EADDRINUSE");
    expect(String(error)).to.contain(`Port ${port}`);
    await new Promise((resolve) => other.close(resolve));
    const opening = source?.open(new AbortController().signal);
    await until("it listens now", () => source?.address?.port === port);
    const peer = connect(port, "127.0.0.1");
    const line = await opening;
    await line?.close();
    peer.destroy();
    await source?.release();
  });

  it("stops listening when released, and frees the one who waits", async () => {
    const under = await serverUnderTest();
    const waiting = under.source.open(new AbortController().signal).catch(codeOf);
    await until("it listens", () => under.port() > 0);
    await under.source.release();
    expect(await waiting).to.equal("line-closed");
    expect(under.source.address).to.equal(undefined);
  });

  it("stops waiting for a peer when the service stops", async () => {
    const under = await serverUnderTest();
    const giveUp = new AbortController();
    const waiting = under.source.open(giveUp.signal).catch(String);
    await until("it listens", () => under.port() > 0);
    giveUp.abort(new Error("stopping"));
    expect(await waiting).to.contain("stopping");
    await under.dispose();
  });
});

describe("the folder of tcp lines", () => {
  it("offers a client and a server, each with checked settings", () => {
    expect(drivers.map((driver) => driver.kind)).to.deep.equal(["tcp-client", "tcp-server"]);
    expect(tcpClient.settings.safeParse({ host: "pms", port: 70_000 }).success).to.equal(false);
    expect(tcpClient.settings.parse({ host: "pms", port: 5010 })).to.include({ keepAliveMs: 60_000 });
    expect(tcpServer.settings.parse({ port: 5010 })).to.include({ secondPeer: "displace", host: "0.0.0.0" });
  });

  it("gives tests a pair whose ends talk to each other", async () => {
    const [left, right] = linePair();
    await left.write(Buffer.from("hello"));
    for await (const chunk of right.chunks) {
      expect(Buffer.from(chunk).toString()).to.equal("hello");
      break;
    }
  });
});
