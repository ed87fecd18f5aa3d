import { expect } from "chai";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";
import { readManifest, type Manifest } from "../../plugin/host/manifest.ts";
import { loadOffers } from "../../plugin/host/offers.ts";

const ROOT = resolve(import.meta.dirname, "..", "..");
const adapter = (kind: string): unknown => ({
  kind,
  needsLine: false,
  settings: z.strictObject({}),
  create: () => undefined,
});
const line = (kind: string): unknown => ({
  kind,
  offers: "line",
  settings: z.strictObject({}),
  create: () => undefined,
});
const printer = (kind: string): unknown => ({
  kind,
  offers: "printer",
  needsLine: true,
  settings: z.strictObject({}),
  create: () => undefined,
});

const folders: Record<string, unknown> = {
  "adapters/fias": { default: adapter("fias") },
  "adapters/open-api": { default: adapter("open-api") },
  "adapters/unlisted": { default: adapter("unlisted") },
  "drivers/line-tcp": { default: [line("tcp-client"), line("tcp-server")] },
  "drivers/printer-escpos": { default: printer("escpos") },
  "drivers/printer-preview": { default: printer("preview") },
};
const load = (folder: string): Promise<unknown> => Promise.resolve(folders[folder]);

function manifestFolder(change: (manifest: Record<string, unknown>) => unknown): string {
  const folder = mkdtempSync(join(tmpdir(), "keshi-manifest-"));
  const manifest = JSON.parse(readFileSync(join(ROOT, "plugin.manifest.json"), "utf8")) as Record<
    string,
    unknown
  >;
  writeFileSync(join(folder, "plugin.manifest.json"), JSON.stringify(change(manifest)));
  return folder;
}

const listing = (change: Partial<Manifest>): Manifest => ({ ...readManifest(ROOT), ...change });

describe("the manifest", () => {
  it("is the one thing that decides what loads: what is not listed does not", async () => {
    const offers = await loadOffers(listing({}), load);
    expect([...offers.adapters.keys()]).to.deep.equal(["fias", "open-api"]);
    expect([...offers.lines.keys()]).to.deep.equal(["tcp-client", "tcp-server"]);
    expect([...offers.printers.keys()]).to.deep.equal(["escpos", "preview"]);
  });

  it("names the folder of a listed kind that is missing", async () => {
    const manifest = listing({ adapters: [{ kind: "comtrol", folder: "adapters/comtrol" }] });
    const error: unknown = await loadOffers(manifest, load).catch((thrown: unknown) => thrown);
    expect(error)
      .to.include({ code: "manifest-folder-missing" })
      .and.have.nested.property("values.folder", "adapters/comtrol");
  });

  it("refuses a folder that holds another kind, and a driver in an adapter's place", async () => {
    for (const adapters of [
      [{ kind: "fias", folder: "adapters/open-api" }],
      [{ kind: "tcp-client", folder: "drivers/line-tcp" }],
    ]) {
      const error: unknown = await loadOffers(listing({ adapters }), load).catch((thrown: unknown) => thrown);
      expect(error).to.include({ code: "manifest-kind-mismatch" });
    }
  });

  it("says what is wrong in it", () => {
    const wrong: [string, (manifest: Record<string, unknown>) => unknown][] = [
      ["contract", (manifest) => ({ ...manifest, contract: 99 })],
      ["adapters.0.folder", (manifest) => ({ ...manifest, adapters: [{ kind: "x", folder: "../x" }] })],
      [
        "twice",
        (manifest) => ({
          ...manifest,
          drivers: [
            ...(manifest["drivers"] as unknown[]),
            { kind: "fias", offers: "line", folder: "drivers/x" },
          ],
        }),
      ],
      ["pigeons", (manifest) => ({ ...manifest, hosts: [{ fits: "pms", over: "pigeons", version: "1" }] })],
    ];
    for (const [what, change] of wrong)
      expect(() => readManifest(manifestFolder(change)), what)
        .to.throw(what)
        .with.property("code", "manifest-invalid");
    expect(() => readManifest(tmpdir()))
      .to.throw()
      .with.property("code", "manifest-missing");
  });
});
