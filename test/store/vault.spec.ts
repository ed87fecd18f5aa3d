// What the vault promises about numbers that identify a person.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { openVault, type Vault } from "../../plugin/store/index.ts";

describe("The vault", () => {
  let folder: string;
  let vault: Vault;
  const file = () => join(folder, "keys", "keshi.key");
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "keshi-vault-"));
    vault = await openVault(file());
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const failureOf = async (work: () => unknown): Promise<unknown> => {
    try {
      await work();
      return "no failure";
    } catch (error) {
      return error;
    }
  };

  it("opens what it sealed, and never seals twice alike (RT-05)", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }).map((text) => text.toWellFormed()),
        (number) => {
          const sealed = vault.seal(number);
          expect(vault.open(sealed)).to.equal(number);
          expect(vault.seal(number)).not.to.equal(sealed);
        },
      ),
    );
  });

  it("names its key in front of what it sealed, so that keys can be changed later", () => {
    expect(vault.seal("E12345678").split(".")).to.have.length(3);
    expect(vault.seal("E12345678").startsWith(`${vault.keyId}.`)).to.equal(true);
  });

  it("finds a number again by a digest that tells nothing and differs by kind", () => {
    expect(vault.digest("document", "E1"))
      .to.match(/^[0-9a-f]{64}$/)
      .and.equal(vault.digest("document", "E1"));
    expect(vault.digest("phone", "E1")).not.to.equal(vault.digest("document", "E1"));
  });

  it("notices every change of a sealed text", async () => {
    const [key, nonce, body = ""] = vault.seal("E12345678").split(".");
    const changed = [key, nonce, (body.startsWith("A") ? "B" : "A") + body.slice(1)].join(".");
    for (const text of [changed, `${key}.${nonce}.`, `${key}..${body}`])
      expect(await failureOf(() => vault.open(text))).to.include({ code: "vault-damaged" });
    for (const text of ["", "zz.a.b", "E12345678"])
      expect(await failureOf(() => vault.open(text))).to.include({ code: "vault-unknown-key" });
  });

  it("keeps its keys over a restart, in a file only its owner reads", async () => {
    const again = await openVault(file());
    expect(again.open(vault.seal("E1"))).to.equal("E1");
    expect(again.digest("phone", "1")).to.equal(vault.digest("phone", "1"));
    if (process.platform !== "win32") expect(statSync(file()).mode & 0o777).to.equal(0o600);
  });

  it("makes one key file when two programs start in the same moment", async () => {
    const one = join(folder, "race.key");
    const vaults = await Promise.all(Array.from({ length: 8 }, () => openVault(one)));
    expect(new Set(vaults.map((each) => each.digest("a", "b"))).size).to.equal(1);
  });

  it("opens with older keys and seals with the current one", async () => {
    const keys = JSON.parse(readFileSync(file(), "utf8")) as { sealing: Record<string, string> };
    const old = vault.seal("E1");
    const rotated = join(folder, "rotated.key");
    const k2 = Buffer.alloc(32, 7).toString("base64");
    writeFileSync(rotated, JSON.stringify({ ...keys, current: "k2", sealing: { ...keys.sealing, k2 } }));
    const later = await openVault(rotated);
    expect(later.open(old)).to.equal("E1");
    expect(later.seal("E1").startsWith("k2.")).to.equal(true);
    expect(await failureOf(() => vault.open(later.seal("E1")))).to.include({ code: "vault-unknown-key" });
  });

  for (const [what, text] of Object.entries({
    "is empty": "",
    "is no JSON": "-----BEGIN",
    "names a key it lacks": JSON.stringify({ keshiKeys: 1, current: "k9", sealing: {}, digest: "" }),
    "holds a short key": JSON.stringify({
      keshiKeys: 1,
      current: "k1",
      sealing: { k1: "AAAA" },
      digest: "AAAA",
    }),
  }))
    it(`says what to do when the key file ${what}, and never writes over it`, async () => {
      const damaged = join(folder, "damaged.key");
      writeFileSync(damaged, text);
      const failure = await failureOf(() => openVault(damaged));
      expect(failure).to.include({ code: "keys-damaged" }).and.have.property("remedy");
      expect(readFileSync(damaged, "utf8")).to.equal(text);
    });
});
