// `/printers/:name`: what a preview printer put out, newest first, as paper.
import { createApi, Problem, type Api } from "./api.ts";
import { every } from "./clock.ts";
import { createDraw, put, regionOf } from "./draw.ts";
import { lineView } from "./paper.ts";
import { applyTheme, readPreferences } from "./preferences.ts";
import { tokenOf } from "./terminal-token.ts";
import { clockText } from "./text.ts";
import type { PrintedJob, TerminalFacts } from "./wire.ts";
import { pageLocale } from "./page-locale.ts";
import { loadPhrases } from "./words.ts";

const AGAIN_MS = 2000;
const MOST = 20;
const USUAL_COLUMNS = 48;

applyTheme(readPreferences());
void openPrinter();

const PAGES = ["/desk", "/restaurant", "/calls", "/rooms"];

async function openPrinter(): Promise<void> {
  const t = await loadPhrases(pageLocale());
  const draw = createDraw(t);
  const region = regionOf(document, "jobs");
  const name = region.dataset["printer"] ?? "";
  const apis = apisHere();
  const { columns, zone } = await paperOf(apis, name);
  const paperView = (job: PrintedJob): object => {
    const state = t(`pages.printer.state.${job.state}`);
    const caption = [clockText(job.createdAt, zone), state, job.copy ? t("pages.printer.copy") : ""];
    return {
      caption: caption.filter((part) => part !== "").join(" · "),
      lang: job.document?.locale ?? pageLocale(),
      columns,
      lines: (job.lines ?? []).map(lineView),
      none: t(job.state === "queued" ? "pages.printer.notYet" : "pages.printer.kept"),
    };
  };
  const title = t("pages.printer.title", { name });
  const show = async (): Promise<void> => {
    try {
      const papers = (await jobsOf(apis, name)).map(paperView);
      put(region, draw("jobs", { title, papers, none: t("pages.printer.none") }));
    } catch (error) {
      const closed = error instanceof Problem && (error.status === 401 || error.status === 403);
      const none = t(closed ? "pages.printer.closed" : "pages.fault.offline");
      put(region, draw("jobs", { title, papers: [], none }));
    }
  };
  await show();
  every(AGAIN_MS, () => void show());
}

/** One asker per station this browser is paired with: each may read its own chits. */
function apisHere(): readonly Api[] {
  const tokens = PAGES.map(tokenOf).filter((token) => token !== undefined);
  return tokens.length === 0 ? [createApi()] : tokens.map((token) => createApi(token));
}

/** The newest jobs; what one says comes from whichever station may read it. */
async function jobsOf(apis: readonly Api[], name: string): Promise<readonly PrintedJob[]> {
  const path = `printers/${encodeURIComponent(name)}/jobs`;
  const asked = await Promise.allSettled(
    apis.map((api) => api.get<{ jobs: readonly PrintedJob[] }>(path, { limit: MOST })),
  );
  const answers = asked.flatMap((one) => (one.status === "fulfilled" ? [one.value.jobs] : []));
  const [first] = answers;
  const [refused] = asked;
  if (first === undefined) throw refused?.status === "rejected" ? refused.reason : new Error(name);
  const read = new Map(
    answers.flatMap((jobs) => jobs.filter((job) => job.lines).map((job) => [job.id, job])),
  );
  return first.map((job) => read.get(job.id) ?? job);
}

/** How wide this printer's paper is and what time it is there; guesses where the page may not ask. */
async function paperOf(apis: readonly Api[], name: string): Promise<{ columns: number; zone: string }> {
  const [api] = apis;
  const printers = await api
    ?.get<{ printers: readonly { name: string; columns: number }[] }>("printers")
    .catch(() => undefined);
  const terminal = await api?.get<TerminalFacts>("terminal").catch(() => undefined);
  return {
    columns: printers?.printers.find((one) => one.name === name)?.columns ?? USUAL_COLUMNS,
    zone: terminal?.property.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}
