import type { HypothesisEvidence } from "@firebreak/incident";
import { ClockTime, classes, ProofChip } from "../../ui/index.ts";
import css from "./EvidenceList.module.css";
import { standingOfEvidence, standingWords } from "./evidenceStanding.ts";

interface Props {
  readonly incidentId: string;
  readonly evidence: readonly HypothesisEvidence[];
  readonly none?: string;
  /** Under a heading that says the stance, the pieces need not. */
  readonly sorted?: boolean;
}

/** Each piece with its stance, its proofs, and what its live check says now. */
export function EvidenceList({ incidentId, evidence, none = "No evidence attached yet.", sorted = false }: Props) {
  if (evidence.length === 0) return <p className={css.faint}>{none}</p>;
  return (
    <ul className={css.list}>
      {evidence.map((piece) => (
        <Piece key={piece.evidenceId} incidentId={incidentId} piece={piece} sorted={sorted} />
      ))}
    </ul>
  );
}

interface PieceProps {
  readonly incidentId: string;
  readonly piece: HypothesisEvidence;
  readonly sorted: boolean;
}
function Piece({ incidentId, piece, sorted }: PieceProps) {
  const standing = standingOfEvidence(piece);
  return (
    <li className={classes(css.piece, standing.kind === "turned" && css.turned)}>
      <p className={css.text}>
        {sorted ? null : <b className={piece.stance === "for" ? css.for : css.against}>{piece.stance} </b>}
        {piece.text}
      </p>
      <p className={css.foot}>
        <span>
          {piece.by} · <ClockTime at={piece.at} />
        </span>
        {piece.proofs.map((proof) => (
          <ProofChip key={`${proof.kind}-${proof.ref}`} incidentId={incidentId} proof={proof} />
        ))}
      </p>
      <Live piece={piece} />
    </li>
  );
}

function Live({ piece }: { readonly piece: HypothesisEvidence }) {
  const standing = standingOfEvidence(piece);
  const words = standingWords(piece);
  if (words === null) return null;
  return (
    <p className={css.live} data-standing={standing.kind}>
      <b>{words.map((word) => (typeof word === "string" ? word : <ClockTime key={word.at} at={word.at} />))}</b>
      {"sentence" in standing ? ` · ${standing.sentence}` : null}
    </p>
  );
}
