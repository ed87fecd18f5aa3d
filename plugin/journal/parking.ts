// Why an event was parked, in words that hold nothing of the guest.
import { KeshiError } from "../contract/index.ts";

/** Our own errors speak for themselves; of others only the kind and the place, since their texts may quote values. */
export function reasonOf(error: unknown): string {
  if (error instanceof KeshiError) return error.message;
  if (!(error instanceof Error)) return "Something that is not an error was thrown";
  const frame = error.stack
    ?.split("\n")
    .find((line) => /\b(plugin|adapters|drivers|views|dist)\b/.test(line));
  const place = /([\w.-]+\/[\w.-]+:\d+):\d+\)?$/.exec(frame?.trim().replaceAll("\\", "/") ?? "")?.[1];
  return place === undefined ? error.name : `${error.name} at ${place}`;
}
