import { Segment } from "@firebreak/incident";
import { SIGNAL_ID } from "@firebreak/signals";
import { z } from "zod";
import type { AskedCohort } from "../diagnosis/port.ts";
import type { Cohort } from "../telemetry/port.ts";
import { harmOf } from "./harm-of.ts";
import { type ApiContext, answered, inWarRoom, router } from "./trpc.ts";
import { service, window } from "./window.ts";

const signal = z.string().max(120).regex(SIGNAL_ID);
const incidentId = z.string().regex(/^INC-\d{1,9}$/);
const lineage = z
  .array(z.object({ artefact: z.string().min(1).max(64), version: z.string().min(1).max(200) }))
  .max(10)
  .nullable();
const harmed = z.object({ signal, bad: z.boolean() }).nullable();
const span = z
  .object({ from: z.number().int(), to: z.number().int() })
  .refine((one) => one.to > one.from, "A window ends after it begins.");
const cohort = span.and(z.object({ segment: Segment.nullable(), outside: Segment.nullable().default(null), lineage, harmed }));

export const diagnosisRouter = router({
  of: inWarRoom
    .input(z.object({ incidentId, harmSignal: signal.nullable() }))
    .query(async ({ ctx, input }) => answered(await ctx.diagnosis.of(input))),
  matrix: inWarRoom
    .input(z.object({ incidentId }))
    .query(async ({ ctx, input }) => answered(await ctx.diagnosis.matrix(input.incidentId))),
  compare: inWarRoom
    .input(z.object({ service, a: cohort, b: cohort, limit: z.number().int().min(1).max(100) }))
    .query(async ({ ctx, input }) => {
      const [a, b] = await Promise.all([input.a, input.b].map((asked) => cohortOf(ctx, input.service, asked)));
      if (!a || !b) throw new Error("two cohorts were asked for");
      return ctx.telemetry.compare({ service: input.service, a, b, limit: input.limit });
    }),
  records: inWarRoom
    .input(
      window.and(
        z.object({
          segment: Segment.nullable(),
          lineage,
          harmed,
          text: z.string().max(200),
          before: z.object({ at: z.number().int(), spanId: z.string().max(32) }).nullable(),
          limit: z.number().int().min(1).max(100),
        }),
      ),
    )
    .query(async ({ ctx, input }) =>
      ctx.telemetry.records({ ...input, harmed: await harmedOf(ctx, input.service, input.harmed) }),
    ),
  record: inWarRoom
    .input(z.object({ service, requestId: z.string().min(1).max(200), spanId: z.string().max(32).nullable() }))
    .query(({ ctx, input }) => ctx.telemetry.record(input)),
});

async function cohortOf(ctx: ApiContext, of: string, asked: AskedCohort): Promise<Cohort> {
  return { ...asked, harmed: await harmedOf(ctx, of, asked.harmed) };
}
async function harmedOf(ctx: ApiContext, of: string, asked: AskedCohort["harmed"]): Promise<Cohort["harmed"]> {
  return asked && { harm: await harmOf(ctx, of, asked.signal), bad: asked.bad };
}
