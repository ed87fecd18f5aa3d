// A pause as short as can be, so that long work lets waiting bytes in between two steps.
import { setImmediate } from "node:timers";

/** Resolves after what is waiting on sockets and files has had its turn. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
