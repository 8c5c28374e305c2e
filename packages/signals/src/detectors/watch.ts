import type { AlertReason, Standing } from "../alert.ts";
import type { SignalDefinition, Urgency } from "../definition.ts";
import type { DriftMeasure, Measure } from "../expression/ast.ts";
import type { StatedBucket, WatchedBucket } from "./bucket.ts";
import { createBurnRate, type Tally } from "./burn-rate.ts";
import { canJudgeDrift, driftOf } from "./drift-rule.ts";
import { createEvidence, isBadSide } from "./evidence.ts";
import { createNormal, type Verdict } from "./normal.ts";
import { createPool } from "./pool.ts";
import { createRun } from "./run.ts";
import { scaleOf } from "./scale.ts";
import { isOverLimit } from "./threshold.ts";

/** What the detectors of one signal say together, as its telemetry arrives. Bounded memory; a bucket's cost does not grow. */
export interface SignalWatch {
  /** Closed buckets of one width (half a minute), ascending in time; an older one than the last is left out. */
  observe(bucket: WatchedBucket): void;
  /** Of the objective, ascending in time; see `objective.good`. */
  observeTally(tally: Tally): void;
  /** At that moment, epoch milliseconds: burn rates are of windows that end there. */
  standing(now: number): Standing;
  /** Where the next bucket is expected, in the signal's unit; null while learning, or where no baseline watches. */
  readonly expected: { readonly low: number; readonly middle: number; readonly high: number } | null;
  /** Buckets with a value that it has seen. */
  readonly seen: number;
}

/** A bucket's reasons are told for so long after it, while the signal is still alarming. */
const REASON_KEPT = 4;

export function createSignalWatch(definition: SignalDefinition, measure: Pick<Measure, "kind"> | null): SignalWatch {
  const judge = createJudge(definition, driftMeasureOf(measure));
  const pool = createPool(definition);
  const run = createRun();
  const burnRate = definition.objective && createBurnRate(definition.objective);
  let reasons: readonly { readonly n: number; readonly reason: AlertReason }[] = [];
  let lastAt = Number.NEGATIVE_INFINITY;
  let seen = 0;
  let judged = 0;
  let burningSince: number | null = null;

  function take(bucket: StatedBucket): void {
    seen += 1;
    const found = judge.reasonsAgainst(bucket, run.since !== null);
    if (found === null) return;
    judged += 1;
    run.observe({ at: bucket.at, bad: found.length > 0 });
    const kinds = new Set(found.map((reason) => reason.kind));
    const kept = reasons.filter(({ n, reason }) => judged - n < REASON_KEPT && !kinds.has(reason.kind));
    reasons = [...kept, ...found.map((reason) => ({ n: judged, reason }))];
  }

  return {
    observe(bucket) {
      if (bucket.at <= lastAt) return;
      lastAt = bucket.at;
      const full = pool.add(bucket);
      if (full) take(full);
    },
    observeTally: (tally) => burnRate?.add(tally),
    standing(now) {
      const burn = burnRate?.burning(now) ?? null;
      burningSince = burn ? Math.min(burningSince ?? burn.since, burn.since) : null;
      const own = run.since === null ? [] : reasons.map(({ reason }) => reason);
      if (run.since === null && burn === null) return { kind: judged > 0 ? "quiet" : "learning" };
      const told: readonly Told[] = [
        ...own.map((reason) => ({ urgency: definition.urgency, reason })),
        ...(burn ? [{ urgency: burn.urgency, reason: burn.reason }] : []),
      ].toSorted((a, b) => rankOf(a) - rankOf(b));
      return {
        kind: "alarming",
        since: Math.min(run.since ?? Number.POSITIVE_INFINITY, burningSince ?? Number.POSITIVE_INFINITY),
        urgency: run.since === null ? (burn?.urgency ?? definition.urgency) : mostUrgent(definition.urgency, burn?.urgency),
        reasons: told.map(({ reason }) => reason),
      };
    },
    get expected() {
      return judge.expected;
    },
    get seen() {
      return seen;
    },
  };
}

