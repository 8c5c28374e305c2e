import type { Refusal } from "@firebreak/incident";
import { useState } from "react";
import { Button, Dialog, RadioGroup, TextArea } from "../../ui/index.ts";
import css from "./ExposureDialog.module.css";

type Kind = "data-exposure" | "policy-violation";
interface Props {
  /** What was already typed in the composer. */
  readonly detail: string;
  readonly onFlag: (kind: Kind, detail: string) => Refusal | null;
  readonly onClose: () => void;
}

/** Runbook G4: any possible data exposure goes to legal and security at once. */
export function ExposureDialog({ detail: first, onFlag, onClose }: Props) {
  const [kind, setKind] = useState<Kind>("data-exposure");
  const [detail, setDetail] = useState(first);
  const [fault, setFault] = useState<string | null>(null);
  const flag = () => {
    const refusal = onFlag(kind, detail.trim());
    if (refusal) setFault(refusal.message);
    else onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Flag a suspected exposure"
      description="Legal and security are told at once, and the clocks start. A suspicion is enough; it can be cleared later."
      actions={
        <>
          <Button look="bare" onClick={onClose}>
            Cancel
          </Button>
          <Button look="danger" refusal={detail.trim() === "" ? "Write what was seen." : null} onClick={flag}>
            Flag it
          </Button>
        </>
      }
    >
      <div className={css.form}>
        <RadioGroup
          label="What is suspected"
          value={kind}
          options={[
            { value: "data-exposure", label: "Data exposure" },
            { value: "policy-violation", label: "Policy violation" },
          ]}
          onChange={setKind}
        />
        <TextArea
          label="What was seen"
          rows={3}
          autoFocus
          value={detail}
          error={fault}
          onChange={(event) => setDetail(event.target.value)}
        />
      </div>
    </Dialog>
  );
}
