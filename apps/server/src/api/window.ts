import { z } from "zod";

const MAX_WINDOW_MS = 31 * 24 * 3600_000;

export const service: z.ZodString = z.string().min(1).max(120);
/** Epoch milliseconds, half open. */
export const window = z
  .object({ service, from: z.number().int(), to: z.number().int() })
  .refine((w) => w.to > w.from && w.to - w.from <= MAX_WINDOW_MS, "The window must be positive and at most 31 days.");
