// One declaration per setting drives reading, checking and the docs.
import type { z } from "zod";

/** The settings of an adapter or driver: a zod object schema whose fields carry `.describe()` and defaults. */
export type SettingsSchema<Settings> = z.ZodType<Settings>;
