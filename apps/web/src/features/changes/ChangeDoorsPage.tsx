import type { ChangeDoor } from "@firebreak/server/contract";
import { useQuery } from "@tanstack/react-query";
import { GitCommitVertical, Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { faultOf, useActions, useTRPC } from "../../live/index.ts";
import { Button, Card, DeskPage, EmptyState } from "../../ui/index.ts";
import styles from "./ChangeDoorsPage.module.css";
import { CreateDoorDialog } from "./CreateDoorDialog.tsx";
import { DoorsTable } from "./DoorsTable.tsx";
import { RevokeDoorDialog } from "./RevokeDoorDialog.tsx";

const REFETCH_MS = 10_000;

/** Where other systems announce what they change. */
export function ChangeDoorsPage() {
  const trpc = useTRPC();
  const doors = useQuery(trpc.changes.doors.queryOptions(undefined, { refetchInterval: REFETCH_MS }));
  const [creating, setCreating] = useState<number | null>(null);
  const [revoking, setRevoking] = useState<ChangeDoor | null>(null);
  useActions(
    useMemo(
      () => [
        {
          id: "create-change-door",
          title: "Create a change door",
          group: "Changes",
          keywords: ["webhook", "github", "mlflow", "argo", "cdevents", "deployment"],
          run: () => setCreating(Date.now()),
        },
      ],
      [],
    ),
  );
  const rows = doors.data;
  const create = (look: "primary" | "quiet") => (
    <Button look={look} icon={<Plus aria-hidden="true" />} onClick={() => setCreating(Date.now())}>
      Create door
    </Button>
  );
  return (
    <DeskPage
      title="Changes"
      lead="Other systems announce their changes by a door of their own. What nobody announces is seen in the records."
      action={rows && rows.length > 0 && create("quiet")}
      what="the doors"
      fault={doors.isError ? faultOf(doors.error).message : null}
      onRetry={() => void doors.refetch()}
      content={
        rows ? (
          <>
            {rows.length > 0 ? (
              <DoorsTable rows={rows} onRevoke={setRevoking} />
            ) : (
              <div className={styles.frame}>
                <EmptyState
                  icon={<GitCommitVertical aria-hidden="true" />}
                  title="No system announces its changes yet"
                  action={create("primary")}
                >
                  Create a door for each system that deploys, trains or registers. You get its address, its secret and the steps.
                </EmptyState>
              </div>
            )}
            <FeedCard />
          </>
        ) : null
      }
    >
      {creating !== null && <CreateDoorDialog key={creating} onClose={() => setCreating(null)} />}
      {revoking && <RevokeDoorDialog door={revoking} onClose={() => setRevoking(null)} />}
    </DeskPage>
  );
}

function FeedCard() {
  return (
    <Card title="Where changes come from">
      <dl className={styles.ways}>
        <div>
          <dt>Announced</dt>
          <dd>GitHub, MLflow, CDEvents, Argo, or a script in plain JSON. Signatures are checked, replays are refused.</dd>
        </div>
        <div>
          <dt>Seen in the records</dt>
          <dd>A version that no record of the last seven days carried is a change, even if nobody announced it.</dd>
        </div>
        <div>
          <dt>Both</dt>
          <dd>An announced version that the records begin to carry is one change, dated by its first record.</dd>
        </div>
        <div>
          <dt>With a key</dt>
          <dd>
            A key that opens “Changes in” announces without a door
            <code className={styles.address}>{location.origin}/v1/changes</code>
          </dd>
        </div>
      </dl>
    </Card>
  );
}
