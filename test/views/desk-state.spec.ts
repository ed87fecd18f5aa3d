// Which card has the large place at a desk: the rules of design §4 and of the look's README, without a browser.
import { expect } from "chai";
import { HELP_KEYS, keyAct, type KeyDown } from "../../views/assets/key-act.ts";
import {
  EMPTY_STAGE,
  HOLD_MS,
  KEPT_POPS,
  mainAct,
  openStage,
  popGreeted,
  popSettled,
  popsArrived,
  releaseHeld,
  shownPop,
  stepPop,
} from "../../views/assets/desk-state.ts";
import type { PopRow } from "../../views/assets/wire.ts";
import { popOf } from "../browser/cast.ts";

function row(number: number, more: { quiet?: boolean; state?: PopRow["state"] } = {}): PopRow {
  return {
    ...popOf(number, "zhang", { locale: "zh-CN", quiet: more.quiet ?? false }),
    state: more.state ?? "waiting",
  };
}

const FREE = { now: 1000, busy: false };

describe("the large place of a desk", () => {
  it("goes to a new guest at once (BRF-01)", () => {
    const stage = popsArrived(openStage([row(1)]), [row(2)], FREE);
    expect(shownPop(stage)?.number).to.equal(2);
  });

  it("is never taken by a quiet pop: that guest belongs to another desk until somebody claims (RT-02)", () => {
    const stage = popsArrived(openStage([row(1)]), [row(2, { quiet: true })], FREE);
    expect(shownPop(stage)?.number).to.equal(1);
    expect(stage.pops.map((pop) => pop.number)).to.deep.equal([2, 1]);
  });

  it("waits for somebody who types, eight seconds counted from the first who waits", () => {
    const first = popsArrived(openStage([row(1)]), [row(2)], { now: 1000, busy: true });
    const second = popsArrived(first, [row(3)], { now: 5000, busy: true });
    expect(shownPop(second)?.number).to.equal(1);
    expect(second.held).to.deep.equal({ number: 3, until: 1000 + HOLD_MS });
    expect(shownPop(releaseHeld(second))?.number).to.equal(3);
  });

  it("takes a pop that comes twice once, and keeps its order however they come", () => {
    const stage = popsArrived(openStage([row(5)]), [row(5), row(4), row(7), row(6)], FREE);
    expect(stage.pops.map((pop) => pop.number)).to.deep.equal([7, 6, 5, 4]);
  });

  it("keeps a bound of rows through a burst", () => {
    const many = Array.from({ length: 2 * KEPT_POPS }, (_, index) => row(index + 1));
    expect(popsArrived(EMPTY_STAGE, many, FREE).pops).to.have.length(KEPT_POPS);
  });

  it("stays with a newer guest who waits when one that was missed comes late (RT-02)", () => {
    const late = popsArrived(openStage([row(9)]), [row(4)], FREE);
    expect(shownPop(late)?.number).to.equal(9);
    const free = popsArrived(openStage([row(9, { state: "greeted" })]), [row(4)], FREE);
    expect(shownPop(free)?.number).to.equal(4);
  });

  it("has one next thing to do: claim, greet, or note about a guest who was looked up; none about a doubtful one", () => {
    const { card } = row(1);
    const opened = (match: "certain" | "doubtful"): ReturnType<typeof mainAct> =>
      mainAct({ pops: [], shown: { is: "guest", guestId: "g", card: { ...card, match } } });
    expect(opened("certain")).to.equal("note");
    expect(opened("doubtful")).to.equal(undefined);
    expect(mainAct(openStage([row(1)]))).to.equal("greeted");
    expect(mainAct(openStage([row(1, { state: "greeted" })]))).to.equal(undefined);
    const quiet = { ...openStage([row(1, { quiet: true })]), shown: { is: "pop", number: 1 } } as const;
    expect(mainAct(quiet)).to.equal("claim");
  });

  it("after a greeting goes to the next guest who waits here, else stays", () => {
    const two = popSettled(openStage([row(2), row(1)]), { number: 2, state: "greeted", by: "李静" });
    expect(shownPop(popGreeted(two, 2))?.number).to.equal(1);
    const one = popSettled(openStage([row(2), row(1, { quiet: true })]), { number: 2, state: "greeted" });
    expect(shownPop(popGreeted(one, 2))?.number).to.equal(2);
  });

  it("opens on the guest nobody has greeted yet, not on one that is done", () => {
    expect(shownPop(openStage([row(3, { state: "greeted" }), row(2), row(1)]))?.number).to.equal(2);
  });

  it("moves to older and newer guests and stops at both ends", () => {
    const stage = openStage([row(2), row(1)]);
    expect(shownPop(stepPop(stage, 1))?.number).to.equal(1);
    expect(shownPop(stepPop(stepPop(stage, 1), 1))?.number).to.equal(1);
    expect(shownPop(stepPop(stage, -1))?.number).to.equal(2);
  });
});

describe("the keys of a desk", () => {
  const press = (key: string, more: Partial<KeyDown> = {}): KeyDown => ({
    key,
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    repeat: false,
    on: "page",
    ...more,
  });

  it("do what the key list says (look README, Keys on the desk page)", () => {
    const wanted = {
      "/": "search",
      Enter: "enter",
      j: "older",
      K: "newer",
      n: "note",
      P: "print",
      a: "due-in",
      i: "in-house",
      l: "due-out",
      " ": "veil",
      r: "reconnect",
      "?": "help",
    };
    for (const [key, act] of Object.entries(wanted)) expect(keyAct(press(key), true), key).to.equal(act);
  });

  it("are all real ones in the list of keys, and no key is missing from it but those a card explains", () => {
    const told = HELP_KEYS.flatMap(([keys]) => keys).map((key) => (key === "Space" ? " " : key));
    const names = told.map((key) => (key === "Esc" ? "Escape" : key));
    for (const key of names) expect(keyAct(press(key), true), key).to.be.a("string");
    expect(names).to.not.include("F");
  });

  it("leave a person who types alone, and the browser's own shortcuts too", () => {
    for (const key of ["j", "n", "Enter", " ", "/"]) {
      expect(keyAct(press(key, { on: "field" }), true), key).to.equal(undefined);
      expect(keyAct(press(key, { ctrlKey: true }), true), key).to.equal(undefined);
    }
    expect(keyAct(press("Escape", { on: "field" }), true)).to.equal("escape");
  });

  it("leave Enter and Space to a button that has the focus", () => {
    expect(keyAct(press("Enter", { on: "button" }), true)).to.equal(undefined);
    expect(keyAct(press(" ", { on: "button" }), true)).to.equal(undefined);
    expect(keyAct(press("n", { on: "button" }), true)).to.equal("note");
  });

  it("can be switched off, save the one that shows how to switch them on (WCAG 2.1.4)", () => {
    expect(keyAct(press("n"), false)).to.equal(undefined);
    expect(keyAct(press("?"), false)).to.equal("help");
    expect(keyAct(press("Escape"), false)).to.equal("escape");
  });
});
