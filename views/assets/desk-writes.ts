// What people do at a desk: claim, greet, print, note, take back, sign in and out. Each write tells what became of it beside the buttons.
import type { Act } from "./acts.ts";
import { Problem } from "./api.ts";
import { every, now } from "./clock.ts";
import type { Draft, Outcome } from "./desk-model.ts";
import type { Desk } from "./desk-model.ts";
import { faultText } from "./faults.ts";
import { popClaimed, popGreeted, popSettled, shownCard, shownPop } from "./desk-state.ts";
import { textOf } from "./pairing.ts";
import type { Person, PopRow } from "./wire.ts";

/** Opens the writes of a page. */
export function openWrites(desk: Desk): { acts: Readonly<Record<string, Act>> } {
  const signing = openSigning(desk);
  const { write } = signing;
  const notes = openNotes(desk, write);
  return {
    acts: {
      ...signing.acts,
      ...notes,
      claim: () => {
        const pop = shownPop(desk.state.stage);
        if (pop !== undefined) write(() => settle(desk, pop.number, "claim"));
      },
      openPop: (id) => {
        const pop = desk.state.stage.pops.find((one) => one.number === Number(id));
        if (pop === undefined) return;
        if (pop.quiet === true && pop.state === "waiting") write(() => settle(desk, pop.number, "claim"));
        else desk.set({ stage: popClaimed(desk.state.stage, pop.number), noteFor: undefined });
      },
      greeted: () => {
        const pop = shownPop(desk.state.stage);
        if (pop !== undefined && pop.state !== "greeted") write(() => settle(desk, pop.number, "greeted"));
      },
      print: () => {
        // whose chit it would be is not known before somebody has asked
        if (shownCard(desk.state.stage)?.match === "certain") write(() => print(desk));
      },
    },
  };
}

/** Claims or greets; what another station did first is shown, not fought over. */
async function settle(desk: Desk, number: number, how: "claim" | "greeted"): Promise<void> {
  const { api } = desk.station;
  const answer = await api.post<{ state: PopRow["state"] }>(`pops/${number}/${how}`);
  const by = desk.state.person?.name;
  const settled = popSettled(desk.state.stage, {
    number,
    state: answer.state,
    ...(by === undefined ? {} : { by }),
  });
  desk.set({
    stage: how === "claim" ? popClaimed(settled, number) : popGreeted(settled, number),
    noteFor: undefined,
    outcome: undefined,
  });
}

async function print(desk: Desk): Promise<void> {
  const card = shownCard(desk.state.stage);
  if (card === undefined) return;
  const { api, t } = desk.station;
  const chit = card.stay?.table === undefined ? "arrival" : "table";
  const { copy } = await api.post<{ copy: boolean }>(`guests/${encodeURIComponent(card.guestId)}/chits`, {
    chit,
  });
  desk.set({
    printed: new Set([...desk.state.printed, card.guestId]),
    outcome: { guestId: card.guestId, kind: "good", text: t(copy ? "pages.print.copy" : "pages.print.sent") },
  });
}

type Write = (work: () => Promise<void>) => void;

/** A write needs a person: where nobody is signed in, the strip asks, and the write goes on afterwards. */
function openSigning(desk: Desk): { write: Write; acts: Readonly<Record<string, Act>> } {
  const { api } = desk.station;
  let waiting: (() => Promise<void>) | undefined;
  const ask = (work?: () => Promise<void>): void => {
    waiting = work;
    desk.set({ signIn: {} });
    desk.station.frame.querySelector<HTMLInputElement>('[name="login"]')?.focus();
  };
  const write: Write = (work) => {
    if (desk.state.person === null) ask(work);
    else
      work().catch((error: unknown) => {
        if (error instanceof Problem && error.code === "sign-in-needed") ask(work);
        else desk.set({ outcome: outcomeOf(error, desk) });
      });
  };
  const enter = async (form: FormData): Promise<void> => {
    const newPassword = textOf(form, "newPassword");
    const given = { login: textOf(form, "login"), password: textOf(form, "password") };
    const { person } = await api.post<{ person: Person }>("session", {
      ...given,
      ...(newPassword === "" ? {} : { newPassword }),
    });
    desk.set({ person, signIn: undefined });
    const work = waiting;
    waiting = undefined;
    if (work !== undefined) write(work);
  };
  const leave = async (): Promise<void> => {
    await api.remove("session").catch(() => undefined);
    desk.set({ person: null, drafts: new Map(), noteFor: undefined });
  };
  return {
    write,
    acts: {
      signIn: (_id, form) => {
        if (form === undefined) ask();
        else
          enter(form).catch((error: unknown) => {
            const change = error instanceof Problem && error.code === "password-change-needed";
            desk.set({ signIn: { fault: faultText(error, desk.station.t), change } });
          });
      },
      cancelSignIn: () => {
        waiting = undefined;
        desk.set({ signIn: undefined });
      },
      signOut: () => void leave(),
    },
  };
}

