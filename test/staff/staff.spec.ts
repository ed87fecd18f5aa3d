import { expect } from "chai";
import { codeOf } from "../../plugin/contract/index.ts";
import { createStaff, mayAsk, PAIRING_MS, SESSION_MS, type Staff } from "../../plugin/staff/index.ts";
import { COST, createPasswords } from "../../plugin/staff/password.ts";
import { readPairingCode } from "../../plugin/staff/token.ts";
import type { Store } from "../../plugin/store/index.ts";
import { WoundClock } from "../peers/wound-clock.ts";
import { forEachStore } from "../suites/stores.ts";
import { addProperty, PROPERTY, STATIONS } from "../terminals/stage.ts";

const codeThrown = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "nothing",
    (error: unknown) => codeOf(error),
  );

/** What a guess costs in tests that are not about its cost. */
const CHEAP = { N: 16, r: 8, p: 1 };

describe("staff", () => {
  forEachStore((place) => {
    let store: Store;
    let clock: WoundClock;
    let staff: Staff;
    beforeEach(async () => {
      store = await place.open();
      await addProperty(store);
      clock = new WoundClock();
      const passwords = createPasswords(CHEAP);
      staff = createStaff({ store, property: PROPERTY.id, stations: STATIONS, clock, passwords });
    });

    const lin = { login: "Lin.Yue", name: "林悦", role: "front-desk", password: "west-lake-1208" } as const;
    const signIn = (password: string, origin = "desk"): ReturnType<Staff["signIn"]> =>
      staff.signIn({ login: "lin.yue", password, origin });

    it("signs a person in by login and password, in any spelling of the login's letters", async () => {
      await staff.addPerson(lin);
      const { token, person } = await staff.signIn({
        login: " LIN.yue ",
        password: lin.password,
        origin: "desk",
      });
      expect(person).to.include({ name: "林悦", role: "front-desk", login: "lin.yue" });
      expect(person).not.to.have.property("password");
      expect((await staff.sessionOf(token))?.person.name).to.equal("林悦");
    });

    it("keeps neither passwords nor tokens readable in the store", async () => {
      await staff.addPerson(lin);
      const { token } = await signIn(lin.password);
      const { key } = await staff.makeSourceKey("pos");
      const { code } = await staff.makePairing("front-desk-1");
      const rows = await Promise.all(
        ["person", "session", "source_key", "pairing"].map((table) => store.db(table)),
      );
      const text = JSON.stringify(rows);
      for (const secret of [lin.password, token, key, code]) expect(text).not.to.include(secret);
      expect(text).to.include("scrypt$16$8$1$");
    });

    it("refuses a wrong password and an unknown login alike", async () => {
      await staff.addPerson(lin);
      expect(await codeThrown(signIn("wrong-password"))).to.equal("sign-in-refused");
      const unknown = staff.signIn({ login: "nobody", password: "wrong-password", origin: "desk" });
      expect(await codeThrown(unknown)).to.equal("sign-in-refused");
    });

    it("closes the door after eight wrong passwords, however many are tried at once, and never for right ones", async function () {
      this.timeout(60_000);
      await staff.addPerson(lin);
      for (let time = 0; time < 10; time++) await signIn(lin.password);
      const tries = await Promise.all(Array.from({ length: 12 }, () => codeThrown(signIn("wrong-password"))));
      expect(tries.filter((code) => code === "sign-in-refused")).to.have.length(8);
      expect(tries.filter((code) => code === "too-many-tries")).to.have.length(4);
      expect(await codeThrown(signIn(lin.password))).to.equal("too-many-tries");
    });

    it("makes a first password up and wants it replaced at the first sign-in", async () => {
      const { password } = await staff.addPerson({ login: "chen", name: "陈师傅", role: "restaurant" });
      const tried = { login: "chen", password: password ?? "", origin: "desk" };
      expect(await codeThrown(staff.signIn(tried))).to.equal("password-change-needed");
      expect(await codeThrown(staff.signIn({ ...tried, newPassword: "short" }))).to.equal(
        "password-too-short",
      );
      await staff.signIn({ ...tried, newPassword: "own-words-here" });
      expect(await codeThrown(staff.signIn(tried))).to.equal("sign-in-refused");
      await staff.signIn({ ...tried, password: "own-words-here" });
    });

    it("takes a login once, and no password shorter than eight characters", async () => {
      await staff.addPerson(lin);
      expect(await codeThrown(staff.addPerson({ ...lin, login: "LIN.YUE" }))).to.equal("login-taken");
      expect(await codeThrown(staff.addPerson({ ...lin, login: "a b" }))).to.equal("login-unusable");
      expect(await codeThrown(staff.addPerson({ ...lin, login: "x", password: "1234567" }))).to.equal(
        "password-too-short",
      );
    });

    it("ends a session when it is signed out, when a shift has passed, or when the person left", async () => {
      await staff.addPerson(lin);
      const first = await signIn(lin.password);
      const session = (await staff.sessionOf(first.token))?.session ?? "";
      await staff.signOut(session);
      expect(await staff.sessionOf(first.token)).to.equal(undefined);
      const second = await signIn(lin.password);
      await clock.wind(SESSION_MS - 1000);
      expect(await staff.sessionOf(second.token)).not.to.equal(undefined);
      await clock.wind(SESSION_MS - 1000);
      expect(await staff.sessionOf(second.token)).not.to.equal(undefined);
      await clock.wind(SESSION_MS + 1000);
      expect(await staff.sessionOf(second.token)).to.equal(undefined);
      const third = await signIn(lin.password);
      await store.db("person").update({ state: "left" });
      expect(await staff.sessionOf(third.token)).to.equal(undefined);
      expect(await codeThrown(signIn(lin.password))).to.equal("sign-in-refused");
    });

    it("lets a pairing code work once, even when two terminals type it in the same instant", async () => {
      const { code, expiresAt } = await staff.makePairing("front-desk-1");
      expect(code).to.match(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
      expect(expiresAt).to.equal(clock.now() + PAIRING_MS);
      const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => staff.pair(code, "desk PC")));
      const paired = outcomes.filter(({ status }) => status === "fulfilled");
      expect(paired).to.have.length(1);
      expect(await store.db("terminal")).to.have.length(1);
    });

    it("takes a code as people type it, for ten minutes, made by another process too", async () => {
      const beside = createStaff({ store, property: PROPERTY.id, stations: STATIONS, clock });
      const { code } = await beside.makePairing("floor-12");
      const typed = ` ${code.toLowerCase().replace("-", " ")} `;
      const { token, station } = await staff.pair(typed, "12 楼平板");
      expect(station).to.equal("floor-12");
      const proof = await staff.terminalOf(token);
      expect(proof.is === "known" && proof.terminal.station.role).to.equal("housekeeping");
      const late = await beside.makePairing("floor-12");
      await clock.wind(PAIRING_MS + 1);
      expect(await codeThrown(staff.pair(late.code, "PC"))).to.equal("pairing-refused");
    });

    it("names the stations there are when somebody pairs with one that is not", async () => {
      expect(await codeThrown(staff.makePairing("bar"))).to.equal("station-unknown");
    });

    it("stops guessing of codes after forty from one address", async () => {
      const guesses = [];
      for (let time = 0; time < 45; time++)
        guesses.push(await codeThrown(staff.pair("AAAA-AAAA", "PC", "one")));
      expect(guesses.filter((code) => code === "too-many-tries")).to.have.length(5);
      const { code } = await staff.makePairing("floor-12");
      expect((await staff.pair(code, "PC", "another")).station).to.equal("floor-12");
    });

    it("tells a revoked terminal, one of a station that is gone, and an unknown one apart", async () => {
      const { token, terminalId } = await staff.pair((await staff.makePairing("floor-12")).code, "PC");
      const smaller = createStaff({ store, property: PROPERTY.id, stations: [], clock });
      expect((await smaller.terminalOf(token)).is).to.equal("stationless");
      const told: string[] = [];
      staff.onRevoked((id) => told.push(id));
      await staff.revokeTerminal(terminalId);
      expect(told).to.deep.equal([terminalId]);
      expect((await staff.terminalOf(token)).is).to.equal("revoked");
      expect(await smaller.revokedAmong([terminalId])).to.deep.equal([terminalId]);
      expect((await staff.terminalOf(`kt_${"z".repeat(43)}`)).is).to.equal("unknown");
      expect(await codeThrown(staff.revokeTerminal(terminalId))).to.equal("terminal-unknown");
    });

    it("gives a source a key, goes on taking its older ones, and takes them all back", async () => {
      const first = await staff.makeSourceKey("pos");
      const second = await staff.makeSourceKey("pos");
      expect([await staff.sourceOf(first.key), await staff.sourceOf(second.key)]).to.deep.equal([
        "pos",
        "pos",
      ]);
      expect(await staff.revokeSource("pos")).to.equal(2);
      expect(await staff.sourceOf(first.key)).to.equal(undefined);
      expect(await staff.sourceOf("nonsense")).to.equal(undefined);
    });

    it("asks once for all terminals that come back in one turn", async () => {
      const tokens = [];
      for (let one = 0; one < 5; one++)
        tokens.push(await staff.pair((await staff.makePairing("floor-12")).code, "PC"));
      let queries = 0;
      store.db.on("query", () => (queries += 1));
      const proofs = await Promise.all(tokens.map(({ token }) => staff.terminalOf(token)));
      expect(proofs.map(({ is }) => is)).to.deep.equal(["known", "known", "known", "known", "known"]);
      expect(queries).to.equal(1);
    });
  });
});

