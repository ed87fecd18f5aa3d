// The trial's paper: what its printer's head made of the bytes it got, chit after chit, newest on top.
import type { Phrases } from "../../plugin/contract/index.ts";
import { createApi } from "./api.ts";
import { put, type Draw } from "./draw.ts";
import { pageLocale } from "./words.ts";

const KEPT = 12;
const COLUMNS = 48;

/** One chit as `GET /trial/chits` tells it: lines of cells decoded from the printed bytes. */
interface TrialChit {
  readonly number: number;
  readonly lines: readonly TrialLine[];
}

interface TrialLine {
  readonly text?: string;
  readonly indent?: number;
  readonly cells?: readonly TrialCell[];
}

interface TrialCell {
  readonly char: string;
  readonly bold?: boolean;
  readonly inverse?: boolean;
  readonly double?: boolean;
}

/** Shows the paper in a region; `look` asks for what came since. */
export function openTrialPaper(region: Element, draw: Draw, t: Phrases): { look(): Promise<void> } {
  let chits: readonly TrialChit[] = [];
  const show = (): void => {
    const papers = chits.map((chit) => ({
      caption: "",
      columns: COLUMNS,
      lang: pageLocale(),
      lines: chit.lines.map(lineView),
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

/** Cells of one look go together into a run. */
function lineView(line: TrialLine): object {
  const indent = " ".repeat(line.indent ?? 0);
  const cells = line.cells ?? [{ char: line.text ?? "" }];
  const runs: { text: string; style: string }[] = [{ text: indent, style: "" }];
  for (const cell of cells) {
    const style = [cell.bold === true ? "b" : "", cell.inverse === true ? "inv" : ""]
      .filter((one) => one !== "")
      .join(" ");
    const last = runs[runs.length - 1];
    if (last?.style === style) last.text += cell.char;
    else runs.push({ text: cell.char, style });
  }
  return { kind: "text", runs, style: cells.some((cell) => cell.double === true) ? "x2" : "" };
}
