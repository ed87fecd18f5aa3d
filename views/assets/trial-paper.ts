// The trial's paper: what its printer's head made of the bytes it got, chit after chit, newest on top.
import type { Phrases } from "../../plugin/contract/index.ts";
import { createApi } from "./api.ts";
import { put, type Draw } from "./draw.ts";
import { pageLocale } from "./page-locale.ts";
import { lineView, type ShownLine, type ShownRun } from "./paper.ts";

const KEPT = 12;
const COLUMNS = 48;

/** One chit as `GET /trial/chits` tells it: lines of cells decoded from the printed bytes. */
interface TrialChit {
  readonly number: number;
  readonly lines: readonly TrialLine[];
}

interface TrialLine {
  readonly indent: number;
  readonly runs: readonly (ShownRun & { readonly double: boolean })[];
}

/** Shows the paper in a region; `look` asks for what came since. */
export function openTrialPaper(region: Element, draw: Draw, t: Phrases): { look(): Promise<void> } {
  let chits: readonly TrialChit[] = [];
  const show = (): void => {
    const papers = chits.map((chit) => ({
      caption: "",
      columns: COLUMNS,
      lang: pageLocale(),
      lines: chit.lines.map((line) => lineView(strip(line))),
    }));
    put(region, draw("jobs", { title: "", papers, none: t("pages.trial.noPaper") }));
  };
  show();
  return {
    async look() {
      const after = chits[0]?.number;
      const answer = await createApi()
        .get<{ chits: readonly TrialChit[] }>("/trial/chits", { after })
        .catch(() => ({ chits: [] }));
      if (answer.chits.length === 0) return;
      const fresh = [...answer.chits].sort((a, b) => b.number - a.number);
      chits = [...fresh, ...chits.filter((one) => !fresh.some((new_) => new_.number === one.number))].slice(
        0,
        KEPT,
      );
      show();
    },
  };
}

/** Blank columns are the paper's own width, whatever the size of what follows them. */
function strip({ indent, runs }: TrialLine): ShownLine {
  const blank = { text: " ".repeat(indent), bold: false, inverse: false, underline: false };
  return { is: "text", double: runs.some((run) => run.double), runs: [blank, ...runs] };
}