describe("passwords", () => {
  it("cost an attacker 32 MiB and three passes a guess", async () => {
    expect(COST).to.deep.equal({ N: 32768, r: 8, p: 3 });
    expect(await createPasswords().hash("west-lake-1208")).to.match(/^scrypt\$32768\$8\$3\$/);
  });

  it("take as long for an unknown login as for a wrong password", async function () {
    this.timeout(30_000);
    const passwords = createPasswords();
    const stored = await passwords.hash("west-lake-1208");
    const timed = async (hash: string | undefined): Promise<number> => {
      const start = process.cpuUsage();
      expect(await passwords.matches("wrong", hash)).to.equal(false);
      const { user, system } = process.cpuUsage(start);
      return user + system;
    };
    const known = Math.min(await timed(stored), await timed(stored));
    const unknown = Math.min(await timed(undefined), await timed(undefined));
    expect(unknown / known).to.be.within(0.5, 2);
    expect(await passwords.matches("west-lake-1208", stored)).to.equal(true);
  });

  it("do not hold up the main thread", async () => {
    const passwords = createPasswords();
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    await passwords.hash("west-lake-1208");
    clearInterval(timer);
    expect(turns).to.be.greaterThan(5);
  });

  it("turn away a flood of sign-ins instead of queueing it without end", async function () {
    this.timeout(60_000);
    const passwords = createPasswords(CHEAP);
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, () => codeThrown(passwords.matches("x", undefined))),
    );
    expect(outcomes.filter((code) => code === "sign-in-busy")).to.have.length(6);
  });
});

