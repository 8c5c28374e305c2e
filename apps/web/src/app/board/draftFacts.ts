import { type DeclaredIncident, segmentKey } from "@firebreak/incident";
import type { MeasuredFacts } from "@firebreak/runbook";
import type { SegmentRow } from "@firebreak/signals";
import { toSegment } from "../../features/segments/segmentRows.ts";

interface Measured {
  readonly rows: readonly SegmentRow[] | null;
  /** What contained segments do since they were isolated, by segment key: “now” is not the harm from before. */
  readonly since: ReadonlyMap<string, SegmentRow>;
  readonly signalTitle: string;
}

/** What a draft may state as measured: of the segment that is contained, else of the one that most surely differs. */
export function draftFacts(state: DeclaredIncident, { rows, since, signalTitle }: Measured): MeasuredFacts {
  const contained = state.containments.findLast((each) => each.situation === "active") ?? null;
  const key = contained ? segmentKey(contained.segment) : null;
  const row = rows?.find((each) => (key === null ? each.low > each.restRate : segmentKey(toSegment(each)) === key)) ?? null;
  const now = (key === null ? undefined : since.get(key)) ?? row;
  const before = contained?.effect?.segmentBefore ?? null;
  return {
    segmentLabel: key ?? (row ? segmentKey(toSegment(row)) : null),
    trafficShare: contained?.blastRadius.trafficShare ?? row?.trafficShare ?? null,
    harmShare: contained?.blastRadius.harmShare ?? row?.harmShare ?? null,
    requestsAffected: null,
    signalTitle,
    rateNow: now?.rate ?? null,
    rateBefore: before && before.total > 0 ? before.bad / before.total : null,
  };
}
