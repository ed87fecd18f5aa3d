// One store, one running house; and whoever comes at the same moment hurts nothing.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect } from "chai";
import mysql from "mysql2/promise";
import { systemClock } from "../../plugin/kit/clock.ts";
import {
  isMigrated,
  migrate,
  openStore,
  openStoreAlone,
  type StoreSettings,
} from "../../plugin/store/index.ts";
import { until } from "../peers/until.ts";
import { WoundClock } from "../peers/wound-clock.ts";
import { forEachStore } from "../suites/stores.ts";

const STORE = join(import.meta.dirname, "../../plugin/store/index.ts");
const nobody = { clock: systemClock, onLost: () => expect.fail("lost") };

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "no failure",
    (error: unknown) => error,
  );

/** Another process that does something with the store; its answer is what it wrote. */
function another(settings: StoreSettings, work: string) {
  const code = `const s = await import(${JSON.stringify(STORE)});
const settings = ${JSON.stringify(settings)};
const clock = { every: () => () => undefined };
${work}`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", code], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (text: Buffer) => (said += text.toString("utf8")));
  return { child, said: () => said, ended: once(child, "close").then(() => said) };
}

describe("A running house's store", () => {
  forEachStore((place) => {
    it("is refused to a second house in words that say what to do, and the first goes on (RT-03)", async function () {
      this.timeout(60_000);
      const settings = await place.settings();
      const first = await openStoreAlone(settings, nobody);
      await migrate(first);
      const failure = await failureOf(openStoreAlone(settings, nobody));
      expect(failure)
        .to.include({ code: "store-in-use", errorClass: "permanent" })
        .and.have.property("remedy");
      const other = another(
        settings,
        "await s.openStoreAlone(settings, { clock }).catch((e) => console.log(e.code));",
      );
      expect((await other.ended).trim()).to.equal("store-in-use");
      const beside = await openStore(settings);
      expect(await isMigrated(beside)).to.equal(true);
      await beside.close();
      await first.db("property").insert({ id: "W", name: "W", created_at: 0 });
      await first.close();
      const next = await openStoreAlone(settings, nobody);
      expect(await next.db("property").pluck("id")).to.deep.equal(["W"]);
      await next.close();
    });

    it("is free again at once when the house that had it was killed", async function () {
      this.timeout(60_000);
      const settings = await place.settings();
      const killed = another(
        settings,
        "await s.openStoreAlone(settings, { clock }); console.log('has it'); setInterval(() => {}, 1e6);",
      );
      await until("it has the store", () => killed.said().includes("has it"), 30_000);
      expect(await failureOf(openStoreAlone(settings, nobody))).to.include({ code: "store-in-use" });
      killed.child.kill("SIGKILL");
      await killed.ended;
      await (await openStoreAlone(settings, nobody)).close();
    });

    it("gets its tables once when several programs come to make them at the same moment", async function () {
      this.timeout(60_000);
      const settings = await place.settings();
      const work =
        "const st = await s.openStore(settings); console.log((await s.migrate(st)).applied.length); await st.close();";
      const others = Array.from({ length: 3 }, () => another(settings, work));
      const here = await openStore(settings);
      const mine = await Promise.all([migrate(here), migrate(here)]);
      const theirs = await Promise.all(others.map(({ ended }) => ended));
      const applied = [...mine.map((one) => one.applied.length), ...theirs.map((text) => Number(text))];
      expect(applied.sort()).to.deep.equal([0, 0, 0, 0, 1]);
      expect(await isMigrated(here)).to.equal(true);
      await here.close();
    });

    if (place.kind === "mysql")
      it("is taken again after its server dropped the connection, and given up when somebody else was quicker", async () => {
        const settings = await place.settings();
        const clock = new WoundClock();
        const lost: string[] = [];
        const first = await openStoreAlone(settings, { clock, onLost: (error) => lost.push(error.code) });
        await dropHolder(settings);
        await clock.wind(30_000);
        await until("it is taken again", async () => (await holderOf(settings)) !== null);
        expect(lost).to.deep.equal([]);
        await dropHolder(settings);
        const second = await openStoreAlone(settings, nobody);
        await clock.wind(30_000);
        await until("the first hears of it", () => lost.length > 0);
        expect(lost).to.deep.equal(["store-in-use"]);
        await first.close();
        await second.close();
      });
  });
});

async function holderOf(settings: StoreSettings, then = ""): Promise<unknown> {
  const connection = await mysql.createConnection(settings.kind === "mysql" ? settings.url : "");
  try {
    const asked = "select is_used_lock(concat('keshi:running:', sha1(database()))) as holder";
    const [rows] = await connection.query<mysql.RowDataPacket[]>(asked);
    const holder: unknown = rows[0]?.["holder"];
    if (then !== "") await connection.query(`${then} ${Number(holder)}`);
    return holder;
  } finally {
    await connection.end();
  }
}

async function dropHolder(settings: StoreSettings): Promise<void> {
  await holderOf(settings, "kill");
  await until("the server let go of it", async () => (await holderOf(settings)) === null);
}
