import type { Hypothesis } from "@firebreak/incident";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { newCommandId } from "../../live/index.ts";
import { Button, IconButton, TextField } from "../../ui/index.ts";
import css from "./HypothesisForm.module.css";
import { type FormShell, HypothesisForm, useSubmit } from "./HypothesisForm.tsx";

interface Part {
  readonly hypothesisId: string;
  readonly statement: string;
  readonly check: string;
}
const LEAST = 2;
const MOST = 6;
const newPart = (): Part => ({ hypothesisId: newCommandId(), statement: "", check: "" });

/** Into parts that can be decided one by one; what was found so far stays with the whole. */
export function SplitDialog({ hypothesis, onIssue, onClose }: FormShell & { readonly hypothesis: Hypothesis }) {
  const [parts, setParts] = useState<readonly Part[]>(() => [newPart(), newPart()]);
  const { fault, submit } = useSubmit({ onIssue, onClose });
  const write = (hypothesisId: string, said: Partial<Part>) =>
    setParts(parts.map((part) => (part.hypothesisId === hypothesisId ? { ...part, ...said } : part)));
  const split = () =>
    submit({
      type: "SplitHypothesis",
      hypothesisId: hypothesis.hypothesisId,
      parts: parts.map((part) => ({ ...part, statement: part.statement.trim(), check: part.check.trim() })),
    });
  return (
    <HypothesisForm
      title={`Split “${hypothesis.statement}”`}
      action={`Split into ${parts.length}`}
      width="large"
      refusal={parts.some((part) => part.statement.trim() === "") ? "Write each part, or remove it." : null}
      onSubmit={split}
      onClose={onClose}
    >
      {parts.map((part, index) => (
        <PartFields
          key={part.hypothesisId}
          part={part}
          number={index + 1}
          onWrite={(said) => write(part.hypothesisId, said)}
          onRemove={parts.length > LEAST ? () => setParts(parts.filter((each) => each.hypothesisId !== part.hypothesisId)) : null}
        />
      ))}
      <div className={css.more}>
        <Button
          size="small"
          icon={<Plus aria-hidden="true" />}
          refusal={parts.length >= MOST ? `${MOST} parts at most. Split one of them again later.` : null}
          onClick={() => setParts([...parts, newPart()])}
        >
          Another part
        </Button>
        The parts hang below it; its evidence stays with the whole.
      </div>
      {fault ? (
        <p role="alert" className={css.fault}>
          {fault}
        </p>
      ) : null}
    </HypothesisForm>
  );
}

interface PartProps {
  readonly part: Part;
  readonly number: number;
  readonly onWrite: (said: Partial<Part>) => void;
  /** null: it takes two at least. */
  readonly onRemove: (() => void) | null;
}
function PartFields({ part, number, onWrite, onRemove }: PartProps) {
  return (
    <div className={css.part}>
      <TextField
        label={`Part ${number}`}
        value={part.statement}
        maxLength={200}
        onChange={(event) => onWrite({ statement: event.target.value })}
      />
      <TextField
        label="How to check it (optional)"
        value={part.check}
        maxLength={400}
        onChange={(event) => onWrite({ check: event.target.value })}
      />
      {onRemove ? (
        <IconButton label={`Remove part ${number}`} onClick={onRemove}>
          <X aria-hidden="true" />
        </IconButton>
      ) : null}
    </div>
  );
}
