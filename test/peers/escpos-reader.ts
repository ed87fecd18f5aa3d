// The strict reader of printer bytes, for the tests of the real driver; it lives with the trial's fake printer.
export { ChitReader, readChits, textOf, type ReaderSettings } from "../../plugin/trial/chit-reader.ts";
export type { Cell, Figure, PaperLine, PrintedChit } from "../../plugin/trial/chit-paper.ts";
