// Names of things, as text that says what it names. Ids are made by us and sort by time.

declare const named: unique symbol;

/** Text that names one kind of thing; `Id<'guest'>` cannot be handed where `Id<'stay'>` is wanted. */
export type Id<Kind extends string> = string & { readonly [named]: Kind };

/** One hotel; its code from the config, such as `WLH`. */
export type PropertyId = Id<"property">;
/** One journal row's event. */
export type EventId = Id<"event">;
/** One guest's history file (客史档案). */
export type GuestId = Id<"guest">;
/** One reservation lived, check-in to check-out, of one guest. */
export type StayId = Id<"stay">;
/** One POS check (账单). */
export type CheckId = Id<"check">;
/** One noted fact about a guest. */
export type ObservationId = Id<"observation">;
/** One allergy, taboo or the like. */
export type CautionId = Id<"caution">;
/** One thing a colleague promised a guest. */
export type PromiseId = Id<"promise">;
/** One chit waiting for, or gone through, a printer. */
export type PrintJobId = Id<"print-job">;
/** One browser that was paired with a station. */
export type TerminalId = Id<"terminal">;
/** One member of staff. */
export type PersonId = Id<"person">;

/** Takes text from a row or a path as the id it is; the one place where that is claimed. */
export function idOf<Kind extends string>(text: string): Id<Kind> {
  return text as Id<Kind>;
}
