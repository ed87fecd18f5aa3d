// Every database the house may stand on; a suite wrapped in `forEachStore` runs once on each.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate, openStore, type Store, type StoreSettings } from "../../plugin/store/index.ts";
import { HOW_TO_GET_IT, hasMariaDb, sharedMariaDb } from "../peers/mariadb.ts";

/** What a suite is handed for the database it runs on. */
export interface StoreUnderTest {
  readonly kind: "sqlite" | "mysql";
  /** A fresh, migrated, empty store; closed and removed when the suite ends. */
  readonly open: () => Promise<Store>;
  /** Where a fresh empty database lies that nobody has opened or migrated yet. */
  readonly settings: () => Promise<StoreSettings>;
}

interface Place {
  settings(): Promise<StoreSettings>;
  clear(): Promise<void>;
}

/** Describes the suite once per database; where MariaDB is missing it is pending, or fails if KESHI_REQUIRE names it. */
export function forEachStore(suite: (store: StoreUnderTest) => void): void {
  describe("on SQLite", () => runOn("sqlite", sqlitePlace(), suite));
  describe("on MariaDB", () => whereMariaDbIs(() => runOn("mysql", mariadbPlace(), suite)));
}

/** Describes what needs a MariaDB; pending where there is none, failing there if KESHI_REQUIRE names it. */
export function whereMariaDbIs(suite: () => void): void {
  if (hasMariaDb) suite();
  else {
    if ((process.env["KESHI_REQUIRE"] ?? "").includes("mariadb"))
      it("has a MariaDB to run on, as KESHI_REQUIRE demands", () => {
        throw new Error(HOW_TO_GET_IT);
      });
    else it(`is not tried: ${HOW_TO_GET_IT}`);
  }
}

function runOn(kind: StoreUnderTest["kind"], place: Place, suite: (store: StoreUnderTest) => void): void {
  const opened: Store[] = [];
  before(async function () {
    this.timeout(60_000);
    if (kind === "mysql") await sharedMariaDb();
  });
  after(async () => {
    await Promise.all(opened.map((store) => store.close()));
    await place.clear();
  });
  suite({
    kind,
    settings: () => place.settings(),
    async open() {
      const store = await openStore(await place.settings());
      opened.push(store);
      await migrate(store);
      return store;
    },
  });
}

function sqlitePlace(): Place {
  let folder: string | undefined;
  let made = 0;
  return {
    settings() {
      folder ??= mkdtempSync(join(tmpdir(), "keshi-store-"));
      return Promise.resolve({ kind: "sqlite", file: join(folder, `${++made}.db`) });
    },
    clear() {
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      return Promise.resolve();
    },
  };
}

function mariadbPlace(): Place {
  const urls: string[] = [];
  return {
    async settings() {
      const url = await (await sharedMariaDb()).freshDatabase();
      urls.push(url);
      return { kind: "mysql", url };
    },
    async clear() {
      if (urls.length === 0) return;
      const server = await sharedMariaDb();
      for (const url of urls) await server.dropDatabase(url);
    },
  };
}
