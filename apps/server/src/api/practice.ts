import { z } from "zod";
import { inWarRoom, onlyFor, router } from "./trpc.ts";

const drillLeader = onlyFor("commander", "responder", "administrator");
export const practiceRouter = router({
  status: inWarRoom.query(({ ctx }) => ctx.practice.status()),
  begin: drillLeader
    .input(z.object({ scenario: z.string().max(10) }))
    .mutation(({ ctx, input }) => ctx.practice.begin(input.scenario)),
  end: drillLeader
    .input(z.object({ scenario: z.string().max(10).optional() }))
    .mutation(({ ctx, input }) => ctx.practice.end(input.scenario)),
});
