import type { Role } from "@firebreak/incident";
import { initTRPC, TRPCError } from "@trpc/server";
import type { Account, Accounts, ApiKeys, DeskAnswer } from "../auth/port.ts";
import type { Changes } from "../changes/port.ts";
import type { Signals } from "../detection/port.ts";
import type { DiagnosisService } from "../diagnosis/port.ts";
import type { Flags } from "../flags/port.ts";
import type { ExpectedChanges, Inbox } from "../inbox/port.ts";
import type { Incidents } from "../incidents/port.ts";
import type { Practice } from "../practice/port.ts";
import type { TelemetryStore } from "../telemetry/port.ts";

export interface ApiContext {
  readonly account: Account | null;
  readonly incidents: Incidents;
  readonly telemetry: TelemetryStore;
  readonly signals: Signals;
  readonly inbox: Inbox;
  readonly expectedChanges: ExpectedChanges;
  readonly changes: Changes;
  readonly diagnosis: DiagnosisService;
  readonly flags: Flags;
  readonly practice: Practice;
  readonly accounts: Accounts;
  readonly apiKeys: ApiKeys;
  readonly now: () => number;
}

const t = initTRPC.context<ApiContext>().create({
  isDev: false,
  errorFormatter: ({ shape, error }) => ({
    ...shape,
    // An exception's words are for the server's log, not for the outside.
    message: error.code === "INTERNAL_SERVER_ERROR" ? "The server failed on this request. It is in its log." : shape.message,
    // The browser matches on this code; the sentence is `message`.
    data: { ...shape.data, refusal: error.cause instanceof RefusedRequest ? error.cause.code : null },
  }),
});

/** A desk's or the core's refusal on its way out of the API. */
class RefusedRequest extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
export function refused(code: string, message: string): TRPCError {
  return new TRPCError({ code: "PRECONDITION_FAILED", message, cause: new RefusedRequest(code, message) });
}
export function answered<T>(answer: DeskAnswer<T>): T {
  if (!answer.ok) throw refused(answer.code, answer.message);
  return answer.value;
}

export const router = t.router;
export const anyone = t.procedure;

export const signedIn = t.procedure.use(({ ctx, next }) => {
  if (!ctx.account) throw new TRPCError({ code: "UNAUTHORIZED", message: "Sign in first." });
  return next({ ctx: { ...ctx, account: ctx.account } });
});

/** Only these roles; everybody else is told so, and learns nothing about what lies behind. */
export const onlyFor = (...roles: readonly Role[]) =>
  signedIn.use(({ ctx, next }) => {
    if (!roles.includes(ctx.account.role)) {
      throw new TRPCError({ code: "FORBIDDEN", message: `Your role (${ctx.account.role}) does not open this page.` });
    }
    return next();
  });

/** The war room: the whole incident, its telemetry and its flags. */
export const WAR_ROOM_ROLES = ["commander", "responder", "legal", "administrator"] as const satisfies readonly Role[];
export const inWarRoom = onlyFor(...WAR_ROOM_ROLES);
