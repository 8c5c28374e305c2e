import type { IncidentCommand, Phase } from "@firebreak/incident";
import { useState } from "react";
import { type OpenIncident, useCommand } from "../live/index.ts";
import { Button, classes, Dialog, Dot, TextArea, toast } from "../ui/index.ts";
import styles from "./IncidentLayout.module.css";

const PHASES: readonly { readonly phase: Phase; readonly title: string; readonly means: string }[] = [
  { phase: "contain", title: "Contain", means: "Harm is limited first, before the cause is known." },
  { phase: "recover", title: "Recover", means: "A known-good version returns gradually, and soaks." },
  { phase: "learn", title: "Learn", means: "Impact is over. The review begins, and what keeps it from happening again." },
];

type Step = Phase | "closed";
const CLOSING = {
  title: "Close the incident",
  means: "The log is sealed: notes and questions can still be added, nothing else changes.",
};
const commandTo = (step: Step, reason: string): IncidentCommand =>
  step === "closed" ? { type: "CloseIncident", reason } : { type: "MovePhase", phase: step, reason };

/** Detect is done once an incident is declared. A click on a phase asks why, and moves there. */
export function PhaseRail({ incident }: { incident: OpenIncident }) {
  const { state } = incident;
  const [asked, setAsked] = useState<Step | null>(null);
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
        {state.situation === "active" && state.phase === "learn" && (
          <li>
            <Button onClick={() => setAsked("closed")}>Close</Button>
          </li>
        )}
      </ol>
      {asked !== null && <MoveDialog incident={incident} to={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

function MoveDialog({ incident, to, onClose }: { incident: OpenIncident; to: Step; onClose: () => void }) {
  const { send, explain } = useCommand(incident.incidentId);
  const [reason, setReason] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  const phase = PHASES.find((each) => each.phase === to);
  const never = explain(commandTo(to, "asked"));
  const move = () => {
    const command = commandTo(to, reason.trim());
    const stopped = reason.trim() === "" ? "Say why: the reason goes into the log." : (explain(command)?.message ?? null);
    setRefusal(stopped);
    if (stopped !== null) return;
    onClose();
    void send(command).then((sent) => {
      if (!sent.ok) toast({ title: "Nothing was moved", text: sent.refusal.message, tone: "harm" });
    });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      width="small"
      title={phase ? `Move to ${phase.title}` : CLOSING.title}
      description={phase?.means ?? CLOSING.means}
      actions={
        <>
          <Button onClick={onClose}>Stay</Button>
          <Button look="primary" refusal={never?.message} onClick={move}>
            {phase ? "Move" : "Close it"}
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
