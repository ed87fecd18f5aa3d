// `/printers/:name`: what a preview printer put out, newest first, as paper.
import { createApi, Problem } from "./api.ts";
import { every } from "./clock.ts";
import { createDraw, put, regionOf } from "./draw.ts";
import { paperLines } from "./paper.ts";
import { applyTheme, readPreferences } from "./preferences.ts";
import { tokenOf } from "./terminal-token.ts";
import { clockText } from "./text.ts";
import type { PrintedJob } from "./wire.ts";
import { pageLocale } from "./page-locale.ts";
import { loadPhrases } from "./words.ts";

const AGAIN_MS = 2000;
const MOST = 20;
const COLUMNS = 48;

applyTheme(readPreferences());
void openPrinter();

async function openPrinter(): Promise<void> {
  const t = await loadPhrases(pageLocale());
  const draw = createDraw(t);
  const region = regionOf(document, "jobs");
  const name = region.dataset["printer"] ?? "";
  const token = ["/desk", "/restaurant", "/calls", "/rooms"].map(tokenOf).find((one) => one !== undefined);
  const api = createApi(token);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const paperOf = (job: PrintedJob): object => {
    const lines =
      job.document === null || job.document === undefined ? [] : paperLines(job.document, COLUMNS);
    const state = t(`pages.printer.state.${job.state}`);
    const caption = [clockText(job.createdAt, zone), state, job.copy ? t("pages.printer.copy") : ""];
    return {
      caption: caption.filter((part) => part !== "").join(" · "),
      lang: job.document?.locale ?? pageLocale(),
      columns: COLUMNS,
      lines,
    };
  };
  const show = async (): Promise<void> => {
    const asked = api.get<{ jobs: readonly PrintedJob[] }>(`printers/${encodeURIComponent(name)}/jobs`, {
      limit: MOST,
    });
    try {
      const { jobs } = await asked;
      const title = t("pages.printer.title", { name });
      put(region, draw("jobs", { title, papers: jobs.map(paperOf), none: t("pages.printer.none") }));
    } catch (error) {
      const closed = error instanceof Problem && (error.status === 401 || error.status === 403);
      const none = t(closed ? "pages.printer.closed" : "pages.fault.offline");
      put(region, draw("jobs", { title: t("pages.printer.title", { name }), papers: [], none }));
    }
  };
  await show();
  every(AGAIN_MS, () => void show());
}
