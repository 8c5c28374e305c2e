import { Role } from "@firebreak/incident";
import { z } from "zod";
import { KEY_SCOPES } from "../auth/port.ts";
import { answered, anyone, inWarRoom, onlyFor, router } from "./trpc.ts";

const administrator = onlyFor("administrator");
const accountId = z.string().min(1).max(80);

export const accountsRouter = router({
  /** null: nobody is signed in. */
  me: anyone.query(({ ctx }) => ctx.account),
  assignable: inWarRoom.query(({ ctx }) => ctx.accounts.assignable()),
  list: administrator.query(({ ctx }) => ctx.accounts.list()),
  invite: administrator
    .input(z.object({ name: z.string().trim().min(1).max(120), email: z.email().max(254), role: Role }))
    .mutation(async ({ ctx, input }) => answered(await ctx.accounts.invite(input))),
  newLink: administrator
    .input(z.object({ accountId }))
    .mutation(async ({ ctx, input }) => answered(await ctx.accounts.newLink(input.accountId))),
  changeRole: administrator
    .input(z.object({ accountId, role: Role }))
    .mutation(async ({ ctx, input }) => answered(await ctx.accounts.changeRole(input.accountId, input.role))),
  setDisabled: administrator
    .input(z.object({ accountId, disabled: z.boolean() }))
    .mutation(async ({ ctx, input }) => answered(await ctx.accounts.setDisabled(input.accountId, input.disabled))),
  keys: administrator.query(({ ctx }) => ctx.apiKeys.list()),
  createKey: administrator
    .input(
      z.object({
        name: z.string().trim().min(1).max(80),
        service: z.string().trim().min(1).max(120),
        scopes: z.array(z.enum(KEY_SCOPES)).min(1),
      }),
    )
    .mutation(({ ctx, input }) => ctx.apiKeys.create(input)),
  revokeKey: administrator
    .input(z.object({ keyId: z.string().min(1).max(80) }))
    .mutation(async ({ ctx, input }) => answered(await ctx.apiKeys.revoke(input.keyId))),
});
