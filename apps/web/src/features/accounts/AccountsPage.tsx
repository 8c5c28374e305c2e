import type { AccountRow } from "@firebreak/server/contract";
import { useQuery } from "@tanstack/react-query";
import { UserPlus, Users } from "lucide-react";
import { useMemo, useState } from "react";
import { faultOf, useAccount, useActions, useTRPC } from "../../live/index.ts";
import { Button, Card, DeskPage, EmptyState } from "../../ui/index.ts";
import styles from "./AccountsPage.module.css";
import { AccountsTable } from "./AccountsTable.tsx";
import { type AccountChange, ChangeDialog } from "./ChangeDialog.tsx";
import { InviteDialog } from "./InviteDialog.tsx";
import { NewLinkDialog } from "./NewLinkDialog.tsx";
import { ROLES } from "./roles.ts";

type Open = "invite" | { readonly newLink: AccountRow } | { readonly change: AccountChange };

/** Who may come in, and as what. */
export function AccountsPage() {
  const trpc = useTRPC();
  const me = useAccount();
  const accounts = useQuery(trpc.accounts.list.queryOptions());
  const [open, setOpen] = useState<Open | null>(null);
  useActions(
    useMemo(
      () => [
        {
          id: "invite",
          title: "Invite somebody",
          group: "Accounts",
          keywords: ["account", "user", "add"],
          run: () => setOpen("invite"),
        },
      ],
      [],
    ),
  );

  const rows = accounts.data;
  const alone = rows?.length === 1;
  const invite = (
    <Button look={alone ? "primary" : "quiet"} icon={<UserPlus aria-hidden="true" />} onClick={() => setOpen("invite")}>
      Invite
    </Button>
  );
  return (
    <DeskPage
      title="Accounts"
      lead="People come in by a link that works once. Nobody signs up by themselves."
      action={rows && !alone && invite}
      what="the accounts"
      fault={accounts.isError ? faultOf(accounts.error).message : null}
      onRetry={() => void accounts.refetch()}
      content={
        rows ? (
          <>
            <div>
              <AccountsTable
                rows={rows}
                me={me.id}
                onChange={(change) => setOpen({ change })}
                onNewLink={(newLink) => setOpen({ newLink })}
              />
              {alone && (
                <EmptyState icon={<Users aria-hidden="true" />} title="You are alone here" action={invite}>
                  An incident needs a commander and a technical lead at least. Executives and support have pages of their own.
                </EmptyState>
              )}
            </div>
            <RolesCard rows={rows} />
          </>
        ) : null
      }
    >
      <OpenDialog open={open} me={me.id} onClose={() => setOpen(null)} />
    </DeskPage>
  );
}

function OpenDialog({ open, me, onClose }: { open: Open | null; me: string; onClose: () => void }) {
  if (open === null) return null;
  if (open === "invite") return <InviteDialog onClose={onClose} />;
  if ("newLink" in open) return <NewLinkDialog row={open.newLink} onClose={onClose} />;
  return <ChangeDialog change={open.change} me={me} onClose={onClose} />;
}

/** Who can do what, beside the table in which it is decided. */
function RolesCard({ rows }: { rows: readonly AccountRow[] }) {
  const countOf = (role: AccountRow["role"]) => rows.filter((row) => row.role === role && !row.disabled).length;
  return (
    <Card title="What a role may do">
      <dl className={styles.roles}>
        {ROLES.map(({ role, name, may }) => (
          <div key={role}>
            <dt>
              {name}
              <span>{countOf(role) || "none"}</span>
            </dt>
            <dd>{may}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
