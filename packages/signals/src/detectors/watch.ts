import type { AlertReason, Standing } from "../alert.ts";
import type { SignalDefinition, Urgency } from "../definition.ts";
import type { DriftMeasure, Measure } from "../expression/ast.ts";
import { ANOMALOUS_SURPRISE } from "./baseline/port.ts";
import type { StatedBucket, WatchedBucket } from "./bucket.ts";
import { createBurnRate, type Tally } from "./burn-rate.ts";
import { createDispersion } from "./dispersion.ts";
import { canJudgeDrift, driftLimit, driftOf } from "./drift-rule.ts";
import { createEvidence } from "./evidence.ts";
import { createNormal, SUSPICIOUS, type Verdict } from "./normal.ts";
import { createPool } from "./pool.ts";
import { createRun } from "./run.ts";
import { scaleOf } from "./scale.ts";
import { createSustained } from "./sustained.ts";
import { isOverLimit } from "./threshold.ts";

/** What the detectors of one signal say together, as its telemetry arrives. Bounded memory; a bucket's cost does not grow. */
export interface SignalWatch {
  /** Closed buckets of one width (half a minute), ascending in time; an older one than the last is left out. */
  observe(bucket: WatchedBucket): void;
  /** Of the objective, ascending in time; see `objective.good`. */
  observeTally(tally: Tally): void;
  /** At that moment, epoch milliseconds: burn rates are of windows that end there. */
  standing(now: number): Standing;
  /** Where the next bucket is expected, in the signal's unit: by the baseline, or below what counts as a drift. null while nothing is known. */
  readonly expected: { readonly low: number; readonly middle: number; readonly high: number } | null;
  /** Buckets with a value that it has seen. */
  readonly seen: number;
}

/** A bucket's reasons are told for so long after it, while the signal is still alarming. */
const REASON_KEPT = 4;

