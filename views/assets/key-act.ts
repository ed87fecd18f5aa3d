// What keys of a desk page mean: single keys, only while no field has the focus, and switched off where somebody wants that.

/** What a key asks for; `Space` held is told by its release. */
export type KeyAct =
  | "search"
  | "enter"
  | "older"
  | "newer"
  | "note"
  | "print"
  | "due-in"
  | "in-house"
  | "due-out"
  | "veil"
  | "unpeek"
  | "reconnect"
  | "escape"
  | "help"
  | "answer";

const SINGLE: Readonly<Record<string, KeyAct>> = {
  "/": "search",
  enter: "enter",
  j: "older",
  k: "newer",
  n: "note",
  p: "print",
  a: "due-in",
  i: "in-house",
  l: "due-out",
  " ": "veil",
  r: "reconnect",
  "?": "help",
  "1": "answer",
};

/** Where a key went down. */
export interface KeyDown {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly repeat: boolean;
  /** `field`: somebody types; `button`: Enter and Space belong to it; `page`: nothing has the focus. */
  readonly on: "field" | "button" | "page";
}

/** What a key means there, or nothing. */
export function keyAct(down: KeyDown, singleKeys: boolean): KeyAct | undefined {
  if (down.key === "Escape") return "escape";
  if (down.altKey || down.ctrlKey || down.metaKey || down.repeat || down.on === "field") return undefined;
  const act = SINGLE[down.key.toLowerCase()];
  if (act === undefined) return undefined;
  if (down.on === "button" && (act === "enter" || act === "veil")) return undefined;
  return singleKeys || act === "help" ? act : undefined;
}

/** The keys told of, and what each does. */
export const HELP_KEYS: readonly (readonly [readonly string[], string])[] = [
  [["/"], "search"],
  [["Enter"], "greeted"],
  [["J", "K"], "step"],
  [["N"], "note"],
  [["P"], "print"],
  [["A", "I", "L"], "lists"],
  [["Space"], "veil"],
  [["R"], "reconnect"],
  [["Esc"], "escape"],
  [["?"], "help"],
];
