import type { ApiKeyRow } from "@firebreak/server/contract";
import { useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { faultOf, useActions, useTRPC } from "../../live/index.ts";
import { Button, EmptyState, LoadingState, RefusedState } from "../../ui/index.ts";
import { CreateKeyDialog } from "./CreateKeyDialog.tsx";
import styles from "./KeysPage.module.css";
import { KeysTable } from "./KeysTable.tsx";
import { RevokeDialog } from "./RevokeDialog.tsx";

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
    <main id="main" className={styles.page} tabIndex={-1}>
      <title>Keys · Firebreak</title>
      <header className={styles.head}>
        <div>
          <h1>Keys</h1>
          <p>A serving system sends its telemetry and reads its flags with a key of its own.</p>
        </div>
        {rows && rows.length > 0 && create("quiet")}
      </header>
      {rows === undefined ? (
        keys.isError ? (
          <RefusedState
            title="The keys could not be read"
            action={<Button onClick={() => void keys.refetch()}>Try again</Button>}
          >
            {faultOf(keys.error).message}
          </RefusedState>
        ) : (
          <LoadingState what="Reading the keys" />
        )
      ) : rows.length === 0 ? (
        <div className={styles.frame}>
          <EmptyState
            icon={<KeyRound aria-hidden="true" />}
            title="No service can talk to Firebreak yet"
            action={create("primary")}
          >
            Create a key for each service. You get the lines for its environment: an OpenTelemetry exporter and an OpenFeature
            provider need nothing else.
          </EmptyState>
        </div>
      ) : (
        <KeysTable rows={rows} onRevoke={setRevoking} />
      )}
      {creating !== null && <CreateKeyDialog key={creating} onClose={() => setCreating(null)} />}
      {revoking && <RevokeDialog row={revoking} onClose={() => setRevoking(null)} />}
    </main>
  );
}
