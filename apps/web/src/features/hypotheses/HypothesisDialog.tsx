import { type Hypothesis, type HypothesisStatus, Layer } from "@firebreak/incident";
import { LAYER_TITLES } from "@firebreak/runbook";
import { useState } from "react";
import { newCommandId } from "../../live/index.ts";
import { Select, TextArea, TextField } from "../../ui/index.ts";
import { type FormShell, HypothesisForm, useSubmit } from "./HypothesisForm.tsx";

const LAYERS = Layer.options.map((value) => ({ value, label: LAYER_TITLES[value] }));

interface AddProps extends FormShell {
  readonly parent: Hypothesis | null;
  readonly statement?: string;
}
export function AddHypothesisDialog({ parent, statement: first = "", onIssue, onClose }: AddProps) {
  const [statement, setStatement] = useState(first);
  const [check, setCheck] = useState("");
  const [layer, setLayer] = useState<Layer>(parent?.layer ?? "model-version");
  const { fault, submit } = useSubmit({ onIssue, onClose });
  const add = () =>
    submit({
      type: "AddHypothesis",
      hypothesisId: newCommandId(),
      parentId: parent?.hypothesisId ?? null,
      layer,
      statement: statement.trim(),
      check: check.trim(),
    });
  return (
    <HypothesisForm
      title={parent ? `Add a hypothesis below “${parent.statement}”` : "Add a hypothesis"}
      action="Add"
      refusal={statement.trim() === "" ? "Write the hypothesis first." : null}
      onSubmit={add}
      onClose={onClose}
    >
      <TextField
        label="Hypothesis"
        autoFocus
        value={statement}
        error={fault}
        maxLength={200}
        onChange={(event) => setStatement(event.target.value)}
      />
      {parent ? null : <Select label="Layer" value={layer} options={LAYERS} onChange={setLayer} />}
      <TextField
        label="How to check it (optional)"
        value={check}
        maxLength={400}
        onChange={(event) => setCheck(event.target.value)}
      />
    </HypothesisForm>
  );
}

export function StatusDialog({
  hypothesis,
  status,
  onIssue,
  onClose,
}: FormShell & { readonly hypothesis: Hypothesis; readonly status: HypothesisStatus }) {
  const [reason, setReason] = useState("");
  const { fault, submit } = useSubmit({ onIssue, onClose });
  const verb = status === "refuted" ? "Refute" : "Confirm";
  return (
    <HypothesisForm
      title={`${verb} “${hypothesis.statement}”`}
      action={verb}
      refusal={reason.trim() === "" ? "Say what shows it." : null}
      onSubmit={() =>
        submit({ type: "ChangeHypothesisStatus", hypothesisId: hypothesis.hypothesisId, status, reason: reason.trim() })
      }
      onClose={onClose}
    >
      <TextArea
        label="What shows it?"
        rows={2}
        autoFocus
        maxLength={1000}
        value={reason}
        error={fault}
        onChange={(event) => setReason(event.target.value)}
      />
    </HypothesisForm>
  );
}
