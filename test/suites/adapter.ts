// What every adapter promises, whatever it speaks; run on FIAS and on the open event API.
import { expect } from "chai";
import {
  idOf,
  KeshiError,
  type Adapter,
  type AdapterContext,
  type EventDraft,
  type Log,
} from "../../plugin/contract/index.ts";
import { systemClock } from "../../plugin/kit/clock.ts";
import { until } from "../peers/until.ts";

/** An adapter with its outside system, as a test drives it. */
export interface AdapterUnderTest {
  readonly adapter: Adapter;
  /** Whether anything outside was touched: a line opened, a port taken. */
  touched(): boolean;
  /** The outside system makes itself heard; resolves when the adapter's light is up. */
  connect(): Promise<void>;
  /** The outside system tells one fact about the subject (a reservation number), and what it was answered: `true` taken, `false` refused, `undefined` where this wire has no answers. */
  tell(subject: string): Promise<boolean | undefined>;
  /** The outside system tells something nobody can read, with this text in it. */
  tellNonsense(text: string): Promise<void>;
  dispose(): Promise<void>;
}

/** What the suite hands to the maker of an adapter. */
export type AdapterMaker = (context: Omit<AdapterContext, "line">) => Promise<AdapterUnderTest>;

/** Says what every adapter promises. */
export function describeAdapter(name: string, make: AdapterMaker): void {
  describe(`the ${name} adapter, as every adapter`, () => {
    let world: World;
    let under: AdapterUnderTest;
    beforeEach(async () => {
      world = new World();
      under = await make(world.context);
    });
    afterEach(async () => {
      world.fails = false;
      await under.adapter.stop(3000);
      await under.dispose();
    });
    const running = (): Promise<void> => under.adapter.start(new AbortController().signal);

    it("does nothing but remember when it is made", () => {
      expect(under.adapter.name).to.equal(world.context.name);
      expect(under.adapter.state).to.deep.equal({ is: "stopped" });
      expect(under.touched()).to.equal(false);
    });

    it("may be started twice and stopped twice, and started again after", async () => {
      await running();
      await running();
      await under.connect();
      expect(under.adapter.state.is).to.equal("ready");
      await Promise.all([under.adapter.stop(3000), under.adapter.stop(3000)]);
      expect(under.adapter.state).to.deep.equal({ is: "stopped" });
      await running();
      await under.connect();
      expect(under.adapter.state.is).to.equal("ready");
    });

    it("may be stopped before it was ever started", async () => {
      await under.adapter.stop(1000);
      expect(under.adapter.state).to.deep.equal({ is: "stopped" });
    });

    it("shows a light that says since when", async () => {
      const before = systemClock.now();
      await running();
      await under.connect();
      expect(under.adapter.link.state).to.equal("up");
      expect(under.adapter.link.since).to.be.within(before - 60_000, systemClock.now());
    });

    it("hands on what it is told with a key, a subject and the bytes it came in", async () => {
      await running();
      await under.connect();
      expect(await under.tell("4711")).to.not.equal(false);
      const [draft] = await until("it is committed", () => world.committed.length > 0 && world.committed);
      expect(draft?.subject).to.contain("4711");
      expect(draft?.raw.bytes.length).to.be.greaterThan(0);
      expect(draft?.idempotency).to.have.property("by");
    });

    it("answers nothing as taken while the journal fails, and loses nothing that it took", async () => {
      await running();
      await under.connect();
      world.fails = true;
      const answered = under.tell("1");
      await until("it was tried", () => world.tries > 0);
      expect(world.committed).to.deep.equal([]);
      world.fails = false;
      const taken = await answered;
      if (taken === false) expect(await under.tell("1")).to.equal(true);
      await until("it is committed", () => world.committed.some((draft) => draft.subject.includes("1")));
    });

    it("is not put out by nonsense, and logs nothing of what it holds", async () => {
      await running();
      await under.connect();
      await under.tellNonsense("GEHEIM");
      await under.tell("4712");
      await until("the next is read", () => world.committed.some((draft) => draft.subject.includes("4712")));
      expect(JSON.stringify(world.logged)).not.to.contain("GEHEIM");
    });

    it("ends when the service's signal says so", async () => {
      const giveUp = new AbortController();
      await under.adapter.start(giveUp.signal);
      await under.connect();
      giveUp.abort(new Error("stopping"));
      await until("it stopped", () => under.adapter.state.is === "stopped");
    });
  });
}

/** A journal, log and meter that remember. */
class World {
  fails = false;
  tries = 0;
  readonly committed: EventDraft[] = [];
  readonly logged: unknown[] = [];
  readonly context: Omit<AdapterContext, "line">;

  constructor() {
    const remember = (message: string, fields?: Record<string, unknown>): void =>
      void this.logged.push({ message, fields });
    const log: Log = {
      debug: remember,
      info: remember,
      warn: remember,
      error: remember,
      child: () => log,
    };
    const quiet = (): void => undefined;
    this.context = {
      name: "source-1",
      property: { id: idOf("WLH"), timezone: "Asia/Shanghai", locale: "zh-CN", country: "CN" },
      clock: systemClock,
      log,
      meter: { count: quiet, observe: quiet, gauge: quiet },
      publish: (drafts) => {
        this.tries += 1;
        if (this.fails)
          return Promise.reject(
            new KeshiError("store-unreachable", "The store is away", { errorClass: "transient" }),
          );
        this.committed.push(...drafts);
        return Promise.resolve(drafts.map((_, place) => idOf(`E${this.committed.length}-${place}`)));
      },
      afterUncleanStop: false,
    };
  }
}
