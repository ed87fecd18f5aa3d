// Serial-style answers, where an interface has them switched on (fias.md §2.4): ACK once a record is safe, NAK for a
// broken one, ENQ asks for the last answer again, and a NAK of theirs asks for our last record again.
import { ACK, ENQ, NAK } from "./frame.ts";

/** How often one record of ours is sent again. */
const RESENDS = 3;

/** The answers of one line. */
export class Answers {
  readonly #write: (bytes: Uint8Array) => void;
  #last: number = NAK;
  #unanswered = 0;
  #sent: Uint8Array | undefined;
  #resends = 0;

  constructor(write: (bytes: Uint8Array) => void) {
    this.#write = write;
  }

  /** A whole record came; until it is safe an ENQ is answered NAK, so that nothing counts as taken that is not. */
  taken(): void {
    this.#unanswered += 1;
  }

  /** The record is committed. */
  safe(): void {
    this.#unanswered -= 1;
    this.#answer(ACK);
  }

  /** A record came broken. */
  broken(): void {
    this.#answer(NAK);
  }

  /** A byte that belongs nowhere: an ENQ after it must not be taken for an ACK of what was never whole. */
  strayed(): void {
    this.#last = NAK;
  }

  /** We sent this record. */
  sent(bytes: Uint8Array): void {
    this.#sent = bytes;
    this.#resends = 0;
  }

  /** A control byte of the other side. */
  control(byte: number): void {
    if (byte === ENQ) this.#write(Uint8Array.of(this.#unanswered > 0 ? NAK : this.#last));
    else if (byte === ACK) this.#sent = undefined;
    else if (this.#sent !== undefined && this.#resends < RESENDS) {
      this.#resends += 1;
      this.#write(this.#sent);
    }
  }

  #answer(byte: number): void {
    this.#last = byte;
    this.#write(Uint8Array.of(byte));
  }
}
