// An attendant's phone in the real service: the rooms of its floors, one open room, a tap kept under a name.
import { expect } from "chai";
import type { Page } from "playwright-core";
import { until } from "../peers/until.ts";
import { inService } from "./browser-suite.ts";
import { PASSWORD, signIn } from "./service-house.ts";

const PHONE = { size: [390, 844] } as const;
const door = (page: Page, room: string): ReturnType<Page["locator"]> =>
  page.locator(".door", { hasText: room });

inService("the rooms in the real service", (inn) => {
  it("shows the floors of its station and no other, however many rooms they have (BRF-04)", async () => {
    const seventh = Array.from({ length: 70 }, (_, nth) => `07${String(nth + 1).padStart(2, "0")}`);
    const eighth = seventh.map((room) => room.replace("07", "08"));
    const told = [...seventh, ...eighth, "1201", "0901"].map((room) => ({
      room,
      name: `王${room}`,
      replay: true,
    }));
    await inn.house.tell(...told);
    const page = await inn.house.open(await inn.context(PHONE), { path: "/rooms", station: "floors-7-8" });
    const doors = page.locator(".door .room");
    await until("all rooms of both floors", async () => (await doors.count()) === 140);
    expect(await doors.allTextContents()).to.deep.equal([...seventh, ...eighth]);
    const twelfth = await inn.house.open(await inn.context(PHONE), { path: "/rooms", station: "floor-12" });
    await door(twelfth, "1201").waitFor();
    expect(await twelfth.locator(".door").count()).to.equal(1);
  });

  it("shows an allergy noted at the desk in the room that is open (BRF-05)", async () => {
    const { house } = inn;
    await house.person("lijing", "front-desk");
    await house.tell({ room: "1208", name: "张伟", sex: "male" });
    const phone = await house.open(await inn.context(PHONE), { path: "/rooms", station: "floor-12" });
    await door(phone, "1208").click();
    await phone.waitForSelector(".who");
    const desk = await house.open(await inn.context(), { path: "/desk", station: "front-desk-1" });
    await desk.waitForSelector(".acts .btn.main");
    await desk.keyboard.press("n");
    await desk.locator(".pick", { hasText: "过敏" }).click();
    await desk.locator('[data-form="note"] [name="value"]').fill("花生");
    await desk.keyboard.press("Enter");
    await signIn(desk, "lijing");
    await desk.locator(".caution", { hasText: "花生" }).waitFor();
    await phone.locator(".caution", { hasText: "花生" }).waitFor({ timeout: 12_000 });
    await phone.screenshot({ path: "var/screens/rooms-allergy.png" });
    await desk.screenshot({ path: "var/screens/desk-allergy.png" });
  });

  it("asks who taps, says plainly what is wrong, lets a first password be changed, and keeps the tap in words", async () => {
    const { house } = inn;
    await house.person("xiaohong", "housekeeping", true);
    await house.tell({ room: "1208", name: "张伟", replay: true });
    const page = await house.open(await inn.context(PHONE), { path: "/rooms", station: "floor-12" });
    await door(page, "1208").click();
    await page.locator('[data-id^="pillow|2|"]').click();
    await signIn(page, "xiaohong", "not this one");
    await page.locator(".signin .err", { hasText: "密码" }).waitFor();
    await page.context().setOffline(true);
    await signIn(page, "xiaohong");
    await page.locator(".signin .err", { hasText: "离线" }).waitFor();
    await page.context().setOffline(false);
    await signIn(page, "xiaohong");
    await page.locator('[name="newPassword"]').waitFor();
    await page.locator('[name="newPassword"]').fill(`${PASSWORD}, hers`);
    await page.locator('[name="login"]').fill("xiaohong");
    await page.locator('[name="password"]').fill(PASSWORD);
    await page.locator('[name="password"]').press("Enter");
    await page.waitForSelector(".undo");
    await page.locator(".line .text", { hasText: "枕头 2 个" }).waitFor({ timeout: 12_000 });
  });

  it("tells an attendant apart a wrong password and too many tries", async () => {
    const { house } = inn;
    await house.tell({ room: "1208", name: "张伟", replay: true });
    const page = await house.open(await inn.context(PHONE), { path: "/rooms", station: "floor-12" });
    await door(page, "1208").click();
    await page.locator('[data-id^="pillow|2|"]').click();
    await until(
      "the tries are over",
      async () => {
        await signIn(page, "nobody", "guess");
        await page.waitForSelector(".signin .err");
        return (await page.locator(".signin .err").textContent())?.includes("分钟");
      },
      30_000,
    );
  });

  it("shows a room whose guest the PMS has not named as nameless, not as an empty page", async () => {
    await inn.house.tell({ room: "1209", replay: true });
    const page = await inn.house.open(await inn.context(PHONE), { path: "/rooms", station: "floor-12" });
    await door(page, "1209").click();
    await page.locator(".empty", { hasText: "姓名" }).waitFor();
    expect(await page.locator(".who h1").textContent()).to.equal("1209");
    expect(await page.locator(".picks button").count()).to.equal(0);
    await page.screenshot({ path: "var/screens/rooms-nameless.png" });
  });
});
