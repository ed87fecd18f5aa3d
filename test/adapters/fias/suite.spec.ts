// FIAS keeps what every adapter promises, over a pair of lines and the machine's own clock.
import { FiasAdapter } from "../../../adapters/fias/adapter.ts";
import fias from "../../../adapters/fias/index.ts";
import { expect } from "chai";
import { codeOf } from "../../../plugin/contract/index.ts";
import { PairSource, type PairedLine } from "../../peers/line-pair.ts";
import { until } from "../../peers/until.ts";
import { describeAdapter, type AdapterUnderTest } from "../../suites/adapter.ts";
import { Harness, settingsOf } from "./harness.ts";

describeAdapter("fias", (context): Promise<AdapterUnderTest> => {
  const source = new PairSource();
  const adapter = new FiasAdapter(settingsOf({ pacingMs: 0 }), { ...context, line: source });
  let peer: PairedLine | undefined;
  const say = (text: string): Promise<void> =>
    peer === undefined ? Promise.resolve() : peer.write(Buffer.from(`\x02${text}\x03`));
  return Promise.resolve({
    adapter,
    touched: () => source.opened > 0,
    async connect() {
      peer = await source.peer();
      const line = peer;
      void (async (): Promise<void> => {
        for await (const chunk of line.chunks) {
          const heard = Buffer.from(chunk).toString("latin1");
          if (heard.includes("\x02LA|")) await line.write(Buffer.from("\x02LA|\x03"));
          if (heard.includes("\x02LE|")) await line.write(Buffer.from("\x02LE|\x03"));
        }
      })();
      await say("LS|DA261121|TI143200|");
      await until("the link is up", () => adapter.link.state === "up");
    },
    async tell(subject) {
      await say(`GI|RN1208|G#${subject}|GSN|GNTest|`);
      return undefined;
    },
    tellNonsense: (text) => say(`${text}|GN${text}|`),
    dispose: () => Promise.resolve(),
  });
});

describe("the definition of the FIAS adapter", () => {
  it("says its kind, that it needs a line, and refuses to be made without", () => {
    expect(fias).to.include({ kind: "fias", needsLine: true });
    const { line, ...context } = new Harness().context;
    expect(line).to.not.equal(undefined);
    try {
      fias.create(settingsOf(), context);
      expect.fail("made without a line");
    } catch (error) {
      expect(codeOf(error)).to.equal("fias-no-line");
    }
  });
});
