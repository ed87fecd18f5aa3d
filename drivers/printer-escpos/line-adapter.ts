// A line as node-escpos sees it: the package's own adapters are not used (reference/dependencies.md §4.1).
import { Adapter } from "@node-escpos/adapter";
import type { Line } from "../../plugin/contract/index.ts";

type Done = (error: Error | null) => void;

/** Hands node-escpos's bytes to an open line; opening and closing the line stays with the driver. */
export class LineAdapter extends Adapter<[]> {
  readonly #line: Line;

  constructor(line: Line) {
    super();
    this.#line = line;
  }

  /** The line is open already. */
  override open(callback?: Done): this {
    callback?.(null);
    return this;
  }

  /** Calls back when the system took the bytes, or with why it did not. */
  override write(bytes: Buffer | string, callback?: Done): this {
    const whole = typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes;
    this.#line.write(whole).then(
      () => callback?.(null),
      (error: unknown) =>
        callback?.(error instanceof Error ? error : new Error("line failed", { cause: error })),
    );
    return this;
  }

  /** Closes the line in order. */
  override close(callback?: Done): this {
    void this.#line.close().then(() => callback?.(null));
    return this;
  }

  /** Answers are read by the driver itself, with a deadline. */
  override read(): this {
    return this;
  }
}
