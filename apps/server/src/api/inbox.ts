import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { actorOf } from "../auth/port.ts";
import { answered, inWarRoom, onlyFor, router } from "./trpc.ts";

const suspicionId = z.string().regex(/^SUS-\d{1,9}$/, "A suspected incident's id looks like SUS-7.");
const incidentId = z.string().regex(/^INC-\d{1,9}$/, "An incident's id looks like INC-7.");
const owner = z.enum(["SRE", "ML", "Data", "Product", "Security"]);
/** Legal reads the inbox and decides nothing in it. */
const triager = onlyFor("commander", "responder", "administrator");

export const inboxRouter = router({
  list: inWarRoom
    .input(z.object({ open: z.boolean(), owner: owner.nullable(), limit: z.number().int().min(1).max(200) }))
    .query(({ ctx, input }) => ctx.inbox.list(input)),
  get: inWarRoom.input(z.object({ suspicionId })).query(async ({ ctx, input }) => {
    const found = await ctx.inbox.get(input.suspicionId);
    if (!found) throw new TRPCError({ code: "NOT_FOUND", message: `There is no ${input.suspicionId}.` });
    return found;
  }),
  dismiss: triager
    .input(z.object({ suspicionId, reason: z.string().trim().min(1, "Say why it is no incident.").max(1000) }))
    .mutation(async ({ ctx, input }) => answered(await ctx.inbox.dismiss(input, actorOf(ctx.account)))),
  merge: triager
    .input(z.object({ suspicionId, incidentId }))
    .mutation(async ({ ctx, input }) => answered(await ctx.inbox.merge(input, actorOf(ctx.account)))),
  /** After `incidents.declare`; sent twice it counts once. */
  declared: triager
    .input(z.object({ suspicionId, incidentId }))
    .mutation(async ({ ctx, input }) => answered(await ctx.inbox.declared(input, actorOf(ctx.account)))),
});
