// What the house may rely on from its database, whichever it is.
import { expect } from "chai";
import { forEachStore } from "../suites/stores.ts";

describe("The store", () => {
  forEachStore(({ open }) => {
    it("opens a fresh database with all its tables", async () => {
      const store = await open();
      await store.ping();
      expect(await store.db.schema.hasTable("journal")).to.equal(true);
      expect(await store.db.schema.hasTable("print_job")).to.equal(true);
    });
  });
});
