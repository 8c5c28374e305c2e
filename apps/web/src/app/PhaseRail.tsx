import type { Phase } from "@firebreak/incident";
import { useState } from "react";
import { type OpenIncident, useCommand } from "../live/index.ts";
import { Button, classes, Dialog, Dot, TextArea, toast } from "../ui/index.ts";
import styles from "./IncidentLayout.module.css";

const PHASES: readonly { readonly phase: Phase; readonly title: string; readonly means: string }[] = [
  { phase: "contain", title: "Contain", means: "Harm is limited first, before the cause is known." },
  { phase: "recover", title: "Recover", means: "A known-good version returns gradually, and soaks." },
  { phase: "learn", title: "Learn", means: "Impact is over. The review begins, and what keeps it from happening again." },
];

/** Detect is done once an incident is declared. A click on a phase asks why, and moves there. */
export function PhaseRail({ incident }: { incident: OpenIncident }) {
  const { state } = incident;
  const [asked, setAsked] = useState<Phase | null>(null);
  const at = state.situation === "active" ? PHASES.findIndex(({ phase }) => phase === state.phase) : PHASES.length;
  return (
    <>
      <ol aria-label="Phase" className={styles.rail}>
        <li>
          <span className={styles.step}>
            <Dot tone="verified" />
            Detect
            <span className="sr-only">, done</span>
          </span>
        </li>
        {PHASES.map(({ phase, title }, index) => (
          <li key={phase}>
            <button
              type="button"
              className={classes(styles.step, index === at && styles.now)}
              aria-current={index === at ? "step" : undefined}
              disabled={state.situation === "closed"}
              onClick={() => index !== at && setAsked(phase)}
            >
              <Dot tone={index < at ? "verified" : index === at ? "attention" : "neutral"} halo={index === at} />
              {title}
              {index < at && <span className="sr-only">, done</span>}
            </button>
          </li>
        ))}
      </ol>
      {asked !== null && <MovePhaseDialog incident={incident} to={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

function MovePhaseDialog({ incident, to, onClose }: { incident: OpenIncident; to: Phase; onClose: () => void }) {
  const { send, explain } = useCommand(incident.incidentId);
  const [reason, setReason] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  const target = PHASES.find(({ phase }) => phase === to);
  const never = explain({ type: "MovePhase", phase: to, reason: "asked" });
  const move = () => {
    const command = { type: "MovePhase", phase: to, reason: reason.trim() } as const;
    const stopped = reason.trim() === "" ? "Say why: the reason goes into the log." : (explain(command)?.message ?? null);
    setRefusal(stopped);
    if (stopped !== null) return;
    onClose();
    void send(command).then((sent) => {
      if (!sent.ok) toast({ title: "The phase was not moved", text: sent.refusal.message, tone: "harm" });
    });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      width="small"
      title={`Move to ${target?.title ?? to}`}
      description={target?.means}
      actions={
        <>
          <Button onClick={onClose}>Stay</Button>
          <Button look="primary" refusal={never?.message} onClick={move}>
            Move
          </Button>
        </>
      }
    >
      <TextArea
        label="Why now"
        value={reason}
        error={refusal ?? never?.message}
        onChange={(event) => setReason(event.target.value)}
        onKeyDown={(event) => event.key === "Enter" && (event.metaKey || event.ctrlKey) && move()}
      />
    </Dialog>
  );
}
