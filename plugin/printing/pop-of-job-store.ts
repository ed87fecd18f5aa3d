// The pop a chit belongs to, so that paper and screen say the same of one moment.
import { z } from "zod";
import {
  idOf,
  type Card,
  type CheckId,
  type GuestId,
  type Instant,
  type PopReason,
  type PropertyId,
  type StayId,
} from "../contract/index.ts";
import { fromJson, toInteger, type Store } from "../store/index.ts";
import type { CardReader, ChitMaker } from "./chits.ts";
import type { PrintJob } from "./print-job.ts";

/** A pop as cards are built from it. */
export interface CardPop {
  readonly number: number;
  readonly at: Instant;
  readonly reason: PopReason;
  readonly guest: GuestId;
  readonly stay?: StayId;
  readonly check?: CheckId;
  readonly candidates?: readonly GuestId[];
}

/** Builds cards for pops, as the terminals get them (`createGuestCards`). */
export interface CardSource {
  cardsFor(pops: readonly CardPop[], reader: CardReader): Promise<ReadonlyMap<number, Card>>;
}

const REASONS = [
  "checked-in",
  "room-moved",
  "checked-out",
  "table-seated",
  "check-opened",
  "room-inquiry",
  "document",
  "call",
  "relayed",
] as const satisfies readonly PopReason[];
const ROW = z.object({
  at: z.unknown().transform(toInteger),
  reason: z.enum(REASONS),
  stay: z.string().nullable(),
  check: z.string().nullable(),
  candidates: z.unknown().transform(fromJson).pipe(z.array(z.string()).nullish()),
});

/** Tells how a job's card is made: from its pop, or for a chit asked for by hand as if the guest had just come. */
export function createCardsOfJobs(
  store: Store,
  property: PropertyId,
  cards: CardSource,
): ChitMaker["cardOf"] {
  return async (job, reader) => {
    const pop = (await readPop(store, property, job)) ?? popByHand(job);
    const built = await cards.cardsFor([pop], reader);
    return built.get(pop.number);
  };
}

function popByHand(job: PrintJob): CardPop {
  return {
    number: 0,
    at: job.createdAt,
    reason: job.chit === "table" ? "table-seated" : "checked-in",
    guest: job.guest,
    ...(job.stay === undefined ? {} : { stay: job.stay }),
  };
}

async function readPop(store: Store, property: PropertyId, job: PrintJob): Promise<CardPop | undefined> {
  const { popNumber: number, guest } = job;
  if (number === undefined) return undefined;
  const found: unknown = await store
    .db("pop")
    .where({ property, number })
    .first("at", "reason", "stay", "check", "candidates");
  if (found === undefined) return undefined;
  const { at, reason, stay, check, candidates } = ROW.parse(found);
  return {
    ...{ number, at, reason, guest },
    ...(stay === null ? {} : { stay: idOf<"stay">(stay) }),
    ...(check === null ? {} : { check: idOf<"check">(check) }),
    ...(candidates == null ? {} : { candidates: candidates.map((one) => idOf<"guest">(one)) }),
  };
}
