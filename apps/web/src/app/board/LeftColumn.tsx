import type { TriageQuestion } from "@firebreak/incident";
import { proposeAnswers } from "@firebreak/runbook";
import { ChangesCard } from "../../features/changes/ChangesCard.tsx";
import { ClocksCard } from "../../features/clocks/ClocksCard.tsx";
import { useDiagnosis } from "../../features/diagnosis/useDiagnosis.ts";
import { useSegments } from "../../features/segments/useSegments.ts";
import { useSignalReadings } from "../../features/signals/useSignalReadings.ts";
import { useSignalWindow } from "../../features/signals/useSignalWindow.ts";
import { ImpactCard } from "../../features/triage/ImpactCard.tsx";
import { type ProposedAnswer, TriageCard } from "../../features/triage/TriageCard.tsx";
import { useCatalogue, useIssue, useOpenIncident } from "../../live/index.ts";
import css from "./BoardPage.module.css";
import { useBoardDialog } from "./boardDialog.ts";
import { clockRows } from "./clockRows.ts";
import { diagnosisFacts } from "./diagnosisFacts.ts";
import { usePermission } from "./usePermission.ts";
import { useAskedHarm, useChanges, useHarmSignal, useTitleOf } from "./useTelemetry.ts";

/** What is known: triage, impact, legal clocks, changes. */
export function LeftColumn() {
  const { incidentId, state } = useOpenIncident();
  const issue = useIssue(incidentId);
  const open = useBoardDialog((store) => store.open);
  const may = usePermission();
  const changes = useChanges(state.service);
  return (
    <div className={css.left}>
      <TriageCard
        incidentId={incidentId}
        state={state}
        proposals={useProposals()}
        refusal={may("AnswerTriageQuestion")}
        onAnswer={(question, answer, proofs) => issue({ type: "AnswerTriageQuestion", question, answer, proofs: [...proofs] })}
      />
      <ImpactCard state={state} refusal={may("AssessImpact")} onReassess={() => open({ kind: "assess", wanted: null })} />
      <ClocksCard
        state={state}
        clocks={clockRows(state)}
        refusal={may("FlagExposure")}
        onFlag={() => open({ kind: "exposure", detail: "" })}
      />
      <ChangesCard changes={changes} impactStartedAt={Date.parse(state.impactStartedAt)} />
    </div>
  );
}

/** The runbook's proposals from what the telemetry says now; only for questions nobody answered. */
function useProposals(): Readonly<Partial<Record<TriageQuestion, ProposedAnswer>>> {
  const { incidentId, state } = useOpenIncident();
  const { definitions } = useCatalogue(state.service);
  const isOpen = Object.values(state.triage).some((answer) => answer === null);
  const diagnosis = useDiagnosis(isOpen ? incidentId : null, useAskedHarm(), { seldom: true }).answer;
  const [window] = useSignalWindow(state.impactStartedAt);
  const { readings } = useSignalReadings(state.service, window);
  const { harm } = useHarmSignal();
  const titleOf = useTitleOf(state.service);
  const { rows } = useSegments(state.service, harm.id);
  const changes = useChanges(state.service);
  const outside = [...(readings?.values() ?? [])].flatMap(({ series }) =>
    series.outsideSince === null ? [] : [{ signal: series.signal, title: titleOf(series.signal), since: series.outsideSince }],
  );
  const proposals = proposeAnswers({
    impactStartedAt: state.impactStartedAt,
    changes: (changes ?? []).map((change) => ({ ...change, at: change.effectiveAt })),
    outside,
    segments: rows ?? [],
    diagnosis: diagnosis && diagnosisFacts(diagnosis, definitions),
  });
  return Object.fromEntries(Object.entries(proposals).filter(([, proposal]) => proposal !== null));
}
