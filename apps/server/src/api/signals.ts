import { Segment } from "@firebreak/incident";
import { SIGNAL_ID } from "@firebreak/signals";
import { z } from "zod";
import { answered, inWarRoom, router } from "./trpc.ts";
import { service, window } from "./window.ts";

const signal = z.string().max(120).regex(SIGNAL_ID);
const WEEK_MS = 7 * 86_400_000;

export const signalsRouter = router({
  catalogue: inWarRoom.input(z.object({ service })).query(({ ctx, input }) => ctx.signals.catalogue(input.service)),
  series: inWarRoom
    .input(
      window.and(
        z.object({
          signals: z.array(signal).min(1).max(60),
          /** At most 300 points are drawn; a finer step is widened. */
          stepSeconds: z.number().int().min(1).max(86_400),
          segment: Segment.nullable(),
          splitBy: z.string().max(48).nullable().default(null),
          compareMs: z
            .number()
            .int()
            .min(60_000)
            .max(4 * WEEK_MS)
            .nullable()
            .default(null),
        }),
      ),
    )
    .query(({ ctx, input }) => ctx.signals.series(input)),
  distribution: inWarRoom
    .input(
      window.and(
        z.object({
          field: z.string().min(1).max(120),
          segment: Segment.nullable(),
          reference: z.object({ from: z.number().int(), to: z.number().int() }).refine((span) => span.to > span.from),
        }),
      ),
    )
    .query(async ({ ctx, input }) => answered(await ctx.signals.distribution(input))),
  calibration: inWarRoom
    .input(window.and(z.object({ segment: Segment.nullable() })))
    .query(({ ctx, input }) => ctx.signals.calibration(input)),
  standings: inWarRoom.input(z.object({ service })).query(({ ctx, input }) => ctx.signals.standings(input.service)),
});
