import type { Hypothesis, HypothesisStatus, IncidentCommand, Refusal } from "@firebreak/incident";
import { Layer } from "@firebreak/incident";
import { LAYER_TITLES } from "@firebreak/runbook";
import { useState } from "react";
import { newCommandId } from "../../live/index.ts";
import { Button, Dialog, RadioGroup, Select, TextArea, TextField } from "../../ui/index.ts";
import css from "./HypothesisDialog.module.css";

type HypothesisCommand = Extract<
  IncidentCommand,
  { type: "AddHypothesis" | "ChangeHypothesisStatus" | "AssignHypothesis" | "AttachEvidence" }
>;
interface Shell {
  readonly onIssue: (command: HypothesisCommand) => Refusal | null;
  readonly onClose: () => void;
}

export function AddHypothesisDialog({
  parent,
  statement: first = "",
  onIssue,
  onClose,
}: Shell & { readonly parent: Hypothesis | null; readonly statement?: string }) {
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
    <Form
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
      {parent ? null : (
        <Select
          label="Layer"
          value={layer}
          options={Layer.options.map((value) => ({ value, label: LAYER_TITLES[value] }))}
          onChange={setLayer}
        />
      )}
      <TextField
        label="How to check it (optional)"
        value={check}
        maxLength={400}
        onChange={(event) => setCheck(event.target.value)}
      />
    </Form>
  );
}

export function StatusDialog({
  hypothesis,
  status,
  onIssue,
  onClose,
}: Shell & { readonly hypothesis: Hypothesis; readonly status: HypothesisStatus }) {
  const [reason, setReason] = useState("");
  const { fault, submit } = useSubmit({ onIssue, onClose });
  const verb = status === "refuted" ? "Refute" : "Confirm";
  return (
    <Form
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
        value={reason}
        error={fault}
        onChange={(event) => setReason(event.target.value)}
      />
    </Form>
  );
}

export function EvidenceDialog({ hypothesis, onIssue, onClose }: Shell & { readonly hypothesis: Hypothesis }) {
  const [text, setText] = useState("");
  const [link, setLink] = useState("");
  const [stance, setStance] = useState<"for" | "against">("for");
  const { fault, submit } = useSubmit({ onIssue, onClose });
  const url = link.trim();
  const attach = () =>
    submit({
      type: "AttachEvidence",
      hypothesisId: hypothesis.hypothesisId,
      evidenceId: newCommandId(),
      stance,
      text: text.trim(),
      proofs: url === "" ? [] : [{ kind: "url", label: new URL(url).hostname, ref: url }],
      live: null,
    });
  return (
    <Form
      title={`Evidence on “${hypothesis.statement}”`}
      action="Attach"
      refusal={
        text.trim() === "" ? "Write what was seen." : url !== "" && !URL.canParse(url) ? "The link is not an address." : null
      }
      onSubmit={attach}
      onClose={onClose}
    >
      <RadioGroup
        label="It speaks"
        value={stance}
        options={[
          { value: "for", label: "for it" },
          { value: "against", label: "against it" },
        ]}
        onChange={setStance}
      />
      <TextArea
        label="What was seen"
        rows={2}
        autoFocus
        value={text}
        error={fault}
        onChange={(event) => setText(event.target.value)}
      />
      <TextField label="Link (optional)" type="url" value={link} onChange={(event) => setLink(event.target.value)} />
    </Form>
  );
}

function useSubmit({ onIssue, onClose }: Shell) {
  const [fault, setFault] = useState<string | null>(null);
  const submit = (command: HypothesisCommand) => {
    const refusal = onIssue(command);
    if (refusal) setFault(refusal.message);
    else onClose();
  };
  return { fault, submit };
}

interface FormProps {
  readonly title: string;
  readonly action: string;
  readonly refusal: string | null;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: React.ReactNode;
}
function Form({ title, action, refusal, onSubmit, onClose, children }: FormProps) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button look="bare" onClick={onClose}>
            Cancel
          </Button>
          <Button look="primary" refusal={refusal} onClick={onSubmit}>
            {action}
          </Button>
        </>
      }
    >
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!refusal) onSubmit();
        }}
      >
        {children}
      </form>
    </Dialog>
  );
}
