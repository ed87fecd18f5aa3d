// `/` of the trial hotel: four terminals side by side, and buttons for what a hotel should survive.
import { createApi, Problem } from "./api.ts";
import { listenActs } from "./acts.ts";
import { every } from "./clock.ts";
import { createDraw, put, regionOf, type Draw } from "./draw.ts";
import { applyTheme, readPreferences } from "./preferences.ts";
import { openTrialPaper } from "./trial-paper.ts";
import { loadPhrases, pageLocale } from "./words.ts";
import type { Phrases } from "../../plugin/contract/index.ts";

const PAPER_MS = 1500;

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

interface Buttons {
  pms: "up" | "cut";
  printer: "ready" | "paper-out";
}

async function openTrial(): Promise<void> {
  const t = await loadPhrases(pageLocale());
  const draw = createDraw(t);
  const buttons: Buttons = { pms: "up", printer: "ready" };
  const show = (): void => {
    put(regionOf(document, "buttons"), draw("trial-buttons", { buttons: buttonViews(buttons, t) }));
  };
  const say = (strong: string): void => {
    const notices = strong === "" ? [] : [{ icon: "sun", strong, text: "" }];
    put(regionOf(document, "notices"), draw("notices", { notices }));
  };
  const post = (path: string, body: object, then: () => void): void => {
    const asked = createApi().post(`/trial/${path}`, body);
    asked.then(then, (error: unknown) => {
      say(
        t("pages.trial.failed", {
          what: error instanceof Problem ? error.code : t("pages.fault.unexpected"),
        }),
      );
    });
  };
  const done = (): void => {
    say("");
    show();
  };
  listenActs(document.body, {
    pms: () =>
      post("pms", { do: buttons.pms === "up" ? "cut" : "mend" }, () => {
        buttons.pms = buttons.pms === "up" ? "cut" : "up";
        done();
      }),
    printer: () =>
      post("printer", { do: buttons.printer === "ready" ? "paper-out" : "mend" }, () => {
        buttons.printer = buttons.printer === "ready" ? "paper-out" : "ready";
        done();
      }),
    restart: () => {
      say(t("pages.trial.restarting"));
      post("restart", {}, () => undefined);
    },
    replay: () => post("replay", {}, done),
  });
  show();
  paper(draw, t);
}

function buttonViews(buttons: Buttons, t: Phrases): object[] {
  const cut = buttons.pms === "cut";
  const out = buttons.printer === "paper-out";
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
