import type { HypothesisEvidence } from "@firebreak/incident";
import type { LayerFinding } from "@firebreak/runbook";
import { Button, Dot, ProofChip, type Tone } from "../../ui/index.ts";
import { isSameCheck, type Look, type Said, sayChange, sayLook, type ToldChange } from "./evidenceText.ts";
import css from "./HypothesisView.module.css";

interface Props {
  readonly incidentId: string;
  /** null while it is looked at. */
  readonly finding: LayerFinding | null;
  readonly fault: string | null;
  readonly changes: readonly ToldChange[];
  readonly impactStartedAt: number;
  /** What hangs on the hypothesis already. */
  readonly evidence: readonly HypothesisEvidence[];
  readonly refusal: string | null;
  readonly onAttach: (said: Said, stance: "for" | "against") => void;
}
const FINDING_WORDS: Readonly<Record<LayerFinding["finding"], string>> = {
  suspicious: "Suspicious",
  "nothing-found": "Nothing found",
  "not-measured": "Not measured",
};
const STANDING: Readonly<Record<Look["standing"], { readonly word: string; readonly tone: Tone }>> = {
  alarms: { word: "alarms", tone: "harm" },
  outside: { word: "outside", tone: "harm" },
  inside: { word: "inside", tone: "neutral" },
  learning: { word: "learning", tone: "neutral" },
  silent: { word: "silent", tone: "neutral" },
};

/** What the machine saw in the hypothesis's layer. It never decides: a person attaches what tells. */
export function LayerFindingView(props: Props) {
  const { incidentId, finding, fault, changes, impactStartedAt, evidence, refusal, onAttach } = props;
  if (finding === null) return <p className={css.faint}>{fault ?? "Looking at its signals …"}</p>;
  const suspects = changes.filter(({ changeId }) => finding.changeIds.includes(changeId));
  return (
    <>
      <p>
        <b className={css.finding} data-finding={finding.finding}>
          {FINDING_WORDS[finding.finding]}.
        </b>{" "}
        {finding.sentence}
      </p>
      <ul className={css.looks}>
        {suspects.map((change) => {
          const said = sayChange(change, impactStartedAt);
          const isAttached = evidence.some((piece) => piece.proofs.some((proof) => proof.ref === change.changeId));
          return (
            <li key={change.changeId}>
              <Dot tone="info" />
              <span className={css.look}>
                <ProofChipOf said={said} incidentId={incidentId} /> {said.text}
              </span>
              <Button
                size="small"
                look="bare"
                refusal={refusal ?? (isAttached ? "It is attached already." : null)}
                onClick={() => onAttach(said, "for")}
              >
                Attach for
              </Button>
            </li>
          );
        })}
        {finding.looked.map((look) => (
          <LookRow key={look.signal} {...{ look, incidentId, evidence, refusal, onAttach }} />
        ))}
      </ul>
    </>
  );
}

const ProofChipOf = ({ said, incidentId }: { readonly said: Said; readonly incidentId: string }) =>
  said.proofs.map((proof) => <ProofChip key={proof.ref} incidentId={incidentId} proof={proof} />);

interface LookProps extends Pick<Props, "incidentId" | "evidence" | "refusal" | "onAttach"> {
  readonly look: Look;
}
function LookRow({ look, incidentId, evidence, refusal, onAttach }: LookProps) {
  const { word, tone } = STANDING[look.standing];
  const said = sayLook(look);
  const live = said?.live ?? null;
  const isAttached = live !== null && evidence.some((piece) => piece.live !== null && isSameCheck(piece.live, live));
  return (
    <li>
      <Dot tone={tone} />
      <span className={css.look}>
        <ProofChip incidentId={incidentId} proof={{ kind: "signal", label: look.title, ref: look.signal }} /> <b>{word}</b>{" "}
        <span className={css.sentence}>{look.sentence}</span>
      </span>
      {said ? (
        <Button
          size="small"
          look="bare"
          refusal={refusal ?? (isAttached ? "It is attached already, and runs again and again." : null)}
          onClick={() => onAttach(said, said.stance)}
        >
          Attach {said.stance}
        </Button>
      ) : null}
    </li>
  );
}
