// The open event API as an adapter: always on, no line, no entry in the config needed.
import { z } from "zod";
import type { AdapterDefinition } from "../../plugin/contract/index.ts";
import { createOpenApi, type OpenApiSettings } from "./adapter.ts";

const settings = z.object({
  commitWithinMs: z
    .int()
    .min(100)
    .max(25_000)
    .default(5000)
    .describe("How long a sender waits for the commit before it is told to send again, in milliseconds"),
});

const openApi: AdapterDefinition<OpenApiSettings> = {
  kind: "open-api",
  settings,
  needsLine: false,
  create: createOpenApi,
};

export default openApi;
