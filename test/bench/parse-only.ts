// What reading the bytes alone costs: framing and splitting, no translation, no store.
import { FrameReader } from "../../adapters/fias/frame.ts";
import { parseRecord } from "../../adapters/fias/record.ts";

/** Milliseconds to frame, decode and split the records once, arriving in chunks of 64 KiB as from a socket. */
export function parseOnlyMs(records: readonly string[]): number {
  const bytes = Buffer.from(records.map((record) => `\x02${record}\x03`).join(""), "utf8");
  const text = new TextDecoder("utf-8", { fatal: true });
  const began = performance.now();
  const reader = new FrameReader({ lrc: false, capBytes: 8192 });
  let fields = 0;
  for (let at = 0; at < bytes.length; at += 65_536)
    for (const piece of reader.push(bytes.subarray(at, at + 65_536))) {
      if (piece.is !== "frame") continue;
      const record = parseRecord(text.decode(piece.bytes));
      if (typeof record !== "string") fields += record.fields.length;
    }
  if (fields === 0) throw new Error("nothing was parsed");
  return performance.now() - began;
}
