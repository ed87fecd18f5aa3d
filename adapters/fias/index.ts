// FIAS: guests checking in, moving and leaving, as a PMS interface (OPERA IFC8, Suite 8, protel, Casablanca …) tells them.
import type { AdapterDefinition } from "../../plugin/contract/index.ts";
import { FiasAdapter } from "./adapter.ts";
import { fiasSettings, type FiasSettings } from "./settings.ts";

export { type FiasSettings } from "./settings.ts";

/** The FIAS adapter; it speaks over any line, in either direction. */
const fias: AdapterDefinition<FiasSettings> = {
  kind: "fias",
  settings: fiasSettings,
  needsLine: true,
  create: (settings, context) => new FiasAdapter(settings, context),
};
export default fias;
