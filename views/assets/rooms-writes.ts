// What an attendant does in a room: one tap notes a fact, a tap takes it back; the first write asks who it is.
import type { Act } from "./acts.ts";
import { Problem } from "./api.ts";
import type { Station } from "./boot.ts";
import { every, now } from "./clock.ts";
import { faultText } from "./faults.ts";
import { textOf } from "./pairing.ts";
import type { RoomsState } from "./rooms-model.ts";
import type { Instant, Person } from "./wire.ts";

interface Held {
  readonly station: Station;
  readonly state: () => RoomsState;
  readonly set: (change: Partial<RoomsState>) => void;
}

/** One tap notes a fact; ten seconds to take it back. */
export function openPicks({ station, state, set }: Held): Readonly<Record<string, Act>> {
  const { api, t } = station;
  let waiting: (() => Promise<void>) | undefined;
  const ask = (work: () => Promise<void>): void => {
    waiting = work;
    set({ signIn: {} });
    station.frame.querySelector<HTMLInputElement>('[name="login"]')?.focus();
  };
  const write = (work: () => Promise<void>): void => {
    if (state().person === null) ask(work);
    else
      work().catch((error: unknown) => {
        if (error instanceof Problem && error.code === "sign-in-needed") ask(work);
        else set({ fault: faultText(error, t) });
      });
  };
  const pick = async (cue: string, value: string, shown: string): Promise<void> => {
    const { open } = state();
    if (open === undefined) return;
    const body = { category: cue, value, kind: "seen", room: open.room, clientId: crypto.randomUUID() };
    const answer = await api.post<{ id: string; undoUntil: number }>(
      `guests/${encodeURIComponent(open.guestId)}/observations`,
      body,
    );
    const text = t("pages.rooms.kept", { what: t(`pages.category.${cue}`), value: shown });
    const undo = { id: answer.id, text, cue, until: answer.undoUntil };
    set({ picked: new Map([...state().picked, [cue, value]]), undo, fault: undefined });
    countDown({ station, state, set }, undo.until);
  };
  const takeBack = async (): Promise<void> => {
    const { undo, picked } = state();
    if (undo === undefined) return;
    await api.remove(`observations/${encodeURIComponent(undo.id)}`);
    set({ undo: undefined, picked: new Map([...picked].filter(([cue]) => cue !== undo.cue)) });
  };
  return {
    pick: (id) => {
      const [cue = "", value = "", shown = value] = id.split("|");
      if (state().picked.get(cue) !== value) write(() => pick(cue, value, shown));
    },
    undo: () => write(takeBack),
    signIn: (_id, form) => {
      if (form === undefined) return;
      enter(station, form).then(
        (person) => {
          set({ person, signIn: undefined });
          const work = waiting;
          waiting = undefined;
          if (work !== undefined) write(work);
        },
        (error: unknown) => {
          const change = error instanceof Problem && error.code === "password-change-needed";
          // the form is drawn anew although its field has the focus
          set({ signIn: undefined });
          set({ signIn: { fault: faultText(error, t), change } });
          station.frame.querySelector<HTMLInputElement>('[name="login"]')?.focus();
        },
      );
    },
    cancelSignIn: () => set({ signIn: undefined }),
  };
}

async function enter({ api }: Station, form: FormData): Promise<Person> {
  const newPassword = textOf(form, "newPassword");
  const { person } = await api.post<{ person: Person }>("session", {
    login: textOf(form, "login"),
    password: textOf(form, "password"),
    ...(newPassword === "" ? {} : { newPassword }),
  });
  return person;
}

function countDown({ station, state, set }: Held, until: Instant): void {
  const tick = (): void => {
    const left = Math.max(0, Math.ceil((until - now()) / 1000));
    const digits = station.frame.querySelector("[data-seconds]");
    if (digits !== null) digits.textContent = station.t("pages.note.seconds", { n: left });
    if (left > 0 && state().undo?.until === until) return;
    end();
    if (state().undo?.until === until) set({ undo: undefined });
  };
  const end = every(500, tick);
  tick();
}
