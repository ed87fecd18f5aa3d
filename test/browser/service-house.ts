// The real service for the pages to stand in: composed as in production, on SQLite in a folder of its own, told by the
// open event API; terminals pair by code, people sign in by password.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { composeService, loadListed, ROOT, type Service } from "../../plugin/compose.ts";
import type { StaffRole } from "../../plugin/contract/index.ts";
import { readConfig, type KeshiConfig } from "../../plugin/host/config.ts";
import { readManifest } from "../../plugin/host/manifest.ts";
import { systemClock } from "../../plugin/kit/clock.ts";
import { openPhrases } from "../../views/phrases.ts";
import { silent } from "../builders/flow-house.ts";
import { until } from "../peers/until.ts";

/** A person's password in these tests. */
export const PASSWORD = "of the house alone";

/** A guest who arrives. */
export interface Arrival {
  readonly room: string;
  /** Full name; none where the PMS sends none. */
  readonly name?: string;
  readonly sex?: "male" | "female";
  readonly type?: "stay.checked_in" | "stay.checked_out" | "reservation.created";
  readonly workstation?: string;
  readonly replay?: boolean;
  /** Nobody of note: a quiet row at every desk. */
  readonly plain?: boolean;
  /** The reservation; by default one per room. */
  readonly reservation?: string;
}

/** The service, running on a port of its own. */
export class ServiceHouse {
  readonly #folder = mkdtempSync(join(tmpdir(), "keshi-house-"));
  #service: Service | undefined;
  #key = "";
  #port = 0;
  #events = 0;

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get service(): Service {
    if (this.#service === undefined) throw new Error("the house is closed");
    return this.#service;
  }

  /** Opens it; a second time it is the same house after a restart, at the same port. */
  async start(): Promise<void> {
    const manifest = readManifest(ROOT);
    const offers = await loadListed(manifest);
    const service = await composeService({
      config: this.#config(offers),
      offers,
      version: manifest.version,
      log: silent,
      clock: systemClock,
      phrasesOf: openPhrases(),
      onPortTaken: "fail",
    });
    this.#service = service;
    this.#port = (await service.start()).port;
    if (this.#key === "") this.#key = (await service.staff.makeSourceKey("pms")).key;
  }

  async stop(): Promise<void> {
    await this.#service?.stop(5000);
    this.#service = undefined;
  }

  /** Ends it and takes its folder away. */
  async clear(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Adds a person who may sign in with `PASSWORD`. */
  async person(login: string, role: StaffRole, mustChange = false): Promise<void> {
    await this.service.staff.addPerson({ login, name: login, role, password: PASSWORD, mustChange });
  }

  /** Posts what a PMS tells, in one batch, and waits until all of it is applied. */
  async tell(...arrivals: readonly Arrival[]): Promise<void> {
    await this.post(arrivals.map((it) => this.#eventOf(it)));
  }

  /** Posts events as they are. */
  async post(events: readonly object[]): Promise<void> {
    const answer = await fetch(`${this.url}/api/v1/events`, {
      method: "POST",
      headers: { authorization: `Bearer ${this.#key}`, "content-type": "application/json" },
      body: JSON.stringify(events),
    });
    if (answer.status !== 202) throw new Error(`${answer.status}: ${await answer.text()}`);
    const { db } = this.service.store;
    await until(
      "all events are applied",
      async () => (await db("journal").where({ state: "queued" }).first("seq")) === undefined,
      20_000,
    );
  }

  /** Opens a page as staff do: the code of its station typed in; the page then stands on its own. */
  async open(
    context: BrowserContext,
    { path, station, theme = "light" }: { path: string; station: string; theme?: string },
  ): Promise<Page> {
    const page = await context.newPage();
    const { code } = await this.service.staff.makePairing(station);
    await page.goto(`${this.url}${path}?theme=${theme}`);
    await page.locator("#code").fill(code);
    await page.locator('[data-form="pair"] .btn.main').click();
    await page.waitForSelector("#code", { state: "detached" });
    return page;
  }

  /** Numbers up to which the only terminal of a station has seen, as the database has it. */
  async seenAt(station: string): Promise<number> {
    const row = await this.service.store
      .db("terminal")
      .where({ station })
      .first<{ seen: number | null } | undefined>("seen");
    return row?.seen ?? 0;
  }

  #config(offers: Parameters<typeof readConfig>[1]["offers"]): KeshiConfig {
    const stations = [
      `{ name: front-desk-1, role: front-desk, workstations: [FO1] }`,
      `{ name: front-desk-2, role: front-desk, workstations: [FO2], locale: en }`,
      `{ name: breakfast, role: restaurant, outlets: [coffee-shop] }`,
      `{ name: floor-12, role: housekeeping, floors: ["12"] }`,
      `{ name: floors-7-8, role: housekeeping, floors: ["07", "08"] }`,
    ];
    const text = [
      `property: { code: WLH, name: 西湖大酒店, timezone: Asia/Shanghai, locale: zh-CN, currency: CNY, country: CN }`,
      `http: { host: 127.0.0.1, port: ${this.#port} }`,
      `store: { kind: sqlite, file: keshi.db }`,
      `secrets: { keyFile: keshi.key }`,
      `stations:`,
      ...stations.map((one) => `  - ${one}`),
    ].join("\n");
    return readConfig(text, { file: join(this.#folder, "keshi.config.yaml"), environment: {}, offers });
  }

  #eventOf({
    room,
    name,
    sex,
    type = "stay.checked_in",
    workstation = "FO1",
    replay,
    ...more
  }: Arrival): object {
    const today = new Date();
    const day = (n: number): string => new Date(today.getTime() + n * 86_400_000).toISOString().slice(0, 10);
    const guest = {
      names: [{ full: name }],
      ...(sex === undefined ? {} : { sex }),
      ...(more.plain === true ? {} : { vip: { code: "1" } }),
    };
    return {
      type,
      idempotencyKey: `e${++this.#events}`,
      occurredAt: today.toISOString(),
      workstation,
      ...(replay === undefined ? {} : { replay }),
      stay: {
        reservationId: more.reservation ?? `r-${room}`,
        room,
        arrival: day(0),
        departure: day(2),
        ...(name === undefined ? {} : { guests: [guest] }),
      },
    };
  }
}

/** Signs in where the page asks for it. */
export async function signIn(page: Page, login: string, password = PASSWORD): Promise<void> {
  await page.locator('[name="login"]').fill(login);
  await page.locator('[name="password"]').fill(password);
  await page.locator('[name="password"]').press("Enter");
}
