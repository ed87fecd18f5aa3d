// Every state × input of the link machine and of the resync machine (fias.md §3, §4), written down and read against the code.
import { expect } from "chai";
import { stepLink } from "../../../adapters/fias/link.ts";
import type { LinkEffect, LinkInput, LinkState } from "../../../adapters/fias/link-words.ts";
import { mayTalk, stepSwap } from "../../../adapters/fias/swap.ts";
import { inShort, LINK_INPUTS, LINK_STATES, nameOf } from "./link-table.ts";
import { SWAP_INPUTS, SWAP_STATES, swapName, swapShort } from "./swap-table.ts";

const rules = { declaration: 7, pacingMs: 100, answerMs: 30_000, checkMs: 300_000, hasKey: false };

/** Per state: an input, the state it leads to, what is done; inputs after `stays` change nothing. */
const LINK_TABLE = `
stopped
  start           opening · open
  stays           stop stop-in-window opened open-failed closed LS LA LE link-talk business greet pace answer check steady end retry check-in-window
opening
  stop            stopped · stopped
  stop-in-window  stopped · stopped
  opened          greeting · greet 3000
  open-failed     waiting · down ECONNREFUSED · retry
  stays           start closed LS LA LE link-talk business greet pace answer check steady end retry check-in-window
waiting
  stop            stopped · forget-all · stopped
  stop-in-window  stopped · forget-all · stopped
  retry           opening · open
  stays           start opened open-failed closed LS LA LE link-talk business greet pace answer check steady end check-in-window
greeting
  stop            ending · forget-all · LE · end 2000
  stop-in-window  stopped · forget-all · close · stopped
  closed          waiting · forget-all · down fias-line-closed · retry
  LS              declaring:1 · forget-all · declare 0-1 · pace 100
  LA              declaring:1-known · forget-all · declare 0-1 · pace 100
  LE              waiting · forget-all · LE · close · down fias-ended · retry
  greet           probing · LS · answer 30000
  stays           start opened open-failed link-talk business pace answer check steady end retry check-in-window
probing
  stop            ending · forget-all · LE · end 2000
  stop-in-window  stopped · forget-all · close · stopped
  closed          waiting · forget-all · down fias-line-closed · retry
  LS              declaring:1 · forget-all · declare 0-1 · pace 100
  LA              declaring:1-known · forget-all · declare 0-1 · pace 100
  LE              waiting · forget-all · LE · close · down fias-ended · retry
  business        declaring:1-known · forget-all · declare 0-1 · pace 100
  answer          waiting · forget-all · close · down fias-no-answer · retry
  stays           start opened open-failed link-talk greet pace check steady end retry check-in-window
declaring
  stop            ending · forget-all · LE · end 2000
  stop-in-window  stopped · forget-all · close · stopped
  closed          waiting · forget-all · down fias-line-closed · retry
  LS              declaring:1 · forget-all · declare 0-1 · pace 100
  LE              waiting · forget-all · LE · close · down fias-ended · retry
  LA              declaring:1-known
  business        declaring:1-known
  pace            declaring:2 · declare 1-2 · pace 100
  stays           start opened open-failed link-talk greet answer check steady end retry check-in-window
declaring-last
  stop            ending · forget-all · LE · end 2000
  stop-in-window  stopped · forget-all · close · stopped
  closed          waiting · forget-all · down fias-line-closed · retry
  LS              declaring:1 · forget-all · declare 0-1 · pace 100
  LE              waiting · forget-all · LE · close · down fias-ended · retry
  LA              declaring:6-known
  business        declaring:6-known
  pace            awaiting · declare 6-7 · answer 30000
  stays           start opened open-failed link-talk greet answer check steady end retry check-in-window
declaring-known
  stop            ending · forget-all · LE · end 2000
  stop-in-window  stopped · forget-all · close · stopped
  closed          waiting · forget-all · down fias-line-closed · retry
  LS              declaring:1 · forget-all · declare 0-1 · pace 100
  LE              waiting · forget-all · LE · close · down fias-ended · retry
  pace            declaring:2-known · declare 1-2 · pace 100
  stays           start opened open-failed LA link-talk business greet answer check steady end retry check-in-window
declaring-known-last
  stop            ending · forget-all · LE · end 2000
  stop-in-window  stopped · forget-all · close · stopped
  closed          waiting · forget-all · down fias-line-closed · retry
  LS              declaring:1 · forget-all · declare 0-1 · pace 100
  LE              waiting · forget-all · LE · close · down fias-ended · retry
  pace            alive · declare 6-7 · forget-all · up · check 300000 · steady 30000
  stays           start opened open-failed LA link-talk business greet answer check steady end retry check-in-window
awaiting
  stop            ending · forget-all · LE · end 2000
  stop-in-window  stopped · forget-all · close · stopped
  closed          waiting · forget-all · down fias-line-closed · retry
  LS              declaring:1 · forget-all · declare 0-1 · pace 100
  LA              alive · forget-all · up · check 300000 · steady 30000
  business        alive · forget-all · up · check 300000 · steady 30000
  LE              waiting · forget-all · LE · close · down fias-ended · retry
  answer          waiting · forget-all · close · down fias-no-answer · retry
  stays           start opened open-failed link-talk greet pace check steady end retry check-in-window
alive
  stop            ending · forget-all · LE · end 2000
  stop-in-window  stopped · forget-all · close · stopped
  closed          waiting · forget-all · down fias-line-closed · retry
  LS              declaring:1 · forget-all · down fias-restarted · declare 0-1 · pace 100
  LE              waiting · forget-all · LE · close · down fias-ended · retry
  check           checking · LS · answer 30000 · check 300000
  steady          alive · steady
  check-in-window alive · check 300000
  stays           start opened open-failed LA link-talk business greet pace answer end retry
checking
  stop            ending · forget-all · LE · end 2000
  stop-in-window  stopped · forget-all · close · stopped
  closed          waiting · forget-all · down fias-line-closed · retry
  LS              declaring:1 · forget-all · down fias-restarted · declare 0-1 · pace 100
  LA              alive · forget answer
  LE              waiting · forget-all · LE · close · down fias-ended · retry
  answer          waiting · forget-all · close · down fias-no-answer · retry
  check           checking · check 300000
  steady          checking · steady
  check-in-window checking · check 300000
  stays           start opened open-failed link-talk business greet pace end retry
ending
  closed          stopped · forget-all · stopped
  LE              stopped · forget-all · close · stopped
  end             stopped · forget-all · close · stopped
  stays           start stop stop-in-window opened open-failed LS LA link-talk business greet pace answer check steady retry check-in-window
halted
  stop            stopped · stopped
  stop-in-window  stopped · stopped
  stays           start opened open-failed closed LS LA LE link-talk business greet pace answer check steady end retry check-in-window
`;

