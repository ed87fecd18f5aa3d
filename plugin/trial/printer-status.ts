// What an ESC/POS printer answers when it is asked how it is (reference/dependencies.md §4.3 Status).

/** How the simulated printer behaves. */
export const PRINTER_MODES = [
  "ok",
  "paper-near-end",
  "paper-out",
  "cover-open",
  "silent",
  "deaf",
  "garbage",
  "half-close",
] as const;
/**
 * `silent` prints and answers nothing · `deaf` accepts and never reads · `garbage` answers nonsense ·
 * `half-close` hangs up in the middle of a job.
 */
export type PrinterMode = (typeof PRINTER_MODES)[number];

/** Bits that are always set in an answer to `DLE EOT`: `(b & 0x93) === 0x12`. */
const FIXED = 0x12;
const OFFLINE = 0x08;
const COVER_OPEN = 0x04;
const STOPPED_FOR_PAPER = 0x20;
const NEAR_END = 0x0c;
const PAPER_OUT = 0x60;

/** True in the modes in which a printer stands still and only answers real-time questions. */
export function isOffline(mode: PrinterMode): boolean {
  return mode === "paper-out" || mode === "cover-open";
}

/** The bytes a printer in this mode answers to a question; nothing where it does not know it or keeps silent. */
export function answerTo(question: Uint8Array, mode: PrinterMode): Uint8Array | undefined {
  if (mode === "silent" || mode === "deaf") return undefined;
  if (mode === "garbage") return Buffer.from("HTTP/1.1 400\r\n");
  const [first, second, third = 0] = question;
  if (first === 0x10) return Uint8Array.of(realTime(third, mode));
  if (second === 0x72) return Uint8Array.of(third === 1 || third === 49 ? paperSensor(mode) : 0);
  // `GS ( H` function 48 echoes four bytes once everything before it is done.
  const echo = question.subarray(7, 11);
  return question[5] === 48 ? Uint8Array.of(0x37, 0x22, ...echo, 0) : undefined;
}

function realTime(n: number, mode: PrinterMode): number {
  if (n === 1) return FIXED | (isOffline(mode) ? OFFLINE : 0);
  if (n === 2 && mode === "cover-open") return FIXED | COVER_OPEN;
  if (n === 2 && mode === "paper-out") return FIXED | STOPPED_FOR_PAPER;
  if (n === 4 && mode === "paper-out") return FIXED | NEAR_END | PAPER_OUT;
  if (n === 4 && mode === "paper-near-end") return FIXED | NEAR_END;
  return FIXED;
}

function paperSensor(mode: PrinterMode): number {
  if (mode === "paper-out") return 0x0f;
  return mode === "paper-near-end" ? 0x03 : 0;
}
