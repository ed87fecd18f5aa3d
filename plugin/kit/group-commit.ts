// Calls that come while a commit runs go into the next one together: one wait for the disk serves them all.
import { KeshiError, classOf } from "../contract/index.ts";

/** How groups are made: what one commit does, and the bounds. */
export interface GroupCommit<Item, Answer> {
  /** Commits all items or none, and answers each in its place. */
  readonly commit: (items: readonly Item[]) => Promise<readonly Answer[]>;
  /** What an item weighs against the bounds, in rows. */
  readonly weigh: (item: Item) => number;
  /** Weight of one commit; a single item heavier than that goes alone. */
  readonly groupWeight: number;
  /** Weight that may wait; beyond it callers are refused with transient `too-busy`. */
  readonly waitingWeight: number;
}

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly weight: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** Gives the function to hand items to; it resolves when the item's group is committed. */
export function createGroupCommit<Item, Answer>(
  bounds: GroupCommit<Item, Answer>,
): (item: Item) => Promise<Answer> {
  const waiting: Waiting<Item, Answer>[] = [];
  let weight = 0;
  let isRunning = false;

  const run = async (): Promise<void> => {
    isRunning = true;
    while (waiting.length > 0) {
      const group = take(waiting, bounds.groupWeight);
      for (const call of group) weight -= call.weight;
      await commitGroup(group, bounds.commit);
    }
    isRunning = false;
  };
  return (item) =>
    new Promise((resolve, reject) => {
      const own = bounds.weigh(item);
      if (weight > 0 && weight + own > bounds.waitingWeight) {
        reject(new KeshiError("too-busy", "Too much waits to be stored", { errorClass: "transient" }));
        return;
      }
      weight += own;
      waiting.push({ item, weight: own, resolve, reject });
      if (!isRunning) void run();
    });
}

function take<Item, Answer>(waiting: Waiting<Item, Answer>[], most: number): Waiting<Item, Answer>[] {
  let sum = 0;
  const fits = waiting.findIndex((call) => (sum += call.weight) > most);
  return waiting.splice(0, fits === -1 ? waiting.length : Math.max(1, fits));
}

/** One bad item must not take its neighbours down: what fails for good as a group is tried one by one. */
async function commitGroup<Item, Answer>(
  group: readonly Waiting<Item, Answer>[],
  commit: GroupCommit<Item, Answer>["commit"],
): Promise<void> {
  try {
    const answers = await commit(group.map((call) => call.item));
    group.forEach((call, place) => {
      const answer = answers[place];
      if (answer === undefined) call.reject(new KeshiError("no-answer", "A commit left a call unanswered"));
      else call.resolve(answer);
    });
  } catch (error) {
    if (group.length === 1 || classOf(error) === "transient") for (const call of group) call.reject(error);
    else for (const call of group) await commitGroup([call], commit);
  }
}
