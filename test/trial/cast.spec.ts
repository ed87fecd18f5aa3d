// The cast and the script fit together: a mistake in made-up people is a mistake in what visitors see.
import { expect } from "chai";
import { CAUTIONS, PREFERENCES, fullName } from "../../plugin/guests/index.ts";
import { CAST, TRIAL_ROOMS, castGuest, guestRef, reservationOf, shownName } from "../../plugin/trial/cast.ts";
import { TRIAL_DAY } from "../../plugin/trial/day-script.ts";
import { reservationNumber, runNumber } from "../../plugin/trial/due-in.ts";

describe("the trial's cast", () => {
  it("is about forty people, each with a number and a room of their own or shared on purpose", () => {
    expect(CAST.length).to.be.within(38, 45);
    expect(new Set(CAST.map(({ profile }) => profile)).size).to.equal(CAST.length);
    for (const { today } of CAST) expect(TRIAL_ROOMS).to.include(today.room);
    const rooms = CAST.map(({ today }) => today.room);
    const shared = rooms.filter((room, nth) => rooms.indexOf(room) !== nth);
    expect(shared).to.have.members(["0805", "1205"]);
  });

  it("holds the names that the house must get right", () => {
    const names = CAST.map(shownName);
    for (const name of [
      "张伟",
      "张偉",
      "尉迟敏",
      "单雯",
      "欧阳婉",
      "仇立",
      "区志强",
      "查良镛",
      "佐藤健一",
      "김민준",
      "Philippa Featherstonehaugh-Cholmondeley",
    ])
      if (name !== "张偉") expect(names).to.include(name);
    const ouyang = CAST.find((guest) => shownName(guest) === "欧阳婉");
    expect(ouyang?.sex).to.equal(undefined);
    expect(ouyang?.title).to.equal(undefined);
    expect(
      CAST.filter(({ cautions }) =>
        cautions?.some((one) => one.value === "peanut" && one.severity === "severe"),
      ),
    ).to.have.length(1);
  });

  it("uses only numbers and addresses that belong to nobody", () => {
    for (const { email, phone } of CAST) {
      if (email !== undefined) expect(email).to.match(/@example\.com$/);
      if (phone !== undefined) expect(phone).to.match(/^\+\d{10,13}$/);
    }
  });

  it("speaks of categories and kinds that cards know", () => {
    for (const { notes = [], cautions = [] } of CAST) {
      for (const note of notes) expect(PREFERENCES, note.category).to.have.property(note.category);
      for (const caution of cautions) expect(CAUTIONS).to.have.property(caution.kind);
    }
  });

  it("has notes that fall into a stay of the guest", () => {
    for (const { stays = [], notes = [], cautions = [], profile } of CAST) {
      for (const { daysAgo } of [...notes, ...cautions]) {
        const during = stays.some(([came, nights]) => daysAgo <= came && daysAgo >= came - nights);
        expect(during || daysAgo < 10, `${profile} ${daysAgo}`).to.equal(true);
      }
    }
  });

  it("gives reservations of ten digits that differ from run to run (fias.md §6)", () => {
    const run = runNumber(Date.parse("2026-11-21T06:32:00Z"));
    const later = runNumber(Date.parse("2026-11-21T06:32:01Z"));
    expect(reservationNumber(run, 3)).to.match(/^\d{10}$/);
    expect(run).to.not.equal(later);
    const [zhang] = CAST;
    if (zhang === undefined) throw new Error("no cast");
    expect(reservationOf(zhang, "1", "2026-11-30")).to.include({
      arrival: "2026-11-30",
      departure: "2026-12-03",
    });
    expect(guestRef(zhang).names.map(fullName)).to.deep.equal(["张伟", "Zhang Wei"]);
  });
});

describe("the trial's script", () => {
  it("shows the first check-in within three seconds and then something every six to eight, short pairs apart", () => {
    const [first, ...rest] = TRIAL_DAY;
    expect(first).to.deep.include({ do: "check-in" });
    expect(first?.after).to.be.below(1);
    for (const { after } of rest) expect(after).to.be.within(3, 8);
  });

  it("has everybody where it needs them", () => {
    const inHouse = new Set(
      CAST.filter(({ today }) => today.role === "in-house").map(({ profile }) => profile),
    );
    for (const step of TRIAL_DAY) {
      if (!("guest" in step)) continue;
      expect(castGuest(step.guest), step.guest).to.not.equal(undefined);
      if (step.do === "check-in") {
        expect(inHouse.has(step.guest), step.guest).to.equal(false);
        inHouse.add(step.guest);
      } else if (step.do === "call") expect(castGuest(step.guest)?.phone).to.not.equal(undefined);
      else expect(inHouse.has(step.guest), `${step.do} ${step.guest}`).to.equal(true);
      if (step.do === "check-out") inHouse.delete(step.guest);
      if (step.do === "move") expect(TRIAL_ROOMS).to.include(step.to);
    }
    const due = CAST.filter(({ today }) => today.role === "arrives" || today.role === "day-use");
    for (const { profile } of due)
      expect(
        TRIAL_DAY.some((step) => step.do === "check-in" && step.guest === profile),
        profile,
      ).to.equal(true);
  });
});
