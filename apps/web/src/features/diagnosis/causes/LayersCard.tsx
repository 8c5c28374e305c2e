import type { Hypothesis, Layer } from "@firebreak/incident";
import { LAYER_TITLES, type LayerFinding, SYMPTOM_TITLES } from "@firebreak/runbook";
import type { Diagnosis } from "@firebreak/server/contract";
import { Link } from "react-router";
import { Card, Chip, classes, ProofChip, ShareBar } from "../../../ui/index.ts";
import css from "./Causes.module.css";
import { changeTitle, FINDING_WORDS, rankedLayers } from "./causeText.ts";

interface Props {
  readonly incidentId: string;
  readonly diagnosis: Diagnosis;
  readonly hypotheses: readonly Hypothesis[];
  /** Where the tree is worked on. */
  readonly treePath: string;
}
const SHOWN_SIGNALS = 3;

/** What Firebreak itself found in each layer of the symptom's tree: most suspicious first. It never decides. */
export function LayersCard({ incidentId, diagnosis, hypotheses, treePath }: Props) {
  const ranked = rankedLayers(diagnosis.layers);
  const most = Math.max(...ranked.map(({ score }) => score), 0);
  return (
    <Card
      title="Layers"
      fill
      className={css.ranked}
      right={
        <>
          {SYMPTOM_TITLES[diagnosis.symptom].toLowerCase()} · <Link to={treePath}>hypotheses</Link>
        </>
      }
    >
      <ol className={css.list}>
        {ranked.map((finding) => (
          <LayerRow
            key={finding.layer}
            incidentId={incidentId}
            finding={finding}
            place={diagnosis.layers.indexOf(finding) + 1}
            share={most > 0 ? finding.score / most : 0}
            changes={diagnosis.changes
              .filter(({ change }) => finding.changeIds.includes(change.changeId))
              .map(({ change }) => changeTitle(change))}
            hypotheses={ofLayer(hypotheses, finding.layer)}
            treePath={treePath}
          />
        ))}
      </ol>
    </Card>
  );
}

const ofLayer = (hypotheses: readonly Hypothesis[], layer: Layer): readonly Hypothesis[] =>
  hypotheses.filter((one) => one.layer === layer && one.status !== "open").slice(0, 3);

interface RowProps extends Pick<Props, "incidentId" | "hypotheses" | "treePath"> {
  readonly finding: LayerFinding;
  /** In the order in which the runbook inspects them. */
  readonly place: number;
  readonly share: number;
  readonly changes: readonly string[];
}
function LayerRow({ incidentId, finding, place, share, changes, hypotheses, treePath }: RowProps) {
  const { layer, sentence, looked } = finding;
  const title = LAYER_TITLES[layer];
  const spoke = looked.filter(({ standing }) => standing === "alarms" || standing === "outside");
  const shown = (spoke.length > 0 ? spoke : looked).slice(0, SHOWN_SIGNALS);
  return (
    <li className={classes(css.layer, finding.finding !== "suspicious" && css.calm)}>
      <p className={css.layerHead}>
        <b>{title}</b>
        <span className={css.place}>inspect {place}.</span>
        <span className={css[finding.finding]}>{FINDING_WORDS[finding.finding]}</span>
      </p>
      {finding.finding === "suspicious" ? (
        <ShareBar share={share} label={`Suspicion of ${title}, of the highest`} tone="violet" thin />
      ) : null}
      <p className={css.reason}>{sentence}</p>
      <p className={css.proofs}>
        {changes.map((change) => (
          <ProofChip key={change} incidentId={incidentId} proof={{ kind: "change", label: change, ref: change }} />
        ))}
        {shown.map(({ signal, title: name, sentence: says }) => (
          <span key={signal} title={says}>
            <ProofChip incidentId={incidentId} proof={{ kind: "signal", label: name, ref: signal }} />
          </span>
        ))}
        {looked.length > shown.length ? <span className={css.dim}>{looked.length} looked at</span> : null}
        {hypotheses.map((one) => (
          <Chip key={one.hypothesisId} to={treePath}>
            {one.status}: {one.statement.length > 40 ? `${one.statement.slice(0, 39)}…` : one.statement}
          </Chip>
        ))}
      </p>
    </li>
  );
}
