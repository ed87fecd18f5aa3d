// What `npm ci` does on a stranger's machine: nothing is compiled, nothing is fetched from a fixed host, everything used is named.
import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { importsOf, PRODUCT, ROOT } from "./source-tree.ts";

const versions = z.record(z.string(), z.string());
const packageJson = z
  .object({
    version: z.string(),
    type: z.literal("module"),
    engines: z.object({ node: z.string() }),
    bin: versions,
    scripts: versions,
    allowScripts: z.record(z.string(), z.boolean()),
    dependencies: versions,
    devDependencies: versions,
  })
  .parse(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")));
const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        version: z.string().optional(),
        resolved: z.string().optional(),
        integrity: z.string().optional(),
        gypfile: z.boolean().optional(),
        hasInstallScript: z.boolean().optional(),
        link: z.boolean().optional(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")));

describe("the packages", () => {
  it("start no compiler on npm 10: better-sqlite3 says so in the lock file, which `npm install` forgets", () => {
    expect(lock.packages["node_modules/better-sqlite3"]).to.have.property("gypfile", false);
  });

  it("run no install script but Node's own", () => {
    const scripts = Object.entries(lock.packages)
      .filter(([, one]) => one.hasInstallScript === true)
      .map(([path]) => path.replace(/^.*node_modules\//, ""));
    for (const name of scripts) expect(packageJson.allowScripts, name).to.have.property(name);
    expect(
      Object.entries(packageJson.allowScripts)
        .filter(([, runs]) => runs)
        .map(([name]) => name),
    ).to.deep.equal(["node"]);
  });

  it("name no registry, so that a hotel's own mirror serves them", () => {
    const fixed = Object.entries(lock.packages).filter(([, one]) => /^(https?|git)/.test(one.resolved ?? ""));
    expect(fixed.map(([path]) => path)).to.deep.equal([]);
  });

  it("are each pinned by version and sum", () => {
    const loose = Object.entries(lock.packages).filter(
      ([path, one]) =>
        path.startsWith("node_modules/") &&
        one.link !== true &&
        (one.version === undefined || one.integrity === undefined),
    );
    expect(loose.map(([path]) => path)).to.deep.equal([]);
  });

  it("are named where they are used: what the product imports comes with `npm ci --omit=dev`", () => {
    const used = new Set(
      PRODUCT.flatMap(importsOf)
        .flatMap((one) => one.pack ?? [])
        .filter((name) => !name.startsWith("node:")),
    );
    const missing = [...used].filter(
      (name) => packageJson.dependencies[name] === undefined && name !== "socket.io-client",
    );
    expect(missing).to.deep.equal([]);
  });

  it("bring Node 24 along for the two commands, and ask for 22.18 at least", () => {
    expect(packageJson.engines.node).to.equal(">=22.18.0");
    expect(packageJson.devDependencies["node"]).to.match(/^\^24/);
    expect(packageJson.scripts["start"]).to.equal("node plugin/keshi.js start");
  });
});

describe("the top of the house", () => {
  it("has the folders of the design and the files every project has, no more", () => {
    const folders = ["plugin", "adapters", "drivers", "views", "test"];
    const files =
      /^(plugin\.manifest\.json|package(-lock)?\.json|tsconfig(\.build)?\.json|eslint\.config\.js|README\.md|LICENSE|CHANGELOG\.md|CONTRIBUTING\.md|SECURITY\.md|keshi\.config\.yaml)$/;
    const odd = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => {
      if (entry.name.startsWith(".") || ["node_modules", "var", "dist"].includes(entry.name)) return false;
      return entry.isDirectory() ? !folders.includes(entry.name) : !files.test(entry.name);
    });
    expect(odd.map((entry) => entry.name)).to.deep.equal([]);
  });
});
