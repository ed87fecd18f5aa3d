// What a hotel sets for a TCP line.
import { z } from "zod";

const common = {
  writeTimeoutMs: z
    .int()
    .min(100)
    .max(120_000)
    .default(10_000)
    .describe(
      "Milliseconds the far side may take to accept what we write before the line counts as stalled.",
    ),
  keepAliveMs: z
    .int()
    .min(1000)
    .max(3_600_000)
    .default(60_000)
    .describe("Milliseconds of silence after which TCP itself asks whether the far side is still there."),
};

/** A line we dial: the far side listens. */
export const tcpClientSettings = z.strictObject({
  host: z.string().min(1).describe("Name or address of the machine that listens."),
  port: z.int().min(1).max(65_535).describe("Its TCP port."),
  connectTimeoutMs: z
    .int()
    .min(100)
    .max(120_000)
    .default(10_000)
    .describe("Milliseconds a connect may take before it counts as failed."),
  ...common,
});
export type TcpClientSettings = z.output<typeof tcpClientSettings>;

/** A line the far side dials: we listen. */
export const tcpServerSettings = z.strictObject({
  host: z.string().min(1).default("0.0.0.0").describe("Address to listen on."),
  port: z.int().min(0).max(65_535).describe("TCP port to listen on; 0 takes a free one."),
  secondPeer: z
    .enum(["displace", "refuse"])
    .default("displace")
    .describe("What happens when a second peer connects: it displaces the first, or is refused."),
  ...common,
});
export type TcpServerSettings = z.output<typeof tcpServerSettings>;
