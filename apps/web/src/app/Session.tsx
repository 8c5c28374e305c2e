import type { Role } from "@firebreak/incident";
import { useQuery } from "@tanstack/react-query";
import { useLayoutEffect } from "react";
import { Navigate, Outlet, useLocation } from "react-router";
import { AccountProvider, faultOf, useAccount, useTRPC } from "../live/index.ts";
import { applyTheme, Button, LoadingState, RefusedState } from "../ui/index.ts";

const homeOf = (role: Role): string => (role === "executive" ? "/status" : role === "support" ? "/support" : "/incidents");

/** Around everything: the page's own theme, and the top of the page after a move. */
export function Entrance() {
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path may have another theme.
  useLayoutEffect(applyTheme, [pathname]);
  return <Outlet />;
}

/** Nothing of what lies behind is drawn before it is known who asks. */
export function SignedIn() {
  const trpc = useTRPC();
  const location = useLocation();
  const me = useQuery(trpc.accounts.me.queryOptions(undefined, { staleTime: 60_000, retry: 8 }));
  if (me.data === undefined) {
    if (!me.isError) return <LoadingState what="Opening Firebreak" />;
    return (
      <RefusedState title="Firebreak does not answer" action={<Button onClick={() => void me.refetch()}>Try again</Button>}>
        {faultOf(me.error).message}
      </RefusedState>
    );
  }
  if (me.data === null) {
    const target = `${location.pathname}${location.search}`;
    return <Navigate to={target === "/" ? "/sign-in" : `/sign-in?to=${encodeURIComponent(target)}`} replace />;
  }
  return (
    <AccountProvider account={me.data}>
      <Outlet />
    </AccountProvider>
  );
}

/** Everybody else is led to the page that is theirs. The server refuses on its own account; this is courtesy. */
export function OnlyFor({ roles }: { roles: readonly Role[] }) {
  const account = useAccount();
  if (!roles.includes(account.role)) return <Navigate to={homeOf(account.role)} replace />;
  return <Outlet />;
}

export function Home() {
  return <Navigate to={homeOf(useAccount().role)} replace />;
}
