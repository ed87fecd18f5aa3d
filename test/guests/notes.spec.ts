// Notes by people: they belong to the stay of their time and the place of their author; and who is shown a room.
import { expect } from "chai";
import { NOON, checkIn, checkOut } from "../builders/events.ts";
import { forEachStore } from "../suites/stores.ts";
import { openHouse, type OpenHouse } from "./open-house.ts";

const DAY = 24 * 60 * 60_000;

describe("Notes and rooms by right", () => {
  forEachStore((store) => {
    let house: OpenHouse;
    beforeEach(async () => {
      house = await openHouse(await store.open());
    });
    afterEach(() => house.close());

    it("a note written late belongs to the stay it was seen in, and to the post of its author (REC-02)", async () => {
      await house.tell(
        checkIn(
          "1",
          { room: "0816", arrival: "2026-11-01", departure: "2026-11-05" },
          { occurredAt: NOON - 20 * DAY },
        ),
        checkOut("1", {}, { occurredAt: NOON - 16 * DAY }),
        checkIn("2"),
      );
      const guest = await house.guestOf("2");
      const maid = await house.person("li", "housekeeping");
      for (const at of [NOON - 18 * DAY, NOON - 10 * DAY, NOON])
        await house.post(`guests/${guest}/observations`, maid, { category: "pillow", value: "soft", at });
      const rows = await house.hotel.rows(
        "select s.reservation, o.room, o.source from observation o left join stay s on s.id = o.stay order by o.at",
      );
      expect(rows).to.deep.equal([
        { reservation: "1", room: "0816", source: "housekeeping" },
        { reservation: null, room: null, source: "housekeeping" },
        { reservation: "2", room: "1208", source: "housekeeping" },
      ]);
    });

    it("one note sent twice at once is one note and one caution (BRF-05)", async () => {
      await house.tell(checkIn("1"));
      const guest = await house.guestOf("1");
      const waiter = await house.person("wang", "restaurant", "breakfast");
      const body = { category: "allergy", value: "peanut", kind: "said", clientId: "tablet-7" };
      const answers = await Promise.all(
        [1, 2, 3, 4].map(() => house.post(`guests/${guest}/observations`, waiter, body)),
      );
      expect(new Set(answers.map((it) => (it.body as { id: string }).id)).size).to.equal(1);
      const count = async (table: string): Promise<unknown> =>
        (await house.hotel.rows(`select count(*) as n from ${table}`))[0]?.["n"];
      expect([await count("observation"), await count("caution")]).to.deep.equal([1, 1]);
    });

    it("the desk finds the room of a guest who is not to be disclosed, the switchboard does not (BRF-03)", async () => {
      await house.tell(checkIn("1", { flags: { doNotDisclose: true } }));
      const rooms = async (station: string): Promise<unknown[]> => {
        const here = await house.terminal(station);
        const answers = [
          await house.get(`guests?q=${encodeURIComponent("张伟")}`, here),
          await house.get("stays", here),
          await house.get("guests?q=1208", here),
        ];
        return answers.map(({ body }) => {
          const { guests, stays } = body as Record<"guests" | "stays", { room?: string }[] | undefined>;
          return (guests ?? stays ?? []).map((row) => row.room ?? null);
        });
      };
      expect(await rooms("desk-1")).to.deep.equal([["1208"], ["1208"], ["1208"]]);
      expect(await rooms("switchboard")).to.deep.equal([[null], [null], []]);
    });
  });
});
