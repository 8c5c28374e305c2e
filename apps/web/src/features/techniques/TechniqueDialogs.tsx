import type { IncidentCommand, Technique } from "@firebreak/incident";
import { useState } from "react";
import { Button, Dialog, Select, TextArea } from "../../ui/index.ts";
import css from "./TechniquesCard.module.css";
import type { SuggestedTechnique, TechniqueSheet } from "./techniqueRows.ts";

export type TagTechnique = Extract<IncidentCommand, { type: "TagTechnique" }>;
export type UntagTechnique = Extract<IncidentCommand, { type: "UntagTechnique" }>;

interface TagProps {
  /** null: chosen by hand. */
  readonly suggested: SuggestedTechnique | null;
  readonly sheets: ReadonlyMap<string, TechniqueSheet>;
  readonly tagged: readonly Technique[];
  readonly onTag: (command: TagTechnique) => string | null;
  readonly onClose: () => void;
}
export function TagDialog({ suggested, sheets, tagged, onTag, onClose }: TagProps) {
  const [techniqueId, choose] = useState(suggested?.techniqueId ?? "");
  const [reason, setReason] = useState(suggested?.reason ?? "");
  const [fault, setFault] = useState<string | null>(null);
  const sheet = sheets.get(techniqueId);
  const tag = () => {
    if (!sheet) return;
    const proofs = [...(suggested?.proofs ?? [])];
    const refused = onTag({ type: "TagTechnique", framework: sheet.framework, techniqueId, reason: reason.trim(), proofs });
    if (refused === null) onClose();
    else setFault(refused);
  };
  const missing = !sheet ? "Choose a technique first." : reason.trim() === "" ? "Say what shows it." : null;
  return (
    <ReasonDialog
      title={suggested ? `Tag ${techniqueId} ${suggested.sheet.title}` : "Tag a technique"}
      action="Tag"
      {...{ missing, fault, reason, onClose }}
      onReason={setReason}
      onSubmit={tag}
    >
      {suggested ? null : (
        <Select
          label="Technique"
          value={techniqueId}
          options={[
            { value: "", label: "Choose …" },
            ...[...sheets.values()].map((each) => ({
              value: each.techniqueId,
              label: `${each.techniqueId} · ${each.title}`,
              disabled: tagged.some((one) => one.techniqueId === each.techniqueId),
            })),
          ]}
          onChange={choose}
        />
      )}
      {sheet ? <p className={css.reason}>{sheet.meaning}</p> : null}
    </ReasonDialog>
  );
}

interface UntagProps {
  readonly technique: Technique;
  readonly onUntag: (command: UntagTechnique) => string | null;
  readonly onClose: () => void;
}
export function UntagDialog({ technique: { techniqueId }, onUntag, onClose }: UntagProps) {
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const untag = () => {
    const refused = onUntag({ type: "UntagTechnique", techniqueId, reason: reason.trim() });
    if (refused === null) onClose();
    else setFault(refused);
  };
  return (
    <ReasonDialog
      title={`Remove ${techniqueId} from the incident`}
      action="Remove"
      missing={reason.trim() === "" ? "Say why it does not apply." : null}
      {...{ fault, reason, onClose }}
      onReason={setReason}
      onSubmit={untag}
    />
  );
}

interface ReasonProps {
  readonly title: string;
  readonly action: string;
  readonly missing: string | null;
  readonly fault: string | null;
  readonly reason: string;
  readonly onReason: (reason: string) => void;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children?: React.ReactNode;
}
function ReasonDialog({ title, action, missing, fault, reason, onReason, onSubmit, onClose, children }: ReasonProps) {
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
          <Button look="primary" refusal={missing} onClick={onSubmit}>
            {action}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        {children}
        <TextArea
          label="What shows it, in one sentence"
          rows={2}
          maxLength={200}
          value={reason}
          error={fault}
          onChange={(event) => onReason(event.target.value)}
        />
      </div>
    </Dialog>
  );
}
