import type { IncidentCommand, Refusal } from "@firebreak/incident";
import { useState } from "react";
import { Button, Dialog } from "../../ui/index.ts";
import css from "./HypothesisForm.module.css";

export type HypothesisCommand = Extract<
  IncidentCommand,
  {
    type:
      | "AddHypothesis"
      | "ChangeHypothesisStatus"
      | "AssignHypothesis"
      | "AttachEvidence"
      | "MoveHypothesis"
      | "SplitHypothesis";
  }
>;
/** What every form of this room is given. */
export interface FormShell {
  readonly onIssue: (command: HypothesisCommand) => Refusal | null;
  readonly onClose: () => void;
}

/** Issues, and closes where it was taken; else `fault` is the refusal's sentence. */
export function useSubmit({ onIssue, onClose }: FormShell): {
  readonly fault: string | null;
  readonly submit: (command: HypothesisCommand) => void;
} {
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
  /** Why it cannot be sent as it stands. */
  readonly refusal: string | null;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly width?: "medium" | "large" | undefined;
  readonly children: React.ReactNode;
}
export function HypothesisForm({ title, action, refusal, onSubmit, onClose, width = "medium", children }: FormProps) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      width={width}
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
