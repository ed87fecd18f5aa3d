// The list of keys, and the switches of this screen.
import type { Phrases } from "../../plugin/contract/index.ts";
import { HELP_KEYS } from "./key-act.ts";
import type { Preferences } from "./preferences.ts";

/** The keys with what they do, and the switches as they stand. */
export function helpView(preferences: Preferences, t: Phrases): object {
  return {
    keys: HELP_KEYS.map(([keys, name]) => ({ keys, text: t(`pages.help.key.${name}`) })),
    switches: (["sound", "notify", "keys"] as const).map((id) => ({
      id,
      text: t(`pages.help.${id}`),
      on: String(preferences[id]),
    })),
    themes: (["auto", "light", "dark"] as const).map((id) => ({
      id,
      text: t(`pages.help.themes.${id}`),
      on: String(preferences.theme === id),
    })),
  };
}
