import { z } from "zod";
import { actorOf } from "../auth/port.ts";
import { CHANGE_SOURCES } from "../changes/port.ts";
import { answered, inWarRoom, onlyFor, router } from "./trpc.ts";
import { service, window } from "./window.ts";

const forAdministrators = onlyFor("administrator");

export const changesRouter = router({
  list: inWarRoom.input(window).query(({ ctx, input }) => ctx.changes.list(input)),
  doors: forAdministrators.query(({ ctx }) => ctx.changes.doors.list()),
  createDoor: forAdministrators
    .input(z.object({ service, source: z.enum(CHANGE_SOURCES), name: z.string().trim().min(1).max(80) }))
    .mutation(async ({ ctx, input }) => answered(await ctx.changes.doors.create(input, actorOf(ctx.account)))),
  revokeDoor: forAdministrators
    .input(z.object({ doorId: z.string().min(1).max(64) }))
    .mutation(async ({ ctx, input }) => answered(await ctx.changes.doors.revoke(input.doorId, actorOf(ctx.account)))),
});
