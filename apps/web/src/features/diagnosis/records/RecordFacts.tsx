import type { RecordTrace } from "@firebreak/server/contract";
import type { Evaluation, GroundTruth, InferenceRecord, Prediction } from "@firebreak/signals";
import { ClockTime, CopyButton, classes } from "../../../ui/index.ts";
import { type FactRow, featureRows, measureRows, outcomeRows } from "./recordText.ts";
import css from "./Trace.module.css";

/** Beside the conversation: how it was judged, what the model saw, which versions answered, and the ids to find it by elsewhere. */
export function RecordFacts({ record, trace }: { readonly record: InferenceRecord; readonly trace: RecordTrace }) {
  const evaluations = trace.evaluations.filter(({ responseId }) => responseId === record.responseId);
  const named = (values: Readonly<Record<string, string>>): readonly FactRow[] =>
    Object.entries(values).map(([name, value]) => ({ name, value }));
  return (
    <aside className={css.facts} aria-label="Facts">
      {record.prediction ? <PredictionView prediction={record.prediction} truth={trace.groundTruth} /> : null}
      <Evaluations evaluations={evaluations} />
      <Facts title="Segment" rows={named(record.dimensions)} mono />
      <Facts title="Lineage" rows={named(record.lineage)} mono />
      <Facts title="Outcome" rows={outcomeRows(record)} />
      <Facts title="Measured" rows={measureRows(record)} />
      <Ids record={record} />
    </aside>
  );
}

interface FactsProps {
  readonly title: string;
  readonly rows: readonly FactRow[];
  readonly mono?: boolean;
}
function Facts({ title, rows, mono = false }: FactsProps) {
  if (rows.length === 0) return null;
  return (
    <section className={css.group}>
      <h3>{title}</h3>
      <dl>
        {rows.map(({ name, value, harm }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={classes(mono && "mono", harm && css.harm)}>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Evaluations({ evaluations }: { readonly evaluations: readonly Evaluation[] }) {
  if (evaluations.length === 0) return null;
  return (
    <section className={css.group}>
      <h3>Evaluations</h3>
      <dl>
        {evaluations.map(({ name, label, score, at }) => (
          <div key={`${name} ${at}`}>
            <dt>{name}</dt>
            <dd>
              {label}
              {score === null ? "" : ` ${score.toFixed(3)}`}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

interface PredictionProps {
  readonly prediction: Prediction;
  readonly truth: GroundTruth | null;
}
function PredictionView({ prediction: { score, threshold, decision, features }, truth }: PredictionProps) {
  return (
    <section className={css.group}>
      <h3>Prediction</h3>
      {score === null ? null : <ScoreBar score={score} threshold={threshold} />}
      <dl>
        {score === null ? null : <Fact name="Score" value={score.toFixed(3)} />}
        {threshold === null ? null : <Fact name="Threshold" value={threshold.toFixed(3)} />}
        {decision ? <Fact name="Decision" value={decision} /> : null}
        <div>
          <dt>Truth</dt>
          <dd>
            {truth === null ? (
              "not known yet"
            ) : (
              <>
                {truth.value === 1 ? "it happened" : "it did not happen"}, known <ClockTime at={truth.at} />
              </>
            )}
          </dd>
        </div>
      </dl>
      <Facts title="Features" rows={featureRows(features)} mono />
    </section>
  );
}
const Fact = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);

/** Only scores between 0 and 1 have a place on it. */
function ScoreBar({ score, threshold }: { readonly score: number; readonly threshold: number | null }) {
  if (score < 0 || score > 1) return null;
  return (
    <div className={css.scoreBar} aria-hidden="true">
      <i className={css.scoreFill} style={{ width: `${score * 100}%` }} />
      {threshold === null || threshold < 0 || threshold > 1 ? null : (
        <i className={css.threshold} style={{ left: `${threshold * 100}%` }} />
      )}
    </div>
  );
}

function Ids({ record }: { readonly record: InferenceRecord }) {
  const ids = [
    { name: "Request", id: record.requestId },
    { name: "Trace", id: record.traceId },
    { name: "Span", id: record.spanId },
    { name: "Response", id: record.responseId },
    { name: "Conversation", id: record.conversationId },
  ].filter(({ id }) => id !== "");
  return (
    <section className={css.group}>
      <h3>Ids</h3>
      <dl className={css.ids}>
        {ids.map(({ name, id }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <span className="mono" title={id}>
                {id}
              </span>
              <CopyButton text={id} name={`${name.toLowerCase()} id`} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
