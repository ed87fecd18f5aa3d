// How far the clock of the PMS is from ours, learnt from its link talk: LS and LA are said the moment they are sent, so
// their DA and TI tell its clock (fias.md §13.10: a wrong clock at a peer is no error). A zone that one side has wrong looks the same.
import type { Instant } from "../../plugin/contract/index.ts";
import { valueOf, type FiasRecord } from "./record.ts";
import { instantOf, readDate, readTime } from "./when.ts";

/** Less than this is the way a message takes, and clocks as they are. */
const LEAST_MS = 60_000;
/** More than this is no clock that is wrong but a stamp that tells no time; it is told, and nothing is corrected by it. */
const MOST_MS = 48 * 3_600_000;
const QUARTER_MS = 15 * 60_000;

/** What a stamp tells of the peer's clock: milliseconds it is ahead of ours (behind: negative), and whether times are read by it. */
export interface PeerClock {
  readonly aheadMs: number;
  readonly believed: boolean;
}

/** Reads the clock of the PMS from one LS or LA heard now; undefined where it carries no time. */
export function readPeerClock(record: FiasRecord, now: Instant, timezone: string): PeerClock | undefined {
  const date = readDate(valueOf(record, "DA") ?? "");
  const time = readTime(valueOf(record, "TI") ?? "");
  const told = date === undefined || time === undefined ? undefined : instantOf(date, time, timezone);
  return told === undefined ? undefined : peerClockOf(told - now);
}

/** An offset as one corrects by it: nothing below a minute, a zone mistake to the very quarter of an hour. */
export function peerClockOf(offsetMs: number): PeerClock {
  if (Math.abs(offsetMs) > MOST_MS) return { aheadMs: offsetMs, believed: false };
  const quarters = Math.round(offsetMs / QUARTER_MS) * QUARTER_MS;
  const aheadMs = Math.abs(offsetMs - quarters) < LEAST_MS ? quarters : offsetMs;
  return { aheadMs: aheadMs === 0 ? 0 : aheadMs, believed: true };
}

/** What to take from the times the PMS writes, to have them by our clock. */
export function correctionOf(clock: PeerClock | undefined): number {
  return clock?.believed === true ? clock.aheadMs : 0;
}

/** Whether the one stands for another clock than the other, and not for the same a moment later. */
export function differs(one: PeerClock | undefined, other: PeerClock): boolean {
  if (one === undefined) return other.aheadMs !== 0;
  return one.believed !== other.believed || Math.abs(one.aheadMs - other.aheadMs) >= LEAST_MS;
}
