// The page of front desks, call centres, managers and restaurants: `/desk`, `/calls`, `/restaurant`.
import { boot } from "./boot.ts";
import { openDesk } from "./desk-page.ts";

void boot((station) => {
  openDesk(station);
});
