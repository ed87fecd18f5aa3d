import { expect } from "chai";
import { createLog, maskFields } from "../../plugin/kit/log.ts";

function linesOf(say: (log: ReturnType<typeof createLog>) => void): string {
  let text = "";
  say(createLog({ level: "debug", target: { write: (line) => (text += line) } }));
  return text;
}

describe("the log", () => {
  it("never writes a guest's name, number, document or contact, however deep it stands (RT-05)", () => {
    const text = linesOf((log) =>
      log.info("applied", {
        guestName: "尉迟婉",
        stay: { guest: { full: "尉迟婉" }, list: [{ contacts: [{ value: "13800000001" }] }] },
        documents: [{ number: "E12345678" }],
        raw: Buffer.from("GN尉迟婉"),
      }),
    );
    for (const secret of ["尉迟婉", "13800000001", "E12345678", Buffer.from("GN尉迟婉").toString("base64")])
      expect(text).not.to.contain(secret);
  });

  it("keeps what helps to find a fault: codes, rooms' counts, the part that speaks", () => {
    const text = linesOf((log) =>
      log.child("journal").warn("parked", { code: "no-room", seq: 4711, count: 2 }),
    );
    expect(JSON.parse(text)).to.include({
      level: "warn",
      part: "journal",
      code: "no-room",
      seq: 4711,
      count: 2,
    });
  });

  it("says that something was masked and of what kind, so that nobody takes it for missing", () => {
    expect(maskFields({ token: "abc", phone: null, count: 0 })).to.deep.equal({
      token: "[token]",
      phone: null,
      count: 0,
    });
  });

  it("takes the values out of a database's error and the password out of an address", () => {
    const fault = Object.assign(
      new Error("insert into `guest` (`names`) values ('尉迟婉') - UNIQUE constraint failed: guest.id"),
      { code: "SQLITE_CONSTRAINT" },
    );
    const text = linesOf((log) => {
      log.error("commit failed", { error: fault });
      log.warn("cannot reach", { where: "mysql://keshi:s3cret@db:3306/keshi" });
    });
    expect(text).not.to.contain("尉迟婉").and.not.to.contain("s3cret");
    expect(text)
      .to.contain("UNIQUE constraint failed")
      .and.to.contain("SQLITE_CONSTRAINT")
      .and.to.contain("db:3306");
  });

  it("stays small whatever it is given: a loop, a huge list, a huge text", () => {
    const loop: Record<string, unknown> = {};
    loop["again"] = loop;
    const text = linesOf((log) =>
      log.info("odd", { loop, many: Array.from({ length: 100_000 }, () => 1), long: "客".repeat(100_000) }),
    );
    expect(text.length).to.be.below(5000);
  });
});