function openNotes(desk: Desk, write: Write): Readonly<Record<string, Act>> {
  const { station } = desk;
  const open = (): void => {
    const card = shownCard(desk.state.stage);
    if (card === undefined || desk.state.veiled || card.match === "doubtful") return;
    const noteFrom = desk.state.drafts.get(card.guestId);
    desk.set({ noteFor: card.guestId, noteFrom, noteFault: undefined, outcome: undefined });
    station.frame.querySelector<HTMLInputElement>('[data-form="note"] [name="value"]')?.focus();
  };
  const keepDraft = (guestId: string, draft: Draft): void => {
    const drafts = new Map(desk.state.drafts);
    if (draft.value === "") drafts.delete(guestId);
    else drafts.set(guestId, draft);
    desk.remember({ drafts });
  };
  station.frame.addEventListener("input", (event) => {
    if (!(event.target instanceof Element) || desk.state.noteFor === undefined) return;
    const form = event.target.closest('[data-form="note"]');
    if (form instanceof HTMLFormElement) keepDraft(desk.state.noteFor, draftOf(new FormData(form)));
  });
  return {
    note: (_id, form) => {
      const guestId = desk.state.noteFor;
      if (form === undefined || guestId === undefined) open();
      else {
        const draft = draftOf(form);
        keepDraft(guestId, draft);
        write(() => sendNote(desk, guestId, draft));
      }
    },
    closeNote: () => desk.set({ noteFor: undefined }),
    undo: () => write(() => takeBack(desk)),
  };
}

function draftOf(form: FormData): Draft {
  const kind = textOf(form, "kind") === "said" ? "said" : "seen";
  return { category: textOf(form, "category"), value: textOf(form, "value").trim(), kind };
}

async function sendNote(desk: Desk, guestId: string, draft: Draft): Promise<void> {
  const { api, t } = desk.station;
  const room = shownCard(desk.state.stage)?.stay?.room;
  const answer = await api.post<{ id: string; undoUntil: number }>(
    `guests/${encodeURIComponent(guestId)}/observations`,
    { ...draft, clientId: crypto.randomUUID(), ...(room === undefined ? {} : { room }) },
  );
  const drafts = new Map(desk.state.drafts);
  drafts.delete(guestId);
  const text = t("pages.note.kept", { value: draft.value });
  const until = Math.max(answer.undoUntil, now());
  desk.set({ drafts, noteFor: undefined, undo: { guestId, id: answer.id, text, until } });
  countDown(desk, until);
}

/** Counts the seconds of the undo bar, then takes the bar away. */
function countDown(desk: Desk, until: number): void {
  const tick = (): void => {
    const left = Math.ceil((until - now()) / 1000);
    const digits = desk.station.frame.querySelector("[data-seconds]");
    if (digits !== null) digits.textContent = desk.station.t("pages.note.seconds", { n: Math.max(0, left) });
    if (left > 0 && desk.state.undo?.until === until) return;
    end();
    if (desk.state.undo?.until === until) desk.set({ undo: undefined });
  };
  const end = every(500, tick);
  tick();
}

async function takeBack(desk: Desk): Promise<void> {
  const { undo } = desk.state;
  if (undo === undefined) return;
  const { api, t } = desk.station;
  await api.remove(`observations/${encodeURIComponent(undo.id)}`);
  desk.set({
    undo: undefined,
    outcome: { guestId: undo.guestId, kind: "good", text: t("pages.note.undone") },
  });
}

function outcomeOf(error: unknown, desk: Desk): Outcome | undefined {
  const card = shownCard(desk.state.stage);
  return card === undefined
    ? undefined
    : { guestId: card.guestId, kind: "bad", text: faultText(error, desk.station.t) };
}
