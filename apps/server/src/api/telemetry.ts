import { Segment } from "@firebreak/incident";
import { SIGNALS, type SignalId } from "@firebreak/signals";
import { z } from "zod";
import { inWarRoom, router } from "./trpc.ts";

const ids = SIGNALS.map((signal) => signal.id) as [SignalId, ...SignalId[]];
const signal = z.enum(ids);
const MAX_WINDOW_MS = 31 * 24 * 3600_000;
const window = z
  .object({ service: z.string().min(1).max(120), from: z.number().int(), to: z.number().int() })
  .refine((w) => w.to > w.from && w.to - w.from <= MAX_WINDOW_MS, "The window must be positive and at most 31 days.");

export const telemetryRouter = router({
  services: inWarRoom.query(({ ctx }) => ctx.telemetry.services()),
  series: inWarRoom
    .input(
      window.and(
        z.object({
          signals: z.array(signal).min(1).max(12),
          /** At most 300 points are drawn. */
          stepSeconds: z.number().int().min(1).max(86_400),
          segment: Segment.nullable(),
        }),
      ),
    )
    .query(({ ctx, input }) => ctx.telemetry.series(input)),
  segments: inWarRoom
    .input(window.and(z.object({ signal, limit: z.number().int().min(1).max(50) })))
    .query(({ ctx, input }) => ctx.telemetry.segments(input)),
  /** The blast radius of one segment, measured on live traffic. */
  segment: inWarRoom
    .input(window.and(z.object({ signal, segment: Segment })))
    .query(({ ctx, input }) => ctx.telemetry.segment(input)),
  changes: inWarRoom.input(window).query(({ ctx, input }) => ctx.telemetry.changes(input)),
  dimensions: inWarRoom.input(window).query(({ ctx, input }) => ctx.telemetry.dimensions(input)),
});
