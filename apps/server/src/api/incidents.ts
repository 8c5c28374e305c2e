import { IncidentCommand } from "@firebreak/incident";
import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { actorOf } from "../auth/port.ts";
import { inWarRoom, onlyFor, refused, router } from "./trpc.ts";

const incidentId = z.string().regex(/^INC-\d{1,9}$/, "An incident's id looks like INC-7.");
/** Version 4 only: what Firebreak itself records has ids of version 5 that anybody could work out, and could take before it does. */
const commandId = z.uuidv4();
const participant = onlyFor("commander", "responder", "legal", "administrator", "support");

export const incidentsRouter = router({
  list: inWarRoom.query(({ ctx }) => ctx.incidents.list()),

  declare: inWarRoom.input(z.object({ commandId, command: IncidentCommand })).mutation(async ({ ctx, input }) => {
    if (input.command.type !== "DeclareIncident") throw refused("NOT_A_DECLARATION", "Only DeclareIncident opens an incident.");
    const outcome = await ctx.incidents.declare({ ...input, actor: actorOf(ctx.account) });
    if (!outcome.ok) throw refused(outcome.refusal.code, outcome.refusal.message);
    return { incidentId: outcome.incidentId, events: outcome.events };
  }),

  /** Resolves once the events are durable. `decide` checks what the role may do. */
  command: participant.input(z.object({ commandId, incidentId, command: IncidentCommand })).mutation(async ({ ctx, input }) => {
    // The log gives the numbers; one that a person chose could be any, and what walks through them would walk for ever.
    if (input.command.type === "DeclareIncident")
      throw refused("NUMBER_CHOSEN", "Declare an incident without choosing its number.");
    const outcome = await ctx.incidents.handle({ ...input, actor: actorOf(ctx.account) });
    if (!outcome.ok) throw refused(outcome.refusal.code, outcome.refusal.message);
    // Support learns that it landed, not what else the log holds.
    return { seq: outcome.events.at(-1)?.seq ?? 0 };
  }),

  /** Older rows of the log, newest last. */
  logBefore: inWarRoom
    .input(z.object({ incidentId, beforeSeq: z.number().int().positive(), limit: z.number().int().min(1).max(1000) }))
    .query(({ ctx, input }) => ctx.incidents.readBack(input.incidentId, input.beforeSeq, input.limit)),

  verify: inWarRoom.input(z.object({ incidentId })).query(async ({ ctx, input }) => {
    const verdict = await ctx.incidents.verify(input.incidentId);
    if (!verdict) throw new TRPCError({ code: "NOT_FOUND", message: `There is no ${input.incidentId}.` });
    return verdict;
  }),
});
