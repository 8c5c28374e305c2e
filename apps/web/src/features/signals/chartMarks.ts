import type { Containment } from "@firebreak/incident";
import { segmentKey } from "@firebreak/incident";
import type { LineageChange } from "@firebreak/server/contract";
import type { ChartMark } from "./chartModel.ts";

/** Changes and containments as vertical marks. First-ever versions are where the records begin, not changes. */
export function chartMarks(changes: readonly LineageChange[], containments: readonly Containment[]): readonly ChartMark[] {
  return [
    ...changes.flatMap((change) => (change.previous === null ? [] : [changeMark(change)])),
    ...containments.flatMap(containmentMarks),
  ];
}

function changeMark({ at, artefact, version, previous }: LineageChange): ChartMark {
  return {
    id: `change-${at}-${artefact}`,
    at,
    label: version.includes("@") ? version : `${artefact} ${version.slice(0, 8)}`,
    title: `${artefact}: ${previous} → ${version}`,
    tone: "change",
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
