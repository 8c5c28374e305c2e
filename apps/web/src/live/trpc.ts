import type { AppRouter } from "@firebreak/server/contract";
import { QueryCache, QueryClient } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink, httpLink, splitLink, type TRPCClient, TRPCClientError } from "@trpc/client";
import { createTRPCContext } from "@trpc/tanstack-react-query";

/** The doors a component uses. */
type TrpcDoors = ReturnType<typeof createTRPCContext<AppRouter>>;
// Named types: what is inferred would name modules that the server does not export.
const doors: TrpcDoors = createTRPCContext<AppRouter>();
export const TRPCProvider: TrpcDoors["TRPCProvider"] = doors.TRPCProvider;
export const useTRPC: TrpcDoors["useTRPC"] = doors.useTRPC;

const SLOW = /^(?:signals\.(?:series|distribution|calibration)|diagnosis\.\w+)$/;
export const api: TRPCClient<AppRouter> = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      // What reads telemetry takes its time: nothing that is known at once waits for it.
      condition: ({ path }) => SLOW.test(path),
      true: httpLink({ url: "/trpc" }),
      // Node refuses a request whose head is above 16 kB.
      false: httpBatchLink({ url: "/trpc", maxItems: 20, maxURLLength: 8_000 }),
    }),
  ],
});

export interface ApiFault {
  /** UNAUTHORIZED, FORBIDDEN, NOT_FOUND, …; null where the server was not reached. */
  readonly kind: string | null;
  /** The refusal's stable code, where it is one. */
  readonly refusal: string | null;
  /** A sentence a person can act on. */
  readonly message: string;
}
export function faultOf(error: unknown): ApiFault {
  if (error instanceof TRPCClientError) {
    const data = error.data as { code?: string; refusal?: string | null } | null | undefined;
    if (data?.code) return { kind: data.code, refusal: data.refusal ?? null, message: error.message };
  }
  return { kind: null, refusal: null, message: "Firebreak's server did not answer. It is tried again." };
}
/** Worth asking again: the server was not reached, or it was overloaded or broken for a moment. */
export function isPassing(fault: ApiFault): boolean {
  return (
    fault.kind === null ||
    ["INTERNAL_SERVER_ERROR", "TIMEOUT", "TOO_MANY_REQUESTS", "BAD_GATEWAY", "SERVICE_UNAVAILABLE", "GATEWAY_TIMEOUT"].includes(
      fault.kind,
    )
  );
}

/** What was asked for stays in the address, so that signing in leads back to it. */
export function toSignIn(): void {
  if (location.pathname === "/sign-in" || location.pathname === "/welcome") return;
  const target = `${location.pathname}${location.search}${location.hash}`;
  location.assign(`/sign-in?to=${encodeURIComponent(target)}`);
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (faultOf(error).kind === "UNAUTHORIZED") toSignIn();
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      refetchOnWindowFocus: true,
      retry: (failures, error) => failures < 4 && isPassing(faultOf(error)),
      retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 8_000),
    },
    mutations: { retry: false },
  },
});