const SWAP_TABLE = `
down
  want            down-wanting:0
  up              outside
  DS              inside-W2 · forget-all · started W2 unsolicited · quiet 120000 · limit 1800000
  stays           down DE record record-SF ignored quiet limit
down-wanting
  want            down-wanting:1 · refuse
  up              asked-wanting:2 · forget-all · DR · ignored 30000
  DS              inside-W2-wanting:1 · forget-all · started W2 lost · quiet 120000 · limit 1800000
  stays           down DE record record-SF ignored quiet limit
burst
  want            burst-wanting:0
  down            down · forget-all
  DS              inside-W2 · forget-all · started W2 unsolicited · quiet 120000 · limit 1800000
  record          burst-heard
  record-SF       burst-heard
  quiet           outside · forget-all
  limit           outside · forget-all
  stays           up DE ignored
burst-heard
  want            burst-heard-wanting:0
  down            down · forget-all
  DS              inside-W2 · forget-all · started W2 unsolicited · quiet 120000 · limit 1800000
  quiet           burst · quiet 15000
  limit           outside · forget-all
  stays           up DE record record-SF ignored
burst-wanting
  want            burst-wanting:1 · refuse
  down            down-wanting:1 · forget-all
  DS              inside-W2-wanting:1 · forget-all · started W2 lost · quiet 120000 · limit 1800000
  record          burst-heard-wanting:1
  record-SF       burst-heard-wanting:1
  quiet           asked-wanting:2 · forget-all · DR · ignored 30000
  limit           asked-wanting:2 · forget-all · DR · ignored 30000
  stays           up DE ignored
outside
  want            asked-wanting:1 · forget-all · DR · ignored 30000
  down            down
  DS              inside-W2 · forget-all · started W2 unsolicited · quiet 120000 · limit 1800000
  stays           up DE record record-SF ignored quiet limit
asked
  want            asked-wanting:1 · refuse
  down            down-wanting:1 · forget-all
  DS              inside-W2-wanting:1 · forget-all · started W2 lost · quiet 120000 · limit 1800000
  ignored         outside · forget-all · ignored lost
  stays           up DE record record-SF quiet limit
inside
  want            inside-W1 · refuse
  down            down · forget-all · ended W1 fias-window-cut
  DS              inside-W2 · forget-all · ended W1 fias-window-restarted · forget-all · started W2 unsolicited · quiet 120000 · limit 1800000
  DE              outside · forget-all · ended W1 complete
  record          inside-W1-heard
  record-SF       inside-W1-heard-marked
  quiet           outside · forget-all · ended W1 fias-window-silent
  limit           outside · forget-all · ended W1 fias-window-endless
  stays           up ignored
inside-heard
  want            inside-W1-heard · refuse
  down            down · forget-all · ended W1 fias-window-cut
  DS              inside-W2 · forget-all · ended W1 fias-window-restarted · forget-all · started W2 unsolicited · quiet 120000 · limit 1800000
  DE              outside · forget-all · ended W1 complete
  record-SF       inside-W1-heard-marked
  quiet           inside-W1 · quiet 120000
  limit           outside · forget-all · ended W1 fias-window-endless
  stays           up record ignored
inside-marked
  want            inside-W1-marked · refuse
  down            down · forget-all · ended W1 fias-window-cut
  DS              inside-W2 · forget-all · ended W1 fias-window-restarted · forget-all · started W2 unsolicited · quiet 120000 · limit 1800000
  DE              outside · forget-all · ended W1 complete
  record-SF       inside-W1-heard-marked
  quiet           outside · forget-all · ended W1 fias-window-silent
  limit           outside · forget-all · ended W1 fias-window-endless
  stays           up record ignored
inside-wanting
  want            inside-W1-wanting:1 · refuse
  down            down-wanting:1 · forget-all · ended W1 fias-window-cut
  DS              inside-W2-wanting:1 · forget-all · ended W1 fias-window-restarted · forget-all · started W2 lost · quiet 120000 · limit 1800000
  DE              outside · forget-all · ended W1 complete
  record          inside-W1-heard-wanting:1
  record-SF       inside-W1-heard-marked-wanting:1
  quiet           outside · forget-all · ended W1 fias-window-silent
  limit           outside · forget-all · ended W1 fias-window-endless
  stays           up ignored
inside-third
  want            inside-W1-wanting:3 · refuse
  down            down · forget-all · ended W1 fias-window-cut
  DS              inside-W2-wanting:3 · forget-all · ended W1 fias-window-restarted · forget-all · started W2 lost · quiet 120000 · limit 1800000
  DE              outside · forget-all · ended W1 complete
  record          inside-W1-heard-wanting:3
  record-SF       inside-W1-heard-marked-wanting:3
  quiet           outside · forget-all · ended W1 fias-window-silent
  limit           outside · forget-all · ended W1 fias-window-endless
  stays           up ignored
`;

