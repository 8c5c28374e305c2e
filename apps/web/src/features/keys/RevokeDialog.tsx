import type { ApiKeyRow } from "@firebreak/server/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { faultOf, useTRPC } from "../../live/index.ts";
import { Button, Dialog, toast } from "../../ui/index.ts";
import styles from "./KeysPage.module.css";

export function RevokeDialog({ row, onClose }: { row: ApiKeyRow; onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const revoke = useMutation(
    trpc.accounts.revokeKey.mutationOptions({
      onSuccess: async () => {
        onClose();
        toast({ title: `${row.name} is revoked`, text: "Whoever still sends with it is refused within 10 seconds." });
        await client.invalidateQueries({ queryKey: trpc.accounts.keys.queryKey() });
      },
    }),
  );
  return (
    <Dialog
      open
      onClose={onClose}
      width="small"
      title={`Revoke ${row.name}?`}
      description={consequence(row)}
      actions={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button look="danger" busy={revoke.isPending} onClick={() => revoke.mutate({ keyId: row.id })}>
            Revoke
          </Button>
        </>
      }
    >
      {revoke.error ? (
        <p className={styles.refusal} role="alert">
          {faultOf(revoke.error).message}
        </p>
      ) : undefined}
    </Dialog>
  );
}

function consequence({ service, scopes }: ApiKeyRow): string {
  const telemetry = scopes.includes("intake") ? `Telemetry that ${service} sends with it is refused.` : "";
  const flags = scopes.includes("flags")
    ? `Instances of ${service} that use it keep the last flags they read, and no longer follow a containment.`
    : "";
  const alerts = scopes.includes("alerts") ? "Alerts that are delivered with it are refused." : "";
  const changes = scopes.includes("changes") ? "Changes that are announced with it are refused." : "";
  return `${telemetry} ${flags} ${alerts} ${changes} This cannot be undone.`.replaceAll(/ +/g, " ").trim();
}
