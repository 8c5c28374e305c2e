import { Segment } from "@firebreak/incident";
import { SIGNAL_ID } from "@firebreak/signals";
import { z } from "zod";
import { harmOf } from "./harm-of.ts";
import { inWarRoom, router } from "./trpc.ts";
import { window } from "./window.ts";

const signal = z.string().max(120).regex(SIGNAL_ID);

export const telemetryRouter = router({
  services: inWarRoom.query(({ ctx }) => ctx.telemetry.services()),
  segments: inWarRoom
    .input(window.and(z.object({ signal, limit: z.number().int().min(1).max(50) })))
    .query(async ({ ctx, input }) => ctx.telemetry.segments({ ...input, harm: await harmOf(ctx, input.service, input.signal) })),
  /** The blast radius of one segment, measured on live traffic. */
  segment: inWarRoom
    .input(window.and(z.object({ signal, segment: Segment })))
    .query(async ({ ctx, input }) => ctx.telemetry.segment({ ...input, harm: await harmOf(ctx, input.service, input.signal) })),
  dimensions: inWarRoom.input(window).query(({ ctx, input }) => ctx.telemetry.dimensions(input)),
});
