import { type Proportion, rankChanges, type SegmentFilter, type VersionTally } from "@firebreak/signals";
import type { Change, Changes } from "../changes/port.ts";
import type { Span, TelemetryStore } from "../telemetry/port.ts";
import type { CountableHarm } from "./countable-harm.ts";
import type { Onset, RankedChange } from "./port.ts";

const MINUTE = 60_000;
const LOOK_BACK_MS = 24 * 60 * MINUTE;
/** What came shortly after the onset is listed too: people ask for it. */
const LOOK_AHEAD_MS = 15 * MINUTE;
/** Changes whose records are counted, those nearest to the onset. */
const MOST_COUNTED = 12;
const AT_ONCE = 3;

export interface RankQuestion {
  readonly service: string;
  readonly onset: Onset;
  readonly harm: CountableHarm;
  /** Since the onset. */
  readonly window: Span;
  /** Where the harm sits; null: in all traffic. A version that fails a part of it is plainest there. */
  readonly segment: SegmentFilter | null;
  /** Of that segment. */
  readonly before: Proportion | null;
}

/** The changes of the day before the onset by how well they fit it, each with the harm in the records that carry it. */
export async function rankedChanges(
  { changes, telemetry }: { readonly changes: Pick<Changes, "list">; readonly telemetry: Pick<TelemetryStore, "tallyOfVersion"> },
  { service, onset, harm, window, segment, before }: RankQuestion,
): Promise<readonly RankedChange[]> {
  const to = Math.min(window.to, onset.high + LOOK_AHEAD_MS);
  const found = (await changes.list({ service, from: onset.low - LOOK_BACK_MS, to })).filter(isChange);
  const counted = found
    .filter(isServed)
    .toSorted((a, b) => Math.abs(a.effectiveAt - onset.at) - Math.abs(b.effectiveAt - onset.at))
    .slice(0, MOST_COUNTED);
  const fits = new Map<string, VersionTally>();
  const worker = async () => {
    for (let change = counted.shift(); change; change = counted.shift()) {
      const { artefact, version } = change;
      const query = { service, ...window, harm: harm.harm, segment, artefact, version };
      fits.set(change.changeId, await telemetry.tallyOfVersion(query));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return rankChanges({ changes: found, onset, fits, before });
}

/** The first version that the records ever carried replaced nothing. */
const isChange = ({ source, previous }: Change): boolean => source !== "lineage" || previous !== null;
const isServed = (change: Change): change is Change & { readonly artefact: string; readonly version: string } =>
  change.artefact !== null && change.version !== null;
