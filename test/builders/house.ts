// A hotel to test in: two desks, a breakfast room, two floors and a switchboard.
import {
  idOf,
  type House,
  type Property,
  type RoomRules,
  type Station,
} from "../../plugin/contract/index.ts";

/** The property of all tests. */
export const WEST_LAKE: Property = {
  id: idOf<"property">("WLH"),
  name: "西湖大酒店",
  timezone: "Asia/Shanghai",
  locale: "zh-CN",
  currency: "CNY",
  country: "CN",
};

/** A station with what a test says of it. */
export function station(it: Partial<Station> & Pick<Station, "name" | "role">): Station {
  return {
    locale: "zh-CN",
    workstations: [],
    outlets: [],
    floors: [],
    extensions: [],
    print: [],
    printWhen: "noteworthy",
    ...it,
  };
}

/** The stations of the house of most tests. */
export const STATIONS: readonly Station[] = [
  station({
    name: "desk-1",
    role: "front-desk",
    workstations: ["FO1", "FO2"],
    printer: "desk-printer",
    print: ["checked-in"],
  }),
  station({ name: "desk-2", role: "front-desk", workstations: ["FO3"] }),
  station({ name: "breakfast", role: "restaurant", outlets: ["coffee-shop"] }),
  station({ name: "bar", role: "restaurant", outlets: ["lobby-bar"] }),
  station({ name: "floor-12", role: "housekeeping", floors: ["12"] }),
  station({ name: "floor-08", role: "housekeeping", floors: ["08"] }),
  station({ name: "switchboard", role: "call-centre", extensions: ["8000"] }),
];

/** The house, with what a test changes of it. */
export function house(it: { stations?: readonly Station[]; rooms?: Partial<RoomRules> } = {}): House {
  return {
    property: WEST_LAKE,
    stations: it.stations ?? STATIONS,
    rooms: { ignore: ["0000", "9000-9999"], houseUse: ["1001"], floors: {}, ...it.rooms },
  };
}
