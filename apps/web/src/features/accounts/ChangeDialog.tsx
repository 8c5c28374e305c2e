import type { Role } from "@firebreak/incident";
import type { AccountRow } from "@firebreak/server/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { faultOf, useTRPC } from "../../live/index.ts";
import { Button, Dialog, toast } from "../../ui/index.ts";
import styles from "./AccountsPage.module.css";
import { RoleChoice } from "./RoleChoice.tsx";
import { roleName } from "./roles.ts";

export interface AccountChange {
  readonly kind: "role" | "disable" | "enable";
  readonly row: AccountRow;
}

/** Says what the change does to the person before it is made. */
export function ChangeDialog({ change, me, onClose }: { change: AccountChange; me: string; onClose: () => void }) {
  const { kind, row } = change;
  const trpc = useTRPC();
  const client = useQueryClient();
  const [role, setRole] = useState<Role>(row.role);
  const onSuccess = async () => {
    onClose();
    toast({ title: DONE[kind](row.name, role) });
    await client.invalidateQueries({ queryKey: trpc.accounts.list.queryKey() });
  };
  const changeRole = useMutation(trpc.accounts.changeRole.mutationOptions({ onSuccess }));
  const setDisabled = useMutation(trpc.accounts.setDisabled.mutationOptions({ onSuccess }));
  const { error, isPending } = kind === "role" ? changeRole : setDisabled;
  const decide = () =>
    kind === "role"
      ? changeRole.mutate({ accountId: row.id, role })
      : setDisabled.mutate({ accountId: row.id, disabled: kind === "disable" });

  return (
    <Dialog
      open
      onClose={onClose}
      title={TITLES[kind](row.name)}
      description={kind === "role" ? undefined : CONSEQUENCES[kind]}
      width={kind === "role" ? "medium" : "small"}
      actions={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button
            look={kind === "disable" ? "danger" : "primary"}
            busy={isPending}
            refusal={
              kind === "role" && role === row.role
                ? `${row.name} is ${roleName(role).toLowerCase()} already. Choose another role.`
                : null
            }
            onClick={decide}
          >
            {VERBS[kind]}
          </Button>
        </>
      }
    >
      {kind === "role" || row.id === me || error ? (
        <>
          {kind === "role" && <RoleChoice value={role} onChange={setRole} />}
          {(kind === "role" || row.id === me) && (
            <p className={styles.consequence}>
              {row.id === me
                ? "This is your own account: you are signed out at once."
                : `${row.name} is signed out at once, on every device, and signs in again with the new role.`}
            </p>
          )}
          {error && (
            <p className={styles.refusal} role="alert">
              {faultOf(error).message}
            </p>
          )}
        </>
      ) : undefined}
    </Dialog>
  );
}

const TITLES = {
  role: (name: string) => `Change the role of ${name}`,
  disable: (name: string) => `Disable ${name}?`,
  enable: (name: string) => `Enable ${name}?`,
};
const CONSEQUENCES = {
  disable: "They are signed out at once, on every device, and cannot sign in. What they did stays in the logs under their name.",
  enable: "They can sign in again with their password and their role.",
};
const VERBS = { role: "Change role", disable: "Disable", enable: "Enable" };
const DONE = {
  role: (name: string, role: Role) => `${name} is ${roleName(role).toLowerCase()} now`,
  disable: (name: string) => `${name} is disabled`,
  enable: (name: string) => `${name} is enabled`,
};
