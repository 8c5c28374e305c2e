import type { Diagnosis } from "@firebreak/server/contract";
import { useState } from "react";
import { AsEvidenceDialog, type FoundEvidence } from "../../features/diagnosis/AsEvidenceDialog.tsx";
import { rankedLayers } from "../../features/diagnosis/causes/causeText.ts";
import { CompareView } from "../../features/diagnosis/compare/CompareView.tsx";
import { MatrixView } from "../../features/diagnosis/matrix/MatrixView.tsx";
import { RecordsView } from "../../features/diagnosis/records/RecordsView.tsx";
import { type Asked, useDiagnosis } from "../../features/diagnosis/useDiagnosis.ts";
import { useDiagnoseView } from "../../features/diagnosis/useView.ts";
import { useDimensions } from "../../features/segments/useSegments.ts";
import { useIssue, useOpenIncident } from "../../live/index.ts";
import { Button, LoadingState, RefusedState } from "../../ui/index.ts";
import { BoardDialogs } from "../board/BoardDialogs.tsx";
import { useBoardDialog } from "../board/boardDialog.ts";
import { usePermission } from "../board/usePermission.ts";
import { CausesLook } from "./CausesLook.tsx";
import { DiagnoseHead } from "./DiagnoseHead.tsx";
import css from "./DiagnosePage.module.css";
import { useDiagnoseActions } from "./useDiagnoseActions.ts";
import { useDiagnosedHarm } from "./useDiagnosedHarm.ts";
import { useRowKeys } from "./useRowKeys.ts";

/** What the data says of the cause, before anybody decides: causes, the matrix, any two cohorts, the requests themselves. */
export function DiagnosePage() {
  const { incidentId } = useOpenIncident();
  const { view, change } = useDiagnoseView();
  const { asked } = useDiagnosedHarm(null);
  const diagnosis = useDiagnosis(incidentId, asked, { seldom: view.look !== "causes" });
  const [found, setFound] = useState<FoundEvidence | null>(null);
  useDiagnoseActions(change);
  useRowKeys(view.look !== "records");
  return (
    <div className={css.page}>
      <DiagnoseHead view={view} diagnosis={diagnosis.answer} />
      <Look
        diagnosis={diagnosis}
        onEvidence={(one) => setFound({ ...one, layer: one.layer ?? suspectedLayer(diagnosis.answer) })}
      />
      <Dialogs found={found} onClose={() => setFound(null)} />
    </div>
  );
}

function suspectedLayer(diagnosis: Diagnosis | null): FoundEvidence["layer"] {
  const [first] = rankedLayers(diagnosis?.layers ?? []);
  return first?.finding === "suspicious" ? first.layer : null;
}

interface LookProps {
  readonly diagnosis: Asked<Diagnosis>;
  readonly onEvidence: (found: FoundEvidence) => void;
}
function Look({ diagnosis, onEvidence }: LookProps) {
  const { incidentId } = useOpenIncident();
  const { view } = useDiagnoseView();
  const evidenceRefusal = useEvidenceRefusal();
  const { answer, fault, stale, retry } = diagnosis;
  const { asked } = useDiagnosedHarm(answer);
  if (view.look === "matrix") return <MatrixView incidentId={incidentId} />;
  // A list that begins with another harm's requests would change under the eyes; one request can be read at once.
  const isHarmKnown = asked !== null || answer !== null || fault !== null || view.record !== null;
  if (view.look === "records" && isHarmKnown)
    return <Records diagnosis={answer} evidenceRefusal={evidenceRefusal} onEvidence={onEvidence} />;
  if (!answer && !fault) return <LoadingState what="Making a diagnosis" />;
  if (view.look === "compare") return <Cohorts diagnosis={answer} />;
  if (answer) return <CausesLook diagnosis={answer} stale={stale} evidenceRefusal={evidenceRefusal} onEvidence={onEvidence} />;
  return (
    <RefusedState title="No diagnosis could be made" action={<Button onClick={retry}>Try again</Button>}>
      {fault?.message}
    </RefusedState>
  );
}

/** What the records are looked at by. Without a diagnosis, they begin where a person says that the impact began. */
function useFrame(diagnosis: Diagnosis | null) {
  const { state } = useOpenIncident();
  const { harm } = useDiagnosedHarm(diagnosis);
  const entered = Date.parse(state.impactStartedAt);
  return {
    service: state.service,
    harm,
    onset: diagnosis?.onset ?? { low: entered, at: entered, high: entered },
    closedAt: state.situation === "closed" ? Date.parse(state.closedAt) : null,
    dimensions: useDimensions(state.service, true),
  };
}

interface RecordsProps {
  readonly diagnosis: Diagnosis | null;
  readonly evidenceRefusal: string | null;
  readonly onEvidence: (found: FoundEvidence) => void;
}
function Records({ diagnosis, evidenceRefusal, onEvidence }: RecordsProps) {
  const { incidentId, state } = useOpenIncident();
  const { view, change } = useDiagnoseView();
  const { harm, onset, closedAt, dimensions } = useFrame(diagnosis);
  const issue = useIssue(incidentId);
  const may = usePermission();
  return (
    <RecordsView
      state={state}
      view={view}
      change={change}
      onset={onset.low}
      harm={harm.id}
      bad={harm.bad}
      closedAt={closedAt}
      dimensions={dimensions}
      pinRefusal={may("PinRecord")}
      evidenceRefusal={evidenceRefusal}
      onIssue={issue}
      onEvidence={onEvidence}
    />
  );
}

function Cohorts({ diagnosis }: Pick<RecordsProps, "diagnosis">) {
  const { view, change } = useDiagnoseView();
  const { service, harm, onset, closedAt, dimensions } = useFrame(diagnosis);
  const may = usePermission();
  const open = useBoardDialog((store) => store.open);
  return (
    <CompareView
      service={service}
      view={view}
      change={change}
      frame={{ onset, harm: harm.id, bad: harm.bad }}
      closedAt={closedAt}
      changes={diagnosis?.changes ?? []}
      dimensions={dimensions}
      isolateRefusal={may("IsolateSegment")}
      onIsolate={(segment) => open({ kind: "isolate", segment, measure: null })}
    />
  );
}

/** Why nothing can be attached now; null when it can. */
function useEvidenceRefusal(): string | null {
  const { state } = useOpenIncident();
  const refusal = usePermission()("AttachEvidence");
  if (refusal) return refusal;
  return state.hypotheses.length === 0 ? "There is no hypothesis yet: lay out the tree, or add one." : null;
}

function Dialogs({ found, onClose }: { readonly found: FoundEvidence | null; readonly onClose: () => void }) {
  const { incidentId, state } = useOpenIncident();
  const issue = useIssue(incidentId);
  return (
    <>
      <BoardDialogs />
      {found ? <AsEvidenceDialog found={found} hypotheses={state.hypotheses} onIssue={issue} onClose={onClose} /> : null}
    </>
  );
}
