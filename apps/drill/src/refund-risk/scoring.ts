import { randomUUID } from "node:crypto";
import { type Attributes, type Span, SpanKind, SpanStatusCode, type Tracer } from "@opentelemetry/api";
import type { AnswerModes } from "../instance/answer-mode.ts";
import { pseudonymOf } from "../instance/pseudonym.ts";
import type { ServingMetrics } from "../instance/serving-metrics.ts";
import type { WorkQueue } from "../instance/work-queue.ts";
import { logNormal, type Random } from "../random.ts";
import { FEATURE_NAMES, type FeatureRow, featuresOf, KNOWN_GOOD_PIPELINE } from "./features.ts";
import type { HistoryTables } from "./history.ts";
import type { LateTruths } from "./late-truths.ts";
import type { RiskModel } from "./model.ts";
import { type Decision, decisionOn, reviewed, thresholdsFor } from "./policy.ts";
import type { RequestWithTruth } from "./population.ts";
import type { ScoringRelease } from "./release.ts";
import type { RefundRequest } from "./request.ts";

export interface Scored {
  readonly ok: true;
  readonly requestId: string;
  readonly decision: Decision;
  /** null: the model was not asked. */
  readonly score: number | null;
  readonly release: ScoringRelease;
}
/** Too many wait already. */
export type Scoring = Scored | { readonly ok: false };
export interface ScoringParts {
  readonly model: RiskModel;
  readonly history: HistoryTables;
  readonly modes: Pick<AnswerModes, "of">;
  readonly tracer: Tracer;
  readonly metrics: ServingMetrics;
  readonly truths: Pick<LateTruths, "learn">;
  readonly random: Random;
  readonly release: () => ScoringRelease;
  readonly workers: Pick<WorkQueue, "run">;
  /** Really waits, unless a test hands in something quicker. */
  readonly wait: (ms: number) => Promise<void>;
}

/** Reading the history tables and running the model. */
const MEDIAN_MS = 38;
const SIGMA = 0.35;
/** Putting a request on a person's desk. */
const HAND_OVER_MS = 12;
const DESK_VERSION = "review-desk@12";

/** One refund request from the door to the telemetry: flag, turn at a worker, features, score, decision, review; the truth comes later. */
export function createScoring(parts: ScoringParts): (asked: RequestWithTruth) => Promise<Scoring> {
  return async (asked) => {
    const startedAt = performance.now();
    const span = parts.tracer.startSpan("score refund-risk", { kind: SpanKind.SERVER });
    const requestId = `refund-${randomUUID()}`;
    const release = parts.release();
    describeAsked(span, { requestId, request: asked.request, release });
    try {
      const mode = await parts.modes.of(requestId, { ...asked.request.customer, "age-band": asked.request.ageBand });
      // Whatever else this service may be told, for scores it means: people decide.
      const decide = mode === "normal" ? score : handOver;
      const scoring = await decide(span, asked, { requestId, release, parts });
      if (scoring.ok) parts.truths.learn(requestId, asked.unjustified);
      parts.metrics.count(scoring.ok ? "answered" : "turned-away", performance.now() - startedAt);
      return scoring;
    } catch (error) {
      parts.metrics.count("failed", performance.now() - startedAt);
      span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
      throw error;
    } finally {
      span.end();
    }
  };
}

interface Given {
  readonly requestId: string;
  readonly release: ScoringRelease;
  readonly parts: ScoringParts;
}

async function score(
  span: Span,
  { request, unjustified }: RequestWithTruth,
  { requestId, release, parts }: Given,
): Promise<Scoring> {
  span.setAttributes({ "firebreak.lineage.model": parts.model.version, "firebreak.lineage.features": release.features });
  const worked = await parts.workers.run(async () => {
    const row = featuresOf(request, parts.history, release.features);
    await parts.wait(logNormal(parts.random, MEDIAN_MS, SIGMA));
    return { row, risk: parts.model.score(row) };
  });
  if (!worked.ok) {
    span.setStatus({ code: SpanStatusCode.ERROR, message: "turned away: too many wait for a worker" });
    span.setAttribute("error.type", "queue_full");
    return { ok: false };
  }
  const { row, risk } = worked.value;
  const thresholds = thresholdsFor(release.policy, request.ageBand);
  const decision = decisionOn(risk, thresholds);
  const overridden = reviewed(decision, unjustified, parts.random);
  span.setAttributes({
    ...attributesOf(row),
    "firebreak.prediction.score": risk,
    "firebreak.prediction.threshold": thresholds.review,
    "firebreak.prediction.decision": decision,
    "firebreak.confidence": Math.max(risk, 1 - risk),
    "firebreak.queue.ms": Math.round(worked.waitedMs * 10) / 10,
    "firebreak.outcome.fallback": false,
    ...(overridden !== null && { "firebreak.outcome.overridden": overridden }),
  });
  return { ok: true, requestId, decision, score: risk, release };
}

/**
 * The scores are frozen: a person decides alone, on the customer's file. The desk reads it from the tables itself, so what is told as features is what
 * the person saw; nobody overrules the decision.
 */
async function handOver(span: Span, { request }: RequestWithTruth, { requestId, release, parts }: Given): Promise<Scored> {
  await parts.wait(HAND_OVER_MS);
  span.setAttributes({
    ...attributesOf(featuresOf(request, parts.history, KNOWN_GOOD_PIPELINE)),
    "firebreak.lineage.desk": DESK_VERSION,
    "firebreak.prediction.decision": "review",
    "firebreak.queue.ms": 0,
    "firebreak.outcome.fallback": true,
    "firebreak.outcome.overridden": false,
  });
  return { ok: true, requestId, decision: "review", score: null, release };
}

interface Arrived {
  readonly requestId: string;
  readonly request: RefundRequest;
  readonly release: ScoringRelease;
}
/** The attributes of docs/telemetry-attributes.md. */
function describeAsked(span: Span, { requestId, request: { customer, customerId, ageBand }, release }: Arrived): void {
  span.setAttributes({
    "firebreak.record": true,
    "firebreak.request.id": requestId,
    ...(customerId !== null && { "enduser.pseudo.id": pseudonymOf(customerId) }),
    "firebreak.segment.language": customer.language,
    "firebreak.segment.tier": customer.tier,
    "firebreak.segment.region": customer.region,
    "firebreak.segment.age-band": ageBand,
    "firebreak.lineage.code": release.code,
    "firebreak.lineage.policy": release.policy,
  });
}

/** A span's attribute cannot be null: what was missing is named. */
function attributesOf(row: FeatureRow): Attributes {
  const missing = FEATURE_NAMES.filter((name) => row[name] === null);
  const present = FEATURE_NAMES.flatMap((name) =>
    row[name] === null ? [] : [[`firebreak.feature.${name}`, row[name]] as const],
  );
  return { ...Object.fromEntries(present), ...(missing.length > 0 && { "firebreak.features.missing": missing }) };
}