interface Told {
  readonly urgency: Urgency;
  readonly reason: AlertReason;
}
const ORDER = { threshold: 0, "burn-rate": 1, drift: 2, baseline: 3 } as const;
const rankOf = ({ urgency, reason }: Told) => (urgency === "page" ? 0 : 10) + ORDER[reason.kind];
const mostUrgent = (a: Urgency, b: Urgency | undefined): Urgency => (a === "page" || b === "page" ? "page" : "ticket");

const DRIFTS: readonly string[] = ["psi", "js", "wasserstein", "ks"] satisfies readonly DriftMeasure[];
function driftMeasureOf(measure: Pick<Measure, "kind"> | null): DriftMeasure | null {
  if (measure?.kind !== "drift" || !("measure" in measure)) return null;
  const { measure: name } = measure as Measure & { kind: "drift" };
  return DRIFTS.includes(name) ? name : null;
}

/** Judges one bucket after the other by limit, baseline and drift rule. */
function createJudge(definition: SignalDefinition, drift: DriftMeasure | null) {
  const scale = scaleOf(definition);
  const normal = createNormal();
  const evidence = createEvidence();
  const isProportion = definition.kind === "proportion";
  let expected: SignalWatch["expected"] = null;

  function verdictOf(bucket: StatedBucket, alarming: boolean): Verdict {
    const usual = isProportion ? evidence.rate : (expected?.middle ?? bucket.value);
    const sample = { at: bucket.at, value: scale.to(bucket.value), noise: scale.noise(bucket, usual) };
    const verdict = normal.judge(sample, { alarming, adapt: bucket.adapt ?? false });
    expected = verdict.expected && {
      low: withinUnit(definition, scale.from(verdict.expected.low)),
      middle: withinUnit(definition, scale.from(verdict.expected.middle)),
      high: withinUnit(definition, scale.from(verdict.expected.high)),
    };
    return verdict;
  }
  function isBad(bucket: StatedBucket, verdict: Verdict): boolean {
    if (!isBadSide(definition, verdict.side) || expected === null) return false;
    return !isProportion || evidence.speaksAgainst(bucket, expected.middle, verdict.side);
  }
  /** Of a proportion, as if it lay at the limit; of others, what was learnt. */
  function noiseAtLimit({ events }: StatedBucket, limit: number, before: SignalWatch["expected"]): number {
    if (isProportion) return Math.sqrt((limit * (1 - limit)) / Math.max(1, events));
    return before ? (before.high - before.middle) / 4 : 0;
  }

  return {
    get expected() {
      return definition.baseline ? expected : null;
    },
    /** null: nothing can be said of it yet. */
    reasonsAgainst(bucket: StatedBucket, alarming: boolean): readonly AlertReason[] | null {
      const { value } = bucket;
      const reasons: AlertReason[] = [];
      const before = expected;
      const { limit } = definition;
      if (limit && isOverLimit(bucket, limit, noiseAtLimit(bucket, limit.value, before))) {
        reasons.push({ kind: "threshold", limit, value });
      }
      const drifted = drift && driftOf(bucket, drift);
      if (drifted) reasons.push(drifted);
      const verdict = definition.kind === "distance" && !definition.baseline ? null : verdictOf(bucket, alarming);
      const bad = verdict !== null && isBad(bucket, verdict);
      if (bad && definition.baseline && verdict && expected) {
        reasons.push({ kind: "baseline", value, expected, score: verdict.score });
      }
      if (!bad) evidence.learn(bucket);
      const known = reasons.length > 0 || (definition.baseline ? expected !== null : drift === null || canJudgeDrift(bucket));
      return known ? reasons : null;
    },
  };
}

function withinUnit({ unit }: Pick<SignalDefinition, "unit">, value: number): number {
  if (unit === "score") return value;
  return unit === "share" ? Math.min(1, Math.max(0, value)) : Math.max(0, value);
}
