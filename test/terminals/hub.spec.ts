import { expect } from "chai";
import { io } from "socket.io-client";
import { forEachStore } from "../suites/stores.ts";
import { until } from "../peers/until.ts";
import { WoundClock } from "../peers/wound-clock.ts";
import { listen, openStage, plainCards, type Listener, type Stage } from "./stage.ts";

const DAY_MS = 24 * 3_600_000;

describe("the terminals' hub", () => {
  forEachStore((place) => {
    let stage: Stage;
    beforeEach(async () => {
      stage = await openStage(await place.open());
    });
    afterEach(() => stage.close());

    const joined = async (auth: Record<string, unknown>): Promise<Listener> => {
      const terminal = stage.connect(auth);
      await until("it said hello", () => terminal.of("hello").length > 0);
      return terminal;
    };

    it("says hello with the station, its role, the house and the last number, then the lights (RT-01)", async () => {
      await stage.pop({ stations: ["front-desk-1"] });
      const { token, terminalId } = await stage.pair("front-desk-1");
      const terminal = await joined({ token });
      expect(terminal.of("hello")[0]).to.deep.equal({
        station: "front-desk-1",
        role: "front-desk",
        locale: "zh-CN",
        property: "WLH",
        terminal: terminalId,
        last: 1,
      });
      await until("the lights came", () => terminal.of("links").length > 0);
      expect(terminal.heard.map(({ event }) => event)).to.deep.equal(["hello", "links"]);
    });

    it("shows a pop at its stations only, loud where it happened and quiet elsewhere (RT-01)", async () => {
      const [desk, other, floor] = await Promise.all(
        ["front-desk-1", "front-desk-2", "floor-12"].map(async (name) => joined(await stage.pair(name))),
      );
      await stage.pop({ stations: ["front-desk-1", { name: "front-desk-2", quiet: true }], guest: "GUEST" });
      await stage.pop({ stations: ["front-desk-1", "front-desk-2", "floor-12"] });
      await until("all heard the last", () =>
        [desk, other, floor].every((one) => one?.numbers().at(-1) === 2),
      );
      const first = desk?.of("pop")[0];
      expect(first).to.include({ number: 1, reason: "checked-in", guestId: "GUEST" });
      expect(first).not.to.have.property("quiet");
      expect(other?.of("pop")[0]).to.include({ number: 1, quiet: true });
      expect(floor?.numbers()).to.deep.equal([2]);
      expect(floor?.of("pop")[0]?.["card"]).to.include({ role: "housekeeping" });
    });

    it("builds a card once per role and language, whatever the number of terminals (RT-01)", async () => {
      const tokens = await Promise.all(
        ["front-desk-1", "front-desk-2", "front-desk-1"].map((name) => stage.pair(name)),
      );
      const terminals = await Promise.all(tokens.map((auth) => joined(auth)));
      stage.cards.built = 0;
      await stage.pop({ stations: ["front-desk-1", "front-desk-2", "floor-12"] });
      await until("all have it", () => terminals.every((one) => one.numbers().length === 1));
      expect(stage.cards.built).to.equal(1);
    });

    it("asks nothing of anybody while nobody is connected", async () => {
      await stage.pop({ stations: ["front-desk-1"] });
      const { token } = await stage.pair("front-desk-1");
      await joined({ token });
      expect(stage.cards.asked).to.equal(0);
    });

    it("gives who was away every pop missed, in order and once, by what the terminal said it had seen (BRF-02)", async () => {
      const auth = await stage.pair("front-desk-1");
      const first = await joined(auth);
      await stage.pop(
        { stations: ["front-desk-1"] },
        { stations: ["front-desk-1"] },
        { stations: ["front-desk-1"] },
      );
      await until("it has three", () => first.numbers().length === 3);
      first.socket.emit("seen", { upTo: 2 });
      await until("that is stored", async () => {
        const row = await stage.store.db("terminal").first<{ seen: number }>("seen");
        return row.seen === 2;
      });
      first.socket.disconnect();
      await stage.pop({ stations: ["front-desk-1"] });
      const again = await joined({ token: auth.token });
      await until("it caught up", () => again.numbers().at(-1) === 4);
      expect(again.numbers()).to.deep.equal([3, 4]);
    });

    it("lets `after` rule over what is stored, 0 meaning all that is kept (BRF-02)", async () => {
      await stage.pop(
        { stations: ["front-desk-1"] },
        { stations: ["floor-12"] },
        { stations: ["front-desk-1"] },
      );
      const auth = await stage.pair("front-desk-1");
      const all = await joined({ token: auth.token, after: 0 });
      await until("it has both", () => all.numbers().length === 2);
      const some = await joined({ token: auth.token, after: 1 });
      await until("it has one", () => some.numbers().length === 1);
      const none = await joined({ token: (await stage.pair("front-desk-1")).token });
      await stage.pop({ stations: ["front-desk-1"] });
      await until("the new one hears the live one", () => none.numbers().length === 1);
      expect([all.numbers(), some.numbers(), none.numbers()]).to.deep.equal([[1, 3, 4], [3, 4], [4]]);
    });

    it("remembers where a new terminal began, so that what pops while it is away is not lost (BRF-02)", async () => {
      await stage.pop({ stations: ["front-desk-1"] });
      const auth = await stage.pair("front-desk-1");
      const first = await joined(auth);
      first.socket.disconnect();
      await until("its place is stored", async () => {
        const row = await stage.store.db("terminal").first<{ seen: number | null }>("seen");
        return row.seen !== null;
      });
      await stage.pop({ stations: ["front-desk-1"] });
      const again = await joined({ token: auth.token });
      await until("it hears what it missed", () => again.numbers().length === 1);
      expect(again.numbers()).to.deep.equal([2]);
    });

    it("gives the newest of each guest instead of more than five hundred pops (BRF-02)", async () => {
      const pops = Array.from({ length: 501 }, (_none, step) => ({
        stations: ["front-desk-1"],
        guest: `G${step % 7}`,
      }));
      await stage.pop(...pops);
      const auth = await stage.pair("front-desk-1");
      const terminal = await joined({ token: auth.token, after: 0 });
      await until("the snapshot came", () => terminal.of("snapshot").length === 1);
      await stage.pop({ stations: ["front-desk-1"] });
      await until("and the next pop", () => terminal.numbers().length === 1);
      const shown = terminal.of("snapshot")[0]?.["pops"] as { number: number; guestId: string }[];
      expect(shown.map(({ number }) => number)).to.deep.equal([495, 496, 497, 498, 499, 500, 501]);
      expect(new Set(shown.map(({ guestId }) => guestId)).size).to.equal(7);
      expect(terminal.numbers()).to.deep.equal([502]);
    });

    it("gives the newest of each guest to who was away for more than a day (BRF-02)", async () => {
      await stage.pop({ stations: ["front-desk-1"], guest: "G1", at: Date.now() - DAY_MS - 1000 });
      await stage.pop({ stations: ["front-desk-1"], guest: "G1" });
      const auth = await stage.pair("front-desk-1");
      const terminal = await joined({ token: auth.token, after: 0 });
      await until("the snapshot came", () => terminal.of("snapshot").length === 1);
      const shown = terminal.of("snapshot")[0]?.["pops"] as { number: number }[];
      expect(shown.map(({ number }) => number)).to.deep.equal([2]);
    });

    it("sends a card on screen anew when the file changed, and only to stations that have it (RT-03)", async () => {
      const desk = await joined(await stage.pair("front-desk-1"));
      const floor = await joined(await stage.pair("floor-12"));
      await stage.pop(
        { stations: ["front-desk-1"], guest: "A" },
        { stations: ["front-desk-1", "floor-12"], guest: "B" },
      );
      await until("both popped", () => desk.numbers().length === 2 && floor.numbers().length === 1);
      const build = stage.cards.cardsFor.bind(stage.cards);
      stage.cards.cardsFor = async (pops, view) =>
        new Map(
          [...(await build(pops, view))].map(([number, card]) => [
            number,
            { ...card, say: "张先生，晚上好" },
          ]),
        );
      stage.hub.changed(["A" as never]);
      await until("the change came", () => desk.of("changed").length === 1);
      expect(desk.of("changed")[0]).to.include({ number: 1, guestId: "A" });
      stage.hub.changed(["B" as never]);
      await until("the next change came to both", () => floor.of("changed").length === 1);
      expect(floor.of("changed")[0]).to.include({ number: 2, guestId: "B" });
    });

    it("tells a change only to the roles whose card it changes (RT-03)", async () => {
      const floor = await joined(await stage.pair("floor-12"));
      const desk = await joined(await stage.pair("front-desk-1"));
      await stage.pop({ stations: ["front-desk-1", "floor-12"], guest: "A" });
      await until("both popped", () => desk.numbers().length === 1 && floor.numbers().length === 1);
      const build = stage.cards.cardsFor.bind(stage.cards);
      const secret = { names: { primary: "对前台说的话" } };
      stage.cards.cardsFor = async (pops, view) => {
        const cards = await build(pops, view);
        if (view.role !== "front-desk") return cards;
        return new Map([...cards].map(([number, card]) => [number, { ...card, ...secret }]));
      };
      stage.hub.changed(["A" as never]);
      await until("the desk is told", () => desk.of("changed").length === 1);
      await stage.pop({ stations: ["floor-12"], guest: "B" });
      await until("the floor heard what came later", () => floor.numbers().length === 2);
      expect(floor.of("changed")).to.deep.equal([]);
      stage.hub.changed(["A" as never]);
      await stage.pop({ stations: ["front-desk-1"], guest: "C" });
      await until("the desk heard what came later", () => desk.numbers().length === 2);
      expect(desk.of("changed")).to.have.length(1);
    });

    it("takes a terminal that says it has seen nothing in particular for one that says nothing", async () => {
      const auth = await stage.pair("front-desk-1");
      const terminal = await joined({ ...auth, after: null });
      expect(terminal.socket.connected).to.equal(true);
    });

    it("cuts a revoked terminal at once and lets it in no more", async () => {
      const auth = await stage.pair("front-desk-1");
      const terminal = await joined(auth);
      await stage.staff.revokeTerminal(auth.terminalId as never);
      await until("it is cut", () => !terminal.socket.connected);
      expect(terminal.of("refused")).to.deep.equal([{ code: "terminal-revoked" }]);
      expect(await refusal(stage.url, auth)).to.equal("terminal-revoked");
    });

    it("cuts within seconds a terminal that another process revoked", async () => {
      const auth = await stage.pair("front-desk-1");
      const terminal = await joined(auth);
      await stage.store.db("terminal").where({ id: auth.terminalId }).update({ revoked_at: Date.now() });
      await until("it is cut", () => !terminal.socket.connected, 4000);
    });

    it("refuses with a code who has no token, a wrong one, or says nonsense", async () => {
      expect(await refusal(stage.url, {})).to.equal("terminal-needed");
      expect(await refusal(stage.url, { token: `kt_${"x".repeat(43)}` })).to.equal("terminal-unknown");
      expect(await refusal(stage.url, { token: 7 })).to.equal("auth-unreadable");
      const { key } = await stage.staff.makeSourceKey("pos");
      expect(await refusal(stage.url, { token: key })).to.equal("terminal-unknown");
      expect(await refusal(stage.url, { ...(await stage.pair("floor-12")), after: -1 })).to.equal(
        "auth-unreadable",
      );
      const { token } = await stage.pair("floor-12");
      expect(await refusal(stage.url, { token }, "/")).to.equal("namespace-unknown");
    });

    it("refuses a page of another site", async () => {
      const { token } = await stage.pair("floor-12");
      const extraHeaders = { Origin: "https://elsewhere.example" };
      const socket = io(`${stage.url}/terminals`, {
        transports: ["websocket"],
        auth: { token },
        extraHeaders,
        reconnection: false,
        forceNew: true,
      });
      const error = await new Promise<Error>((resolve) => socket.on("connect_error", resolve));
      expect(error.message).to.equal("websocket error");
      socket.disconnect();
    });

    it("cuts who sends ten megabytes and goes on for the others", async () => {
      const good = await joined(await stage.pair("front-desk-1"));
      const bad = await joined(await stage.pair("front-desk-1"));
      bad.socket.emit("seen", "x".repeat(10 * 1024 * 1024));
      await until("it is cut", () => !bad.socket.connected);
      await stage.pop({ stations: ["front-desk-1"] });
      await until("the other goes on", () => good.numbers().length === 1);
    });

    it("ignores a `seen` of what was never sent, and one that is no number (BRF-02)", async () => {
      const auth = await stage.pair("front-desk-1");
      const terminal = await joined(auth);
      await stage.pop({ stations: ["front-desk-1"] });
      await until("it popped", () => terminal.numbers().length === 1);
      terminal.socket.emit("seen", { upTo: "all" });
      terminal.socket.emit("seen", { upTo: 900_000 });
      const seen = await until("something is stored", async () => {
        const row = await stage.store.db("terminal").first<{ seen: number | null }>("seen");
        return Number(row.seen) > 0 && Number(row.seen);
      });
      expect(seen).to.equal(1);
    });

    it("survives a thousand connects in a second, good and bad, and still pops", async function () {
      this.timeout(60_000);
      const auth = await stage.pair("front-desk-1");
      const wrong = { token: `kt_${"y".repeat(43)}` };
      const crowd = Array.from({ length: 1000 }, (_none, step) =>
        listen(stage.url, step % 2 === 0 ? auth : wrong),
      );
      let refused = 0;
      for (const { socket } of crowd) socket.on("connect_error", () => (refused += 1));
      const good = crowd.filter((_one, step) => step % 2 === 0);
      await until(
        "all were answered",
        () => refused === 500 && good.every(({ heard }) => heard.length >= 2),
        50_000,
      );
      await stage.pop({ stations: ["front-desk-1"] });
      await until(
        "all good ones have the pop",
        () => good.every((one) => one.numbers().length === 1),
        20_000,
      );
      for (const { socket } of crowd) socket.disconnect();
      await until("all are gone", () => stage.hub.connected === 0, 20_000);
    });
  });
});

