import { expect } from "chai";
import fc from "fast-check";
import { startOf } from "../../plugin/terminals/catch-up.ts";
import { forEachStore } from "../suites/stores.ts";
import { until } from "../peers/until.ts";
import { openStage, type Listener, type Stage } from "./stage.ts";

type Step =
  | { readonly do: "pop"; readonly count: number; readonly elsewhere: boolean }
  | { readonly do: "connect" }
  | { readonly do: "connect-twice" }
  | { readonly do: "drop" }
  | { readonly do: "drop-older" }
  | { readonly do: "breathe" };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("pop" as const),
      count: fc.integer({ min: 1, max: 60 }),
      elsewhere: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ do: "connect" as const }) },
  { weight: 1, arbitrary: fc.constant({ do: "connect-twice" as const }) },
  { weight: 2, arbitrary: fc.constant({ do: "drop" as const }) },
  { weight: 1, arbitrary: fc.constant({ do: "drop-older" as const }) },
  { weight: 2, arbitrary: fc.constant({ do: "breathe" as const }) },
);

/** One browser at one station, as the page keeps it: the highest number shown, and every connection it ever had. */
class Browser {
  readonly #stage: Stage;
  readonly #token: string;
  readonly #begin: number;
  readonly connections: { listener: Listener; after: number }[] = [];
  #open: Listener[] = [];

  constructor(stage: Stage, token: string, begin: number) {
    this.#stage = stage;
    this.#token = token;
    this.#begin = begin;
  }

  shown(): number {
    return Math.max(this.#begin, ...this.connections.flatMap(({ listener }) => listener.numbers()));
  }

  connect(): void {
    const after = this.shown();
    const listener = this.#stage.connect({ token: this.#token, after });
    this.connections.push({ listener, after });
    this.#open.push(listener);
  }

  drop(which: "newest" | "oldest"): void {
    const listener = which === "newest" ? this.#open.pop() : this.#open.shift();
    listener?.socket.disconnect();
  }

  get newest(): Listener | undefined {
    return this.#open.at(-1);
  }
}

describe("catching up", () => {
  it("starts where the terminal says, else where it was last, else now (BRF-02)", () => {
    expect(startOf({ after: 3, seen: 5, last: 9 })).to.deep.equal({ position: 3, isAstray: false });
    expect(startOf({ after: undefined, seen: 5, last: 9 })).to.deep.equal({ position: 5, isAstray: false });
    expect(startOf({ after: undefined, seen: undefined, last: 9 })).to.deep.equal({
      position: 9,
      isAstray: false,
    });
    expect(startOf({ after: 12, seen: 5, last: 9 })).to.deep.equal({ position: 0, isAstray: true });
  });

  forEachStore((place) => {
    it("leaves no gap and no double, however often connections drop, double or overtake each other (BRF-02)", async function () {
      this.timeout(120_000);
      const stage = await openStage(await place.open());
      const neighbour = stage.connect(await stage.pair("front-desk-1"));
      await until("a neighbour listens", () => neighbour.heard.length >= 2);
      let expected: number[] = [];
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 25 }), async (steps) => {
          const begin = await lastNumber(stage);
          expected = [];
          const browser = new Browser(stage, (await stage.pair("front-desk-1")).token, begin);
          browser.connect();
          for (const one of steps) await play(one, { stage, browser, expected });
          browser.connect();
          expected.push(...(await stage.pop({ stations: ["front-desk-1"] })));
          const last = expected.at(-1);
          await until("it is up to date", () => browser.newest?.numbers().at(-1) === last, 20_000);
          checkHeard(browser, expected);
        }),
        { numRuns: 12 },
      );
      await until(
        "the neighbour heard all",
        async () => neighbour.numbers().at(-1) === (await lastNumber(stage)),
      );
      expect(isRising(neighbour.numbers())).to.equal(true);
      await stage.close();
    });
  });
});

async function play(one: Step, it: { stage: Stage; browser: Browser; expected: number[] }): Promise<void> {
  if (one.do === "pop") {
    const station = one.elsewhere ? "floor-12" : "front-desk-1";
    const pops = Array.from({ length: one.count }, () => ({ stations: [station] }));
    const numbers = await it.stage.pop(...pops);
    if (!one.elsewhere) it.expected.push(...numbers);
  } else if (one.do === "connect" || one.do === "connect-twice") {
    it.browser.connect();
    if (one.do === "connect-twice") it.browser.connect();
  } else if (one.do === "breathe") await new Promise((resolve) => setImmediate(resolve));
  else it.browser.drop(one.do === "drop" ? "newest" : "oldest");
}

/** Each connection heard a rising run without a hole from where it began; all of them together heard everything. */
function checkHeard(browser: Browser, expected: readonly number[]): void {
  for (const { listener, after } of browser.connections) {
    const heard = listener.numbers();
    const from = expected.filter((number) => number > after);
    expect(heard).to.deep.equal(from.slice(0, heard.length));
  }
  const all = new Set(browser.connections.flatMap(({ listener }) => listener.numbers()));
  expect([...all].sort((a, b) => a - b)).to.deep.equal(expected);
}

function isRising(numbers: readonly number[]): boolean {
  return numbers.every((number, place) => place === 0 || number > (numbers[place - 1] ?? 0));
}

async function lastNumber(stage: Stage): Promise<number> {
  const row = await stage.store.db("property").first<{ last_pop: number }>("last_pop");
  return row.last_pop;
}
