// What the trial page can do: pair its own pages, break and mend the peers, start over, see the printed bytes.
import { z } from "zod";
import {
  KeshiError,
  LOCALES,
  route,
  type Answer,
  type Locale,
  type Phrases,
  type Route,
} from "../contract/index.ts";
import type { Staff } from "../staff/index.ts";
import type { TrialDay, UpcomingStep } from "./day.ts";
import { readName } from "./cast.ts";
import type { PmsPeer } from "./pms-peer.ts";
import { PRINTER_MODES } from "./printer-status.ts";
import type { PrinterPeer } from "./printer-peer.ts";
import { shownChit } from "./shown-chit.ts";
import { TRIAL_STATIONS } from "./trial-config.ts";

/** What the routes act on. */
export interface TrialRoutesAround {
  readonly pms: PmsPeer;
  readonly printer: PrinterPeer;
  readonly day: () => TrialDay | undefined;
  readonly staff: Pick<Staff, "makePairing">;
  readonly phrases: (locale: Locale) => Phrases;
  /** The address the service listens on; off this machine these routes do nothing. */
  readonly host: string;
  /** Restarts the service as the page's button asks. */
  readonly restart: () => void;
}

const LOOPBACK: readonly string[] = ["127.0.0.1", "::1", "localhost"];
const done = { 200: { means: "Done" }, 403: { means: "The trial listens beyond this machine" } };

/** The trial page's routes. They open no guest and ask for no sign-in, so they work on this machine only. */
export function trialRoutes(around: TrialRoutesAround): readonly Route[] {
  const routes = [pairingRoute(around), ...peerRoutes(around), ...dayRoutes(around), chitsRoute(around)];
  return routes.map((one) => ({
    ...one,
    handle(asked): Promise<Answer> {
      if (LOOPBACK.includes(around.host)) return one.handle(asked);
      throw new KeshiError("trial-local-only", "The trial's buttons work on the trial's own machine only.");
    },
  }));
}

function pairingRoute({ staff }: TrialRoutesAround): Route {
  return route({
    ...{ method: "POST", path: "/trial/station-code", access: "anyone" },
    summary: "A one-time code, so that a page of the trial pairs itself the real way",
    body: z.object({
      page: z.enum(["desk", "restaurant", "rooms"]),
      locale: z.enum(LOCALES).default("zh-CN"),
    }),
    answers: { ...done, 201: { means: "The code and its station" } },
    handle: async ({ body: { page, locale } }) => ({
      status: 201,
      json: await staff.makePairing(TRIAL_STATIONS[page][locale]),
    }),
  });
}

function peerRoutes({ pms, printer }: TrialRoutesAround): readonly Route[] {
  return [
    route({
      ...{ method: "POST", path: "/trial/pms", access: "anyone" },
      summary: "Cuts the line to the simulated PMS, or mends it",
      body: z.object({ do: z.enum(["cut", "mend"]) }),
      answers: done,
      async handle({ body }) {
        await (body.do === "cut" ? pms.cut() : pms.mend());
        return { status: 200, json: pmsState(pms) };
      },
    }),
    route({
      ...{ method: "POST", path: "/trial/printer", access: "anyone" },
      summary: "Takes the paper out of the simulated printer, or breaks or mends it otherwise",
      body: z.object({ do: z.enum([...PRINTER_MODES, "mend"]) }),
      answers: done,
      handle({ body }) {
        printer.behave(body.do === "mend" ? "ok" : body.do);
        return Promise.resolve({ status: 200, json: printerState(printer) });
      },
    }),
  ];
}

function dayRoutes(around: TrialRoutesAround): readonly Route[] {
  const { pms, printer, day, phrases, restart } = around;
  return [
    route({
      ...{ method: "POST", path: "/trial/replay", access: "anyone", answers: done },
      summary: "Starts the trial's day over",
      handle() {
        day()?.replay();
        return Promise.resolve({ status: 200, json: {} });
      },
    }),
    route({
      ...{
        method: "POST",
        path: "/trial/restart",
        access: "anyone",
        answers: { 202: { means: "It restarts" } },
      },
      summary: "Restarts the service; the peers of the trial go on",
      handle() {
        restart();
        return Promise.resolve({ status: 202, json: {} });
      },
    }),
    route({
      ...{ method: "GET", path: "/trial/day", access: "anyone", answers: done },
      summary: "What happens next in the trial's day, and how its peers are",
      handle({ caller }) {
        const view = day()?.view() ?? { state: "stopped", step: 0, steps: 0, upcoming: [] };
        const t = phrases(caller.locale);
        const next = view.upcoming.map((one) => ({
          text: stepText(one, t, caller.locale),
          inMs: Math.round(one.inMs),
        }));
        const peers = { pms: pmsState(pms), printer: printerState(printer) };
        const { state, step, steps } = view;
        return Promise.resolve({ status: 200, json: { state, step, steps, next, peers } });
      },
    }),
  ];
}

function chitsRoute({ printer }: TrialRoutesAround): Route {
  return route({
    ...{ method: "GET", path: "/trial/chits", access: "anyone", answers: done },
    summary: "What the simulated printer put on paper, read back from its bytes",
    query: z.object({
      after: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(50).default(10),
    }),
    handle({ query }) {
      const newer = printer.chits.filter(({ number }) => number > query.after).slice(-query.limit);
      const { columns, wraps } = printer;
      return Promise.resolve({ status: 200, json: { columns, wraps, chits: newer.map(shownChit) } });
    },
  });
}

function pmsState(pms: PmsPeer): { state: "cut" | "waiting" | "connected" | "alive"; queued: number } {
  const { queued } = pms;
  if (!pms.reachable) return { state: "cut", queued };
  if (pms.alive) return { state: "alive", queued };
  return { state: pms.connected ? "connected" : "waiting", queued };
}

function printerState(printer: PrinterPeer): { state: string; printed: number; faults: number } {
  return { state: printer.mode, printed: printer.printed, faults: printer.faults.length };
}

/** A step in the reader's language, with name and room. */
export function stepText(
  { step, guest }: Pick<UpcomingStep, "step" | "guest">,
  t: Phrases,
  locale: Locale,
): string {
  const room = step.do === "move" ? step.to : (guest?.today.room ?? "");
  return t(`trial.step.${step.do}`, { name: guest === undefined ? "" : readName(guest, locale), room });
}
