// What a terminal asks about its pops, and what a person does with one: take the guest, or say that they were greeted.
import { z } from "zod";
import {
  KeshiError,
  route,
  type Asked,
  type Clock,
  type Pop,
  type Property,
  type Route,
  type Station,
} from "../contract/index.ts";
import { cardShape } from "../guests/index.ts";
import type { Store } from "../store/index.ts";
import { settlePop } from "./claim.ts";
import type { Settled } from "./message.ts";
import { popOf, type PopCards } from "./pops.ts";
import { readNewest, type PopState } from "./pop-store.ts";

/** What the routes are made of. */
export interface PopRouteParts {
  readonly store: Store;
  readonly property: Property;
  readonly stations: readonly Station[];
  readonly cards: PopCards;
  readonly clock: Clock;
  /** Told after the commit, with the stations that compete for the guest. */
  readonly onSettled: (settled: Settled, stations: readonly string[]) => void;
}

const listQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  before: z.coerce.number().int().min(1).optional().describe("Older than this number"),
});
const stateShape = z.enum(["waiting", "claimed", "greeted"]);
const popShape = z.object({
  number: z.number(),
  at: z.number(),
  reason: z.string(),
  quiet: z.boolean().optional(),
  guestId: z.string(),
  card: cardShape,
  state: stateShape,
  by: z.string().optional(),
});
const settledShape = z.object({ number: z.number(), state: stateShape });

/** The routes of pops. */
export function popRoutes(parts: PopRouteParts): readonly Route[] {
  return [listRoute(parts), settleRoute(parts, "claimed"), settleRoute(parts, "greeted")];
}

function listRoute({ store, property, cards }: PopRouteParts): Route {
  return route({
    method: "GET",
    path: "/api/v1/pops",
    summary: "The newest pops of this station, newest first",
    access: "terminal",
    query: listQuery,
    answers: { 200: { means: "Pops with their cards", schema: z.object({ pops: z.array(popShape) }) } },
    async handle({ query, caller }) {
      if (caller.terminal === undefined) throw terminalNeeded();
      const { station } = caller.terminal;
      const asked = { property: property.id, station: station.name, limit: query.limit };
      const rows = await readNewest(store.db, {
        ...asked,
        ...(query.before === undefined ? {} : { before: query.before }),
      });
      const built = await cards.cardsFor(
        rows.map(({ pop }) => pop),
        { role: station.role, locale: station.locale },
      );
      const pops = rows.flatMap((row): (Pop & { state: PopState; by?: string })[] => {
        const card = built.get(row.pop.number);
        if (card === undefined) return [];
        return [{ ...popOf(row, card), state: row.state, ...(row.by === undefined ? {} : { by: row.by }) }];
      });
      return { status: 200, json: { pops } };
    },
  });
}

function settleRoute(parts: PopRouteParts, wanted: "claimed" | "greeted"): Route {
  const verb = wanted === "claimed" ? "claim" : "greeted";
  return route({
    method: "POST",
    path: `/api/v1/pops/:number/${verb}`,
    summary: wanted === "claimed" ? "Takes the guest of a pop to this terminal" : "The guest was greeted",
    access: "person",
    answers: {
      200: { means: "Done; again is harmless", schema: settledShape },
      404: { means: "This station has no such pop" },
      409: { means: "A colleague has taken the guest" },
    },
    handle: (asked) => settle(parts, asked, wanted),
  });
}

async function settle(
  { store, property, stations, clock, onSettled }: PopRouteParts,
  { params, caller }: Asked<unknown, unknown>,
  wanted: "claimed" | "greeted",
): Promise<{ status: number; json: unknown }> {
  const { terminal, person } = caller;
  if (terminal === undefined || person === undefined) throw terminalNeeded();
  const number = Number(params["number"]);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new KeshiError("pop-unknown", "A pop is named by its number.");
  const { name, role } = terminal.station;
  const rivals = stations.filter((station) => station.role === role).map((station) => station.name);
  const who = { person: person.id, terminal: terminal.id, at: clock.now() };
  const claim = { property: property.id, number, station: name, rivals, ...who };
  const state = await settlePop(store, claim, wanted);
  onSettled({ number, station: name, state, by: person.name }, rivals);
  return { status: 200, json: { number, state } };
}

function terminalNeeded(): KeshiError {
  return new KeshiError("terminal-needed", "Only a paired terminal may ask this.");
}
