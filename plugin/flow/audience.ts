// Who gets a card (design §4): which stations, in the large place or as a quiet row, and where paper is wanted.
import type { ChitMoment, House, PopReason, Station } from "../contract/index.ts";

/** One station that gets the card. */
export interface Seat {
  readonly station: string;
  readonly quiet: boolean;
  /** The printer its chit goes to, where this moment is wanted on paper there. */
  readonly printer?: string;
}

/** What happened, as far as it decides who is told. */
export interface Occasion {
  readonly reason: PopReason;
  /** There is something to say about the guest: a caution, a promise, a VIP mark, an earlier stay. */
  readonly noteworthy: boolean;
  readonly workstation?: string | undefined;
  /** The floors concerned; two in a move. */
  readonly floors?: readonly string[];
  readonly outlet?: string | undefined;
  readonly extension?: string | undefined;
  /** Who it is is not certain: nothing goes on paper. */
  readonly doubtful?: boolean;
}

interface Called {
  readonly station: Station;
  readonly isQuiet: boolean;
  readonly hasPaper: boolean;
}

/** Names every station that is told, and how. */
export function audienceOf(house: Pick<House, "stations">, what: Occasion): readonly Seat[] {
  return called(house.stations, what).map(({ station, isQuiet, hasPaper }) => {
    const printer = hasPaper && what.doubtful !== true ? paperAt(station, what) : undefined;
    return {
      station: station.name,
      quiet: isQuiet || !what.noteworthy,
      ...(printer === undefined ? {} : { printer }),
    };
  });
}

function called(stations: readonly Station[], what: Occasion): readonly Called[] {
  switch (what.reason) {
    case "checked-in":
      return [...atDesks(stations, what), ...onFloors(stations, what.floors ?? [])];
    case "room-moved":
      return [
        ...onFloors(stations, what.floors ?? []),
        ...desksOf(stations).map((station) => ({ station, isQuiet: true, hasPaper: false })),
      ];
    case "checked-out":
      return onFloors(stations, what.floors ?? []);
    case "table-seated":
    case "check-opened":
    case "room-inquiry":
      return inOutlet(stations, what.outlet);
    case "document":
      return whereRead(stations, what);
    case "call":
      return atSwitchboard(stations, what.extension);
    case "relayed":
      return [];
  }
}

/** The large place is where it happened; where nobody can tell, one desk alone has it, and several share quiet rows. */
function atDesks(stations: readonly Station[], what: Occasion): readonly Called[] {
  const desks = desksOf(stations);
  const isUnmapped = stations.every((station) => station.workstations.length === 0);
  if (desks.length === 1 || isUnmapped) return desks.map(here);
  const where = what.workstation;
  const serves = (desk: Station): boolean => where !== undefined && desk.workstations.includes(where);
  // Where no desk serves that workstation, paper still has to come out somewhere: every desk that asks for it.
  const isKnown = desks.some(serves);
  return desks.map((station) => ({
    station,
    isQuiet: !serves(station),
    hasPaper: serves(station) || !isKnown,
  }));
}

function onFloors(stations: readonly Station[], floors: readonly string[]): readonly Called[] {
  return stations
    .filter((station) => station.role === "housekeeping")
    .filter(
      (station) => station.floors.length === 0 || station.floors.some((floor) => floors.includes(floor)),
    )
    .map(here);
}

function inOutlet(stations: readonly Station[], outlet: string | undefined): readonly Called[] {
  return stations
    .filter((station) => station.role === "restaurant")
    .filter(
      (station) => outlet === undefined || station.outlets.length === 0 || station.outlets.includes(outlet),
    )
    .map(here);
}

function whereRead(stations: readonly Station[], what: Occasion): readonly Called[] {
  const where = what.workstation;
  const at = stations.filter(
    (station) => where !== undefined && (station.workstations.includes(where) || station.name === where),
  );
  return at.length > 0 ? at.map(here) : atDesks(stations, what);
}

function atSwitchboard(stations: readonly Station[], extension: string | undefined): readonly Called[] {
  const at = stations.filter((it) => extension !== undefined && it.extensions.includes(extension));
  return (at.length > 0 ? at : stations.filter((station) => station.role === "call-centre")).map(here);
}

function desksOf(stations: readonly Station[]): readonly Station[] {
  return stations.filter((station) => station.role === "front-desk");
}

function here(station: Station): Called {
  return { station, isQuiet: false, hasPaper: true };
}

function paperAt(station: Station, what: Occasion): string | undefined {
  const isWanted = station.print.includes(what.reason as ChitMoment);
  if (!isWanted || station.printer === undefined) return undefined;
  return what.noteworthy || station.printWhen === "always" ? station.printer : undefined;
}
