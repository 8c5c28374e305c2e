import type { Suspicion } from "@firebreak/server/contract";
import { useState } from "react";
import { useLiveIncidents } from "../../live/index.ts";
import { Button, Dialog, EmptyState, LoadingState, RadioGroup, SeverityBadge } from "../../ui/index.ts";
import styles from "./SuspicionView.module.css";
import { useDecisions } from "./useInbox.ts";

/** Into an incident that is active; those of the same service first. */
export function MergeDialog({ suspicion, onClose }: { suspicion: Suspicion; onClose: () => void }) {
  const { rows } = useLiveIncidents();
  const [chosen, choose] = useState<string | null>(null);
  const { merge, busy, fault } = useDecisions(suspicion, onClose);
  const same = (service: string) => Number(service === suspicion.service);
  const active = rows?.filter((row) => row.situation === "active").toSorted((a, b) => same(b.service) - same(a.service));
  const target = chosen ?? active?.[0]?.incidentId ?? null;
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Merge ${suspicion.suspicionId} into an incident`}
      description="Its alerts go into the incident's log, and so do later ones of the service while the incident is active."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            busy={busy}
            refusal={target === null ? "No incident is active. Declare one instead." : null}
            onClick={() => target !== null && merge(target)}
          >
            Merge
          </Button>
        </>
      }
    >
      {active === undefined ? (
        <LoadingState what="Loading the incidents" />
      ) : active.length === 0 ? (
        <EmptyState title="No incident is active">Declare one from these alerts instead.</EmptyState>
      ) : (
        <RadioGroup
          label="Active incidents"
          layout="list"
          value={target ?? ""}
          options={active.map((row) => ({
            value: row.incidentId,
            label: (
              <span className={styles.choice}>
                <SeverityBadge severity={row.severity} />
                <span className="mono">{row.incidentId}</span>
                <span>{row.title}</span>
                <span className="mono">{row.service}</span>
              </span>
            ),
          }))}
          onChange={choose}
        />
      )}
      {fault !== null && (
        <p role="alert" className={styles.fault}>
          {fault}
        </p>
      )}
    </Dialog>
  );
}
