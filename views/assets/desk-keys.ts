// The keyboard of a desk page: single keys, only while no field has the focus, and switched off where somebody wants that.

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

/** Where the focus is, as keys see it. */
export function focusKind(target: EventTarget | null): KeyDown["on"] {
  if (!(target instanceof Element)) return "page";
  const field = target.closest("input, textarea, select, [contenteditable]");
  if (field !== null) return "field";
  return target.closest("button, a, summary, [tabindex]") === null ? "page" : "button";
}

/** Listens on the whole page until the page goes. */
export function listenKeys(on: { singleKeys(): boolean; act(act: KeyAct): void }): void {
  document.addEventListener("keydown", (event) => {
    const act = keyAct(
      {
        key: event.key,
        altKey: event.altKey,
        ctrlKey: event.ctrlKey,
        metaKey: event.metaKey,
        repeat: event.repeat,
        on: focusKind(event.target),
      },
      on.singleKeys(),
    );
    if (act === undefined) {
      if (event.key === " " && event.repeat && focusKind(event.target) === "page") event.preventDefault();
      return;
    }
    if (act !== "escape") event.preventDefault();
    on.act(act);
  });
  document.addEventListener("keyup", (event) => {
    if (event.key === " ") on.act("unpeek");
  });
}
