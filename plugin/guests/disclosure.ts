// Who is shown in which room a guest lives, where the guest asked not to be disclosed.
import type { Caller, StaffRole, StationRole } from "../contract/index.ts";
import type { StayRow } from "./stay-store.ts";

/** A guest who asked not to be disclosed has no room for those who might be asked for it. */
export function hidesRoom(stay: Pick<StayRow, "do_not_disclose">, role: StationRole): boolean {
  return stay.do_not_disclose === 1 && (role === "call-centre" || role === "kitchen");
}

const POST_OF: Readonly<Record<StaffRole, StationRole>> = {
  admin: "manager",
  "general-manager": "manager",
  "sales-manager": "manager",
  "client-manager": "manager",
  "department-manager": "manager",
  archivist: "manager",
  "front-desk": "front-desk",
  restaurant: "restaurant",
  housekeeping: "housekeeping",
  "call-centre": "call-centre",
};

/** The post somebody asks or notes from: the terminal's, else the one the person's role stands at. */
export function postOf(caller: Pick<Caller, "terminal" | "person">): StationRole {
  const at = caller.terminal?.station.role;
  return at ?? (caller.person === undefined ? "call-centre" : POST_OF[caller.person.role]);
}
