import { type DeclaredIncident, type Impact, proposeSeverity, type Refusal, type Severity } from "@firebreak/incident";
import { useState } from "react";
import { Button, Dialog, RadioGroup, SeverityBadge, TextArea } from "../../ui/index.ts";
import css from "./AssessDialog.module.css";
import { AXES, GRADES, gradeText, SEVERITIES } from "./impactText.ts";

interface Props {
  readonly state: DeclaredIncident;
  /** What somebody already asked for, e.g. `/severity SEV2`; null: the proposed one. */
  readonly wanted: Severity | null;
  readonly onAssess: (assessment: { impact: Impact; severity: Severity; reason: string }) => Refusal | null;
  readonly onClose: () => void;
}

export function AssessDialog({ state, wanted, onAssess, onClose }: Props) {
  const [impact, setImpact] = useState<Impact>(state.impact);
  const [chosen, setChosen] = useState<Severity | null>(wanted);
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const proposal = proposeSeverity(impact);
  const severity = chosen ?? proposal.severity;
  const assess = () => {
    const refusal = onAssess({ impact, severity, reason: reason.trim() });
    if (refusal) setFault(refusal.message);
    else onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Re-assess impact and severity"
      description="Severity follows from the harm on four axes, never from how interesting the fault is."
      actions={
        <>
          <Button look="bare" onClick={onClose}>
            Cancel
          </Button>
          <Button look="primary" onClick={assess}>
            Set {severity}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        {AXES.map(({ axis, title, asks }) => (
          <RadioGroup
            key={axis}
            label={title}
            hint={asks}
            value={impact[axis]}
            options={GRADES.map((grade) => ({ value: grade, label: gradeText(axis, grade) }))}
            onChange={(grade) => setImpact({ ...impact, [axis]: grade })}
          />
        ))}
        <div className={css.proposal}>
          <SeverityBadge severity={proposal.severity} />
          <div>
            <b>Proposed: {proposal.severity}</b>
            <ul className={css.reasons}>
              {proposal.reasons.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          </div>
        </div>
        <RadioGroup
          label="Severity"
          value={severity}
          options={SEVERITIES.map((each) => ({ value: each, label: each }))}
          onChange={setChosen}
        />
        <TextArea
          label={severity === proposal.severity ? "Reason (optional)" : `Why ${severity} and not ${proposal.severity}?`}
          rows={2}
          value={reason}
          error={fault}
          onChange={(event) => {
            setReason(event.target.value);
            setFault(null);
          }}
        />
      </div>
    </Dialog>
  );
}
