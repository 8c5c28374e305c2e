import type { ApiKeyRow } from "@firebreak/server/contract";
import { useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { faultOf, useActions, useTRPC } from "../../live/index.ts";
import { Button, Card, DeskPage, EmptyState } from "../../ui/index.ts";
import { CreateKeyDialog } from "./CreateKeyDialog.tsx";
import styles from "./KeysPage.module.css";
import { KeysTable } from "./KeysTable.tsx";
import { RevokeKeyDialog } from "./RevokeKeyDialog.tsx";

/** What serving systems knock with: telemetry in, flags out. */
export function KeysPage() {
  const trpc = useTRPC();
  const keys = useQuery(trpc.accounts.keys.queryOptions());
  const [creating, setCreating] = useState<number | null>(null);
  const [revoking, setRevoking] = useState<ApiKeyRow | null>(null);
  useActions(
    useMemo(
      () => [
        {
          id: "create-key",
          title: "Create an API key",
          group: "Keys",
          keywords: ["token", "intake", "flags", "otlp", "ofrep"],
          run: () => setCreating(Date.now()),
        },
      ],
      [],
    ),
  );
  const rows = keys.data;
  const create = (look: "primary" | "quiet") => (
    <Button look={look} icon={<Plus aria-hidden="true" />} onClick={() => setCreating(Date.now())}>
      Create key
    </Button>
  );
  return (
    <DeskPage
      title="Keys"
      lead="A serving system sends its telemetry and reads its flags with a key of its own."
      action={rows && rows.length > 0 && create("quiet")}
      what="the keys"
      fault={keys.isError ? faultOf(keys.error).message : null}
      onRetry={() => void keys.refetch()}
      content={
        rows ? (
          <>
            {rows.length > 0 ? (
              <KeysTable rows={rows} onRevoke={setRevoking} />
            ) : (
              <div className={styles.frame}>
                <EmptyState
                  icon={<KeyRound aria-hidden="true" />}
                  title="No service can talk to Firebreak yet"
                  action={create("primary")}
                >
                  Create a key for each service. You get the lines for its environment: an OpenTelemetry exporter and an
                  OpenFeature provider need nothing else.
                </EmptyState>
              </div>
            )}
            <DoorsCard />
          </>
        ) : null
      }
    >
      {creating !== null && <CreateKeyDialog key={creating} onClose={() => setCreating(null)} />}
      {revoking && <RevokeKeyDialog row={revoking} onClose={() => setRevoking(null)} />}
    </DeskPage>
  );
}

/** Where a service knocks, as this browser reaches Firebreak. */
function DoorsCard() {
  return (
    <Card title="What a key opens">
      <dl className={styles.doors}>
        <div>
          <dt>Telemetry in</dt>
          <dd>
            OTLP over HTTP: traces and logs
            <code className={styles.door}>{location.origin}/v1/traces</code>
            <code className={styles.door}>{location.origin}/v1/logs</code>
          </dd>
        </div>
        <div>
          <dt>Flags out</dt>
          <dd>
            OFREP: the flag <code>answer-mode</code> says how the service may answer
            <code className={styles.door}>{location.origin}/ofrep/v1</code>
          </dd>
        </div>
        <div>
          <dt>How it is sent</dt>
          <dd>
            <code>Authorization: Bearer fb_…</code> or, for flags, <code>X-API-Key: fb_…</code>. A key speaks for its own service
            only; revoked, it opens nothing after 10 seconds.
          </dd>
        </div>
      </dl>
    </Card>
  );
}
