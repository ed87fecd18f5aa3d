// Which card has the large place, and what the rows show: pure, so that every rule of it has a test without a browser.
import type { Card, Instant, PopRow, Settled } from "./wire.ts";

/** What stands in the large place: a pop, or a guest somebody looked up. */
export type Shown =
  | { readonly is: "nothing" }
  | { readonly is: "pop"; readonly number: number }
  | { readonly is: "guest"; readonly guestId: string; readonly card: Card };

/** The pops of this station and the large place. */
export interface Stage {
  /** Newest first. */
  readonly pops: readonly PopRow[];
  readonly shown: Shown;
  /** A pop that waits as the first row while somebody types, and until when at the latest. */
  readonly held?: { readonly number: number; readonly until: Instant };
}

/** Pops kept on a page, as many as the server tells one by one after an absence; older ones are found by search. */
export const KEPT_POPS = 500;
/** How long a pop waits for somebody who is typing. */
export const HOLD_MS = 8000;

/** A page that has heard nothing yet. */
export const EMPTY_STAGE: Stage = { pops: [], shown: { is: "nothing" } };

/** The page as it opens: the newest pop that nobody has dealt with, else the newest that was ours. */
export function openStage(pops: readonly PopRow[]): Stage {
  const sorted = newestFirst(pops);
  const first = sorted.find((pop) => pop.quiet !== true && pop.state === "waiting") ?? sorted.find(isOurs);
  return {
    pops: sorted,
    shown: first === undefined ? { is: "nothing" } : { is: "pop", number: first.number },
  };
}

function isOurs(pop: PopRow): boolean {
  return pop.quiet !== true || pop.state !== "waiting";
}

/**
 * Pops arrive: the newest loud one takes the large place at once, or waits while somebody types; quiet ones are rows
 * only, and so is one that was missed and comes after a newer guest who still waits.
 */
export function popsArrived(
  stage: Stage,
  arrived: readonly PopRow[],
  at: { now: Instant; busy: boolean },
): Stage {
  const fresh = arrived.filter((pop) => !stage.pops.some((known) => known.number === pop.number));
  if (fresh.length === 0) return stage;
  const pops = newestFirst([...fresh, ...stage.pops]);
  const loud = newestFirst(fresh).find((pop) => pop.quiet !== true && pop.state === "waiting");
  if (loud === undefined || waitsHere(shownPop(stage), loud.number)) return { ...stage, pops };
  if (!at.busy) return { pops, shown: { is: "pop", number: loud.number } };
  return { ...stage, pops, held: { number: loud.number, until: stage.held?.until ?? at.now + HOLD_MS } };
}

function waitsHere(shown: PopRow | undefined, since: number): boolean {
  return shown !== undefined && shown.number > since && shown.quiet !== true && shown.state === "waiting";
}

/** The one who typed is done, or the wait is over: what waited takes the large place. */
export function releaseHeld(stage: Stage): Stage {
  if (stage.held === undefined) return stage;
  return { pops: stage.pops, shown: { is: "pop", number: stage.held.number } };
}

/** Somebody claimed or greeted. */
export function popSettled(stage: Stage, settled: Settled): Stage {
  const pops = stage.pops.map((pop) => {
    if (pop.number !== settled.number) return pop;
    const { by, ...rest } = pop;
    const whose = settled.by ?? (settled.state === pop.state ? by : undefined);
    return { ...rest, state: settled.state, ...(whose === undefined ? {} : { by: whose }) };
  });
  return { ...stage, pops };
}

/** This terminal claimed a quiet row: it takes the large place here. */
export function popClaimed(stage: Stage, number: number): Stage {
  return { pops: stage.pops, shown: { is: "pop", number } };
}

/** This terminal greeted: the next loud guest who still waits takes the place; with nobody waiting the card stays. */
export function popGreeted(stage: Stage, number: number): Stage {
  const waiting = stage.pops.find(
    (pop) => pop.number !== number && pop.quiet !== true && pop.state === "waiting",
  );
  return waiting === undefined ? stage : { ...stage, shown: { is: "pop", number: waiting.number } };
}

/** A card changed: wherever it is shown or kept, the new one stands. */
export function cardChanged(stage: Stage, guestId: string, card: Card): Stage {
  const pops = stage.pops.map((pop) =>
    pop.guestId === guestId ? { ...pop, card: withStay(pop.card, card) } : pop,
  );
  const { shown } = stage;
  return {
    ...stage,
    pops,
    shown: shown.is === "guest" && shown.guestId === guestId ? { ...shown, card } : shown,
  };
}

/** A changed card keeps the stay of its moment when it tells none itself. */
function withStay(before: Card, changed: Card): Card {
  return changed.stay === undefined && before.stay !== undefined
    ? { ...changed, stay: before.stay }
    : changed;
}

/** One older (1) or newer (-1) pop into the large place. */
export function stepPop(stage: Stage, by: 1 | -1): Stage {
  const { shown, pops } = stage;
  const at = shown.is === "pop" ? pops.findIndex((pop) => pop.number === shown.number) : -1;
  const next = pops[Math.min(Math.max(at + by, 0), pops.length - 1)];
  return next === undefined ? stage : { ...stage, shown: { is: "pop", number: next.number } };
}

/** The pop in the large place. */
export function shownPop(stage: Stage): PopRow | undefined {
  const { shown } = stage;
  return shown.is === "pop" ? stage.pops.find((pop) => pop.number === shown.number) : undefined;
}

/** The card in the large place. */
export function shownCard(stage: Stage): Card | undefined {
  return stage.shown.is === "guest" ? stage.shown.card : shownPop(stage)?.card;
}

/** The next thing to do about the card in the large place: take the guest, greet, or note what one just heard. */
export function mainAct(stage: Stage): "claim" | "greeted" | "note" | undefined {
  const pop = shownPop(stage);
  if (pop === undefined) return shownCard(stage)?.match === "certain" ? "note" : undefined;
  if (pop.state === "greeted") return undefined;
  return pop.quiet === true && pop.state === "waiting" ? "claim" : "greeted";
}

function newestFirst(pops: readonly PopRow[]): readonly PopRow[] {
  return [...pops].sort((a, b) => b.number - a.number).slice(0, KEPT_POPS);
}
