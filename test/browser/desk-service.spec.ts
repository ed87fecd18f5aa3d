// The desk's page in the real service: lists, missed guests, claims, notes, a restart; nothing between them is canned.
import { expect } from "chai";
import type { Page } from "playwright-core";
import { until } from "../peers/until.ts";
import { inService } from "./browser-suite.ts";
import { signIn, type Arrival } from "./service-house.ts";

const rooms = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, nth) => String(from + nth).padStart(4, "0"));
const arrivals = (numbers: readonly string[], more: Partial<Arrival> = {}): Arrival[] =>
  numbers.map((room) => ({ room, name: `王${room}`, ...more }));
const place = (page: Page, room: string): Promise<void> =>
  page.locator(".spot b", { hasText: room }).waitFor({ timeout: 12_000 });
const DESK = { path: "/desk", station: "front-desk-1" } as const;

inService("the desk in the real service", (inn) => {
  it("reaches every one of 130 rooms of a list, page by page (design §5.3)", async () => {
    await inn.house.tell(...arrivals(rooms(801, 930), { replay: true }));
    const page = await inn.house.open(await inn.context(), DESK);
    await page.locator('[data-act="tab"][data-id="in-house"]').click();
    const rows = page.locator('[data-region="list"] .rowlink .room');
    for (const count of [60, 120, 130]) {
      await until(`${count} rooms`, async () => (await rows.count()) === count);
      if (count < 130) await page.locator('[data-act="more"]').click();
    }
    expect(await rows.allTextContents()).to.deep.equal(rooms(801, 930));
    expect(await page.locator('[data-act="more"]').count()).to.equal(0);
  });

  it("opens with all 30 guests who came while it was closed, none of them taken for seen before (BRF-02)", async () => {
    const { house } = inn;
    const page = await house.open(await inn.context(), DESK);
    await page.waitForSelector(".bar .seal");
    await house.tell({ room: "0700", name: "李静" });
    await place(page, "0700");
    const seenIs = (upTo: number): Promise<boolean> =>
      until(
        `pop ${upTo} was acknowledged`,
        async () => (await house.seenAt("front-desk-1")) === upTo,
        15_000,
      );
    await seenIs(1);
    await page.goto("about:blank");
    const missed = rooms(701, 730);
    await house.tell(...arrivals(missed));
    expect(await house.seenAt("front-desk-1")).to.equal(1);
    await page.goto(`${house.url}/desk`);
    await place(page, "0730");
    await seenIs(31);
    for (const room of [...missed].reverse()) {
      await place(page, room);
      await page.keyboard.press("j");
    }
    await place(page, "0700");
  });

  it("claims, greets and notes by keyboard under the name of who signed in, and both desks see it (RT-02, IND-09)", async () => {
    const { house } = inn;
    await house.person("lijing", "front-desk");
    const here = await house.open(await inn.context(), DESK);
    const there = await house.open(await inn.context(), { path: "/desk", station: "front-desk-2" });
    await there.waitForSelector(".bar .seal");
    await house.tell({ room: "1208", name: "张伟", sex: "male" });
    await place(here, "1208");
    await there.locator('[data-act="openPop"]').focus();
    await there.keyboard.press("Enter");
    await there.waitForSelector('[name="login"]:focus');
    await signIn(there, "lijing");
    await place(there, "1208");
    await there.locator(".acts .btn.main").focus();
    await there.keyboard.press("Enter");
    await there.waitForSelector(".done");
    await here.locator(".done", { hasText: "lijing" }).waitFor();
    await there.keyboard.press("n");
    await there.keyboard.type("喝龙井");
    await there.keyboard.press("Enter");
    await there.locator(".line .text", { hasText: "喝龙井" }).waitFor();
    await here.locator(".line .text", { hasText: "喝龙井" }).waitFor();
    await there.locator('[data-act="undo"]').click();
    await here.locator(".line .text", { hasText: "喝龙井" }).waitFor({ state: "detached" });
  });

  it("survives a restart of the real service without a reload and shows who came meanwhile (design §2)", async () => {
    const { house } = inn;
    const page = await house.open(await inn.context(), DESK);
    await page.waitForSelector(".bar .seal");
    await house.tell({ room: "1208", name: "张伟" });
    await place(page, "1208");
    await page.evaluate("globalThis.mark = 'same page'");
    await house.stop();
    await page.locator(".notice", { hasText: "离线" }).waitFor();
    await house.start();
    await house.tell({ room: "1209", name: "李静" });
    await place(page, "1209");
    await page.locator(".notice").waitFor({ state: "detached" });
    expect(await page.evaluate("globalThis.mark")).to.equal("same page");
  });

  it("has one filled button for a guest who was looked up, and lists only keys that work (look README)", async () => {
    const { house } = inn;
    await house.tell({ room: "1208", name: "张伟", replay: true });
    const page = await house.open(await inn.context(), DESK);
    await page.keyboard.press("/");
    await page.keyboard.type("1208");
    await page.waitForSelector('[role="option"][aria-selected="true"]');
    await page.keyboard.press("Enter");
    await page.locator(".facts", { hasText: "张伟" }).waitFor();
    expect(await page.locator(".btn.main").count()).to.equal(1);
    await page.keyboard.press("Enter");
    await page.waitForSelector('[data-form="note"] [name="value"]:focus');
    expect(await page.locator(".btn.main").count()).to.equal(1);
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    const keys = await page.locator(".keylist kbd").allTextContents();
    expect(keys).to.include("N").and.not.include("F");
  });

  it("tells a locked screen that a guest is here, neither who nor where (BRF-05)", async () => {
    const { house } = inn;
    const context = await inn.context();
    await context.addInitScript(`
      globalThis.told = [];
      globalThis.Notification = class { constructor(title, more) { told.push(title + " " + more.body); } };
      Notification.permission = "granted";
      localStorage.setItem("keshi.preferences", JSON.stringify({ notify: true }));
      Object.defineProperty(Document.prototype, "hidden", { get: () => true });`);
    const page = await house.open(context, DESK);
    await page.waitForSelector(".bar .seal");
    await house.tell({ room: "1208", name: "张伟", sex: "male" });
    await place(page, "1208");
    expect(await page.evaluate("told")).to.deep.equal(["客史 Keshi 有客人到了"]);
  });

  it("shows a doubtful guest as a choice to ask about: nobody's likes, no button that would guess (design §2)", async () => {
    const { house } = inn;
    const shared = [
      { room: "1210", name: "张伟", reservation: "a" },
      { room: "1210", name: "李娜", reservation: "b" },
    ];
    await house.tell(...shared.map((one) => ({ ...one, replay: true })));
    const page = await house.open(await inn.context(), { path: "/restaurant", station: "breakfast" });
    await page.waitForSelector(".bar .seal");
    const guestLink = { how: "room_charge", room: "1210", confidence: 1 };
    const pos = { checkId: "881", table: "12", covers: 2, status: "open", guestLink };
    const occurredAt = new Date().toISOString();
    await house.post([
      { type: "pos.check_opened", idempotencyKey: "c1", occurredAt, outletId: "coffee-shop", pos },
    ]);
    await page.waitForSelector(".candidate");
    expect(await page.locator(".candidate h3").allTextContents()).to.have.members(["张伟", "李娜"]);
    expect(await page.locator(".candidate kbd, .candidate button, .line").count()).to.equal(0);
    expect(await page.locator(".doubt").textContent()).to.include("问清");
    for (const act of ["note", "print"])
      expect(await page.locator(`[data-region="acts"] [data-act="${act}"]`).count(), act).to.equal(0);
    await page.screenshot({ path: "var/screens/doubt.png" });
  });
});
