import type { DeclaredIncident, Technique } from "@firebreak/incident";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { Button, Card, Chip, ClockTime, IconButton, ProofChip } from "../../ui/index.ts";
import { TagDialog, type TagTechnique, UntagDialog, type UntagTechnique } from "./TechniqueDialogs.tsx";
import css from "./TechniquesCard.module.css";
import {
  mitigationRows,
  openSuggestions,
  pageOf,
  type SuggestedTechnique,
  type TechniqueSheet,
  type TechniqueSuggestion,
} from "./techniqueRows.ts";

interface Props {
  readonly incidentId: string;
  readonly state: Pick<DeclaredIncident, "techniques">;
  readonly sheets: ReadonlyMap<string, TechniqueSheet>;
  readonly suggestions: readonly TechniqueSuggestion[];
  readonly refusal: string | null;
  /** Answers with the sentence of a refusal that this browser knows; null: it is on its way. */
  readonly onTag: (command: TagTechnique) => string | null;
  readonly onUntag: (command: UntagTechnique) => string | null;
}
type Asked =
  | { readonly kind: "tag"; readonly suggested: SuggestedTechnique | null }
  | { readonly kind: "untag"; readonly technique: Technique };

/** What the security vocabularies call what happened here, what speaks for more of them, and what answers them. */
export function TechniquesCard({ incidentId, state, sheets, suggestions, refusal, onTag, onUntag }: Props) {
  const [asked, ask] = useState<Asked | null>(null);
  const { techniques } = state;
  const open = openSuggestions(suggestions, techniques, sheets);
  return (
    <Card
      title="Techniques"
      className={css.card}
      right={
        <Button
          size="small"
          look="bare"
          icon={<Plus aria-hidden="true" />}
          refusal={refusal}
          onClick={() => ask({ kind: "tag", suggested: null })}
        >
          Tag
        </Button>
      }
    >
      {techniques.length === 0 && open.length === 0 ? (
        <p className={css.faint}>None is tagged, and nothing that was measured suggests one yet.</p>
      ) : null}
      <ul className={css.list}>
        {techniques.map((technique) => (
          <Tagged
            key={technique.techniqueId}
            {...{ incidentId, technique, refusal }}
            sheet={sheets.get(technique.techniqueId)}
            onRemove={() => ask({ kind: "untag", technique })}
          />
        ))}
        {open.map((suggested) => (
          <Suggested
            key={suggested.techniqueId}
            {...{ incidentId, suggested, refusal }}
            onTag={() => ask({ kind: "tag", suggested })}
          />
        ))}
      </ul>
      <Mitigations techniques={techniques} sheets={sheets} />
      {asked?.kind === "tag" ? (
        <TagDialog suggested={asked.suggested} sheets={sheets} tagged={techniques} onTag={onTag} onClose={() => ask(null)} />
      ) : null}
      {asked?.kind === "untag" ? <UntagDialog technique={asked.technique} onUntag={onUntag} onClose={() => ask(null)} /> : null}
    </Card>
  );
}

const Id = ({ technique }: { readonly technique: Pick<Technique, "framework" | "techniqueId"> }) => (
  <Chip kind="proof" to={pageOf(technique)}>
    {technique.techniqueId}
  </Chip>
);

interface TaggedProps extends Pick<Props, "incidentId" | "refusal"> {
  readonly technique: Technique;
  readonly sheet: TechniqueSheet | undefined;
  readonly onRemove: () => void;
}
function Tagged({ incidentId, technique, sheet, refusal, onRemove }: TaggedProps) {
  return (
    <li>
      <p>
        <Id technique={technique} /> <b>{sheet?.title ?? technique.framework}</b>
      </p>
      <p className={css.reason}>{technique.reason}</p>
      <p className={css.foot}>
        {technique.by} · <ClockTime at={technique.at} />
        {technique.proofs.map((proof) => (
          <ProofChip key={`${proof.kind}-${proof.ref}`} incidentId={incidentId} proof={proof} />
        ))}
      </p>
      {refusal === null ? (
        <IconButton className={css.act} label={`Remove ${technique.techniqueId}`} onClick={onRemove}>
          <X aria-hidden="true" />
        </IconButton>
      ) : null}
    </li>
  );
}

interface SuggestedProps extends Pick<Props, "incidentId" | "refusal"> {
  readonly suggested: SuggestedTechnique;
  readonly onTag: () => void;
}
function Suggested({ incidentId, suggested: { sheet, reason, proofs }, refusal, onTag }: SuggestedProps) {
  return (
    <li className={css.suggested}>
      <p>
        <Id technique={sheet} /> {sheet.title}
      </p>
      <p className={css.reason}>Suggested: {reason}</p>
      <p className={css.foot}>
        {proofs.map((proof) => (
          <ProofChip key={`${proof.kind}-${proof.ref}`} incidentId={incidentId} proof={proof} />
        ))}
      </p>
      <Button size="small" className={css.act} refusal={refusal} onClick={onTag}>
        Tag …
      </Button>
    </li>
  );
}

interface MitigationsProps extends Pick<Props, "sheets"> {
  readonly techniques: readonly Technique[];
}
function Mitigations({ techniques, sheets }: MitigationsProps) {
  const rows = mitigationRows(techniques, sheets);
  if (rows.length === 0) return null;
  return (
    <>
      <h3 className={css.title}>Mitigations</h3>
      <ul className={css.mitigations}>
        {rows.map(({ id, title, answers }) => (
          <li key={id} title={`Answers ${answers.join(", ")}`}>
            <span className="mono">{id}</span> {title}
          </li>
        ))}
      </ul>
    </>
  );
}
