// `/` of the trial hotel: four terminals side by side, and buttons for what a hotel should survive.
import { createApi, Problem } from "./api.ts";
import { listenActs } from "./acts.ts";
import { after, every } from "./clock.ts";
import { createDraw, put, regionOf, type Draw } from "./draw.ts";
import { applyTheme, readPreferences } from "./preferences.ts";
import { openTrialPaper } from "./trial-paper.ts";
import { pageLocale } from "./page-locale.ts";
import { loadPhrases } from "./words.ts";
import type { Phrases } from "../../plugin/contract/index.ts";

const PAPER_MS = 1500;
const DAY_MS = 1000;
const TOLD_MS = 8000;

applyTheme(readPreferences());
for (const view of document.querySelectorAll<HTMLElement>(".view[data-width]")) fit(view);
void openTrial();

/** Shows a frame as large as it was drawn for, made smaller to fit its window. */
function fit(view: HTMLElement): void {
  const width = Number(view.dataset["width"]);
  const height = Number(view.dataset["height"]);
  const frame = view.querySelector("iframe");
  if (frame === null) return;
  frame.width = String(width);
  frame.height = String(height);
  new ResizeObserver(() => {
    const scale = view.clientWidth / width;
    frame.style.transform = `scale(${scale})`;
    view.style.height = `${Math.round(height * scale)}px`;
  }).observe(view);
}

/** `GET /trial/day`: what comes next, and how the simulated peers are. */
interface TrialDay {
  readonly next: readonly { readonly text: string; readonly inMs: number }[];
  readonly peers: { readonly pms: { readonly state: string }; readonly printer: { readonly state: string } };
}

async function openTrial(): Promise<void> {
  const t = await loadPhrases(pageLocale());
  const draw = createDraw(t);
  const api = createApi();
  let day: TrialDay | undefined;
  const show = (): void => {
    put(regionOf(document, "buttons"), draw("trial-buttons", { buttons: buttonViews(day, t) }));
    put(regionOf(document, "next"), draw("trial-next", { steps: stepViews(day, t) }));
  };
  const say = (strong: string): void => {
    const notices = strong === "" ? [] : [{ icon: "sun", strong, text: "" }];
    put(regionOf(document, "notices"), draw("notices", { notices }));
  };
  const look = async (): Promise<void> => {
    const asked = await api.get<TrialDay>("/trial/day").catch(() => undefined);
    if (asked === undefined) return;
    day = asked;
    show();
  };
  const post = (path: string, body: object, told = ""): void => {
    say(told);
    api.post(`/trial/${path}`, body).then(
      () => void look(),
      (error: unknown) => {
        const what = error instanceof Problem ? error.code : t("pages.fault.unexpected");
        say(t("pages.trial.failed", { what }));
      },
    );
    if (told !== "") after(TOLD_MS, () => say(""));
  };
  listenActs(document.body, {
    pms: () => post("pms", { do: isCut(day) ? "mend" : "cut" }),
    printer: () => post("printer", { do: isOut(day) ? "mend" : "paper-out" }),
    restart: () => post("restart", {}, t("pages.trial.restarting")),
    replay: () => post("replay", {}),
  });
  show();
  void look();
  every(DAY_MS, () => void look());
  paper(draw, t);
}

function isCut(day: TrialDay | undefined): boolean {
  return day?.peers.pms.state === "cut";
}

function isOut(day: TrialDay | undefined): boolean {
  return day !== undefined && day.peers.printer.state !== "ok";
}

/** What comes next and in how long; a step that is due says so. */
function stepViews(day: TrialDay | undefined, t: Phrases): object[] {
  return (day?.next ?? []).map(({ text, inMs }) => {
    const n = Math.round(inMs / 1000);
    return { text, in: n < 1 ? t("pages.trial.soon") : t("pages.trial.in", { n }) };
  });
}

function buttonViews(day: TrialDay | undefined, t: Phrases): object[] {
  const cut = isCut(day);
  const out = isOut(day);
  return [
    { act: "pms", icon: "cut", text: t(cut ? "pages.trial.mendPms" : "pages.trial.cutPms"), on: String(cut) },
    {
      act: "printer",
      icon: "print",
      text: t(out ? "pages.trial.paperIn" : "pages.trial.paperOut"),
      on: String(out),
    },
    { act: "restart", icon: "undo", text: t("pages.trial.restart"), on: "false" },
    { act: "replay", icon: "clock", text: t("pages.trial.replay"), on: "false" },
  ];
}

function paper(draw: Draw, t: Phrases): void {
  const strip = openTrialPaper(regionOf(document, "paper"), draw, t);
  void strip.look();
  every(PAPER_MS, () => void strip.look());
}
