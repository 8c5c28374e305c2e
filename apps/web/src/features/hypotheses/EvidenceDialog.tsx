import type { Hypothesis } from "@firebreak/incident";
import { useState } from "react";
import { RadioGroup, TextArea } from "../../ui/index.ts";
import { attachment } from "./attachment.ts";
import { EvidenceFields } from "./EvidenceFields.tsx";
import { type EvidenceKind, type EvidenceSources, emptyDraft, saidOf } from "./evidenceDraft.ts";
import { type FormShell, HypothesisForm, useSubmit } from "./HypothesisForm.tsx";

const KINDS: readonly { readonly value: EvidenceKind; readonly label: string }[] = [
  { value: "live", label: "Live query" },
  { value: "change", label: "Change" },
  { value: "segment", label: "Segment" },
  { value: "record", label: "Request" },
  { value: "note", label: "Note" },
];

const STANCES = [
  { value: "for", label: "for it" },
  { value: "against", label: "against it" },
] as const;

/** What was found, with what proves it; a live query is run again while the incident lasts. */
export function EvidenceDialog({
  hypothesis,
  sources,
  onIssue,
  onClose,
}: FormShell & { readonly hypothesis: Hypothesis; readonly sources: EvidenceSources }) {
  const [draft, setDraft] = useState(() => emptyDraft(sources));
  const [stance, setStance] = useState<"for" | "against">("for");
  /** null: the words follow from what is chosen. */
  const [written, write] = useState<string | null>(null);
  const { fault, submit } = useSubmit({ onIssue, onClose });
  const said = saidOf(draft, written, sources);
  const attach = () => {
    if (typeof said !== "string") submit(attachment(hypothesis.hypothesisId, said, stance));
  };
  return (
    <HypothesisForm
      title={`Evidence on “${hypothesis.statement}”`}
      action="Attach"
      refusal={typeof said === "string" ? said : null}
      onSubmit={attach}
      onClose={onClose}
    >
      <RadioGroup
        label="It is"
        value={draft.kind}
        options={KINDS}
        onChange={(kind) => {
          setDraft({ ...draft, kind });
          write(null);
        }}
      />
      <EvidenceFields draft={draft} sources={sources} onChange={setDraft} />
      <RadioGroup label="It speaks" value={stance} options={STANCES} onChange={setStance} />
      <TextArea
        label="What was seen"
        rows={2}
        maxLength={4000}
        value={written ?? (typeof said === "string" ? "" : said.text)}
        error={fault}
        onChange={(event) => write(event.target.value)}
      />
    </HypothesisForm>
  );
}
