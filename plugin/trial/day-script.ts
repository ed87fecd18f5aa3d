// What happens in the trial's day, in order and with its pauses; the day runs it over the real protocols.
import type { PosDish } from "./pos-peer.ts";

/** One thing that happens; `after` is the pause before it, in seconds. Guests are named by profile id (cast.ts). */
export type TrialStep = { readonly after: number } & TrialMoment;

/** The PMS workstations of the three desks. */
type Desk = "FO1" | "FO2" | "FO3";

/** What can happen in the trial's day. */
export type TrialMoment =
  | { readonly do: "check-in"; readonly guest: string; readonly workstation: Desk }
  | { readonly do: "check-out"; readonly guest: string }
  | { readonly do: "move"; readonly guest: string; readonly to: string }
  | { readonly do: "upgrade"; readonly guest: string; readonly vip: string }
  | {
      readonly do: "breakfast";
      readonly guest: string;
      readonly table: string;
      readonly covers: number;
      readonly dishes: readonly PosDish[];
    }
  | { readonly do: "room-inquiry"; readonly guest: string; readonly table: string }
  | { readonly do: "call"; readonly guest: string }
  | { readonly do: "room-call"; readonly guest: string }
  | { readonly do: "night-audit" };

const desk = (guest: string, after = 7, workstation: Desk = "FO1"): TrialStep => ({
  after,
  do: "check-in",
  guest,
  workstation,
});

/** The day: within seconds each desk has had its first guest, then something happens every six to eight. */
export const TRIAL_DAY: readonly TrialStep[] = [
  desk("2001", 0.4),
  desk("2201", 3, "FO3"),
  desk("2101", 3, "FO2"),
  {
    ...{ after: 6, do: "breakfast", guest: "2006", table: "12", covers: 2 },
    dishes: [
      { name: "现蒸肠粉", minor: 2800 },
      { name: "白粥", minor: 1200, qty: 2 },
    ],
  },
  desk("2002", 6),
  { after: 7, do: "call", guest: "2009" },
  desk("2106", 7, "FO2"),
  // The second of two sharers: an own reservation joins the room.
  desk("2107", 3, "FO2"),
  {
    ...{ after: 6, do: "breakfast", guest: "2102", table: "5", covers: 1 },
    dishes: [
      { name: "素包子", minor: 1600, qty: 2 },
      { name: "豆浆", minor: 900 },
    ],
  },
  { after: 7, do: "move", guest: "2007", to: "1202" },
  desk("2003", 6),
  // A paymaster account opens: nothing may pop.
  desk("2299", 4),
  desk("2004", 4),
  { after: 7, do: "check-out", guest: "2209" },
  desk("2016", 6),
  desk("2104", 8, "FO2"),
  { after: 6, do: "room-inquiry", guest: "2011", table: "8" },
  {
    ...{ after: 3, do: "breakfast", guest: "2011", table: "8", covers: 2 },
    dishes: [
      { name: "片儿川", minor: 3200, modifiers: ["不放笋"] },
      { name: "龙井茶", minor: 2600 },
    ],
  },
  desk("2202"),
  desk("2005", 6),
  { after: 7, do: "room-call", guest: "2014" },
  desk("2109", 7, "FO2"),
  desk("2105", 6, "FO2"),
  { after: 6, do: "upgrade", guest: "2104", vip: "2" },
  desk("2013"),
  desk("2204", 6, "FO3"),
  { after: 7, do: "check-out", guest: "2008" },
  desk("2206", 7, "FO3"),
  desk("2210", 6, "FO3"),
  desk("2009"),
  { after: 7, do: "call", guest: "2201" },
  desk("2010", 6),
  desk("2015"),
  desk("2103", 6, "FO2"),
  { after: 7, do: "move", guest: "2104", to: "1211" },
  desk("2110"),
  desk("2205", 6, "FO3"),
  desk("2211"),
  desk("2208", 6, "FO3"),
  { after: 7, do: "check-out", guest: "2016" },
  desk("2213"),
  { after: 8, do: "check-out", guest: "2207" },
  { after: 8, do: "night-audit" },
];
