// Routes of stays: the lists of the day.
import { z } from "zod";
import { idOf, route, type Route } from "../contract/index.ts";
import { listRowShape } from "./card-shape.ts";
import { postOf } from "./disclosure.ts";
import { loadGuestFiles } from "./file-store.ts";
import type { GuestHouse } from "./house-parts.ts";
import { hotelTime } from "./hotel-day.ts";
import { listRow } from "./list-row.ts";
import { countStays, readStayList } from "./list-store.ts";

const listQuery = z.object({
  status: z.enum(["in-house", "due-in", "due-out", "departed"]).default("in-house"),
  floor: z.string().max(20).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  after: z.string().max(60).optional(),
});

/** The lists of those in house, due in, due out and departed. */
export function stayRoutes(parts: GuestHouse): readonly Route[] {
  const { store, house, clock } = parts;
  const list = route({
    method: "GET",
    path: "/api/v1/stays",
    summary: "One list of the day, by room, with how many are due in, in house and due out",
    access: "terminal-or-person",
    query: listQuery,
    answers: {
      200: {
        means: "A page of the list; `next` asks for the following one",
        schema: z.object({
          stays: z.array(listRowShape),
          counts: z.object({ dueIn: z.number(), inHouse: z.number(), dueOut: z.number() }),
          next: z.string().optional(),
        }),
      },
    },
    async handle({ query, caller }) {
      const now = clock.now();
      const today = hotelTime(now, house.property.timezone).date;
      const when = { property: house.property.id, today, now };
      const stays = await readStayList(store.db, { ...query, ...when, after: cursorOf(query.after) });
      const guests = stays.flatMap((stay) => (stay.guest === null ? [] : idOf<"guest">(stay.guest)));
      const files = await loadGuestFiles(store.db, guests, { now });
      const { locale } = caller;
      const view = { locale, t: parts.phrases(locale), now, property: house.property, role: postOf(caller) };
      const last = stays.length === query.limit ? stays.at(-1) : undefined;
      return {
        status: 200,
        json: {
          stays: stays.map((stay) => listRow(stay, files.get(idOf<"guest">(stay.guest ?? "")), view)),
          counts: await countStays(store.db, when),
          ...(last === undefined ? {} : { next: `${last.room ?? ""}~${last.id}` }),
        },
      };
    },
  });
  return [list];
}

function cursorOf(text: string | undefined): { room: string; id: string } | undefined {
  const cut = text?.lastIndexOf("~") ?? -1;
  if (text === undefined || cut < 0) return undefined;
  return { room: text.slice(0, cut), id: text.slice(cut + 1) };
}
