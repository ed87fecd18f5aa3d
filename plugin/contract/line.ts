// A line is a source and a sink of bytes; who talks over it does not know whether it is TCP, serial or a pair in memory.

/** Why a line closed. */
export type LineEnd =
  | { readonly why: "asked" }
  | { readonly why: "peer-closed" }
  | { readonly why: "failed"; readonly code: string };

/** One open conversation in bytes; single use. */
export interface Line {
  /** Where it leads, for a log: `10.0.0.5:5010`. */
  readonly peer: string;
  /** Chunks as they come, at any boundary; ends when the line closes; a slow reader slows the sender. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Resolves when the system took the bytes; throws `line-closed`, or `line-stalled` after the line's write deadline. */
  write(bytes: Uint8Array): Promise<void>;
  /** Closes it; twice is harmless. */
  close(): Promise<void>;
  /** Resolves once with why it ended. */
  readonly closed: Promise<LineEnd>;
}

/** A way to open lines, one after another: dials as a client, waits for the next peer as a server. */
export interface LineSource {
  readonly name: string;
  readonly direction: "client" | "server";
  /** Resolves with the next line; throws a coded error (`ECONNREFUSED`, `line-timeout`, `EADDRINUSE`) or the signal's reason. */
  open(signal: AbortSignal): Promise<Line>;
  /** Stops listening, where it listens. */
  release(): Promise<void>;
  /** Where a server line really listens (port 0 gives a free one); absent on clients. */
  readonly address?: { readonly host: string; readonly port: number } | undefined;
}
