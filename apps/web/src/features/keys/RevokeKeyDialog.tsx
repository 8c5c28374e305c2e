import type { ApiKeyRow } from "@firebreak/server/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { faultOf, useTRPC } from "../../live/index.ts";
import { RevokeDialog, toast } from "../../ui/index.ts";

export function RevokeKeyDialog({ row, onClose }: { row: ApiKeyRow; onClose: () => void }) {
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
    <RevokeDialog
      name={row.name}
      consequence={consequence(row)}
      busy={revoke.isPending}
      fault={revoke.error ? faultOf(revoke.error).message : null}
      onRevoke={() => revoke.mutate({ keyId: row.id })}
      onClose={onClose}
    />
  );
}

function consequence({ service, scopes }: ApiKeyRow): string {
  const telemetry = scopes.includes("intake") ? `Telemetry that ${service} sends with it is refused.` : "";
  const flags = scopes.includes("flags")
    ? `Instances of ${service} that use it keep the last flags they read, and no longer follow a containment.`
    : "";
  const alerts = scopes.includes("alerts") ? "Alerts that are delivered with it are refused." : "";
  const changes = scopes.includes("changes") ? "Changes that are announced with it are refused." : "";
  return `${telemetry} ${flags} ${alerts} ${changes}`.replaceAll(/ +/g, " ").trim();
}