function rowsOf(table: string): Map<string, Map<string, string>> {
  const states = new Map<string, Map<string, string>>();
  let rows = new Map<string, string>();
  for (const line of table.trim().split("\n")) {
    if (!line.startsWith(" ")) states.set(line.trim(), (rows = new Map<string, string>()));
    else if (line.startsWith("  stays"))
      for (const input of line.trim().split(/\s+/).slice(1)) rows.set(input, "stays");
    else {
      const [input = "", ...rest] = line.trim().split(/\s{2,}|(?<=^check-in-window)/);
      rows.set(input, rest.join(" ").trim());
    }
  }
  return states;
}

describe("the link machine", () => {
  const table = rowsOf(LINK_TABLE);
  for (const [name, state] of Object.entries(LINK_STATES))
    it(`does from ${name} what its table says, for every input`, () => {
      const rows = table.get(name) ?? new Map<string, string>();
      expect([...rows.keys()].sort()).to.deep.equal(Object.keys(LINK_INPUTS).sort());
      for (const [input, told] of rows) {
        const step = stepLink(state, LINK_INPUTS[input] ?? { is: "business" }, rules);
        const stays = nameOf(step.state) === nameOf(state) && step.effects.length === 0;
        const did = stays ? "stays" : [nameOf(step.state), ...step.effects.map(inShort)].join(" · ");
        expect(did, `${name} + ${input}`).to.equal(told);
      }
    });

  it("declares in one go where the site wants no pace, or where the PMS keeps starting over", () => {
    const at = run({ is: "greeting" }, [{ is: "LS" }], 0);
    expect(at.state.is).to.equal("awaiting");
    expect(at.effects.map(inShort)).to.include("declare 0-7");
    const storm = run({ is: "greeting" }, [{ is: "LS" }, { is: "LS" }, { is: "LS" }, { is: "LS" }], 100);
    expect(storm.state.is).to.equal("awaiting");
    expect(storm.effects.map(inShort)).to.include("declare 0-7");
  });

  it("hands the date and time of the LS on to every part of the declaration, for the key", () => {
    const ls = { da: "170831", ti: "102201" };
    const at = run({ is: "greeting" }, [{ is: "LS", ls }], 100);
    expect(at.effects).to.deep.include({ do: "declare", from: 0, to: 1, ls });
  });

  it("halts where the PMS closes at our key, and only there", () => {
    const keyed = { ...rules, hasKey: true };
    const closed: LinkInput = { is: "closed", byPeer: true, code: "x" };
    expect(stepLink({ is: "awaiting", restarts: 0 }, closed, keyed).state.is).to.equal("halted");
    expect(stepLink({ is: "alive", checking: false }, closed, keyed).state.is).to.equal("waiting");
    expect(stepLink({ is: "awaiting", restarts: 0 }, { ...closed, byPeer: false }, keyed).state.is).to.equal(
      "waiting",
    );
  });
});

