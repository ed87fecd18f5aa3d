// What terminals ask of paper: a chit for a guest, how the printers are, what became of the chits.
import { z } from "zod";
import {
  idOf,
  KeshiError,
  route,
  type Caller,
  type Clock,
  type GuestId,
  type PersonId,
  type Printer,
  type PrinterStatus,
  type PropertyId,
  type Route,
  type Station,
} from "../contract/index.ts";
import { layOut } from "../kit/paper-layout.ts";
import { newId } from "../kit/ulid.ts";
import type { Store } from "../store/index.ts";
import { documentShape, paperLineShape } from "./document-shape.ts";
import { CHIT_LIFE_MS, PRINT_STATES, type PrintJob } from "./print-job.ts";
import { createPrintJobStore, type PrintJobStore } from "./print-job-store.ts";
import type { Spooler } from "./spooler.ts";

/** What the routes answer from. */
export interface PrintingContext {
  readonly store: Store;
  readonly property: PropertyId;
  readonly printers: ReadonlyMap<string, Printer>;
  readonly spooler: Pick<Spooler, "wake" | "statusOf">;
  readonly clock: Clock;
}

const STATUSES = [
  "ready",
  "paper-near-end",
  "paper-out",
  "cover-open",
  "offline",
  "unreachable",
  "unanswered",
] as const satisfies readonly PrinterStatus["is"][];
/** People who may read the chits of every station. */
const READS_ALL = new Set(["admin", "general-manager", "department-manager"]);

const chitAsked = z.object({ chit: z.enum(["arrival", "table"]).default("arrival") });
const chitAnswer = z.object({ jobId: z.string(), copy: z.boolean() });
const printersAnswer = z.object({
  printers: z.array(
    z.object({
      name: z.string(),
      kind: z.string(),
      columns: z.number(),
      status: z.enum(STATUSES),
      queued: z.number(),
      unknown: z.number(),
    }),
  ),
});
const jobsQuery = z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) });
const jobsAnswer = z.object({
  jobs: z.array(
    z.object({
      id: z.string(),
      chit: z.string(),
      state: z.enum(PRINT_STATES),
      copy: z.boolean(),
      createdAt: z.number(),
      finishedAt: z.number().nullable(),
      code: z.string().nullable(),
      document: documentShape.nullable(),
      /** The same, broken into lines as this printer's paper does. */
      lines: z.array(paperLineShape).nullable(),
    }),
  ),
});

/** The routes of printing. */
export function printingRoutes(context: PrintingContext): readonly Route[] {
  const jobs = createPrintJobStore(context.store, context.property);
  return [chitRoute(context, jobs), printersRoute(context, jobs), jobsRoute(context, jobs)];
}

function chitRoute(context: PrintingContext, jobs: PrintJobStore): Route {
  return route({
    method: "POST",
    path: "/api/v1/guests/:id/chits",
    summary:
      "Prints a chit for a guest at this station's printer; marked as a copy when there was one before",
    access: "person",
    body: chitAsked,
    answers: {
      201: { means: "The chit is queued", schema: chitAnswer },
      404: { means: "No such guest" },
      409: { means: "This station has no printer" },
    },
    async handle({ params, body, caller }) {
      const { station, person } = printingCaller(caller);
      const job = await newJob(
        { guest: idOf<"guest">(params["id"] ?? ""), chit: body.chit, station, person },
        jobs,
        context,
      );
      await jobs.add(job);
      context.spooler.wake();
      return { status: 201, json: { jobId: job.id, copy: job.copy } };
    },
  });
}

interface ChitRequest {
  readonly guest: GuestId;
  readonly chit: PrintJob["chit"];
  readonly station: Station & { readonly printer: string };
  readonly person: PersonId;
}

async function newJob(
  asked: ChitRequest,
  jobs: PrintJobStore,
  { clock }: PrintingContext,
): Promise<Omit<PrintJob, "state" | "attempts">> {
  const { guest, chit, station, person } = asked;
  const known = await jobs.guestAndStay(guest);
  if (known === undefined) throw new KeshiError("guest-not-found", "There is no such guest");
  const before = await jobs.lastOf({ guest, chit, ...known });
  const now = clock.now();
  return {
    id: newId<"print-job">(now),
    printer: station.printer,
    station: station.name,
    chit,
    guest,
    ...known,
    copy: before !== undefined,
    ...(before === undefined ? {} : { copyOf: before.id }),
    ...(before?.popNumber === undefined ? {} : { popNumber: before.popNumber }),
    requestedBy: person,
    createdAt: now,
    expiresAt: now + CHIT_LIFE_MS,
  };
}

function printingCaller(caller: Caller): Pick<ChitRequest, "station" | "person"> {
  const { terminal, person } = caller;
  const printer = terminal?.station.printer;
  if (person === undefined) throw new KeshiError("sign-in-needed", "Somebody has to be signed in to print");
  if (terminal === undefined || printer === undefined)
    throw new KeshiError("station-without-printer", "This station has no printer", {
      remedy: "Name a printer for the station in the config.",
    });
  return { station: { ...terminal.station, printer }, person: person.id };
}

function printersRoute({ printers, spooler }: PrintingContext, jobs: PrintJobStore): Route {
  return route({
    method: "GET",
    path: "/api/v1/printers",
    summary: "The printers, how each is, what waits and what nobody can tell",
    access: "terminal-or-person",
    answers: { 200: { means: "All printers", schema: printersAnswer } },
    async handle() {
      const counts = await jobs.counts();
      const list = [...printers].map(([name, { kind, columns }]) => ({
        name,
        kind,
        columns,
        status: spooler.statusOf(name)?.is ?? "unanswered",
        ...(counts.get(name) ?? { queued: 0, unknown: 0 }),
      }));
      return { status: 200, json: { printers: list } };
    },
  });
}

function jobsRoute({ printers }: PrintingContext, jobs: PrintJobStore): Route {
  return route({
    method: "GET",
    path: "/api/v1/printers/:name/jobs",
    summary: "The newest chits of a printer; what they say only for the station that asked for them",
    access: "terminal-or-person",
    query: jobsQuery,
    answers: {
      200: { means: "Newest first", schema: jobsAnswer },
      404: { means: "No such printer" },
    },
    async handle({ params, query, caller }) {
      const name = params["name"] ?? "";
      const printer = printers.get(name);
      if (printer === undefined) throw new KeshiError("printer-not-found", "There is no such printer");
      const list = await jobs.list(name, query.limit);
      const shown = list.map((job) => shownJob(job, mayRead(job, caller), printer.columns));
      return { status: 200, json: { jobs: shown } };
    },
  });
}

function mayRead(job: PrintJob, { terminal, person }: Caller): boolean {
  return terminal?.station.name === job.station || (person !== undefined && READS_ALL.has(person.role));
}

function shownJob(
  job: PrintJob,
  isOpen: boolean,
  columns: number,
): z.input<typeof jobsAnswer>["jobs"][number] {
  const { id, chit, state, copy, createdAt } = job;
  const document = isOpen ? job.document : undefined;
  return {
    id,
    chit,
    state,
    copy,
    createdAt,
    finishedAt: job.finishedAt ?? null,
    code: job.code ?? null,
    document: document ?? null,
    lines: document === undefined ? null : layOut(document, columns),
  };
}
