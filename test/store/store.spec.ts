// What the house may rely on from its database, whichever it is.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import {
  faultOf,
  isDuplicate,
  isMigrated,
  migrate,
  noteStart,
  withdrawStart,
  noteStop,
  openStore,
  rowsOf,
  toBoolean,
  toInteger,
  type Store,
} from "../../plugin/store/index.ts";
import { startMariaDb } from "../peers/mariadb.ts";
import { WoundClock } from "../peers/wound-clock.ts";
import { forEachStore, whereMariaDbIs } from "../suites/stores.ts";

const failureOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "no failure",
    (error: unknown) => error,
  );

const aPerson = (id: string, login: string) => ({
  id,
  property: "WLH",
  login,
  name: login,
  role: "front-desk",
  state: "active",
  created_at: 9_007_199_254_740_991,
});

describe("The store", () => {
  forEachStore(({ open, settings }) => {
    let store: Store;
    before(async () => {
      store = await open();
    });

    it("gives back what was put in: Chinese of every plane, instants, booleans", async () => {
      await store.db("person").insert(aPerson("1", "𠮷田😀尉遲"));
      const [row] = await rowsOf(store.db("person").where({ id: "1" }));
      expect(row?.["login"]).to.equal("𠮷田😀尉遲");
      expect(toInteger(row?.["created_at"])).to.equal(9_007_199_254_740_991);
      expect(toBoolean(row?.["must_change"])).to.equal(true);
    });

    it("holds names apart that a lax collation takes for one (two guests never share a file)", async () => {
      await store
        .db("person")
        .insert(["Anna", "anna", "ánna", "𠮷", "😀"].map((login) => aPerson(login, login)));
      const twice = await failureOf(store.db("person").insert(aPerson("x", "Anna")));
      expect(isDuplicate(twice)).to.equal(true);
      expect(isDuplicate(new Error("other"))).to.equal(false);
    });

    it("keeps all of a transaction or none", async () => {
      const failure = await failureOf(
        store.transaction(async (trx) => {
          await trx("person").insert(aPerson("t1", "half"));
          throw new Error("midway");
        }),
      );
      expect(failure).to.be.an("error").with.property("message", "midway");
      expect(await store.db("person").where({ id: "t1" })).to.have.length(0);
    });

    it("never repeats a guest's values in the text of its errors", async () => {
      const failure = await failureOf(
        store.db("person").insert({ ...aPerson("e1", "secret-name"), role: null }),
      );
      expect(failure).to.be.an("error");
      expect(String(failure)).not.to.contain("secret-name");
    });

    it("is brought up once, and again is nothing to do", async () => {
      expect(await isMigrated(store)).to.equal(true);
      expect(await migrate(store)).to.deep.equal({ applied: [] });
    });

    it("goes on after a migration that was cut in the middle", async () => {
      const cut = await openStore(await settings());
      try {
        await migrate(cut);
        for (const table of ["guest", "stay", "journal", "print_job", "session"])
          await cut.db.schema.dropTable(table);
        await cut.db.schema.createTable("journal_draft", (table) => table.string("half"));
        await cut.db("keshi_migration").delete();
        await cut.db("keshi_migration_lock").update({ is_locked: 1 });
        expect(await isMigrated(cut)).to.equal(false);
        expect(await migrate(cut)).to.deep.equal({ applied: ["0001-house"] });
        expect(await isMigrated(cut)).to.equal(true);
        expect(await cut.db.schema.hasColumn("journal", "raw")).to.equal(true);
        expect(await cut.db.schema.hasTable("journal_draft")).to.equal(false);
      } finally {
        await cut.close();
      }
    });

    it("refuses a schema newer than the program, and touches nothing", async () => {
      const newer = await openStore(await settings());
      try {
        await migrate(newer);
        await newer.db("keshi_migration").insert({ name: "9999-later", batch: 2 });
        expect(await failureOf(migrate(newer))).to.include({ code: "store-newer", errorClass: "permanent" });
        expect(await isMigrated(newer)).to.equal(false);
      } finally {
        await newer.close();
      }
    });

    it("tells an orderly stop from a crash, and takes a new house for a crash (promise 1)", async () => {
      const clock = new WoundClock();
      const first = await noteStart(store, clock);
      expect(first.afterUncleanStop).to.equal(true);
      await clock.wind(1000);
      const second = await noteStart(store, clock);
      expect(second.afterUncleanStop).to.equal(true);
      await noteStop(store, clock, second);
      await clock.wind(1000);
      expect((await noteStart(store, clock)).afterUncleanStop).to.equal(false);
    });

    it("remembers a crash over starts that came to nothing and stops that were not in order (promise 1)", async () => {
      const clock = new WoundClock();
      await noteStop(store, clock, await noteStart(store, clock));
      await clock.wind(1000);
      await noteStart(store, clock);
      await clock.wind(1000);
      const portTaken = await noteStart(store, clock);
      expect(portTaken.afterUncleanStop).to.equal(true);
      await withdrawStart(store, portTaken);
      await clock.wind(1000);
      const next = await noteStart(store, clock);
      expect(next.afterUncleanStop).to.equal(true);
      await noteStop(store, clock, next);
      await clock.wind(1000);
      expect((await noteStart(store, clock)).afterUncleanStop).to.equal(false);
    });

    it("lets hundreds of transactions wait for each other without losing one", async () => {
      await store.db("property").insert({ id: "N", name: "0", created_at: 0 });
      await Promise.all(
        Array.from({ length: 200 }, () =>
          store.transaction(async (trx) => {
            await trx("property").where({ id: "N" }).increment("last_pop", 1);
          }),
        ),
      );
      const [row] = await rowsOf(store.db("property").where({ id: "N" }));
      expect(toInteger(row?.["last_pop"])).to.equal(200);
    });
  });
});

