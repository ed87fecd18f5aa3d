// Lines of a chit as the template of paper draws them. How a chit breaks into lines is decided where it is printed, never here.

/** Characters of one look. */
export interface ShownRun {
  readonly text: string;
  readonly bold: boolean;
  readonly inverse: boolean;
  readonly underline: boolean;
}

/** One line as `GET printers/:name/jobs` tells it. */
export type ShownLine =
  | { readonly is: "text"; readonly double: boolean; readonly runs: readonly ShownRun[] }
  | { readonly is: "qr" | "code128"; readonly text: string }
  | { readonly is: "cut" };

/** A line as `partials/paper.hbs` takes it. */
export function lineView(line: ShownLine): object {
  switch (line.is) {
    case "text":
      return { kind: "text", style: line.double ? "x2" : "", runs: line.runs.map(runView) };
    case "qr":
    case "code128":
      return { kind: "code", style: "", runs: [{ text: line.text, style: "" }] };
    case "cut":
      return { kind: "cut", style: "", runs: [] };
  }
}

function runView({ text, bold, inverse, underline }: ShownRun): object {
  const style = [bold ? "b" : "", inverse ? "inv" : "", underline ? "u" : ""];
  return { text, style: style.filter((one) => one !== "").join(" ") };
}
