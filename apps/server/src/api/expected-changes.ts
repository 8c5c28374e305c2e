import { SIGNAL_ID } from "@firebreak/signals";
import { z } from "zod";
import { actorOf } from "../auth/port.ts";
import { answered, inWarRoom, onlyFor, router } from "./trpc.ts";
import { service } from "./window.ts";

const planner = onlyFor("commander", "responder", "administrator");

export const expectedChangesRouter = router({
  list: inWarRoom
    .input(z.object({ service: service.nullable() }))
    .query(({ ctx, input }) => ctx.expectedChanges.list(input.service)),
  document: planner
    .input(
      z.object({
        service,
        /** Empty: all signals of the service. */
        signals: z.array(z.string().max(120).regex(SIGNAL_ID)).max(60),
        from: z.number().int(),
        to: z.number().int(),
        reason: z.string().trim().min(1, "Say what is planned.").max(1000),
      }),
    )
    .mutation(async ({ ctx, input }) => answered(await ctx.expectedChanges.document(input, actorOf(ctx.account)))),
  end: planner
    .input(z.object({ changeId: z.string().min(1).max(64) }))
    .mutation(async ({ ctx, input }) => answered(await ctx.expectedChanges.end(input.changeId, actorOf(ctx.account)))),
});