describe("the hub when cards fail", () => {
  forEachStore((place) => {
    it("keeps back only the pop whose card cannot be built", async () => {
      const cards = plainCards();
      const build = cards.cardsFor.bind(cards);
      cards.cardsFor = (pops, view) => {
        if (pops.some(({ guest }) => String(guest) === "BROKEN")) throw new Error("a file nobody foresaw");
        return build(pops, view);
      };
      const stage = await openStage(await place.open(), { cards, clock: new WoundClock(Date.now()) });
      const terminal = stage.connect(await stage.pair("front-desk-1"));
      await until("hello", () => terminal.heard.length >= 2);
      await stage.pop(
        { stations: ["front-desk-1"] },
        { stations: ["front-desk-1"], guest: "BROKEN" },
        { stations: ["front-desk-1"] },
      );
      await until("the last came", () => terminal.numbers().at(-1) === 3);
      expect(terminal.numbers()).to.deep.equal([1, 3]);
      await stage.close();
    });
  });
});

async function refusal(url: string, auth: Record<string, unknown>, space = "/terminals"): Promise<string> {
  const socket = io(url + space, { transports: ["websocket"], auth, forceNew: true, reconnection: false });
  const error = await new Promise<Error & { data?: { code: string } }>((resolve) =>
    socket.on("connect_error", resolve),
  );
  socket.disconnect();
  return error.data?.code ?? error.message;
}
