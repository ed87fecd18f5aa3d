// How often and since when a guest has been with us, and in what kinds of consumption (IND-09).
import type { LocalDate } from "../contract/index.ts";
import type { StayRow } from "./stay-store.ts";

type Visit = Pick<StayRow, "id" | "status" | "checked_in_at" | "checked_out_at" | "continues" | "day_use">;
type DatedVisit = Visit & Pick<StayRow, "arrives_on" | "not_guest">;

/** Who is out again within this time has looked at the room and left; a PMS without a word for it reverses a check-in so. */
const REVERSED_WITHIN_MS = 10 * 60_000;

/** Whether a stay counts: lived or being lived, not taken back within minutes. */
export function countsAsVisit(stay: Omit<Visit, "id" | "continues">): boolean {
  if (stay.status === "in-house") return true;
  if (stay.status !== "departed") return false;
  if (stay.checked_in_at === null || stay.checked_out_at === null || stay.day_use === 1) return true;
  return stay.checked_out_at - stay.checked_in_at >= REVERSED_WITHIN_MS;
}

/** A guest's visits in numbers. */
export interface Visits {
  /** Stays lived, the present one included; out and in again is one. */
  readonly stays: number;
  readonly firstStay?: LocalDate;
  /** The last one before the present. */
  readonly lastStay?: LocalDate;
}

/** Counts visits; `current` is the stay the card is about. */
export function visitsOf(stays: readonly DatedVisit[], current?: string): Visits {
  const counted = lived(stays);
  const dates = counted
    .map((stay) => stay.arrives_on)
    .filter((date) => date !== null)
    .sort();
  const before = counted
    .filter((stay) => stay.id !== current && stay.status === "departed")
    .map((stay) => stay.arrives_on)
    .filter((date) => date !== null)
    .sort();
  const first = dates[0];
  const last = before.at(-1);
  return {
    stays: counted.length,
    ...(first === undefined ? {} : { firstStay: first }),
    ...(last === undefined ? {} : { lastStay: last }),
  };
}

/** Which stay of the guest this is, 1 for the first; a stay still to come is the next. */
export function ordinalOf(stays: readonly DatedVisit[], stay: DatedVisit): number {
  const root = rootOf(stays, stay);
  const earlier = lived(stays).filter((it) => it.id !== root.id && isBefore(it, root));
  return earlier.length + 1;
}

/** Stays that count, without those that only go on from another. */
function lived(stays: readonly DatedVisit[]): readonly DatedVisit[] {
  const ids = new Set(stays.filter(countsAsVisit).map((stay) => stay.id));
  return stays.filter(
    (stay) =>
      countsAsVisit(stay) && stay.not_guest === 0 && !(stay.continues !== null && ids.has(stay.continues)),
  );
}

function rootOf(stays: readonly DatedVisit[], stay: DatedVisit): DatedVisit {
  const seen = new Set<string>();
  let root = stay;
  while (root.continues !== null && !seen.has(root.id)) {
    seen.add(root.id);
    const before = stays.find((it) => it.id === root.continues && countsAsVisit(it));
    if (before === undefined) break;
    root = before;
  }
  return root;
}

function isBefore(one: DatedVisit, other: DatedVisit): boolean {
  const dates = (one.arrives_on ?? "").localeCompare(other.arrives_on ?? "");
  if (dates !== 0) return dates < 0;
  const instants = (one.checked_in_at ?? 0) - (other.checked_in_at ?? 0);
  return instants === 0 ? one.id < other.id : instants < 0;
}