describe("the resync machine", () => {
  const table = rowsOf(SWAP_TABLE);
  for (const [name, state] of Object.entries(SWAP_STATES))
    it(`does from ${name} what its table says, for every input`, () => {
      const rows = table.get(name) ?? new Map<string, string>();
      expect([...rows.keys()].sort()).to.deep.equal(Object.keys(SWAP_INPUTS).sort());
      for (const [input, told] of rows) {
        const step = stepSwap(state, SWAP_INPUTS[input] ?? { is: "up" }, { answerMs: 30_000, burst: false });
        const stays = swapName(step.state) === swapName(state) && step.effects.length === 0;
        const did = stays ? "stays" : [swapName(step.state), ...step.effects.map(swapShort)].join(" · ");
        expect(did, `${name} + ${input}`).to.equal(told);
      }
    });

  it("expects a burst after each coming up, where the site says so", () => {
    const step = stepSwap({ is: "down" }, { is: "up" }, { answerMs: 30_000, burst: true });
    expect(step.state.is).to.equal("burst");
    expect(step.effects.map(swapShort)).to.deep.equal(["quiet 15000", "limit 120000"]);
  });

  it("allows us to speak everywhere but inside a window", () => {
    for (const [name, state] of Object.entries(SWAP_STATES))
      expect(mayTalk(state), name).to.equal(!name.startsWith("inside"));
  });
});

function run(
  from: LinkState,
  inputs: readonly LinkInput[],
  pacingMs: number,
): { state: LinkState; effects: readonly LinkEffect[] } {
  let state = from;
  let effects: readonly LinkEffect[] = [];
  for (const input of inputs) ({ state, effects } = stepLink(state, input, { ...rules, pacingMs }));
  return { state, effects };
}
