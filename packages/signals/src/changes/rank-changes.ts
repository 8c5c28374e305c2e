import type { Proportion } from "../interval.ts";
import { type LineageFit, lineageFit, type VersionTally } from "./lineage-fit.ts";
import { isCarried, reasonsOf } from "./reasons.ts";
import { isAfter, type OnsetInterval, type TimeFit, timeFit, type Witness } from "./time-fit.ts";

/** What of a change its rank stands on; structurally the feed's `Change`. Times in epoch milliseconds. */
export interface RankableChange {
  readonly changeId: string;
  readonly kind: string;
  readonly artefact: string | null;
  readonly version: string | null;
  readonly status: "started" | "succeeded" | "failed" | "rolled-back";
  readonly effectiveAt: number;
  readonly firstServedAt: number | null;
}
export interface ChangeRank<C extends RankableChange> {
  readonly change: C;
  /** 0–1; comparable within one ranking. */
  readonly score: number;
  readonly timeFit: number;
  readonly lineageFit: number | null;
  /** Sentences, most telling first, at most 4. */
  readonly reasons: readonly string[];
}
export interface ChangesToRank<C extends RankableChange> {
  readonly changes: readonly C[];
  readonly onset: OnsetInterval;
  /** By `changeId`, since the onset; a change that is missing or null was not counted. */
  readonly fits: ReadonlyMap<string, VersionTally | null>;
  /** All records of a time before the onset. */
  readonly before: Proportion | null;
}

/** Of a change whose lineage says nothing: most are harmless. An outage is harm already. */
const UNKNOWN = 0.3;
const OUTAGE = 0.5;
/** Of one whose records were counted and are no worse. */
const NOT_WORSE = 0.05;
/** Of one that never came to serve, as far as anybody saw. */
const WEIGHTS = { failed: 0.25, "rolled-back": 0.4, unseen: 0.5 } as const;
/** So much of the distance in time a certain lineage outweighs; not all, for a part of the traffic can differ for older reasons. */
const RELIEF = 2 / 3;
const MOST_RANKED = 20;

/**
 * Changes by how well their time and lineage fit the harm, best first, at most 20:
 * score = (before × nearness^(1 − ⅔ lineage)) × (0.05 + 0.95 × lineage).
 *
 * A change after the onset cannot be its cause (`before` ≈ 0). Near is better than far, but the surer the records of the same time say
 * that those with the version are worse, the less the distance counts. Where the lineage says nothing its factor is 0.3 (an outage's
 * 0.5), less for what failed, was rolled back or was announced of an artefact and never seen.
 */
export function rankChanges<C extends RankableChange>(input: ChangesToRank<C>): readonly ChangeRank<C>[] {
  return input.changes
    .map((change) => rankOf(change, input))
    .sort(
      (a, b) =>
        b.score - a.score || b.change.effectiveAt - a.change.effectiveAt || (a.change.changeId < b.change.changeId ? -1 : 1),
    )
    .slice(0, MOST_RANKED);
}

function rankOf<C extends RankableChange>(change: C, { onset, fits, before }: ChangesToRank<C>): ChangeRank<C> {
  const time = timeFit(change.effectiveAt, onset, witnessOf(change));
  const tally = fits.get(change.changeId) ?? null;
  const lineage = tally && lineageFit(tally, before);
  return {
    change,
    score: scoreOf({ change, time, lineage, carried: isCarried(change, tally) }),
    timeFit: time.before * time.nearness,
    lineageFit: lineage?.fit ?? null,
    reasons: reasonsOf({ change, onset, late: isAfter(time), tally, lineage }),
  };
}

function scoreOf({
  change,
  time,
  lineage,
  carried,
}: {
  readonly change: RankableChange;
  readonly time: TimeFit;
  readonly lineage: LineageFit | null;
  readonly carried: boolean;
}): number {
  if (lineage === null) return time.before * time.nearness * weightOf(change, carried);
  const certain = lineage.against === "others" ? lineage.fit : 0;
  return time.before * time.nearness ** (1 - RELIEF * certain) * (NOT_WORSE + (1 - NOT_WORSE) * lineage.fit);
}

function weightOf(change: RankableChange, carried: boolean): number {
  if (change.kind === "outage") return OUTAGE;
  if (carried) return UNKNOWN;
  if (change.status === "failed" || change.status === "rolled-back") return UNKNOWN * WEIGHTS[change.status];
  return UNKNOWN * (isTraceable(change) ? WEIGHTS.unseen : 1);
}

/** It names what the records carry; had it come to serve, they would show it. */
const isTraceable = (change: RankableChange): boolean => change.artefact !== null && change.version !== null;
const witnessOf = (change: RankableChange): Witness =>
  change.kind === "outage" ? "outage" : change.firstServedAt === null ? "announcement" : "records";
