// What a person set at this screen: theme, sound, desktop notes, single keys. Kept in the browser, per screen.

/** How the screen should behave. */
export interface Preferences {
  readonly theme: "auto" | "light" | "dark";
  readonly sound: boolean;
  readonly notify: boolean;
  readonly keys: boolean;
}

const KEY = "keshi.preferences";
const START: Preferences = { theme: "auto", sound: false, notify: false, keys: true };

/** Reads them; what is missing or spoilt is as at the start. */
export function readPreferences(): Preferences {
  const kept = parse(localStorage.getItem(KEY) ?? "{}");
  const read = (name: keyof Preferences): unknown =>
    typeof kept === "object" && kept !== null ? Reflect.get(kept, name) : undefined;
  const theme = read("theme");
  return {
    theme: theme === "light" || theme === "dark" ? theme : START.theme,
    sound: read("sound") === true,
    notify: read("notify") === true,
    keys: read("keys") !== false,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** Keeps them and lets them take effect. */
export function keepPreferences(preferences: Preferences): void {
  localStorage.setItem(KEY, JSON.stringify(preferences));
  applyTheme(preferences);
}

/** Sets light or dark on the page: as the address asked, else as set here; `auto` follows the system. */
export function applyTheme(preferences: Preferences): void {
  const { asked } = document.documentElement.dataset;
  const theme = asked === "light" || asked === "dark" ? asked : preferences.theme;
  const dark = theme === "auto" ? matchMedia("(prefers-color-scheme: dark)").matches : theme === "dark";
  document.documentElement.dataset["theme"] = dark ? "dark" : "light";
}
