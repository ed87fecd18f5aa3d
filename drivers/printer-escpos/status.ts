// What a printer says of itself, asked by DLE EOT one question at a time (reference/dependencies.md §4.3).
import type { PrinterStatus } from "../../plugin/contract/index.ts";

/** The four questions, asked in this order. */
export const STATUS_QUESTIONS = [1, 2, 3, 4] as const;
export type StatusQuestion = (typeof STATUS_QUESTIONS)[number];

/** The bytes of one question. */
export function statusRequest(question: StatusQuestion): Uint8Array {
  return Uint8Array.of(0x10, 0x04, question);
}

/** What came back for one question: the answer, nothing yet, or bytes no printer says. */
export type StatusReply =
  { readonly is: "answer"; readonly byte: number } | { readonly is: "nothing" } | { readonly is: "garbage" };

/**
 * Reads the bytes that came for one question. An answer is one byte with fixed bits; blocks of four that a printer with
 * automatic status sends by itself are passed over; anything else is not a printer's.
 */
export function readStatusReply(bytes: Uint8Array): StatusReply {
  let answer: number | undefined;
  let place = 0;
  while (place < bytes.length) {
    const byte = bytes[place] ?? 0;
    if ((byte & 0x93) === 0x12) {
      answer = byte;
      place += 1;
    } else if (isAutomatic(bytes.subarray(place, place + 4))) place += 4;
    else return { is: "garbage" };
  }
  return answer === undefined ? { is: "nothing" } : { is: "answer", byte: answer };
}

/** Automatic status back: four bytes, `0xx1xx00` first; a block still on its way passes too. */
function isAutomatic(block: Uint8Array): boolean {
  return block.every((byte, place) => (place === 0 ? (byte & 0x93) === 0x10 : (byte & 0x90) === 0));
}

/** The state the answers add up to; what keeps paper from coming is named before what will soon. */
export function statusOf(answers: ReadonlyMap<StatusQuestion, number>): PrinterStatus {
  const [printer, offline, error, paper] = STATUS_QUESTIONS.map((question) => answers.get(question) ?? 0);
  const has = (byte: number | undefined, bits: number): boolean => ((byte ?? 0) & bits) !== 0;
  if (has(offline, 0b0010_0000) || has(paper, 0b0110_0000)) return { is: "paper-out" };
  if (has(offline, 0b0000_0100)) return { is: "cover-open" };
  if (has(printer, 0b0000_1000) || has(offline, 0b0100_0000) || has(error, 0b0110_1000))
    return { is: "offline" };
  if (has(paper, 0b0000_1100)) return { is: "paper-near-end" };
  return { is: "ready" };
}
