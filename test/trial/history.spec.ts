// The trial's past goes through the product's own way into the files, once, whatever is started again.
import { expect } from "chai";
import type { EventFact, JournalEvent } from "../../plugin/contract/index.ts";
import { idOf } from "../../plugin/contract/index.ts";
import { CAST } from "../../plugin/trial/cast.ts";
import type { PostedEvent } from "../../plugin/trial/event-poster.ts";
import { trialConfig } from "../../plugin/trial/trial-config.ts";
import { writeHistory } from "../../plugin/trial/history.ts";
import { flowHouse, type FlowHouse } from "../builders/flow-house.ts";
import { forEachStore } from "../suites/stores.ts";

function journalled(hotel: FlowHouse): {
  post(events: readonly PostedEvent[]): Promise<void>;
  posts: number;
} {
  let seq = 0;
  return {
    posts: 0,
    async post(events) {
      this.posts++;
      for (const { idempotencyKey, occurredAt, replay, ...fact } of events) {
        seq++;
        const event: JournalEvent = {
          ...(fact as EventFact),
          ...{ eventId: idOf<"event">(idempotencyKey), seq, propertyId: hotel.house.property.id },
          ...{ source: "pms", sourceEventType: fact.type, subject: idempotencyKey, occurredAt },
          ...{ occurredAtAccuracy: "source", receivedAt: hotel.clock.now(), replay: replay ?? false },
          confidence: 1,
        };
        await hotel.tell(event);
      }
    },
  };
}

const TRIAL_HOUSE = trialConfig({ pmsPort: 1, printerPort: 1, httpPort: 1, folder: "/x" });

describe("the trial's history", () => {
  forEachStore((store) => {
    it("is in the files before the day, pops nothing, and is there once after a second start (design §5.1)", async () => {
      const hotel = await flowHouse(await store.open(), TRIAL_HOUSE);
      const poster = journalled(hotel);
      const { clock, vault, house } = hotel;
      const around = {
        ...{ store: hotel.store, vault, property: house.property.id, clock, poster },
        ...{
          timezone: house.property.timezone,
          people: { zhoumin: "P1" },
          signal: new AbortController().signal,
        },
      };
      await writeHistory(around);
      const count = async (): Promise<Record<string, unknown>[]> =>
        hotel.rows(
          "select (select count(*) from guest) as guests, (select count(*) from stay where status = 'departed') as stays, (select count(*) from observation where stay is not null) as notes, (select count(*) from caution) as cautions, (select count(*) from promise) as promises, (select count(*) from pop) as pops",
        );
      const past = CAST.filter(({ stays = [] }) => stays.length > 0);
      const sum = (of: (guest: (typeof past)[number]) => number): number =>
        past.reduce((all, guest) => all + of(guest), 0);
      const [first] = await count();
      expect(
        Object.fromEntries(Object.entries(first ?? {}).map(([name, value]) => [name, Number(value)])),
      ).to.deep.equal({
        guests: past.length,
        stays: sum(({ stays = [] }) => stays.length),
        notes: sum(({ notes = [] }) => notes.length),
        cautions: sum(({ cautions = [] }) => cautions.length),
        promises: sum(({ promises = [] }) => promises.length),
        pops: 0,
      });
      const posts = poster.posts;
      await writeHistory(around);
      expect(poster.posts).to.equal(posts);
      expect(await count()).to.deep.equal([first]);
      const [peanut] = await hotel.rows("select severity, person from caution where value = 'peanut'");
      expect(peanut).to.deep.equal({ severity: "severe", person: "P1" });
    });
  });
});
