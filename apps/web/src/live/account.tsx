import type { Actor } from "@firebreak/incident";
import type { Account } from "@firebreak/server/contract";
import { createContext, type ReactNode, useContext } from "react";

const AccountContext = createContext<Account | null>(null);

/** Stands below the guard: who is inside is signed in. */
export const AccountProvider = ({ account, children }: { account: Account; children: ReactNode }) => (
  <AccountContext value={account}>{children}</AccountContext>
);
export function useAccount(): Account {
  const account = useContext(AccountContext);
  if (account === null) throw new Error("useAccount is used outside of the signed-in pages");
  return account;
}
export const actorOf = ({ id, name, role }: Account): Actor => ({ kind: "person", id, name, role });
