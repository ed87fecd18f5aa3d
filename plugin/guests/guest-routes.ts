// Routes of guests: search, card, file.
import { z } from "zod";
import {
  KeshiError,
  LOCALES,
  STATION_ROLES,
  idOf,
  route,
  type Caller,
  type Locale,
  type Route,
  type StaffRole,
  type StationRole,
} from "../contract/index.ts";
import { buildCard } from "./card.ts";
import { cardShape, foundRowShape } from "./card-shape.ts";
import { hidesRoom, postOf } from "./disclosure.ts";
import { fileView } from "./file-view.ts";
import { loadGuestFiles } from "./file-store.ts";
import { folded } from "./folding.ts";
import type { GuestFile } from "./guest-file.ts";
import { findGuests } from "./guest-store.ts";
import { guestUnknown, type GuestHouse } from "./house-parts.ts";
import { foundRow } from "./list-row.ts";
import { readStaysByRoom } from "./list-store.ts";
import { observationRoutes } from "./observation-routes.ts";
import { stayRoutes } from "./stay-routes.ts";

/** All routes about guests, stays and notes. */
export function guestRoutes(parts: GuestHouse): readonly Route[] {
  return [search(parts), card(parts), file(parts), ...stayRoutes(parts), ...observationRoutes(parts)];
}

function search(parts: GuestHouse): Route {
  return route({
    method: "GET",
    path: "/api/v1/guests",
    summary: "Finds guests by room or name: Han (simplified = traditional), pinyin, initials, Latin",
    access: "terminal-or-person",
    query: z.object({
      q: z.string().trim().min(1).max(100),
      limit: z.coerce.number().int().min(1).max(50).default(10),
    }),
    answers: {
      200: {
        means: "The guests found; those in the room first",
        schema: z.object({ guests: z.array(foundRowShape) }),
      },
    },
    async handle({ query, caller }) {
      const role = postOf(caller);
      const files = await found(parts, { text: query.q, limit: query.limit, role });
      const view = { ...viewOf(parts, caller.locale), role };
      return { status: 200, json: { guests: files.map((one) => foundRow(one, view)) } };
    },
  });
}

/** Those in a room of that number first, then those of that name. */
async function found(
  parts: GuestHouse,
  { text, limit, role }: { text: string; limit: number; role: StationRole },
): Promise<readonly GuestFile[]> {
  const { store, house, clock } = parts;
  const property = house.property.id;
  const ids = new Set<string>();
  if (/^[\da-z-]{2,8}$/iu.test(text))
    for (const stay of await readStaysByRoom(store.db, { property, room: text, limit }))
      if (stay.guest !== null && !hidesRoom(stay, role)) ids.add(stay.guest);
  const plain = folded(text);
  if (plain !== "" && ids.size < limit)
    for (const row of await findGuests(store.db, { property, text: plain, limit })) ids.add(row.id);
  const wanted = [...ids].slice(0, limit).map((id) => idOf<"guest">(id));
  const files = await loadGuestFiles(store.db, wanted, { now: clock.now() });
  return wanted.flatMap((id) => files.get(id) ?? []);
}

function card(parts: GuestHouse): Route {
  return route({
    method: "GET",
    path: "/api/v1/guests/:id/card",
    summary: "A guest's card as a role sees it",
    access: "terminal-or-person",
    query: z.object({ role: z.enum(STATION_ROLES).optional(), locale: z.enum(LOCALES).optional() }),
    answers: { 200: { means: "The card", schema: cardShape }, 404: { means: "No such guest" } },
    async handle({ params, query, caller }) {
      const role = roleFor(caller, query.role);
      const one = await fileOf(parts, params["id"] ?? "");
      const view = viewOf(parts, query.locale ?? caller.locale);
      return { status: 200, json: buildCard(one, { ...view, role }) };
    },
  });
}

function file(parts: GuestHouse): Route {
  return route({
    method: "GET",
    path: "/api/v1/guests/:id",
    summary: "A guest's file with one timeline, as far as the reader may see it",
    access: "person",
    answers: { 200: { means: "The file" }, 404: { means: "No such guest" } },
    async handle({ params, caller }) {
      const one = await fileOf(parts, params["id"] ?? "");
      const view = viewOf(parts, caller.locale);
      const role = caller.person?.role;
      return { status: 200, json: await fileView(parts, one, { ...view, role }) };
    },
  });
}

async function fileOf(parts: GuestHouse, id: string): Promise<GuestFile> {
  const guest = idOf<"guest">(id);
  const files = await loadGuestFiles(parts.store.db, [guest], { now: parts.clock.now() });
  const one = files.get(guest);
  if (one === undefined || one.guest.property !== parts.house.property.id) throw guestUnknown();
  return one;
}

/** What is the same for every text of an answer. */
export function viewOf(
  parts: GuestHouse,
  locale: Locale,
): {
  locale: Locale;
  t: ReturnType<GuestHouse["phrases"]>;
  now: number;
  property: GuestHouse["house"]["property"];
} {
  return {
    locale,
    t: parts.phrases(locale),
    now: parts.clock.now(),
    property: parts.house.property,
  };
}

const ROLES_OF: Readonly<Record<StaffRole, readonly StationRole[]>> = {
  admin: STATION_ROLES,
  "general-manager": STATION_ROLES,
  "sales-manager": STATION_ROLES,
  "client-manager": STATION_ROLES,
  "department-manager": STATION_ROLES,
  archivist: STATION_ROLES,
  "front-desk": ["front-desk"],
  restaurant: ["restaurant", "kitchen"],
  housekeeping: ["housekeeping"],
  "call-centre": ["call-centre"],
};

/** The role a caller may see a card as; a terminal sees its own station's only. */
function roleFor(caller: Caller, wanted: StationRole | undefined): StationRole {
  const own = caller.terminal?.station.role;
  const allowed = caller.person === undefined ? [] : ROLES_OF[caller.person.role];
  const role = wanted ?? own ?? allowed[0];
  if (role !== undefined && (role === own || allowed.includes(role))) return role;
  throw new KeshiError("not-allowed", "This terminal or person does not see the cards of that role");
}
