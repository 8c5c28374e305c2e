import { z } from "zod";
import { inWarRoom, router } from "./trpc.ts";

export const flagsRouter = router({
  standing: inWarRoom
    .input(z.object({ service: z.string().min(1).max(120) }))
    .query(({ ctx, input }) => ctx.flags.standing(input.service)),
});
