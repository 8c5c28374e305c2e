import type { Hypothesis, IncidentCommand, Layer, Proof, Refusal } from "@firebreak/incident";
import { useState } from "react";
import { newCommandId } from "../../live/index.ts";
import { Button, Dialog, RadioGroup, Select, TextArea } from "../../ui/index.ts";
import css from "./AsEvidenceDialog.module.css";

/** Something the page shows that may speak for a hypothesis, or against it. */
export interface FoundEvidence {
  readonly text: string;
  readonly proof: Proof;
  /** Where it most likely belongs; null: nobody knows. */
  readonly layer: Layer | null;
}
interface Props {
  readonly found: FoundEvidence;
  /** At least one. */
  readonly hypotheses: readonly Hypothesis[];
  readonly onIssue: (command: IncidentCommand) => Refusal | null;
  readonly onClose: () => void;
}
const STANCES = [
  { value: "for", label: "Speaks for it" },
  { value: "against", label: "Speaks against it" },
] as const;
const LONGEST = 4000;

/** What people look into in the layer, else the layer itself. */
const likeliest = (hypotheses: readonly Hypothesis[], layer: Layer | null): Hypothesis | undefined => {
  const open = hypotheses.filter((one) => one.layer === layer && one.status !== "refuted");
  return open.find(({ status }) => status !== "open") ?? open[0] ?? hypotheses[0];
};

/** Hangs what was found on a hypothesis, with its proof. */
export function AsEvidenceDialog({ found, hypotheses, onIssue, onClose }: Props) {
  const [hypothesisId, choose] = useState(() => likeliest(hypotheses, found.layer)?.hypothesisId ?? "");
  const [stance, setStance] = useState<(typeof STANCES)[number]["value"]>("for");
  const [text, setText] = useState(found.text.slice(0, LONGEST));
  const [fault, setFault] = useState<string | null>(null);
  const attach = () => {
    const refusal = onIssue({
      type: "AttachEvidence",
      hypothesisId,
      evidenceId: newCommandId(),
      stance,
      text: text.trim(),
      proofs: [found.proof],
      live: null,
    });
    if (refusal) setFault(refusal.message);
    else onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Attach as evidence"
      description={`With its proof: ${found.proof.label}`}
      actions={
        <>
          <Button look="bare" onClick={onClose}>
            Cancel
          </Button>
          <Button look="primary" refusal={text.trim() === "" ? "Say what it shows." : null} onClick={attach}>
            Attach
          </Button>
        </>
      }
    >
      <div className={css.form}>
        <Select
          label="Hypothesis"
          value={hypothesisId}
          options={hypotheses.map((one) => ({ value: one.hypothesisId, label: `${one.statement} (${one.status})` }))}
          onChange={choose}
        />
        <RadioGroup label="What it does" value={stance} options={STANCES} onChange={setStance} />
        <TextArea
          label="What it shows"
          rows={3}
          maxLength={LONGEST}
          value={text}
          error={fault}
          onChange={(event) => {
            setText(event.target.value);
            setFault(null);
          }}
        />
      </div>
    </Dialog>
  );
}
