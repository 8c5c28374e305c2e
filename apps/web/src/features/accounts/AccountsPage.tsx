import type { AccountRow } from "@firebreak/server/contract";
import { useQuery } from "@tanstack/react-query";
import { UserPlus, Users } from "lucide-react";
import { useMemo, useState } from "react";
import { faultOf, useAccount, useActions, useTRPC } from "../../live/index.ts";
import { Button, EmptyState, LoadingState, RefusedState } from "../../ui/index.ts";
import styles from "./AccountsPage.module.css";
import { AccountsTable } from "./AccountsTable.tsx";
import { type AccountChange, ChangeDialog } from "./ChangeDialog.tsx";
import { InviteDialog } from "./InviteDialog.tsx";

type Open =
  | { readonly dialog: "invite"; readonly again: AccountRow | null }
  | { readonly dialog: "change"; readonly change: AccountChange };

/** Who may come in, and as what. */
export function AccountsPage() {
  const trpc = useTRPC();
  const me = useAccount();
  const accounts = useQuery(trpc.accounts.list.queryOptions());
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  useActions(
    useMemo(
      () => [
        {
          id: "invite",
          title: "Invite somebody",
          group: "Accounts",
          keywords: ["account", "user", "add"],
          run: () => setOpen({ dialog: "invite", again: null }),
        },
      ],
      [],
    ),
  );

  const rows = accounts.data;
  const alone = rows?.length === 1;
  const invite = (
    <Button
      look={alone ? "primary" : "quiet"}
      icon={<UserPlus aria-hidden="true" />}
      onClick={() => setOpen({ dialog: "invite", again: null })}
    >
      Invite
    </Button>
  );
  return (
    <main id="main" className={styles.page} tabIndex={-1}>
      <title>Accounts · Firebreak</title>
      <header className={styles.head}>
        <div>
          <h1>Accounts</h1>
          <p>People come in by a link that works once. Nobody signs up by themselves.</p>
        </div>
        {rows && invite}
      </header>
      {rows ? (
        <>
          <AccountsTable
            rows={rows}
            me={me.id}
            onChange={(change) => setOpen({ dialog: "change", change })}
            onInviteAgain={(again) => setOpen({ dialog: "invite", again })}
          />
          {alone && (
            <EmptyState icon={<Users aria-hidden="true" />} title="You are alone here" action={invite}>
              An incident needs a commander and a technical lead at least. Executives and support have pages of their own.
            </EmptyState>
          )}
        </>
      ) : accounts.isError ? (
        <RefusedState
          title="The accounts could not be read"
          action={<Button onClick={() => void accounts.refetch()}>Try again</Button>}
        >
          {faultOf(accounts.error).message}
        </RefusedState>
      ) : (
        <LoadingState what="Reading the accounts" />
      )}
      <InviteDialog
        key={open?.dialog === "invite" ? (open.again?.id ?? "new") : "shut"}
        open={open?.dialog === "invite"}
        again={open?.dialog === "invite" ? open.again : null}
        onClose={close}
      />
      <ChangeDialog change={open?.dialog === "change" ? open.change : null} me={me.id} onClose={close} />
    </main>
  );
}
