// The lists of the day, rooms and people: on a filled house every one of them is answered by the index made for it.
import { expect } from "chai";
import { addRows } from "../../plugin/guests/index.ts";
import { readStayList, readStaysByRoom, type StayList } from "../../plugin/guests/list-store.ts";
import { readStaysInRooms, readStaysOf } from "../../plugin/guests/stay-store.ts";
import { readStaySources } from "../../plugin/flow/commit-store.ts";
import type { Store } from "../../plugin/store/index.ts";
import { NOON } from "../builders/events.ts";
import { forEachStore, type StoreUnderTest } from "../suites/stores.ts";

interface Asked {
  readonly sql: string;
  readonly bindings: readonly (string | number)[];
}

const STAYS = 4000;
const TODAY = "2026-11-21";
const STAY = {
  name: "stay",
  key: ["id"],
  columns: [
    ...(["id", "property", "source", "reservation", "guest", "room", "floor", "status"] as const),
    ...(["arrives_on", "departs_on", "checked_out_at", "created_at", "updated_at"] as const),
  ],
} as const;

/** Most guests have left long ago, as in any hotel. */
function stayAt(place: number): Readonly<Record<(typeof STAY.columns)[number], string | number | null>> {
  const status = ["in-house", "due-in"][place % 20] ?? "departed";
  const room = `${String(2 + (place % 20)).padStart(2, "0")}${String(place % 40).padStart(2, "0")}`;
  return {
    ...{ id: `S${String(place).padStart(6, "0")}`, property: "WLH", source: "pms", reservation: `${place}` },
    ...{ guest: `G${place % 3000}`, room, floor: room.slice(0, 2), status },
    ...{ arrives_on: TODAY, departs_on: status === "departed" ? "2026-01-02" : TODAY },
    checked_out_at: status === "departed" ? NOON - place * 3_600_000 : null,
    ...{ created_at: NOON, updated_at: NOON },
  };
}

/** The indexes that answer what the work asks; `none` where it walks a table. */
async function indexesOf(
  kind: StoreUnderTest["kind"],
  store: Store,
  work: () => Promise<unknown>,
): Promise<string[]> {
  const heard: Asked[] = [];
  const listen = (query: Asked): void => void heard.push(query);
  store.db.on("query", listen);
  await work();
  store.db.removeListener("query", listen);
  const used: string[] = [];
  for (const { sql, bindings } of heard.filter((query) => /^select/i.test(query.sql))) {
    const answer: unknown = await store.db.raw(
      `${kind === "sqlite" ? "explain query plan" : "explain"} ${sql}`,
      [...bindings],
    );
    const rows = (kind === "mysql" && Array.isArray(answer) ? answer[0] : answer) as Record<
      string,
      unknown
    >[];
    for (const row of rows) {
      const detail = typeof row["detail"] === "string" ? row["detail"] : undefined;
      if (kind === "mysql") used.push(typeof row["key"] === "string" ? row["key"] : "none");
      else if (detail !== undefined && /^(SCAN|SEARCH)/.test(detail))
        used.push(/INDEX (\w+)/.exec(detail)?.[1] ?? "none");
    }
  }
  return used;
}

describe("On a filled house", () => {
  forEachStore(({ kind, open }) => {
    let store: Store;
    before(async function () {
      this.timeout(60_000);
      store = await open();
      await store.transaction((trx) =>
        addRows(
          { db: trx, kind },
          STAY,
          Array.from({ length: STAYS }, (_, place) => stayAt(place)),
        ),
      );
      await store.db.raw(kind === "mysql" ? "analyze table stay" : "analyze");
    });

    const list = (status: StayList) => (): Promise<unknown> =>
      readStayList(store.db, { property: "WLH", status, today: TODAY, now: NOON, limit: 100 });
    const BY_ROOM = ["stay_room", "stay_status"];
    const questions: Readonly<Record<string, readonly [() => Promise<unknown>, readonly string[]]>> = {
      "who is in house": [list("in-house"), ["stay_status"]],
      "who is due in": [list("due-in"), ["stay_status"]],
      "who is due out": [list("due-out"), ["stay_status"]],
      "who left": [list("departed"), ["stay_status", "stay_departed"]],
      "who lives in rooms that begin so": [
        () => readStaysByRoom(store.db, { property: "WLH", room: "12", limit: 10 }),
        BY_ROOM,
      ],
      "who lives in a room": [() => readStaysInRooms(store.db, "WLH", ["0816", "1208"]), BY_ROOM],
      "a guest's stays": [() => readStaysOf(store.db, ["G1", "G2"]), ["stay_guest"]],
      "which sources tell of stays": [() => readStaySources(store.db, "WLH"), ["stay_reservation"]],
    };
    for (const [what, [ask, by]] of Object.entries(questions))
      it(`${what} is found by its index`, async () => {
        const used = await indexesOf(kind, store, ask);
        expect(used).not.to.be.empty;
        for (const index of used) expect(by).to.include(index);
      });
  });
});
