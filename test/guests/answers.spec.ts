// What the API's description promises of guests, stays and cards is what it answers.
import { expect } from "chai";
import { ZHANG, checkIn } from "../builders/events.ts";
import { cardShape, foundRowShape, listRowShape } from "../../plugin/guests/card-shape.ts";
import { forEachStore } from "../suites/stores.ts";
import { openHouse } from "./open-house.ts";

describe("The answers about guests", () => {
  forEachStore((store) => {
    it("fit their schemas: search, list and card of every role (API-01)", async () => {
      const house = await openHouse(await store.open());
      const liked = [{ group: "allergy", text: "花生", scope: "global" as const }];
      await house.tell(
        checkIn("1", { guests: [{ ...ZHANG, vip: { code: "2" }, preferences: liked }] }),
        checkIn("2", { guests: [] }),
      );
      const boss = await house.person("zhou", "general-manager");
      const guest = await house.guestOf("1");
      const { guests } = (await house.get("guests?q=1208", boss)).body as { guests: unknown[] };
      const { stays } = (await house.get("stays", boss)).body as { stays: unknown[] };
      expect([guests.length, stays.length]).to.deep.equal([1, 2]);
      for (const row of guests) foundRowShape.parse(row);
      for (const row of stays) listRowShape.parse(row);
      for (const role of ["front-desk", "restaurant", "kitchen", "housekeeping", "call-centre", "manager"])
        cardShape.parse((await house.get(`guests/${guest}/card?role=${role}`, boss)).body);
      await house.close();
    });
  });
});
