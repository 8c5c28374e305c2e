import { segmentKey } from "@firebreak/incident";
import type { Diagnosis } from "@firebreak/server/contract";
import { useEffect, useMemo } from "react";
import { useLocation } from "react-router";
import type { FoundEvidence } from "../../features/diagnosis/AsEvidenceDialog.tsx";
import { CausesView } from "../../features/diagnosis/causes/CausesView.tsx";
import { HowManyCard } from "../../features/diagnosis/causes/HowManyCard.tsx";
import { LayersCard } from "../../features/diagnosis/causes/LayersCard.tsx";
import { RankedChanges } from "../../features/diagnosis/causes/RankedChanges.tsx";
import { RankedSegments } from "../../features/diagnosis/causes/RankedSegments.tsx";
import { WhenCard } from "../../features/diagnosis/causes/WhenCard.tsx";
import { useDiagnoseView } from "../../features/diagnosis/useView.ts";
import { searchOf } from "../../features/diagnosis/view.ts";
import { useCatalogue, useOpenIncident } from "../../live/index.ts";
import { useBoardDialog } from "../board/boardDialog.ts";
import { usePermission } from "../board/usePermission.ts";
import { useTitleOf } from "../board/useTelemetry.ts";
import { hasPage } from "../pages.ts";
import { OnsetChart } from "./OnsetChart.tsx";
import { useDiagnosedHarm } from "./useDiagnosedHarm.ts";

interface Props {
  readonly diagnosis: Diagnosis;
  readonly stale: boolean;
  readonly evidenceRefusal: string | null;
  readonly onEvidence: (found: FoundEvidence) => void;
}

/** The first look: joins the parts of several features on one screen. */
export function CausesLook({ diagnosis, stale, evidenceRefusal, onEvidence }: Props) {
  const { incidentId, state } = useOpenIncident();
  const { harm, choose } = useDiagnosedHarm(diagnosis);
  const { view, change, search } = useDiagnoseView();
  const { definitions } = useCatalogue(state.service);
  const titleOf = useTitleOf(state.service);
  const open = useBoardDialog((store) => store.open);
  const may = usePermission();
  useHash();
  const isolated = useMemo(
    () => new Set(state.containments.filter((one) => one.situation === "active").map(({ segment }) => segmentKey(segment))),
    [state.containments],
  );
  const at = `/incidents/${incidentId}`;
  const shown = definitions.get(diagnosis.onset.signal ?? diagnosis.harmSignal) ?? null;
  return (
    <CausesView
      diagnosis={diagnosis}
      stale={stale}
      left={
        <>
          <WhenCard
            incidentId={incidentId}
            diagnosis={diagnosis}
            unit={shown?.unit ?? null}
            titleOf={titleOf}
            chart={shown ? <OnsetChart diagnosis={diagnosis} definition={shown} /> : null}
          />
          <HowManyCard
            affected={diagnosis.affected}
            bad={harm.bad}
            recordsPath={`${at}/diagnose?${searchOf({ ...view, look: "records" }, search)}`}
          />
        </>
      }
      middle={
        <>
          <RankedChanges
            diagnosis={diagnosis}
            refusal={evidenceRefusal}
            onEvidence={onEvidence}
            onCompare={({ artefact, version, previous }) => {
              if (artefact && version && previous)
                change({ look: "compare", pair: "versions", versions: { artefact, a: version, b: previous } }, { step: true });
            }}
          />
          <RankedSegments
            rows={diagnosis.segments}
            head={harm.head}
            bad={harm.bad}
            isolated={isolated}
            isolateRefusal={may("IsolateSegment")}
            evidenceRefusal={evidenceRefusal}
            onIsolate={(segment) => {
              // The blast radius is measured by what this page counts as harm.
              choose(harm.id);
              open({ kind: "isolate", segment, measure: null });
            }}
            onCompare={(where) => change({ look: "compare", pair: "segment", where, lineage: [] }, { step: true })}
            onEvidence={onEvidence}
          />
        </>
      }
      right={
        <LayersCard
          incidentId={incidentId}
          diagnosis={diagnosis}
          hypotheses={state.hypotheses}
          treePath={hasPage("HypothesesPage") ? `${at}/hypotheses` : at}
        />
      }
    />
  );
}

/** A proof's link leads to its place. */
function useHash(): void {
  const { hash } = useLocation();
  useEffect(() => {
    if (hash) document.getElementById(decodeURIComponent(hash.slice(1)))?.scrollIntoView({ block: "nearest" });
  }, [hash]);
}
