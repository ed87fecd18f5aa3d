// Clicks and forms, by delegation: `data-act` names what to do, `data-id` to whom; a form's `data-form` names it too.

/** Something to do; `id` is the row's, `form` what was filled in. */
export type Act = (id: string, form?: FormData) => void;

/** Listens on the frame for clicks and submits. */
export function listenActs(frame: HTMLElement, acts: Readonly<Record<string, Act>>): void {
  frame.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const asked = event.target.closest<HTMLElement>("[data-act]");
    const { act, id } = asked?.dataset ?? {};
    if (act !== undefined) acts[act]?.(id ?? "");
  });
  frame.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const { form } = event.target.dataset;
    if (form !== undefined) acts[form]?.("", new FormData(event.target));
  });
}
