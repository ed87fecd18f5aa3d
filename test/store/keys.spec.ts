// Keys and store belong together: what one lost or exchanged is told before anything is sealed anew.
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import {
  checkKeys,
  migrate,
  openKeysOf,
  openStore,
  openVault,
  type Store,
} from "../../plugin/store/index.ts";
import { forEachStore } from "../suites/stores.ts";

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "no failure",
    (error: unknown) => error,
  );

describe("The keys of a store", () => {
  forEachStore((place) => {
    let folder: string;
    let store: Store;
    let file: string;
    let made = 0;
    before(() => (folder = mkdtempSync(join(tmpdir(), "keshi-keys-"))));
    after(() => rmSync(folder, { recursive: true, force: true }));
    beforeEach(async () => {
      file = join(folder, `${++made}.key`);
      store = await place.open();
    });

    it("are made at its first start and are the same at every later one", async () => {
      expect(await checkKeys(store, file)).to.equal("new");
      expect(existsSync(file)).to.equal(false);
      const first = await openKeysOf(store, file);
      const later = await openKeysOf(store, file);
      expect(later.open(first.seal("E1"))).to.equal("E1");
      expect(await checkKeys(store, file)).to.equal("good");
    });

    it("are asked for by the name of their file when it is gone, and no new ones are made", async () => {
      await openKeysOf(store, file);
      rmSync(file);
      for (const open of [openKeysOf, checkKeys]) {
        const failure = await failureOf(open(store, file));
        expect(failure).to.include({ code: "keys-missing", errorClass: "permanent" });
        expect(String(failure)).to.include(file);
        expect(failure).to.have.property("remedy").that.includes(file);
        expect(existsSync(file)).to.equal(false);
      }
    });

    it("are refused when they are another store's, and the file is left as it is", async () => {
      await openKeysOf(store, file);
      const other = `${file}.other`;
      await openVault(other);
      renameSync(other, file);
      const text = readFileSync(file, "utf8");
      for (const open of [openKeysOf, checkKeys])
        expect(await failureOf(open(store, file))).to.include({ code: "keys-foreign" });
      expect(readFileSync(file, "utf8")).to.equal(text);
    });

    it("may be changed as long as the old one stays in the file", async () => {
      await openKeysOf(store, file);
      const keys = JSON.parse(readFileSync(file, "utf8")) as { sealing: Record<string, string> };
      const k2 = Buffer.alloc(32, 7).toString("base64");
      writeFileSync(file, JSON.stringify({ ...keys, current: "k2", sealing: { ...keys.sealing, k2 } }));
      expect((await openKeysOf(store, file)).keyId).to.equal("k2");
      writeFileSync(file, JSON.stringify({ ...keys, current: "k2", sealing: { k2 } }));
      expect(await failureOf(openKeysOf(store, file))).to.include({ code: "keys-foreign" });
    });

    it("belong to it from the first start on, though that start was cut before all was noted", async () => {
      await openKeysOf(store, file);
      await store.db("store_note").where({ name: "keys-digest" }).delete();
      await openKeysOf(store, file);
      expect(await store.db("store_note").pluck("name")).to.have.members(["keys-sealed", "keys-digest"]);
    });

    it("are nothing a store without tables has", async () => {
      const empty = await openStore(await place.settings());
      try {
        expect(await checkKeys(empty, file)).to.equal("new");
        await migrate(empty);
        expect(await checkKeys(empty, file)).to.equal("new");
      } finally {
        await empty.close();
      }
    });
  });
});
