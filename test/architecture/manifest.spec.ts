// The manifest and the tree say the same: every listed folder exists with that kind, none is unlisted, settings explain themselves.
import { expect } from "chai";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { configSchema } from "../../plugin/host/config-schema.ts";
import { readManifest } from "../../plugin/host/manifest.ts";
import { loadOffers } from "../../plugin/host/offers.ts";
import { ROOT } from "./source-tree.ts";

const manifest = readManifest(ROOT);
const folders = (of: string): string[] =>
  readdirSync(join(ROOT, of), { withFileTypes: true })
    .filter((one) => one.isDirectory())
    .map((one) => `${of}/${one.name}`);

async function load(folder: string): Promise<unknown> {
  const file = join(ROOT, folder, "index.ts");
  return existsSync(file) ? ((await import(pathToFileURL(file).href)) as unknown) : undefined;
}

describe("the manifest of this house", () => {
  it("lists what is there: each folder holds the kinds it is listed with", async () => {
    const offers = await loadOffers(manifest, load);
    expect([...offers.adapters.keys()]).to.deep.equal(manifest.adapters.map((one) => one.kind));
    expect([...offers.lines.keys(), ...offers.printers.keys()]).to.have.members(
      manifest.drivers.map((one) => one.kind),
    );
  });

  it("leaves no adapter or driver out", () => {
    const listed = [...manifest.adapters, ...manifest.drivers].map((one) => one.folder);
    expect(
      [...folders("adapters"), ...folders("drivers")].filter((folder) => !listed.includes(folder)),
    ).to.deep.equal([]);
  });

  it("has the version of the package, and the settings of the config", () => {
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")));
    expect(manifest.version).to.equal(version);
    expect(manifest.settings).to.have.members(configSchema.keyof().options);
  });

  it("offers only settings that explain themselves and say what they are without being set", async () => {
    const offers = await loadOffers(manifest, load);
    const unexplained: string[] = [];
    for (const [kind, { settings }] of [...offers.adapters, ...offers.lines, ...offers.printers]) {
      const schema = z.toJSONSchema(settings, { io: "input", unrepresentable: "any" });
      for (const [name, one] of Object.entries(schema.properties ?? {}))
        if (typeof one === "boolean" || one.description === undefined) unexplained.push(`${kind}.${name}`);
    }
    expect(unexplained).to.deep.equal([]);
  });
});
