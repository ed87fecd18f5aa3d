// `/pair`: a code is typed, the station's page opens.
import { regionOf } from "./draw.ts";
import { openPairing } from "./pairing.ts";
import { applyTheme, readPreferences } from "./preferences.ts";

applyTheme(readPreferences());
void openPairing(regionOf(document, "frame"));