describe("who may ask", () => {
  it("is our own page, a typed address, or no browser at all; never another site", () => {
    const host = "127.0.0.1:8090";
    expect(mayAsk({ host })).to.equal(true);
    expect(mayAsk({ host, secFetchSite: "same-origin" })).to.equal(true);
    expect(mayAsk({ host, secFetchSite: "none" })).to.equal(true);
    expect(mayAsk({ host, secFetchSite: "cross-site" })).to.equal(false);
    expect(mayAsk({ host, secFetchSite: "same-site" })).to.equal(false);
    expect(mayAsk({ host, origin: "http://127.0.0.1:8090" })).to.equal(true);
    expect(mayAsk({ host, origin: "http://127.0.0.1:9999" })).to.equal(false);
    expect(mayAsk({ host, origin: "null" })).to.equal(false);
    const behind = { host: "10.0.0.2:8090", origin: "https://keshi.hotel", secFetchSite: "cross-site" };
    expect(mayAsk(behind, "https://keshi.hotel/")).to.equal(true);
  });

  it("types codes with small letters, full-width ones, or without the dash", () => {
    for (const typed of ["7kq4m2xd", "７ＫＱ４－Ｍ２ＸＤ", " 7KQ4 M2XD"])
      expect(readPairingCode(typed)).to.equal("7KQ4-M2XD");
  });
});
