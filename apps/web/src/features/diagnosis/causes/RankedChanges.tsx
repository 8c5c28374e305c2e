import type { Proof } from "@firebreak/incident";
import type { Diagnosis, RankedChange } from "@firebreak/server/contract";
import { Button, Card, Chip, ClockTime, classes, EmptyState, ShareBar } from "../../../ui/index.ts";
import type { FoundEvidence } from "../AsEvidenceDialog.tsx";
import css from "./Causes.module.css";
import { announcedTitle, changeTitle, distanceText, sourceText } from "./causeText.ts";

interface Props {
  readonly diagnosis: Diagnosis;
  /** Why nobody here may attach evidence; null when they may. */
  readonly refusal: string | null;
  readonly onEvidence: (found: FoundEvidence) => void;
  readonly onCompare: (change: RankedChange["change"]) => void;
}

/** Changes by how well their time and lineage fit the impact. Nearest in time alone is a lead, not a cause. */
export function RankedChanges(props: Props) {
  const { changes } = props.diagnosis;
  return (
    <Card title="Changes" fill className={css.changes} right="by time and lineage">
      {changes.length === 0 ? (
        <EmptyState title="No change fits">
          Nothing was announced and no version is new in the records around the onset. Look at what changed outside: the inputs,
          an upstream service, the world.
        </EmptyState>
      ) : (
        <ol className={css.list} id="changes">
          {changes.map((ranked, index) => (
            <ChangeRow key={ranked.change.changeId} {...props} ranked={ranked} first={index === 0} />
          ))}
        </ol>
      )}
    </Card>
  );
}

function ChangeRow({
  ranked: { change, score, reasons },
  first,
  diagnosis: { onset, layers },
  refusal,
  onEvidence,
  onCompare,
}: Props & { readonly ranked: RankedChange; readonly first: boolean }) {
  const title = changeTitle(change);
  const layer = layers.find(({ changeIds }) => changeIds.includes(change.changeId))?.layer ?? null;
  const proof: Proof = { kind: "change", label: title.slice(0, 160), ref: change.changeId };
  const text = [`${title}, ${distanceText(onset.at - change.effectiveAt)} the onset.`, ...reasons].join(" ");
  return (
    <li id={`change-${change.changeId}`} className={classes(css.change, first && css.first)}>
      <div className={css.score}>
        <ClockTime at={change.effectiveAt} seconds mono />
        <ShareBar share={score} label={`How well ${title} fits`} tone="violet" thin />
      </div>
      <Words change={change} title={title} reasons={reasons} />
      <div className={css.does}>
        <Button
          size="small"
          data-diagnosis-row
          refusal={refusal}
          aria-label={`As evidence: ${title}`}
          onClick={() => onEvidence({ text, proof, layer })}
        >
          As evidence
        </Button>
        {change.artefact && change.version && change.previous ? (
          <Button
            size="small"
            look="bare"
            aria-label={`Compare versions of ${change.artefact}`}
            onClick={() => onCompare(change)}
          >
            Compare versions
          </Button>
        ) : null}
      </div>
    </li>
  );
}

interface WordsProps extends Pick<RankedChange, "change" | "reasons"> {
  readonly title: string;
}
/** What changed, why it may be the cause, and where that is known from. */
function Words({ change, title, reasons }: WordsProps) {
  const announced = announcedTitle(change);
  return (
    <div className={css.words}>
      <p className={css.title}>
        <b>{title}</b>
        {change.previous ? (
          <span className={css.was}>
            was <span className="mono">{change.previous}</span>
          </span>
        ) : null}
      </p>
      {reasons.map((reason, index) => (
        <p key={reason} className={classes(css.reason, index > 0 && css.dim)}>
          {reason}
        </p>
      ))}
      <p className={css.meta}>
        {announced && announced !== title ? `${announced} · ` : ""}
        {change.kind} · {sourceText(change)}
        {change.by ? ` · ${change.by}` : ""} {change.url ? <Chip to={change.url}>announcement</Chip> : null}{" "}
        {change.status === "failed" || change.status === "rolled-back" ? <Chip kind="harm">{change.status}</Chip> : null}
      </p>
    </div>
  );
}
