// The keyboard of a desk page, listened to on the whole page; what each key means is in key-act.ts.
import { keyAct, type KeyAct, type KeyDown } from "./key-act.ts";

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
