// What the colleagues of the trial hotel noted of its cast, written as short as they would say it.

/** The colleagues who noted it; they get accounts in the trial. */
export type Colleague = "lina" | "zhoumin" | "zhouguifang" | "hejie" | "wanglin" | "linxiaoyan";

/** One noted fact. */
export interface ObservationNote {
  readonly kind: "said" | "asked" | "seen" | "bought";
  readonly category: string;
  readonly value: string;
  readonly by: Colleague;
  readonly daysAgo: number;
  readonly note?: string;
}

/** One allergy, taboo or the like, with who said so. */
export interface CautionNote {
  readonly kind: "allergy" | "taboo" | "medical" | "faith";
  readonly value: string;
  readonly severity: "severe" | "mild";
  readonly saidBy: "guest" | "companion" | "staff" | "pms";
  readonly by: Colleague;
  readonly daysAgo: number;
  readonly note?: string;
}

/** A fact the guest told; `what` is `category: value`. */
export function said(what: string, by: Colleague, daysAgo: number): ObservationNote {
  return observed("said", what, { by, daysAgo });
}

/** A fact a colleague saw, one note for each day it was seen. */
export function seen(what: string, by: Colleague, ...days: readonly number[]): readonly ObservationNote[] {
  return days.map((daysAgo) => observed("seen", what, { by, daysAgo }));
}

/** Something the guest ordered, one note for each day. */
export function bought(what: string, by: Colleague, ...days: readonly number[]): readonly ObservationNote[] {
  return days.map((daysAgo) => observed("bought", what, { by, daysAgo }));
}

/** An allergy the guest told of. */
export function allergy(
  value: string,
  severity: "severe" | "mild",
  told: { by: Colleague; daysAgo: number; note?: string },
): CautionNote {
  return { kind: "allergy", value, severity, saidBy: "guest", ...told };
}

function observed(
  kind: ObservationNote["kind"],
  what: string,
  told: { by: Colleague; daysAgo: number },
): ObservationNote {
  const split = what.indexOf(": ");
  return { kind, category: what.slice(0, split), value: what.slice(split + 2), ...told };
}
