// What callers may rely on whose work is committed together with others'.
import { expect } from "chai";
import { KeshiError } from "../../plugin/contract/index.ts";
import { createGroupCommit } from "../../plugin/kit/group-commit.ts";
import { Recent } from "../../plugin/kit/recent.ts";

describe("A group commit", () => {
  const set = (commit: (items: readonly number[]) => Promise<readonly string[]>, waitingWeight = 1000) => {
    const groups: (readonly number[])[] = [];
    const hand = createGroupCommit<number, string>({
      commit: (items) => {
        groups.push(items);
        return commit(items);
      },
      weigh: (item) => item,
      groupWeight: 10,
      waitingWeight,
    });
    return { groups, hand };
  };
  const echo = (items: readonly number[]) => Promise.resolve(items.map(String));

  it("starts at once, and takes along what came meanwhile, within its weight and in order", async () => {
    const { groups, hand } = set(echo);
    expect(await Promise.all([1, 4, 5, 6, 30, 2].map(hand))).to.deep.equal(["1", "4", "5", "6", "30", "2"]);
    expect(groups).to.deep.equal([[1], [4, 5], [6], [30], [2]]);
  });

  it("answers each caller of a failed group by its own fate", async () => {
    const { hand } = set((items) => (items.includes(3) ? Promise.reject(new Error("three")) : echo(items)));
    const fates = await Promise.allSettled([1, 2, 3, 4].map(hand));
    expect(fates.map((fate) => fate.status)).to.deep.equal([
      "fulfilled",
      "fulfilled",
      "rejected",
      "fulfilled",
    ]);
  });

  it("tells all callers of a transient failure, without trying each alone", async () => {
    const { groups, hand } = set(() =>
      Promise.reject(new KeshiError("store-busy", "busy", { errorClass: "transient" })),
    );
    await Promise.allSettled([1, 2, 3].map(hand));
    expect(groups).to.deep.equal([[1], [2, 3]]);
  });

  it("refuses more than may wait, and takes more once there is room", async () => {
    const { hand } = set(echo, 12);
    const fates = await Promise.allSettled([1, 6, 6, 6].map(hand));
    expect(fates.map((fate) => fate.status)).to.deep.equal([
      "fulfilled",
      "fulfilled",
      "fulfilled",
      "rejected",
    ]);
    expect(await hand(6)).to.equal("6");
  });
});

describe("A memory of recent things", () => {
  it("never holds more than it may, and forgets what was not asked for longest", () => {
    const recent = new Recent<string, number>(2);
    recent.set("a", 1);
    recent.set("b", 2);
    recent.get("a");
    recent.set("c", 3);
    expect([recent.get("a"), recent.get("b"), recent.get("c"), recent.size]).to.deep.equal([
      1,
      undefined,
      3,
      2,
    ]);
  });
});
