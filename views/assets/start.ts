// `/` of a hotel: only light or dark is to be set.
import { applyTheme, readPreferences } from "./preferences.ts";

applyTheme(readPreferences());
