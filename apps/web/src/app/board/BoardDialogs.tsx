import type { Hypothesis } from "@firebreak/incident";
import { ExposureDialog } from "../../features/clocks/ExposureDialog.tsx";
import { QuestionsDialog } from "../../features/comms/QuestionsDialog.tsx";
import { UpdateDialog } from "../../features/comms/UpdateDialog.tsx";
import { EvidenceDialog } from "../../features/hypotheses/EvidenceDialog.tsx";
import { AddHypothesisDialog, StatusDialog } from "../../features/hypotheses/HypothesisDialog.tsx";
import { MoveDialog } from "../../features/hypotheses/MoveDialog.tsx";
import { SplitDialog } from "../../features/hypotheses/SplitDialog.tsx";
import { IsolateDialog } from "../../features/segments/IsolateDialog.tsx";
import { ReleaseDialog } from "../../features/segments/ReleaseDialog.tsx";
import { AssessDialog } from "../../features/triage/AssessDialog.tsx";
import { newCommandId, useCommand, useIssue, useOpenIncident } from "../../live/index.ts";
import { useEvidenceSources } from "../hypotheses/useEvidenceSources.ts";
import { useHypothesisDesk } from "../hypotheses/useHypothesisDesk.ts";
import { type BoardDialog, useBoardDialog } from "./boardDialog.ts";
import { useFreshDraft } from "./useFreshDraft.ts";
import { usePermission } from "./usePermission.ts";
import { useHarmSignal } from "./useTelemetry.ts";

/** The open form, if there is one. */
export function BoardDialogs() {
  const dialog = useBoardDialog((store) => store.dialog);
  return dialog ? <Opened dialog={dialog} /> : null;
}

function Opened({ dialog }: { readonly dialog: BoardDialog }) {
  const { incidentId, state } = useOpenIncident();
  const issue = useIssue(incidentId);
  const may = usePermission();
  const { harm } = useHarmSignal();
  const onClose = useBoardDialog((store) => store.close);
  switch (dialog.kind) {
    case "isolate":
      return (
        <IsolateDialog
          service={state.service}
          harmSignal={harm}
          segment={dialog.segment}
          measure={dialog.measure ?? "retrieval-only"}
          onIsolate={issue}
          onClose={onClose}
        />
      );
    case "release": {
      const containment = state.containments.find((each) => each.containmentId === dialog.containmentId);
      if (containment?.situation !== "active") return null;
      return (
        <ReleaseDialog
          containment={containment}
          onRelease={(containmentId, reason) => issue({ type: "ReleaseSegment", containmentId, reason })}
          onClose={onClose}
        />
      );
    }
    case "update":
      return <Update audience={dialog.audience} onClose={onClose} />;
    case "questions":
      return (
        <QuestionsDialog
          questions={state.questions}
          refusal={may("AnswerQuestion")}
          onAnswer={(questionId, answer) => issue({ type: "AnswerQuestion", questionId, answer })}
          onClose={onClose}
        />
      );
    case "assess":
      return (
        <AssessDialog
          state={state}
          wanted={dialog.wanted}
          onAssess={(assessment) => issue({ type: "AssessImpact", ...assessment })}
          onClose={onClose}
        />
      );
    case "exposure":
      return (
        <ExposureDialog
          detail={dialog.detail}
          onFlag={(kind, detail) => issue({ type: "FlagExposure", kind, detail })}
          onClose={onClose}
        />
      );
    case "add-hypothesis":
      return <AddHypothesisDialog parent={dialog.parent} statement={dialog.statement} onIssue={issue} onClose={onClose} />;
    case "hypothesis-status":
      return <StatusDialog hypothesis={dialog.hypothesis} status={dialog.status} onIssue={issue} onClose={onClose} />;
    case "evidence":
      return <Evidence hypothesis={dialog.hypothesis} onClose={onClose} />;
    case "move-hypothesis":
      return <Move hypothesis={dialog.hypothesis} onClose={onClose} />;
    case "split-hypothesis":
      return <SplitDialog hypothesis={dialog.hypothesis} onIssue={issue} onClose={onClose} />;
  }
}

interface OnHypothesis {
  readonly hypothesis: Hypothesis;
  readonly onClose: () => void;
}
function Evidence(props: OnHypothesis) {
  const issue = useIssue(useOpenIncident().incidentId);
  return <EvidenceDialog {...props} sources={useEvidenceSources()} onIssue={issue} />;
}
function Move(props: OnHypothesis) {
  const { incidentId, rows, explainPlace } = useHypothesisDesk();
  return <MoveDialog {...props} rows={rows} explainPlace={explainPlace} onIssue={useIssue(incidentId)} />;
}

type UpdateProps = Pick<Extract<BoardDialog, { kind: "update" }>, "audience"> & { readonly onClose: () => void };
function Update({ audience, onClose }: UpdateProps) {
  const { incidentId, state } = useOpenIncident();
  const issue = useIssue(incidentId);
  const desk = useCommand(incidentId);
  const fresh = useFreshDraft(audience);
  return (
    <UpdateDialog
      incidentId={incidentId}
      audience={audience}
      desk={state.audiences[audience]}
      fresh={fresh}
      explain={(content) => desk.explain({ type: "SendUpdate", updateId: newCommandId(), content })}
      onCadence={(minutes) => issue({ type: "SetCadence", audience, minutes })}
      onSend={(content) => issue({ type: "SendUpdate", updateId: newCommandId(), content })}
      onClose={onClose}
    />
  );
}