describe("A store that cannot be opened", () => {
  const folder = mkdtempSync(join(tmpdir(), "keshi-refused-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("is named when the file is no database, and the file is left as it is", async () => {
    const file = join(folder, "letter.db");
    const letter = "Dear guest, ".repeat(500);
    writeFileSync(file, letter);
    expect(await failureOf(openStore({ kind: "sqlite", file }))).to.include({
      code: "store-not-a-database",
      errorClass: "permanent",
    });
    expect(readFileSync(file, "utf8")).to.equal(letter);
  });

  it("is named when the file is a folder", async () => {
    expect(await failureOf(openStore({ kind: "sqlite", file: folder }))).to.include({
      code: "store-unreachable",
    });
  });

  it("is worth another try when no server answers", async () => {
    const failure = await failureOf(openStore({ kind: "mysql", url: "mysql://root@127.0.0.1:1/keshi" }));
    expect(failure).to.include({ code: "store-unreachable", errorClass: "transient" });
  });

  it("is named when the address is none, without the password in it", async () => {
    const failure = await failureOf(openStore({ kind: "mysql", url: "postgres://me:hunter2@db/keshi" }));
    expect(failure).to.include({ code: "store-bad-url" });
    expect(String(failure)).not.to.contain("hunter2");
  });
});

describe("A MariaDB that goes away", () => {
  whereMariaDbIs(() => {
    it("is told as a fault that may pass, by queries and transactions alike", async function () {
      this.timeout(60_000);
      const server = await startMariaDb();
      const url = await server.freshDatabase();
      const absent = await failureOf(openStore({ kind: "mysql", url: `${url}_other` }));
      expect(absent).to.include({ code: "store-no-database", errorClass: "permanent" });
      const store = await openStore({ kind: "mysql", url });
      const waiting = failureOf(store.transaction((trx) => trx.raw("select sleep(20)")));
      await store.ping();
      await server.stop();
      expect(await waiting).to.include({ code: "store-unreachable", errorClass: "transient" });
      expect(await failureOf(store.ping())).to.include({
        code: "store-unreachable",
        errorClass: "transient",
      });
      await store.close();
    });
  });
});

describe("A fault of the database", () => {
  const coded = (code: string) => Object.assign(new Error("driver says"), { code });

  for (const code of [
    "ER_LOCK_DEADLOCK",
    "ER_LOCK_WAIT_TIMEOUT",
    "SQLITE_BUSY",
    "SQLITE_BUSY_SNAPSHOT",
    "SQLITE_LOCKED",
  ])
    it(`${code} is transient: the same work may succeed a moment later`, () => {
      expect(faultOf(coded(code))).to.include({ code: "store-busy", errorClass: "transient" });
    });

  for (const code of ["PROTOCOL_CONNECTION_LOST", "ECONNREFUSED", "ECONNRESET", "SQLITE_IOERR_WRITE"])
    it(`${code} is transient: the store is away`, () => {
      expect(faultOf(coded(code))).to.include({ code: "store-unreachable", errorClass: "transient" });
    });

  it("that is a mistake of ours stays what it is", () => {
    const mistake = coded("SQLITE_CONSTRAINT_NOTNULL");
    expect(faultOf(mistake)).to.equal(mistake);
  });
});
