// One timeline of a guest (REC-02): stays, checks, calls, notes, cautions, promises and chits, newest first.
import type { Instant, Phrases } from "../contract/index.ts";
import { readCallsOf } from "./call-store.ts";
import { readCheckLines, readChecksOf, type CheckLineRow, type CheckRow } from "./check-store.ts";
import type { GuestFile } from "./guest-file.ts";
import { placeText, wordFor } from "./preference.ts";
import { ask } from "./row-store.ts";
import type { Db } from "../store/index.ts";
import type { StayRow } from "./stay-store.ts";

/** One thing that happened. */
export interface TimelineEntry {
  readonly at: Instant;
  readonly kind:
    | "reservation"
    | "checked-in"
    | "checked-out"
    | "check"
    | "call"
    | "observation"
    | "caution"
    | "promise"
    | "print";
  readonly [fact: string]: unknown;
}

/** Entries read of one kind; older ones are reached by the reports. */
const READ_PER_KIND = 200;

/** For whom a timeline is told. */
export interface TimelineView {
  readonly t: Phrases;
  /** What a table cost is told too. */
  readonly withTotals: boolean;
}

/** Builds the timeline of a file. */
export async function timelineOf(
  db: Db,
  file: GuestFile,
  { t, withTotals }: TimelineView,
): Promise<readonly TimelineEntry[]> {
  const guest = file.guest.id;
  const checks = await readChecksOf(db, guest, READ_PER_KIND);
  const lines = await readCheckLines(
    db,
    checks.map((check) => check.id),
  );
  const calls = await readCallsOf(db, guest, READ_PER_KIND);
  const prints = (await ask(
    db,
    "select id, chit, printer, state, copy, created_at from print_job where guest = ? order by id desc limit ?",
    [guest, READ_PER_KIND],
  )) as { id: string; chit: string; printer: string; state: string; copy: number; created_at: number }[];
  const entries: TimelineEntry[] = [
    ...file.stays.flatMap(stayEntries),
    ...checks.map((check) => checkEntry(check, { lines, withTotals })),
    ...calls.map((call) => ({
      at: call.at,
      kind: "call" as const,
      extension: call.extension,
      endedAt: call.ended_at,
    })),
    ...noteEntries(file, t),
    ...prints.map((job) => ({
      at: job.created_at,
      kind: "print" as const,
      chit: job.chit,
      printer: job.printer,
      state: job.state,
      copy: job.copy === 1,
    })),
  ];
  return entries.sort((a, b) => b.at - a.at);
}

function stayEntries(stay: StayRow): TimelineEntry[] {
  const facts = { stayId: stay.id, reservation: stay.reservation, room: stay.room };
  const came = stay.checked_in_at;
  const left = stay.checked_out_at;
  return [
    ...(stay.status === "due-in" || stay.status === "cancelled" || stay.status === "no-show"
      ? [{ at: stay.created_at, kind: "reservation" as const, ...facts, status: stay.status }]
      : []),
    ...(came === null ? [] : [{ at: came, kind: "checked-in" as const, ...facts }]),
    ...(left === null ? [] : [{ at: left, kind: "checked-out" as const, ...facts }]),
  ];
}

function checkEntry(
  check: CheckRow,
  { lines, withTotals }: { lines: readonly CheckLineRow[]; withTotals: boolean },
): TimelineEntry {
  return {
    at: check.opened_at ?? check.updated_at,
    kind: "check",
    checkId: check.id,
    number: check.number,
    outlet: check.outlet,
    table: check.table_no,
    covers: check.covers,
    status: check.status,
    ...(withTotals ? { total: moneyOf(check) } : {}),
    lines: lines
      .filter((line) => line.check === check.id)
      .map((line) => ({ name: line.name, qty: line.qty, voided: line.voided === 1 })),
  };
}

function moneyOf(check: CheckRow): { minor: string; currency: string; exponent: number } | null {
  if (check.total_minor === null || check.currency === null) return null;
  return { minor: String(check.total_minor), currency: check.currency, exponent: check.exponent ?? 2 };
}

function noteEntries(file: GuestFile, t: Phrases): TimelineEntry[] {
  return [
    ...file.observations.map((row) => ({
      at: row.at,
      kind: "observation" as const,
      id: row.id,
      category: row.category,
      text: wordFor(t, row.category, row.value),
      how: row.kind,
      note: row.note,
      room: row.room,
      place: placeText(t, row.source),
      person: row.person,
    })),
    ...file.cautions.map((row) => ({
      at: row.at,
      kind: "caution" as const,
      category: row.kind,
      text: wordFor(t, row.kind, row.value),
      severity: row.severity,
      person: row.person,
    })),
    ...file.promises.map((row) => ({
      at: row.at,
      kind: "promise" as const,
      text: row.text,
      due: row.due,
      by: row.made_by,
    })),
  ];
}
