import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { expect, test } from "vitest";
import { pseudonymOf } from "../instance/pseudonym.ts";
import { createWorkQueue } from "../instance/work-queue.ts";
import { seededRandom } from "../random.ts";
import type { PipelineVersion } from "./features.ts";
import type { RequestWithTruth } from "./population.ts";
import { createScoring, type ScoringParts } from "./scoring.ts";

const asked: RequestWithTruth = {
  request: {
    customer: { language: "de", tier: "pro", region: "eu-west" },
    ageBand: "30-49",
    customerId: "c-1",
    orderValue: 210.5,
    itemCount: 1,
    itemCategory: "chair",
    paymentMethod: "invoice",
    channel: "web",
    reason: "changed-mind",
    delivery: { elapsed: 120, unit: "hour", scanHours: null },
  },
  unjustified: true,
};
const history = new Map([["eu-west/c-1", { orders90d: 2, refunds90d: 1, chargebacks365d: 0, accountAgeDays: 300 }]]);

function openScoring(
  given: { features?: PipelineVersion; mode?: "normal" | "human-handoff" | "tools-off"; places?: number; broken?: boolean } = {},
) {
  const spans = new InMemorySpanExporter();
  const learnt: unknown[] = [];
  const counted: string[] = [];
  const parts: ScoringParts = {
    model: { version: "refund-risk@test", score: (row) => (row.refunds_90d === null ? 0.7 : 0.1) },
    history,
    modes: { of: () => Promise.resolve(given.mode ?? "normal") },
    tracer: new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: spans })] }).getTracer("test"),
    metrics: { count: (outcome) => counted.push(outcome) },
    truths: { learn: (requestId, unjustified) => learnt.push([requestId, unjustified]) },
    random: seededRandom(2),
    release: () => ({ features: given.features ?? "features@2026.46", code: "scoring-1.14.0", policy: "refund-policy-9" }),
    workers: createWorkQueue({ places: given.places ?? 1, maxWaiting: 0 }),
    wait: () => (given.broken ? Promise.reject(new Error("the tables do not answer")) : Promise.resolve()),
  };
  return { score: createScoring(parts), spans, learnt, counted };
}
const common = (requestId: string) => ({
  "firebreak.record": true,
  "firebreak.request.id": requestId,
  "firebreak.segment.language": "de",
  "firebreak.segment.tier": "pro",
  "firebreak.segment.region": "eu-west",
  "firebreak.segment.age-band": "30-49",
  "enduser.pseudo.id": pseudonymOf("c-1"),
  "firebreak.lineage.code": "scoring-1.14.0",
  "firebreak.lineage.policy": "refund-policy-9",
});
const ofModel = (features: PipelineVersion) => ({
  "firebreak.lineage.model": "refund-risk@test",
  "firebreak.lineage.features": features,
});
const ofHistory = {
  "firebreak.feature.orders_90d": 2,
  "firebreak.feature.refunds_90d": 1,
  "firebreak.feature.chargebacks_365d": 0,
  "firebreak.feature.account_age_days": 300,
  "firebreak.features.missing": ["delivery_scan_hours"],
};
const ofRequest = {
  "firebreak.feature.order_value": 210.5,
  "firebreak.feature.item_count": 1,
  "firebreak.feature.payment_method": "invoice",
  "firebreak.feature.channel": "web",
  "firebreak.feature.item_category": "chair",
  "firebreak.feature.reason": "changed-mind",
};

test("a score leaves a span with features, what was missing, score, decision and lineage; its truth is learnt", async () => {
  const { score, spans, learnt, counted } = openScoring();
  const scored = await score(asked);
  if (!scored.ok) throw new Error("turned away");
  expect(scored).toMatchObject({ decision: "approve", score: 0.1 });
  expect(spans.getFinishedSpans()[0]?.attributes).toEqual({
    ...common(scored.requestId),
    ...ofModel("features@2026.46"),
    ...ofRequest,
    "firebreak.feature.days_since_delivery": 5,
    ...ofHistory,
    "firebreak.prediction.score": 0.1,
    "firebreak.prediction.threshold": 0.3,
    "firebreak.prediction.decision": "approve",
    "firebreak.confidence": 0.9,
    "firebreak.queue.ms": expect.any(Number),
    "firebreak.outcome.fallback": false,
  });
  expect(learnt).toEqual([[scored.requestId, true]]);
  expect(counted).toEqual(["answered"]);
});

test("under the broken pipeline the same request misses its history, and a person looks at it", async () => {
  const { score, spans } = openScoring({ features: "features@2026.47" });
  const scored = await score(asked);
  if (!scored.ok) throw new Error("turned away");
  expect(spans.getFinishedSpans()[0]?.attributes).toEqual({
    ...common(scored.requestId),
    ...ofModel("features@2026.47"),
    ...ofRequest,
    "firebreak.feature.days_since_delivery": 120,
    "firebreak.features.missing": ["delivery_scan_hours", "orders_90d", "refunds_90d", "chargebacks_365d", "account_age_days"],
    "firebreak.prediction.score": 0.7,
    "firebreak.prediction.threshold": 0.3,
    "firebreak.prediction.decision": "decline",
    "firebreak.confidence": 0.7,
    "firebreak.queue.ms": expect.any(Number),
    "firebreak.outcome.fallback": false,
    "firebreak.outcome.overridden": expect.any(Boolean),
  });
});

test("where people decide the model is not asked, whatever mode says so and whatever pipeline is rolled out", async () => {
  for (const mode of ["human-handoff", "tools-off"] as const) {
    const { score, spans, learnt } = openScoring({ mode, features: "features@2026.47" });
    const scored = await score(asked);
    if (!scored.ok) throw new Error("turned away");
    expect(scored).toMatchObject({ decision: "review", score: null });
    expect(spans.getFinishedSpans()[0]?.attributes).toEqual({
      ...common(scored.requestId),
      ...ofRequest,
      ...ofHistory,
      "firebreak.feature.days_since_delivery": 5,
      "firebreak.lineage.desk": "review-desk@12",
      "firebreak.prediction.decision": "review",
      "firebreak.queue.ms": 0,
      "firebreak.outcome.fallback": true,
      "firebreak.outcome.overridden": false,
    });
    expect(learnt).toHaveLength(1);
  }
});

test("what finds no place is turned away, and its span is an error without a score", async () => {
  const { score, spans, learnt, counted } = openScoring({ places: 0 });
  expect(await score(asked)).toEqual({ ok: false });
  const [span] = spans.getFinishedSpans();
  expect(span?.attributes).toMatchObject({ "error.type": "queue_full" });
  expect(span?.attributes).not.toHaveProperty("firebreak.prediction.score");
  expect(span?.status.code).toBe(2);
  expect({ learnt, counted }).toEqual({ learnt: [], counted: ["turned-away"] });
});

test("what breaks is counted as failed, its span is an error with the reason, and its place is free again", async () => {
  const { score, spans, learnt, counted } = openScoring({ broken: true });
  await expect(score(asked)).rejects.toThrow("the tables do not answer");
  await expect(score(asked)).rejects.toThrow("the tables do not answer");
  expect(spans.getFinishedSpans().map(({ status }) => status)).toEqual([
    { code: 2, message: "Error: the tables do not answer" },
    { code: 2, message: "Error: the tables do not answer" },
  ]);
  expect({ learnt, counted }).toEqual({ learnt: [], counted: ["failed", "failed"] });
});
