import { MITIGATIONS, suggestTechniques, TECHNIQUES } from "@firebreak/runbook";
import { useMemo } from "react";
import { TechniquesCard } from "../../features/techniques/TechniquesCard.tsx";
import type { TechniqueSheet } from "../../features/techniques/techniqueRows.ts";
import { useIssue, useOpenIncident } from "../../live/index.ts";
import { usePermission } from "../board/usePermission.ts";
import { useLayerFindings } from "./useLayerFindings.ts";

const titleOf = new Map(MITIGATIONS.map(({ mitigationId, title }) => [mitigationId, title]));
const SHEETS: ReadonlyMap<string, TechniqueSheet> = new Map(
  TECHNIQUES.map(({ framework, techniqueId, title, meaning, mitigations }) => [
    techniqueId,
    {
      framework,
      techniqueId,
      title,
      meaning,
      mitigations: mitigations.map((id) => ({ id, title: titleOf.get(id) ?? id })),
    },
  ]),
);
const NONE = [] as const;

/** Of security incidents, and of any that was tagged: what the vocabularies call it, and what the findings look like. */
export function IncidentTechniques() {
  const { incidentId, state } = useOpenIncident();
  const issue = useIssue(incidentId);
  const may = usePermission();
  const { layers, changes: ranked } = useLayerFindings(incidentId);
  const { incidentClass, scenario, techniques } = state;
  const suggestions = useMemo(() => {
    const findings = layers ?? NONE;
    const signals = new Map(findings.flatMap(({ looked }) => looked.map((look) => [look.signal, look] as const)));
    const tagged = techniques.map(({ techniqueId }) => techniqueId);
    const changes = ranked.map(({ change, score }) => ({ changeId: change.changeId, title: change.title, score }));
    return suggestTechniques({ incidentClass, scenario, findings, signals: [...signals.values()], changes, tagged });
  }, [layers, ranked, incidentClass, scenario, techniques]);
  if (incidentClass !== "security" && techniques.length === 0) return null;
  return (
    <TechniquesCard
      incidentId={incidentId}
      state={state}
      sheets={SHEETS}
      suggestions={suggestions}
      refusal={may("TagTechnique")}
      onTag={(command) => issue(command)?.message ?? null}
      onUntag={(command) => issue(command)?.message ?? null}
    />
  );
}