export function createSignalWatch(definition: SignalDefinition, measure: Measure | null): SignalWatch {
  const judge = createJudge(definition, measure?.kind === "drift" ? measure.measure : null);
  const pool = createPool(definition, measure);
  const run = createRun();
  const burnRate = definition.objective && createBurnRate(definition.objective);
  let reasons: readonly { readonly n: number; readonly reason: AlertReason }[] = [];
  let lastAt = Number.NEGATIVE_INFINITY;
  let seen = 0;
  let judged = 0;
  let burningSince: number | null = null;

  function take(bucket: StatedBucket): void {
    seen += 1;
    const judgement = judge.judge(bucket, run.since !== null);
    if (judgement === null) return;
    const { reasons: found, bad, sustainedSince } = judgement;
    judged += 1;
    run.observe({ at: bucket.at, bad, sustainedSince });
    const kinds = new Set(found.map((reason) => reason.kind));
    const kept = reasons.filter(({ n, reason }) => judged - n < REASON_KEPT && !kinds.has(reason.kind));
    const told = [...kept, ...found.map((reason) => ({ n: judged, reason }))];
    // What lingers is told by what was found last.
    if (told.length > 0) reasons = told;
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

interface BucketJudgement {
  readonly reasons: readonly AlertReason[];
  /** With reasons; and during a fault, as long as it is not clearly over. */
  readonly bad: boolean;
  readonly sustainedSince: number | null;
}
/** A proportion's bucket must be so unlikely, given what is usual, before it can be bad: few events prove nothing. */
const UNLIKELY = 5e-4;

/** Judges one bucket after the other by limit, drift rule and baseline. */
function createJudge(definition: SignalDefinition, drift: DriftMeasure | null) {
  const dynamic = createDynamic(definition);
  const isProportion = definition.kind === "proportion";
  let undrifted: SignalWatch["expected"] = null;
  /** Of a proportion, as if it lay at the limit; of others, what was learnt. */
  function noiseAtLimit({ events }: StatedBucket, limit: number): number {
    if (isProportion) return Math.sqrt((limit * (1 - limit)) / Math.max(1, events));
    return dynamic.expected ? (dynamic.expected.high - dynamic.expected.middle) / ANOMALOUS_SURPRISE : 0;
  }
  return {
    get expected() {
      return definition.baseline ? dynamic.expected : undrifted;
    },
    /** null: nothing can be said of it yet. */
    judge(bucket: StatedBucket, alarming: boolean): BucketJudgement | null {
      const reasons: AlertReason[] = [];
      const { limit } = definition;
      if (limit && isOverLimit(bucket, limit, noiseAtLimit(bucket, limit.value))) {
        reasons.push({ kind: "threshold", limit, value: bucket.value });
      }
      const drifted = drift && driftOf(bucket, drift);
      if (drift && typeof bucket.critical === "number")
        undrifted = { low: 0, middle: 0, high: driftLimit(drift, bucket.critical) };
      if (drifted) reasons.push(drifted);
      const seen = definition.kind === "distance" && !definition.baseline ? null : dynamic.judge(bucket, alarming);
      if (definition.baseline && seen?.reason) reasons.push(seen.reason);
      const known = reasons.length > 0 || (definition.baseline ? dynamic.expected !== null : !drift || canJudgeDrift(bucket));
      if (!known) return null;
      const lingers = alarming && definition.baseline && (seen?.suspicious ?? false);
      return {
        reasons,
        bad: reasons.length > 0 || lingers,
        sustainedSince: definition.baseline ? (seen?.sustainedSince ?? null) : null,
      };
    },
  };
}

/** What has no counts that could speak for it must lie further out: its tails may be heavier than a normal distribution's. */
const FAR = { counted: ANOMALOUS_SURPRISE, other: 4 } as const;

interface Seen {
  readonly reason: (AlertReason & { kind: "baseline" }) | null;
  readonly suspicious: boolean;
  readonly sustainedSince: number | null;
}
/** The dynamic baseline on the signal's scale, with the evidence that a proportion's counts must give besides. */
function createDynamic(definition: SignalDefinition) {
  const scale = scaleOf(definition);
  const normal = createNormal();
  const evidence = createEvidence();
  const isProportion = definition.kind === "proportion";
  const far = isProportion ? FAR.counted : FAR.other;
  const sustained = {
    up: createSustained(isProportion ? evidence : null),
    down: createSustained(isProportion ? evidence : null),
  };
  const dispersion = definition.kind === "mean" || definition.kind === "quantile" ? createDispersion() : null;
  let expected: SignalWatch["expected"] = null;

  function verdictOf(bucket: StatedBucket, alarming: boolean): Verdict {
    const usual = isProportion ? evidence.rate : (expected?.middle ?? bucket.value);
    const noise = Math.max(scale.noise(bucket, usual), dispersion?.noise(bucket) ?? 0);
    const sample = { at: bucket.at, value: scale.to(bucket.value), noise };
    const verdict = normal.judge(sample, { alarming, adapt: bucket.adapt ?? false });
    if (verdict.expected && Math.abs(verdict.surprise) < ANOMALOUS_SURPRISE) {
      dispersion?.learn(bucket, sample.value - verdict.expected.middle);
    }
    expected = verdict.expected && {
      low: withinUnit(definition, scale.from(verdict.expected.low)),
      middle: withinUnit(definition, scale.from(verdict.expected.middle)),
      high: withinUnit(definition, scale.from(verdict.expected.high)),
    };
    return verdict;
  }

  return {
    get expected() {
      return expected;
    },
    judge(bucket: StatedBucket, alarming: boolean): Seen {
      const verdict = verdictOf(bucket, alarming);
      const quiet: Seen = { reason: null, suspicious: false, sustainedSince: null };
      const middle = expected?.middle ?? null;
      const sides = definition.badDirection === "both" ? (["up", "down"] as const) : [definition.badDirection];
      const found = sides.map((direction): Seen => {
        if (middle === null || expected === null) return quiet;
        const side = direction === "up" ? 1 : -1;
        const surprise = verdict.surprise * side;
        const stretchSince = sustained[direction].observe(bucket, { surprise, middle, side });
        // In a fault the buckets behind say nothing of whether it is over.
        const sustainedSince = alarming ? null : stretchSince;
        const strange = surprise >= far && (!isProportion || evidence.chance(bucket, middle, side) < UNLIKELY);
        const reason = { kind: "baseline" as const, value: bucket.value, expected, score: verdict.score };
        return {
          reason: strange || sustainedSince !== null ? reason : null,
          suspicious: surprise >= SUSPICIOUS,
          sustainedSince,
        };
      });
      const worst = found.find((each) => each.reason) ?? found.find((each) => each.suspicious) ?? quiet;
      if (worst.reason === null) evidence.learn(bucket);
      return worst;
    },
  };
}

function withinUnit({ unit }: Pick<SignalDefinition, "unit">, value: number): number {
  if (unit === "score") return value;
  return unit === "share" ? Math.min(1, Math.max(0, value)) : Math.max(0, value);
}
