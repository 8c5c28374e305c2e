import type { Containment } from "@firebreak/incident";
import { segmentKey } from "@firebreak/incident";
import type { Change } from "@firebreak/server/contract";
import type { ChartMark } from "./chartModel.ts";

/** Changes of the feed and containments as vertical marks. */
export function chartMarks(changes: readonly Change[], containments: readonly Containment[]): readonly ChartMark[] {
  return [...changes.map(changeMark), ...containments.flatMap(containmentMarks)];
}

function changeMark({
  changeId,
  effectiveAt,
  firstServedAt,
  artefact,
  version,
  previous,
  kind,
  status,
  title,
  source,
}: Change): ChartMark {
  const named = artefact !== null && version !== null;
  const label = named ? (version.includes("@") ? version : `${artefact} ${version.slice(0, 8)}`) : kind;
  const step = named && previous !== null ? `${artefact}: ${previous} → ${version}` : title;
  const went = status === "failed" || status === "rolled-back" ? `, ${status.replace("-", " ")}` : "";
  return {
    id: `change-${changeId}`,
    at: effectiveAt,
    label,
    title: `${step}${went}${source === "lineage" || step === title ? "" : ` (${title})`}`,
    tone: "change",
    // What the records carry comes first: that is what the charts are made of.
    minor: firstServedAt === null,
  };
}

function containmentMarks(containment: Containment): readonly ChartMark[] {
  const key = segmentKey(containment.segment);
  const isolated: ChartMark = {
    id: `isolated-${containment.containmentId}`,
    at: Date.parse(containment.isolatedAt),
    label: "isolate",
    title: `${key} isolated → ${containment.measure}`,
    tone: containment.effect?.verdict === "effective" ? "verified" : "containment",
  };
  if (containment.situation === "active") return [isolated];
  const ended = containment.situation === "released" ? "released" : "expired";
  return [
    isolated,
    {
      id: `ended-${containment.containmentId}`,
      at: Date.parse(containment.endedAt),
      label: ended,
      title: `${key} ${ended}`,
      tone: "containment",
    },
  ];
}
